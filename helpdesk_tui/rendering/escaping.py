"""Puts data into Markdown so that they print as they are, whatever they are."""

from __future__ import annotations

import re

_ANYWHERE = re.compile(
    r"""[\\`*\[\]<|]
        | &(?=\#?\w+;)
        | ~(?=~) | (?<=~)~
        | (?<![^\W_])_ | _(?![^\W_])   # not inside a word: srv_web stays
        | (?<=\s)\#(?=\#*$)            # what would close a heading
    """,
    re.VERBOSE,
)
_AT_THE_START = re.compile(r"[>=] | (?:\#{1,6} | [-+])(?=\s|$) | -(?=-) | ~", re.VERBOSE)
_NUMBER_AT_THE_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def md(value: object) -> str:
    """One line that prints as it is, in a sentence, a list, a heading or a table."""
    line = _ANYWHERE.sub(r"\\\g<0>", " ".join(str(value).split()))
    line = _AT_THE_START.sub(r"\\\g<0>", line, 1) if _AT_THE_START.match(line) else line
    return _NUMBER_AT_THE_START.sub(r"\1\\\2", line, 1) if line[:1].isdigit() else line


def paragraphs(value: object) -> str:
    """Text of several lines that prints as it is: its lines stay lines, its paragraphs too."""
    blocks = re.split(r"\n\s*\n", str(value).strip().replace("\r\n", "\n"))
    return "\n\n".join("\\\n".join(map(md, block.strip().split("\n"))) for block in blocks)
