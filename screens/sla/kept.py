"""What was promised to a client and kept, month by month, and what of it was missed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from textual.widget import Widget

from helpdesk_tui import clock, periods
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.periods import Period
from helpdesk_tui.sla.document import FIRST_YEAR
from helpdesk_tui.sla.kept import Month, Outcome
from helpdesk_tui.tickets import kept
from helpdesk_tui.tickets.kept import Owed, Whose

from .. import commands
from ..frame.listed import Fetched
from ..parts import files
from ..parts.picker import Picker
from ..talks import talk_files
from ..terminal.keys import asking, command
from . import kept_lines
from .kept_lines import FIRST


@dataclass(frozen=True, slots=True)
class Figures:
    """The months of a client as they are shown."""

    whose: Whose
    period: Period
    months: tuple[Month, ...]
    """The oldest first."""


class KeptScreen(Fetched):
    """The months of a client; behind each, what it missed."""

    CSS_PATH = "../../styles/sla.tcss"
    TAB = "clients"
    COMMANDS_HERE = commands.and_everywhere(commands.KEPT)

    def __init__(self, client: int) -> None:
        super().__init__()
        self.client = client
        self.years = 0
        """How many years the period lies back."""
        self.figures: Figures | None = None
        self.month: Month | None = None
        """The one of which is listed what it missed."""
        self.missed: Sequence[Owed] = ()

    def body(self) -> Iterable[Widget]:
        self.list = Picker(id="kept")
        self.list.in_use = True
        yield self.list

    def client_at_hand(self) -> Named | None:
        return Named(self.client, self.figures.whose.name) if self.figures else None

    async def fetch(self) -> None:
        """The months, and what the one in hand missed."""
        self.figures = await self.app.desk.latest("kept", _read, self.client, self.years)
        if self.month:
            first = self.month.first
            self.month = next((one for one in self.figures.months if one.first == first), None)
            await self._read_missed()

    async def _read_missed(self) -> None:
        if self.month and self.figures:
            only = periods.months(1, self.month.first, self.figures.whose.zone)
            wanted = (Outcome.MISSED, Outcome.LATE)
            self.missed = await self.app.desk.read(kept.owed, self.client, only, wanted)

    # Drawing

    def draw(self, at: int | None = None) -> None:
        """Draws the months, or what one of them missed, with a row in hand or the one that was."""
        if self.figures is None:
            self.draw_instead()
            return
        cells, look, name = self.list.size.width, self.app.look, self.figures.whose.name
        if self.month:
            lines = kept_lines.missed(name, self.month, self.missed, cells, look)
            rows = len(self.missed)
        else:
            lines = kept_lines.by_month(name, self.figures.months, cells, look)
            rows = len(self.figures.months)
        stops = [FIRST + row for row in range(rows)]
        at = self.at if at is None else at
        self.list.renew(lines, stops, FIRST + max(0, min(at, rows - 1)))

    @property
    def at(self) -> int:
        """The row in hand, counted from 0."""
        return self.list.at - FIRST

    # Keys

    @command
    async def action_open(self) -> None:
        if self.figures is None:
            return
        if self.month:
            if self.missed:
                await self.app.run_action(f"app.open_ticket({self.missed[self.at].ticket})")
            return
        month = self.figures.months[-1 - self.at]
        if not month.all.missed + month.all.late:
            name = kept_lines.month_name(month.first)
            self.say(_("Nothing was missed for the tickets of {month}.").format(month=name))
            return
        self.month = month
        await self._read_missed()
        self.draw(0)

    @command
    async def action_year(self, by: int) -> None:
        years = self.years - by
        if years < 0 or clock.now().year - years < FIRST_YEAR:
            return
        self.years, self.month = years, None
        self.list.at = FIRST
        await self.read().wait()

    @asking
    async def action_write(self) -> None:
        from helpdesk_tui.conversations import review
        from helpdesk_tui.rendering import TemplateProblem

        if self.figures is None:
            return
        found = await self.app.desk.read(review.read, self.figures.whose, self.figures.period)
        try:
            text = await asyncio.to_thread(review.text, found)
        except TemplateProblem as problem:
            self.say(str(problem), bad=True)
            return
        export = partial(review.export, found, text)
        await talk_files.write(self, review.name(found), export, files.folders)

    def action_back(self) -> None:
        if self.month is None or self.figures is None:
            self.dismiss()
            return
        row = self.figures.months[::-1].index(self.month)
        self.month = None
        self.draw(row)


def _read(client: int, years: int) -> Figures:
    """In the database's thread: twelve months, the present one or so many years before it last."""
    whose = kept.whose(client)
    today = clock.now().astimezone(whose.zone).date()
    last = today.replace(year=today.year - years, day=1)
    period = periods.months(kept.MONTHS, last, whose.zone)
    return Figures(whose, period, kept.read(client, period))
