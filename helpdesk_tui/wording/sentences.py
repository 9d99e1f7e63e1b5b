"""Cuts a text into sentences and these into words, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

PAUSE = "^"
"""The word that stands for the beginning of a sentence, a comma, a bracket, a quotation mark."""

_LETTERS = r"[\w\u0300-\u036f]+"
_TOKEN = re.compile(
    rf"""(?P<line> (?: \A | [\r\n] ) \s* (?P<item> (?: [-*+•·–—>|\#]+ | \d{{1,3}}[.)] | \w\) )
                                                   (?=\s) )? )
        | (?P<word> {_LETTERS} (?: (?: [-'’] | (?<=\d)[.,:/](?=\d) ) {_LETTERS} )* )
        | (?P<stop> [.!?…]+ ["'”’»)\]*]* )
        | [,;:()¿¡–—"«»“”]""",
    re.VERBOSE,
)
_CLOCK_OR_DATE = re.compile(
    r"""\b(?: [0-9]{1,2}:[0-9]{2} | [0-9]{1,2}[ ]?(?:h|hrs|am|pm|[ap]\.[ ]?m\.)(?![^\W_])
          | [0-9]{1,4}[/-][0-9]{1,2}(?:[/-][0-9]{1,4})? )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)


class Word(NamedTuple):
    """A word as phrases spell it, and its place."""

    spelled: str
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """The words of a sentence, and pauses. It is at `start` to `end` in the text."""

    words: list[Word]
    start: int = field(init=False)
    end: int

    def __post_init__(self) -> None:
        self.start = next(word.start for word in self.words if word.end > word.start)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words whose full stop ends no sentence: never (`Sr.`), or only before a capital (`etc.`)."""

    always: frozenset[str] = frozenset()
    within: frozenset[str] = frozenset()


def spell(word: str) -> str:
    """A word as it is compared: small letters, composed accents, straight apostrophes."""
    if word.isascii():
        return word.lower()
    return normalize("NFC", normalize("NFC", word).casefold()).replace("’", "'")


def split(text: str, abbreviations: Abbreviations) -> Iterator[Sentence]:
    """The sentences of a text. A blank line and the beginning of a list item end one, too."""
    words = [Word(PAUSE, 0, 0)]
    for found in _TOKEN.finditer(text.replace("_", " ")):
        start, end = found.span()
        match found.lastgroup:
            case "word":
                words.append(Word(spell(found[0]), start, end))
                continue
            case "stop":
                is_end = _ends(text, words, found, abbreviations)
            case "line" | "item":
                is_end = bool(found["item"]) or _is_blank(found[0])
            case _:
                is_end = False
                words.append(Word(PAUSE, start, end))
        if is_end:
            yield from _sentence(words, end if found["stop"] else words[-1].end)
            words = [Word(PAUSE, end, end)]
    yield from _sentence(words, words[-1].end)


def count_words(text: str, sentence: Sentence) -> int:
    """What a reader counts: an address, `14:30` and `SRV-2` are one word each, a dash is none."""
    chunks = text[sentence.start : sentence.end].split()
    return sum(any(map(str.isalnum, chunk)) for chunk in chunks)


def names_a_time(text: str, sentence: Sentence) -> bool:
    """Whether it has a clock time or a date in figures."""
    return bool(_CLOCK_OR_DATE.search(text, sentence.start, sentence.end))


def _sentence(words: list[Word], end: int) -> Iterator[Sentence]:
    if any(word.spelled != PAUSE for word in words):
        yield Sentence(words, end=end)


def _is_blank(line: str) -> bool:
    return line.count("\n") > 1 or line.count("\r") > 1


def _ends(text: str, words: list[Word], stop: re.Match[str], abbreviations: Abbreviations) -> bool:
    if not (stop.end() == len(text) or text[stop.end()].isspace()):
        return False
    last = words[-1]
    if not stop[0].startswith(".") or last.end != stop.start() or last.spelled == PAUSE:
        return True
    after = text[stop.end() : stop.end() + 3].strip()
    if last.end - last.start == 1 and text[last.start].isupper():
        return not (after and _follows_a_name(text, words))
    if last.spelled in abbreviations.within:
        return not after or after[0].isupper()
    return last.spelled not in abbreviations.always


def _follows_a_name(text: str, words: list[Word]) -> bool:
    """Whether a capital alone may be an initial, as in `J. Ruiz`, and no drive, as in `disk C`."""
    before = words[-2]
    return before.spelled == PAUSE or text[before.start].isupper()
