"""The bar that is never hidden: what the timer runs on, for how long, and today's total."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from helpdesk_tui.i18n import _
from helpdesk_tui.short_time import hours

from ..common.cells import fit, width
from ..parts.lines import Line, columns

if TYPE_CHECKING:
    from ..common.host import Host

BEFORE, CLOCK = 3, 9
"""Cells before the clock, and those of the clock: `340:00:00` is not too long for it."""


WIDE = 100
"""Cells from which today's total is told in words."""

LEAST = 24
"""Cells that what it runs on has, before the rest of the line gives way.

Today's total gives way to it beside a reminder too, the key only to the reminder.
"""


class TimerBar(Widget):
    """One line. Each second only the cells of its clock are drawn anew."""

    app: Host

    def __init__(self) -> None:
        super().__init__(id="timer")
        self._drawn: Line = ()
        """The line as it was last drawn whole."""

    def tick(self) -> None:
        """A second has passed."""
        self.refresh(Region(BEFORE, 0, CLOCK, 1))

    def draw(self) -> None:
        """Something else than the clock may have changed."""
        line = self._line(self.size.width)
        if line != self._drawn:
            self._drawn = line
            self.refresh()

    def render_line(self, y: int) -> Strip:
        return Strip(self._line(self.size.width)).adjust_cell_length(self.size.width)

    def _line(self, cells: int) -> Line:
        """The sign, the clock, what it runs on, today, and the keys that act."""
        look, face = self.app.look, self.app.timer_face()
        if not getattr(self.screen, "shows_clock", True):
            face = replace(face, clock="", today="", today_short="")
        indent = "  " if face.clock else ""
        clock = fit(face.clock, CLOCK, right=True) if face.clock else ""
        left = [(f" {face.sign} ", face.lit), (clock, face.lit)]
        today = [(f"  {face.today_short if cells < WIDE else face.today}", look.dim)]
        keys = [
            piece
            for key, words in face.keys
            for piece in ((f"  {key}", look.key), (f" {words}", look.dim))
        ]
        room = cells - sum(width(words) for words, _ in left)
        words = indent + " ".join(filter(None, (face.first, face.what)))
        least = max(min(LEAST, width(words)), width(indent + face.first))
        both = min(width(face.first) + LEAST, width(words))
        for right, left_over in (
            ([*today, *keys], both),
            ([*today, *keys[:4]], both),
            ([*today, *keys[:2]], both),
            (keys[:2], least),
            ([], 0),
        ):
            taken = sum(width(words) for words, _ in right) + 1
            if room - taken >= left_over:
                break
        pieces: list[tuple[str, Style]] = [
            *left,
            (fit(words, max(0, room - taken)), face.style),
            *right,
        ]
        return columns([*pieces, (" ", look.dim)])


def clock(seconds: int) -> str:
    """Time gone by as `H:MM:SS`; before the beginning, after a clock was set back, with a minus."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    minutes, seconds = divmod(seconds, 60)
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def today(seconds: float, target: float, *, short: bool) -> str:
    """Today's total, against the working day where there is one."""
    if not target:
        return _("today {hours}").format(hours=hours(seconds))
    words = _("today {hours}/{target}") if short else _("today {hours} of {target}")
    return words.format(hours=hours(seconds), target=hours(target))
