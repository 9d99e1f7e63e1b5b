"""Having tickets in hand and doing something to them: told in a line, kept for undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.changes import Conflict, Done
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets import merging, queue
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

    async def do(
        self, label: str, action: Action, rows: Sequence[Row], *, taking: bool = False
    ) -> None:
        """Carries out an action on tickets, tells it, and keeps it for undo.

        Whoever is `taking` a ticket that somebody else has just got is told so, and not asked.
        """
        if not rows:
            return
        from ..frame import many

        if len(rows) > many.FEW:  # the bar that asked for this need not wait for it
            self.run_worker(self._do_many(label, action, rows))
            return
        done = await self.app.desk.write(action, self.app.desk.me.id, rows)
        await self.did(label, done)
        if taking and len(rows) == 1 and _is_gone(done):
            await self._tell_whose(done.conflicts[0])
        elif done.conflicts and len(rows) == 1:
            # On its own: the bar that asked for this closes now, and would take the question along.
            self._settle(label, action, rows[0], done.conflicts[0])
        else:
            self._tell_of_conflicts(label, done)

    async def _do_many(self, label: str, action: Action, rows: Sequence[Row]) -> None:
        """The same in slices, as far as it is let."""
        from ..frame import many

        me = self.app.desk.me.id
        came = await many.in_slices(self, label, rows, lambda some: action(me, some))
        if came is None:
            return
        if came.refused and not came.done.changed:
            self.say(str(came.refused), bad=True)
            return
        await self.did(label, came.done)
        stopped = ""
        if came.count < len(rows) and came.done.changed:
            undo = self.app.keymap_.key("desk.undo")
            words_ = _("Stopped after {done} of {all}; {key} takes those back.")
            stopped = words_.format(done=f"{came.count:,}", all=f"{len(rows):,}", key=undo)
        self._tell_of_conflicts(label, came.done, stopped)
        if came.error:
            raise came.error

    def _tell_of_conflicts(self, label: str, done: Done, stopped: str = "") -> None:
        """Tells what was left undone, after what was done."""
        from ..frame import conflicts

        told = stopped
        if done.conflicts:
            before = stopped or (f"{self._told(label, done)}." if done.changed else "")
            told = f"{before} {conflicts.left(done.conflicts)}".lstrip()
        if told:
            self.say(told, bad=True)

    async def did(self, label: str, done: Done) -> None:
        """Tells what was done and keeps it for undo."""
        if not done.changed:
            if not done.conflicts:
                self.say(_("It is so already."))
            return
        self.keep_for_undo(self._told(label, done), done)
        await self.app.changed({*done.things, *done.also}, done.batch)

    def _told(self, label: str, done: Done) -> str:
        if len(done.things) == 1:
            return f"{done.things[0]} {label}"
        count = ngettext("{count} ticket", "{count} tickets", len(done.things))
        return f"{count.format(count=format(len(done.things), ','))} {label}"

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
            await self.do(label, action, await self.app.desk.read(merging.rows_now, [row.id]))
        else:
            await self.app.changed({row.id})

    async def _tell_whose(self, conflict: Conflict) -> None:
        """Says who has a ticket that was free a moment ago, and how one gets it all the same."""
        ticket = conflict.entity_id
        await self.app.changed({ticket})
        words = _(
            "{number} has just gone to {who}. {key} and your name make it yours all the same."
        )
        whose = (await self.app.desk.read(queue.rows_by_id, [ticket]))[ticket].assignee
        key = self.app.keymap_.key("ticket.assign")
        self.say(words.format(number=ticket, who=one_line(whose), key=key))

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


def _is_gone(done: Done) -> bool:
    """Whether somebody else has got the ticket meanwhile."""
    return any(one.field == "assignee" and one.found is not None for one in done.conflicts)
