"""What the timer bar shows, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style


@dataclass(frozen=True, slots=True)
class Face:
    """The line of the timer, whatever the width that it gets."""

    sign: str
    """● runs, ? asks, ○ rests."""
    clock: str
    """How long it has been running; empty while it rests."""
    lit: Style
    """How both look."""
    first: str
    """What must be read whole: a question, a reminder."""
    what: str
    """What it runs on."""
    style: Style
    """How the words look."""
    today: str
    """Today's total against the working day."""
    today_short: str
    keys: tuple[tuple[str, str], ...]
    """The keys that act on it now, the most important first."""
