"""Plain words: hints on a text that goes to a client, in Spanish and English.

`check` shows the spots, with a reason and often a better word. It never changes a text and never
stands in the way: the writer decides. The phrases are data, `es.toml` and `en.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.wording import address, phrases, sentences

LONGEST = 25
"""Words that a sentence may have."""


class Kind(Enum):
    """What a hint is about; the phrases of a kind stand in the section of its value."""

    PROMISE = "promise"
    BLAME = "blame"
    VAGUE = "vague"
    LONG = "long"
    ADDRESS = "address"


_REASONS = {
    Kind.PROMISE.value: N_(
        "A promise that may not hold. Say what was done, or when you bring news."
    ),
    Kind.BLAME.value: N_(
        "Reads as blame, or as “I told you so”. Say what happened and what comes next."
    ),
    Kind.VAGUE.value: N_("No day and no time. Say when, even if only when you bring news."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One spot: `reason` speaks the language of the desk, `better` that of the text.

    A `…` in `better` is for the writer to fill; it is empty where no word is always better.
    """

    start: int
    end: int
    kind: Kind
    reason: str
    better: str = ""


def check(text: str, language: str, form: str = "") -> list[Finding]:
    """All spots of `text` in their order; those of one kind never overlap.

    `language` is `es` or `en`; of any other only long sentences are found. `form` is how the reader
    of a Spanish text wishes to be addressed (`usted`, `tú` or `tu`, `vos`); without one of these a
    text that mixes them is marked where it leaves the form that it uses most.
    """
    known = phrases.load(language)
    found: list[Finding] = []
    addressed: list[phrases.Match] = []
    for sentence in sentences.split(text, known.abbreviations):
        matches = known.find(sentence)
        addressed += (match for match in matches if match.phrase.section == Kind.ADDRESS.value)
        found += _phrases(matches, sentences.names_a_time(text, sentence))
        found += _long(text, sentence)
    found += _addressed(text, addressed, form)
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _phrases(matches: list[phrases.Match], has_time: bool) -> Iterator[Finding]:
    has_time = has_time or any(match.phrase.section == "time" for match in matches)
    for start, end, phrase in matches:
        is_vague = phrase.section == Kind.VAGUE.value
        if phrase.section in _REASONS and not (is_vague and has_time):
            reason = _(_REASONS[phrase.section])
            yield Finding(start, end, Kind(phrase.section), reason, phrase.better)


def _long(text: str, sentence: sentences.Sentence) -> Iterator[Finding]:
    count = sentences.count_words(text, sentence)
    if count > LONGEST:
        reason = _("{count} words in one sentence. Up to {longest} are easy to follow.")
        reason = reason.format(count=count, longest=LONGEST)
        yield Finding(sentence.start, sentence.end, Kind.LONG, reason)


def _addressed(text: str, matches: list[phrases.Match], form: str) -> Iterator[Finding]:
    spoken = [match for match in matches if not text[match.start : match.end].isupper()]  # TI, SOS
    wanted = address.named(form) or address.used_most(match.phrase.forms for match in spoken)
    for start, end, phrase in spoken:
        if wanted not in phrase.forms:
            reason = _("Addresses the reader as {form}, not as {wanted}.")
            reason = reason.format(form="/".join(phrase.forms), wanted=wanted)
            yield Finding(start, end, Kind.ADDRESS, reason, address.better(phrase.row, wanted))
