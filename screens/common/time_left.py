"""How long there is until something is due, as a cell that its letters alone would tell."""

from __future__ import annotations

from datetime import datetime

from rich.style import Style

from helpdesk_tui import short_time

from .look import Look


def time_left(
    due: datetime, warns: datetime | None, now: datetime, look: Look
) -> tuple[str, Style]:
    """Time left with a sign when it is short (·) or over (!)."""
    left = (due - now).total_seconds()
    if left < 0:
        return short_time.clock(left) + "!", look.late
    if warns and warns <= now:
        return short_time.clock(left) + "·", look.soon
    return short_time.clock(left) + " ", look.text
