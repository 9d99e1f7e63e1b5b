"""The one way for text from outside to come in: literal, visible and inert.

Mails, imported files and names typed elsewhere may carry bytes that steer a terminal (ESC, C1),
turn the reading order round (bidi controls), hide (zero-width characters) or swamp a line.
`clean` makes each of them a sign that a person can see. It is meant to run once at intake and does
no harm when it runs again. What the text was before is kept nowhere: only the sign shows it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

LINE_LIMIT = 4_000
"""Characters that a line may have, the closing … included."""

MARK_LIMIT = 5
"""Combining marks that one character may carry."""

CUT = "…"
INVISIBLE = "◌"
SURROGATE = "�"

_BIDI = {
    "\u061c": "ALM",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}

# Soft hyphen, zero-width space and joiners, byte order mark, Hangul fillers, musical and shorthand
# format controls, tags: nothing to see, so a reader cannot know that they are there.
_HIDDEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff"
    "\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e00ff"
)
_ONE_AT_A_TIME = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff" + "".join(_BIDI)  # not \t and \n
)
# What is not plain is rare: its patterns, of which some take 3 ms, are compiled when it comes.
_UNSAFE = f"[{_HIDDEN}]+|[{_ONE_AT_A_TIME}]"
_UNSAFE_IN_A_LINE = f"[{_HIDDEN}]+|[\t\n{_ONE_AT_A_TIME}]"

# Terminals disagree on how wide a joined emoji is, and agree on its parts: 👩‍💻 is shown as 👩💻.
_PICTURE = "\u2190-\u2bff\U0001f000-\U0001faff"
_EMOJI_JOINER = f"(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])"

_NOT_ASCII = r"[^ -~\n]"
_LONG_LINE = rf"[^\n]{{{LINE_LIMIT + 1},}}"
# Before U+0300 and in these blocks (Greek, Cyrillic, signs and frames, Chinese, Hangul, pictures)
# no combining mark is found, so only a run of other characters can hold too many.
_UNMARKED = (
    "\0-\u02ff\u0370-\u0482\u2010-\u20cf\u2100-\u2cee\u30a0-\u3163\u3165-\ua66e\uac00-\udfff"
    "\U0001f000-\U0001faff"
)
_MAYBE_MARKS = f"[^{_UNMARKED}]{{{MARK_LIMIT + 1},}}"
_DOUBTFUL = f"[^{_UNMARKED}](?:(?<=[{_HIDDEN}])|[^{_UNMARKED}]{{{MARK_LIMIT}}})"

# Latin letters, dashes, quotes, arrows, frames: one line with nothing in it to look at closer.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u25ff]*")


def doubtful(text: str) -> bool:
    """Whether some of it cannot be seen, or may steer the terminal or pile up over other lines."""
    # isprintable() is false for every control and format character, and for few others.
    return not _PLAIN.fullmatch(text) and (
        not text.isprintable() or re.search(_DOUBTFUL, text) is not None
    )


def clean(text: str, *, multiline: bool = True, whole: bool = False) -> str:
    r"""The same text with everything that is unseen or acts on a terminal turned into a sign.

    Controls become their pictures (ESC is ␛), C1 controls ⟪9B⟫, bidi controls ⟪RLO⟫, a run of
    invisible characters ◌, lone surrogates �, and what goes beyond `LINE_LIMIT` or `MARK_LIMIT` is
    cut with …. Newlines and tabs stay when `multiline`, and `\r\n` is `\n`. What goes to a file
    may keep its lines `whole`.
    """
    if len(text) <= LINE_LIMIT and _PLAIN.fullmatch(text):
        return text
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    if "\u200d" in text:
        text = re.sub(_EMOJI_JOINER, "", text)
    text = re.sub(_UNSAFE, _sign, text) if multiline else re.sub(_UNSAFE_IN_A_LINE, _picture, text)
    if not text.isascii():
        text = re.sub(_MAYBE_MARKS, _with_few_marks, text)
    if len(text) > LINE_LIMIT and not whole:
        text = re.sub(_LONG_LINE, _shortened, text)
    return text


def uncut(text: str) -> str:
    """The text cleaned with nothing cut off: a line beyond `LINE_LIMIT` goes on in the next one."""
    return re.sub(_LONG_LINE, _goes_on, clean(text, whole=True))


def line(text: str) -> str:
    """The text as one line of a list: cleaned, with single spaces and none at the ends.

    Emoji lose their variation selector, because terminals disagree on its width.
    """
    one_line = " ".join(clean(text).replace("\ufe0f", "").split())
    return re.sub(_LONG_LINE, _shortened, one_line) if len(one_line) > LINE_LIMIT else one_line


def json_of(document: Any, indent: int | None = None) -> str:
    """The document as JSON in which all that is unseen, or acts on a terminal, is escaped."""
    return re.sub(_NOT_ASCII, _escaped, json.dumps(document, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    text = match[0]
    seen = text.isprintable() and not re.match(
        _UNSAFE, text
    )  # some that cannot be seen are letters
    return text if seen else json.dumps(text)[1:-1]


def _sign(match: re.Match[str]) -> str:
    if match[0] in "\u2028\u2029":
        return "\n"
    return _picture(match)


def _picture(match: re.Match[str]) -> str:
    character = match[0][0]
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0x80 <= code < 0xA0:
        return f"⟪{code:02X}⟫"
    if character in "\u2028\u2029":
        return "␊"
    if 0xD800 <= code < 0xE000:
        return SURROGATE
    if name := _BIDI.get(character):
        return f"⟪{name}⟫"
    return INVISIBLE


def _shortened(match: re.Match[str]) -> str:
    return match[0][: LINE_LIMIT - 1] + CUT


def _goes_on(match: re.Match[str]) -> str:
    """The line in pieces, at spaces where it has some."""
    pieces, rest = [], match[0]
    while len(rest) > LINE_LIMIT:
        at = rest.rfind(" ", 0, LINE_LIMIT) + 1 or LINE_LIMIT
        pieces.append(rest[:at])
        rest = rest[at:]
    return "\n".join([*pieces, rest])


def _with_few_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= MARK_LIMIT:
            kept.append(character)
        elif marks == MARK_LIMIT + 1:
            kept.append(CUT)
    return "".join(kept)
