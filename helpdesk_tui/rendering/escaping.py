"""Puts data into Markdown so that they print as they are, whatever they are."""

from __future__ import annotations

import re

_SPACE = re.compile(r"[^\S\N{NO-BREAK SPACE}]+")  # what keeps an amount and its sign together stays
_ANYWHERE = re.compile(
    r"""[\\`*\[\]<|]
        | &(?=\#?\w+;)
        | ~(?=~) | (?<=~)~
        | (?<![^\W_])_ | _(?![^\W_])   # not inside a word: srv_web stays
        | (?<=\s)\#(?=\#*$)            # what would close a heading
    """,
    re.VERBOSE,
)
_AT_THE_START = re.compile(r"\A(?:[>=] | (?:\#{1,6} | [-+])(?=\s|$) | -(?=-))", re.VERBOSE)
_NUMBER_AT_THE_START = re.compile(r"\A(\d{1,9})([.)])(?=\s|$)")


def md(value: object) -> str:
    """One line that prints as it is, in a sentence, a list, a heading or a table."""
    line = _ANYWHERE.sub(r"\\\g<0>", _SPACE.sub(" ", str(value)).strip())
    line = _AT_THE_START.sub(r"\\\g<0>", line)
    return _NUMBER_AT_THE_START.sub(r"\1\\\2", line)


def paragraphs(value: object) -> str:
    """Text of several lines that prints as it is: its lines stay lines, its paragraphs too."""
    blocks = re.split(r"\n\s*\n", str(value).strip().replace("\r\n", "\n"))
    return "\n\n".join("\\\n".join(map(md, block.strip().split("\n"))) for block in blocks)
