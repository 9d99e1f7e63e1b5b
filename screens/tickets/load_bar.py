"""What everybody has before them, at a glance: to help each other, and nothing is kept of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from textual.events import Key
from textual.strip import Strip

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.safe_text import line
from helpdesk_tui.short_time import hours as short_hours
from helpdesk_tui.tickets import load
from helpdesk_tui.tickets.load import Load

from ..common import when, words
from ..common.cells import fit
from ..parts.bars import Bar
from ..parts.lines import EMPTY, Line, columns, text
from .hands import Hands

NUMBER = 11
"""Cells of a column of numbers."""

NAME = 26


async def show(screen: Hands) -> None:
    """Shows it until a key is pressed."""
    desk, now = screen.app.desk, clock.now()
    loads = await desk.read(load.loads, now)
    worked = await desk.read(load.hours, desk.me.id, when.zone(), now)
    busiest = sorted(loads, key=lambda one: (-one.weight, -one.open, one.name))
    await screen.ask(LoadBar(busiest, worked))


class LoadBar(Bar[None], can_focus=True):
    """A line for each technician, the busiest first; the next key closes it."""

    def __init__(self, loads: Sequence[Load], worked: Mapping[int, timedelta]) -> None:
        super().__init__()
        self._loads, self._worked = loads, worked
        self._top = 0

    def opened(self) -> None:
        self.screen.set_focus(self)

    def on_key(self, event: Key) -> None:
        event.stop()
        event.prevent_default()
        if event.key in ("j", "down", "k", "up"):
            by = 1 if event.key in ("j", "down") else -1
            self._top = max(0, min(len(self._loads) + 2 - self.size.height, self._top + by))
            self.refresh()
        else:
            self.leave()

    def get_content_height(self, container: object, viewport: object, cells: int) -> int:
        return len(self._loads) + 2

    def render_line(self, y: int) -> Strip:
        lines = self._lines(self.size.width)
        head, rest = lines[:1], lines[1:]
        seen = [*head, *rest[self._top :]]
        return Strip(seen[y] if y < len(seen) else EMPTY).adjust_cell_length(self.size.width)

    def _lines(self, cells: int) -> list[Line]:
        look = self.app.look
        open_ = words.status(Status.OPEN).lower()
        titles = (open_, _("weight"), _("near due"), _("this week"))
        cut = "".join(fit(title, NUMBER, right=True) for title in titles)
        lines = [text(fit(fit(" " + _("Load"), NAME) + cut, cells), look.title)]
        for one in self._loads:
            worked = self._worked.get(one.technician)
            numbers = (str(one.open), str(one.weight), str(one.warned or ""))
            told = (*numbers, "" if worked is None else short_hours(worked.total_seconds()))
            row = "".join(fit(number, NUMBER, right=True) for number in told)
            lines.append(columns([(fit(f" {line(one.name)}", NAME), look.text), (row, look.dim)]))
        why = _("P1 weighs 4, P4 1; what waits weighs nothing. Hours are those of your teams.")
        return [*lines, text(fit(" " + why, cells), look.dim)]
