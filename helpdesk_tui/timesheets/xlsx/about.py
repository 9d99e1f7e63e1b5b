"""What a workbook is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from helpdesk_tui.timesheets.xlsx.words import Words


@dataclass(frozen=True, slots=True)
class About:
    """What stands at its top, and how it is told."""

    title: str
    lines: tuple[tuple[str, str], ...]
    """Such as which days it tells of: a word, and what holds."""
    made: datetime
    """Aware. It is kept in its properties, to the second."""
    by_day: bool
    """Whether the summary has a column for each day instead of each month."""
    names: Mapping[int, str]
    """What the clients are called, as `totals.named` has it."""
    words: Words
