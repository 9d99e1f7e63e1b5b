"""What is kept for the search and what is asked of it, alike for every index."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

Document = tuple[int, str, str, str, str]
"""A ticket's number, subject, names, tags, and messages.

Names are the client, the requester, the external number and the other callers.
"""

_WORDS = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side in a text; of a term that is `begun`, the last may go on."""

    words: tuple[str, ...]
    begun: bool = True


def term(text: str, *, begun: bool = True) -> Term | None:
    """The term for a piece of text, such as `10.0.0.5`; None when no word is in it."""
    words = tuple(words_of(text))
    return Term(words, begun) if words else None


def terms(text: str) -> list[Term]:
    """A term for each piece between blanks, all of them begun."""
    return [found for found in map(term, text.split()) if found]


def words_of(text: str) -> list[str]:
    """The words of a text as the index tells them apart, in their order."""
    return _WORDS.findall(normalize("NFC", text))
