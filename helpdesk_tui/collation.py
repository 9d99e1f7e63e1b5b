"""Folds text for searching and sorting, alike in Spanish and English."""

from __future__ import annotations

import re
import unicodedata

ENYE = "\U0010fffd"
"""What a sort key puts behind the n of an ñ: greater than anything else there, less than o."""

AFTER_ALL = "\U0010ffff"
"""The sort key of what has no name: greater than that of any name, and never NULL."""

_LONGEST_IN_A_NAME = 40


def fold(text: str) -> str:
    """`text` without case and accents, to search and compare: `Ibérica` and `IBERICA` are one."""
    if text.isascii():
        return text.lower()
    return _without_marks(_decomposed(text))


def sort_key(text: str) -> str:
    """What is stored to sort `text` by, byte by byte: folded, with ñ after n and before o."""
    if text.isascii():
        return text.lower()
    return _without_marks(_decomposed(text).replace("n\u0303", "n" + ENYE))


def in_a_name(text: str) -> str:
    """What the name of a file has of the name of a client: small letters, digits and hyphens."""
    letters = re.sub(r"[^a-z0-9]+", "-", fold(text))[:_LONGEST_IN_A_NAME].strip("-")
    return letters or "client"


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def _without_marks(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))
