"""Turns bytes into text, whatever they say of themselves."""

from __future__ import annotations

_READ_AS = {
    "iso-8859-1": "cp1252",  # which is what those who say so write
    "latin1": "cp1252",
    "latin-1": "cp1252",
}


def decode(payload: bytes, charset: str) -> tuple[str, bool]:
    """The text in the charset that is said, else in one that fits, and whether that is a guess."""
    for guessed, name in enumerate((_READ_AS.get(charset.lower(), charset), "utf-8")):
        try:
            return payload.decode(name), bool(guessed)
        except (LookupError, UnicodeError, ValueError):  # no such charset, or not in it
            continue
    return payload.decode("cp1252", "replace"), True
