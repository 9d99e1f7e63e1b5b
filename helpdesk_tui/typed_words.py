"""What somebody typed about time, word by word: clock times, lengths, and where each stands.

`9:00-10:30` is three words, `1h30` as well. Places are those in the text as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import time

from helpdesk_tui import typed_days
from helpdesk_tui.i18n import _
from helpdesk_tui.unreadable import Unreadable

DASHES = ("-", "–", "—", "−")
UPTO = (*DASHES, "to", "a", "until", "till", "hasta")
"""What stands between two ends."""

MINUTE = 60
HOUR = 60 * MINUTE

_WORD = re.compile(
    r"""([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}  # 2026-11-16
        | [0-9]+/[0-9/]*                 # 16/11
        | [0-9]+[.,][0-9]+               # 1,5
        | [0-9]+(?::[0-9]*)?\*?          # 45, 9:00, 2:30*
        | [^\W\d_]+
        | \S)
        (?:(?<=:[0-9]{2})\s?(?:h|horas|hrs)\b)?  # 9:00 h is 9:00""",
    re.VERBOSE,
)
_HOURS_AND_MINUTES = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
_WHOLE = re.compile(r"[0-9]{1,4}")
_PARTS = re.compile(r"([0-9]{1,4})[.,]([0-9]{1,2})")
_MINUTES_OF_AN_HOUR = re.compile(r"[0-5]?[0-9]")
_HOURS = ("h", "hr", "hrs", "hour", "hours", "hora", "horas")
_MINUTES = ("m", "min", "mins", "minute", "minutes", "minuto", "minutos")


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time as it was typed: `24:00` is `0:00` of the day after, `2:30*` the second one."""

    at: time
    place: tuple[int, int]
    days: int = 0
    second: bool = False


class Words:
    """The words of a text, read one after the other. What cannot be read raises Unreadable."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = [(found[1].casefold(), *found.span()) for found in _WORD.finditer(text)]
        self._at = 0

    def peek(self, ahead: int = 0) -> str:
        """A word that is still to be read, in small letters; empty after the last."""
        index = self._at + ahead
        return self._words[index][0] if index < len(self._words) else ""

    def take(self) -> str:
        """The next word."""
        word = self.peek()
        self._at += 1
        return word

    def skip(self, known: Container[str]) -> bool:
        """Passes over the next word if it is a known one; whether it was."""
        is_known = self.peek() in known
        self._at += is_known
        return is_known

    def mark(self) -> int:
        """Where the next word begins; after the last one, the end of the text."""
        return self._next()[0]

    def since(self, start: int) -> tuple[int, int]:
        """The place of all that was read from there on."""
        return start, self._words[self._at - 1][2]

    def fault(self, sentence: str, place: tuple[int, int] | None = None) -> Unreadable:
        """That what stands in a place cannot be read, by default the next word."""
        start, end = place or self._next()
        return Unreadable(sentence, start, end, unfinished=end >= len(self._text.rstrip()))

    def unknown(self) -> Unreadable:
        """That the next word means nothing here."""
        return self.fault(_("“{word}” is not understood here.").format(word=self.peek()))

    def has_unit(self, ahead: int = 0) -> bool:
        """Whether a number with its unit is next: a length for sure, and no clock time."""
        number, unit = self.peek(ahead), self.peek(ahead + 1)
        return number[:1].isdecimal() and unit in (*_HOURS, *_MINUTES)

    def clock(self, *, ends: bool = False) -> Clock:
        """The clock time that must be next; `24:00` is one only where something `ends`."""
        word, start = self.peek(), self.mark()
        midnight = ends and word in ("24", "24:00")
        at = time() if midnight else typed_days.clock(word.removesuffix("*"))
        if at is None:
            raise self.fault(
                _("“{time}” is not a time of the day.").format(time=word)
                if word
                else _("A time of the day is missing here, such as 10:30.")
            )
        self.take()
        return Clock(at, self.since(start), days=int(midnight), second=word.endswith("*"))

    def length(self) -> int:
        """The length that must be next, in seconds: `1h30`, `1,5h`, `90m`, `1:30`, `45`."""
        start = self.mark()
        seconds = self._length()
        if not seconds:
            raise self.fault(_("A length is more than nothing."), self.since(start))
        return seconds

    def _length(self) -> int:
        word = self.peek()
        if found := _HOURS_AND_MINUTES.fullmatch(word):
            self.take()
            return int(found[1]) * HOUR + int(found[2]) * MINUTE
        if found := _PARTS.fullmatch(word):
            if self.peek(1) not in _HOURS:
                sentence = _("Write “{number}h” for hours, and a time of the day as 9:30.")
                raise self.fault(sentence.format(number=word))
            self.take()
            self.take()
            return int(found[1]) * HOUR + int(found[2].ljust(2, "0")) * HOUR // 100
        if not _WHOLE.fullmatch(word):
            raise self.fault(
                _("“{length}” is not a length, such as 1h30, 45m or 1,5h.").format(length=word)
                if word
                else _("A length is missing here, such as 1h30, 45m or 1,5h.")
            )
        number = int(self.take())
        if not self.skip(_HOURS):
            self.skip(_MINUTES)
            return number * MINUTE
        if not _MINUTES_OF_AN_HOUR.fullmatch(self.peek()):
            return number * HOUR
        minutes = int(self.take())
        self.skip(_MINUTES)
        return number * HOUR + minutes * MINUTE

    def _next(self) -> tuple[int, int]:
        """The place of the next word, or of what is missing at the end."""
        if self.peek():
            return self._words[self._at][1:]
        return len(self._text), len(self._text) + 1
