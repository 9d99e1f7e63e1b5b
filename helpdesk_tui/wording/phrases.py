"""The phrases of a language, and where they stand in a sentence. docs/wording.md has the notation.

They make one tree of words, so that a sentence is read once however many phrases there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.wording import address
from helpdesk_tui.wording.sentences import PAUSE, Abbreviations, Sentence, spell

NUMBER = "#"
ENDING = "-"
AS_WRITTEN = "="

_DROPPED = re.compile("[\u0301\u0308]")  # of á and ü, and never of ñ: that is a letter


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: the section that it stands in, and what might be said instead."""

    section: str
    better: str = ""
    forms: tuple[str, ...] = ()
    row: tuple[str, ...] = ()

    def joined(self, other: Phrase) -> Phrase:
        """Two of the same spelling: it goes with the forms of address of both."""
        return replace(
            self, forms=tuple(form for form in address.FORMS if form in self.forms + other.forms)
        )


class Match(NamedTuple):
    """A phrase that was found, and its place in the text."""

    start: int
    end: int
    phrase: Phrase


@dataclass(slots=True)
class _Node:
    """Where a phrase has come to after some of its words."""

    after: dict[str, _Node] = field(default_factory=dict)
    phrase: Phrase | None = None


@dataclass(slots=True)
class Phrases:
    """All phrases of a language."""

    numbers: frozenset[str] = frozenset()
    abbreviations: Abbreviations = field(default_factory=Abbreviations)
    _root: _Node = field(default_factory=_Node)
    _endings: set[str] = field(default_factory=set)

    def add(self, written: str, phrase: Phrase) -> None:
        """Adds a phrase in the notation of the data files."""
        nodes = [self._root]
        for part in written.replace(PAUSE, PAUSE + " ").split():
            words = {spelled for one in part.strip("()").split("/") for spelled in spellings(one)}
            self._endings |= {word for word in words if word.startswith(ENDING)}
            nexts = [node.after.setdefault(word, _Node()) for node in nodes for word in words]
            nodes = nexts + nodes if part.startswith("(") else nexts
        for node in nodes:
            node.phrase = node.phrase.joined(phrase) if node.phrase else phrase

    def find(self, sentence: Sentence) -> list[Match]:
        """The phrases in a sentence: of two in one section that overlap, the first or longer one.

        What lies within a harmless phrase is passed over.
        """
        words = sentence.words
        keys = [self._keys(word.spelled) for word in words]
        found: list[Match] = []
        harmless, taken = 0, dict[str, int]()
        for first in range(len(words)):
            longest = {phrase.section: (end, phrase) for end, phrase in self._from(first, keys)}
            harmless = max(harmless, longest.pop("harmless", (0,))[0])
            for section, (end, phrase) in longest.items():
                if end > harmless and first >= taken.get(section, 0):
                    taken[section] = end
                    start = words[first + (words[first].spelled == PAUSE)].start
                    found.append(Match(start, words[end - 1].end, phrase))
        return found

    def _from(self, first: int, keys: list[list[str]]) -> Iterator[tuple[int, Phrase]]:
        """The phrases that begin with a certain word, and where they end.

        Shorter ones come first, and a mere ending before a word as it is spelled.
        """
        nodes, at = [self._root], first
        while nodes and at < len(keys):
            nodes = [node.after[key] for node in nodes for key in keys[at] if key in node.after]
            at += 1
            for node in reversed(nodes):
                if node.phrase:
                    yield at, node.phrase

    def _keys(self, word: str) -> list[str]:
        """What in a phrase may stand for a word."""
        keys = [word]
        if word in self.numbers or word[0].isdecimal():
            keys.append(NUMBER)
        endings = (ENDING + word[-length:] for length in (2, 3, 4, 5))
        return keys + [ending for ending in endings if ending in self._endings]


def spellings(word: str) -> Iterable[str]:
    """How people write a word of a phrase: as it stands, and without its accents.

    They are left out only where that makes no other word: not of endings, nor behind `=`.
    """
    spelled = spell(word.removeprefix(AS_WRITTEN))
    if word.startswith((AS_WRITTEN, ENDING)):
        return [spelled]
    return {spelled, normalize("NFC", _DROPPED.sub("", normalize("NFD", spelled)))}


@cache
def load(language: str) -> Phrases:
    """The phrases of `es` or `en`; none of another language."""
    if language not in LANGUAGES:
        return Phrases()
    import tomllib

    file = Path(__file__).with_name(f"{language}.toml")
    return read(tomllib.loads(file.read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Phrases:
    """The phrases of a data file."""
    abbreviations = Abbreviations(*(frozenset(data[key]) for key in ("titles", "shortened")))
    known = Phrases(frozenset(data["numbers"]), abbreviations)
    for section in ("time", "harmless"):
        for written in data[section]:
            known.add(written, Phrase(section))
    for section in ("promise", "blame", "vague"):
        for written, better in data[section].items():
            known.add(written, Phrase(section, better))
    for row in data.get("address", []):
        for written, forms in address.cells(row):
            known.add(written, Phrase("address", forms=forms, row=tuple(row)))
    return known
