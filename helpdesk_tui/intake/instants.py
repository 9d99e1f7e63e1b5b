"""Reads local dates by stated formats and a stated zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _

ISO = "iso"
"""Stands among the formats for ISO 8601, with or without an offset."""

EPOCH = "epoch"
"""Stands among the formats for seconds since 1970."""

_CLOCK = re.compile("%[HIcXTR]")

_SAMPLE = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)


def is_format(pattern: str) -> bool:
    """Whether a date with its year, month and day can be written and read by this format."""
    if pattern in (ISO, EPOCH):
        return True
    try:
        read = datetime.strptime(_SAMPLE.strftime(pattern), pattern)
    except ValueError:
        return False
    return read.date() == _SAMPLE.date()


def format_mistake(pattern: str) -> str:
    """The sentence for a format that `is_format` refuses."""
    return _('{format} is no format for a date; write one such as "%d/%m/%Y %H:%M".').format(
        format=pattern
    )


class DateReader:
    """Reads dates of one zone. Each text is worked out once, because exports repeat them."""

    def __init__(self, formats: tuple[str, ...], zone: str) -> None:
        self._formats = formats
        self._zone = ZoneInfo(zone)
        self._known: dict[str, int | None] = {}
        self._later: dict[str, int | None] = {}

    def __call__(self, text: str) -> int | None:
        """Microseconds since 1970 in UTC; None for what no format reads.

        A local time that occurs twice is the first; one that a change of the clocks skips moves
        forward by what was skipped. An offset in the text beats the zone.
        """
        if text not in self._known:
            self._known[text] = self._read(text, fold=0)
        return self._known[text]

    def later(self, text: str) -> int | None:
        """The same, but the second of a local time that occurs twice."""
        if text not in self._later:
            first, second = self(text), self._read(text, fold=1)
            # Behind a gap the other reading is the earlier one.
            self._later[text] = None if first is None or second is None else max(first, second)
        return self._later[text]

    def is_day(self, text: str) -> bool:
        """Whether the text names a day and no time on it."""
        if ":" in text:  # most do, and need no second look
            return False
        form = next((one for one in self._formats if self._by(one, text, 0) is not None), EPOCH)
        return "T" not in text if form == ISO else form != EPOCH and not _CLOCK.search(form)

    def _read(self, text: str, fold: int) -> int | None:
        for form in self._formats:
            if (instant := self._by(form, text, fold)) is not None:
                return instant
        return None

    def _by(self, form: str, text: str, fold: int) -> int | None:
        """What one of the formats reads."""
        try:
            if form == EPOCH:
                return to_micros(datetime.fromtimestamp(int(text), UTC))
            local = datetime.fromisoformat(text) if form == ISO else datetime.strptime(text, form)
            aware = local if local.tzinfo else local.replace(tzinfo=self._zone, fold=fold)
            return to_micros(aware.astimezone(UTC))
        except (ValueError, OverflowError, OSError):
            return None
