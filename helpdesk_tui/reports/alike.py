"""What texts say in nearly the same words: subjects of tickets, titles and notes of entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from helpdesk_tui.collation import fold
from helpdesk_tui.models.terms import words_of
from helpdesk_tui.typed_days import WEEKDAYS

_ENDINGS = "aeios"
"""Letters that words may lose at their end: `impresora` and `impresoras`, `printer`, `printers`."""

_SHORT = 3
"""Letters that a word needs to tell anything, and that it keeps."""

_LONG = 5
"""Letters without its ending that a word needs, to be one with which a letter went wrong."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "setiembre", "octubre", "noviembre", "diciembre"),
)

_SILENT = {
    *("and", "are", "but", "can", "does", "for", "has", "have", "not", "the", "this", "that"),
    *("was", "with", "como", "con", "del", "desde", "esta", "este", "las", "los", "mas", "muy"),
    *("para", "pero", "por", "que", "sin", "sus", "una", "uno"),
    *(fold(name) for names in WEEKDAYS for name in names),
    *_MONTHS,
}
"""Longer words that tell nothing, or when it was, folded."""


def gist(text: str) -> str:
    """What a text says, without case, accents, endings, short words, numbers, dates and order."""
    return " ".join(sorted({*map(_stem, words_of(text))} - {""}))


@lru_cache(50_000)
def _stem(written: str) -> str:
    """A word without its ending; empty for one that tells nothing."""
    word = fold(written)
    if len(word) < _SHORT or not word.isalpha() or word in _SILENT:
        return ""
    return word[:_SHORT] + word[_SHORT:].rstrip(_ENDINGS)


def leaders(gists: Iterable[str]) -> dict[str, str]:
    """For each gist the one that stands for it: itself, or an earlier one but for a slip.

    A slip is one letter of one long word: wrong, missing, too many, or two of them swapped.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    found: dict[str, str] = {}
    beside: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    """By the other words of those that lead: the word that may have the slip, and who leads."""
    for said in gists:
        words = said.split()
        places = [
            (beside[*words[:at], *words[at + 1 :]], word)
            for at, word in enumerate(words)
            if len(word) >= _LONG
        ]
        for known, word in places:
            if near := extractOne(word, known.keys(), scorer=OSA.distance, score_cutoff=1):
                found[said] = known[near[0]]
                break
        else:
            found[said] = said
            for known, word in places:
                known[word] = said
    return found
