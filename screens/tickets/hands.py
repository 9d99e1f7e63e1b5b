"""Having tickets in hand and doing something to them: told in a line, kept for undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.changes import Conflict, Done
from helpdesk_tui.tickets import queue
from helpdesk_tui.tickets.queue import Row

from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from ..terminal.keys import command

if TYPE_CHECKING:
    from helpdesk_tui.worktime.timer import What

Action = Callable[[int, Sequence[Row]], Done]
"""An action of `tickets.actions` with everything but the technician and the rows given."""


class Hands(Frame):
    """A screen that has tickets in hand."""

    def in_hand(self) -> tuple[Row, ...]:
        """The tickets that a key acts on."""
        raise NotImplementedError

    def under_cursor(self) -> Row | None:
        """The one ticket that the hand is on, whatever is marked."""
        return next(iter(self.in_hand()), None)

    def at_hand(self) -> What | None:
        from helpdesk_tui.worktime.timer import What

        row = self.under_cursor()
        return What(row.subject, client=row.client_id, ticket=row.id) if row else None

    async def show_ticket(self, ticket: int) -> None:
        """Brings a ticket that was just made into sight."""

    # Doing

    async def do(self, label: str, action: Action, rows: Sequence[Row]) -> None:
        """Carries out an action on tickets, tells it, and keeps it for undo."""
        if not rows:
            return
        done = await self.app.desk.write(action, self.app.desk.me.id, rows)
        await self.did(label, done)
        if done.conflicts and len(rows) == 1:
            # On its own: the bar that asked for this closes now, and would take the question along.
            self._settle(label, action, rows[0], done.conflicts[0])
        elif done.conflicts:
            words_ = ngettext(
                "{count} ticket had been changed by somebody else and stays as it is.",
                "{count} tickets had been changed by somebody else and stay as they are.",
                len(done.conflicts),
            )
            self.say(words_.format(count=len(done.conflicts)), bad=True)

    async def did(self, label: str, done: Done) -> None:
        """Tells what was done and keeps it for undo."""
        if not done.changed:
            if not done.conflicts:
                self.say(_("It is so already."))
            return
        self.keep_for_undo(self._told(label, done), done)
        await self.app.changed(set(done.things), done.batch)

    def _told(self, label: str, done: Done) -> str:
        if len(done.things) == 1:
            return f"{done.things[0]} {label}"
        count = ngettext("{count} ticket", "{count} tickets", len(done.things))
        return f"{count.format(count=len(done.things))} {label}"

    @command
    async def _settle(self, label: str, action: Action, row: Row, conflict: Conflict) -> None:
        """Shows both sides of a conflict and lets the technician choose."""
        from ..frame import conflicts

        mine = _("You wanted: {mine}").format(mine=label)
        title = f"{await conflicts.theirs(self, conflict)} {mine}"
        choices = [
            Choice("k", _("keep theirs"), False),
            Choice("o", _("mine all the same"), True),
        ]
        if await self.ask(Menu(title, choices)):
            now = await self.app.desk.read(queue.rows_by_id, [row.id])
            await self.do(label, action, list(now.values()))
        else:
            await self.app.changed({row.id})

    def need_one(self) -> Row | None:
        """The ticket that the hand is on; that there is none, is told."""
        row = self.under_cursor()
        if row is None:
            self._say_nothing_here()
        return row

    def need_hands(self) -> tuple[Row, ...]:
        """What is in hand; that nothing is, is told."""
        rows = self.in_hand()
        if not rows:
            self._say_nothing_here()
        return rows

    def _say_nothing_here(self) -> None:
        self.say(_("There is no ticket here to do that to."))
