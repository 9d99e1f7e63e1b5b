"""The triage keys: one each, on the ticket in hand or on all that are marked, each with its undo.

The queue and the ticket share them. A screen says which tickets are in hand; everything else is
the same: ask in a bar where something must be known, do it, say it in a line, keep it for undo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.changes import Conflict, Done
from helpdesk_tui.models.tickets import PRIORITIES, Status, Wait
from helpdesk_tui.tickets import actions, queue, thread
from helpdesk_tui.tickets.queue import Row

from . import clipboard, conflicts, words
from .frame import Frame, command
from .parts.bars import Choice, Menu

Action = Callable[[int, Sequence[Row]], Done]
"""An action of `tickets.actions` with everything but the technician and the rows given."""

_STATUS_KEYS = {
    Status.NEW: "n",
    Status.OPEN: "o",
    Status.WAITING: "w",
    Status.RESOLVED: "x",
    Status.CLOSED: "c",
}


class Triage(Frame):
    """A screen that has tickets in hand."""

    def in_hand(self) -> tuple[Row, ...]:
        """The tickets that a key acts on."""
        raise NotImplementedError

    async def show_ticket(self, ticket: int) -> None:
        """Brings a ticket that was just made into sight."""

    # Doing

    async def do(self, label: str, action: Action, rows: Sequence[Row] = ()) -> None:
        """Carries out an action on the tickets in hand, tells it, and keeps it for undo."""
        rows = rows or self.in_hand()
        if not rows:
            self.say(_("There is no ticket here to do that to."))
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
        told = self._told(label, done)
        self.app.undoing.did(told, done)
        undo = self.app.keymap_.key("desk.undo")
        self.say(_("{done} · {key} takes it back").format(done=told, key=undo))
        await self.app.changed(set(done.things), done.batch)

    def _told(self, label: str, done: Done) -> str:
        if len(done.things) == 1:
            return f"{done.things[0]} {label}"
        count = ngettext("{count} ticket", "{count} tickets", len(done.things))
        return f"{count.format(count=len(done.things))} {label}"

    @command
    async def _settle(self, label: str, action: Action, row: Row, conflict: Conflict) -> None:
        """Shows both sides of a conflict and lets the technician choose."""
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

    # Whose, how urgent, what state

    @command
    async def action_take(self) -> None:
        me = self.app.desk.me
        await self.do(
            _("is yours"), lambda by, rows: actions.assign(by, rows, me.id), self._in_hand()
        )

    @command
    async def action_assign(self) -> None:
        from . import ticket_forms

        await ticket_forms.assign(self, self._in_hand())

    @command
    async def action_priority(self) -> None:
        rows = self._in_hand()
        choices = [
            Choice(str(p), f"{words.priority(p)} {_(words.PRIORITY[p])}", p) for p in PRIORITIES
        ]
        chosen = await self.ask(Menu(_("Priority"), choices))
        if chosen is not None:
            await self.do(
                words.priority(chosen),
                lambda by, seen: actions.set_priority(by, seen, chosen),
                rows,
            )

    @command
    async def action_status(self) -> None:
        rows = self._in_hand()
        choices = [Choice(_STATUS_KEYS[s], words.status(s), s) for s in Status]
        chosen = await self.ask(Menu(_("Status"), choices))
        if chosen is None:
            return
        if chosen == Status.WAITING:
            await self._wait(rows)
        elif chosen == Status.RESOLVED:
            await self._resolve(rows)
        else:
            await self._to(chosen, rows)

    @command
    async def action_close_ticket(self) -> None:
        await self._to(Status.CLOSED, self._in_hand())

    @command
    async def action_reopen(self) -> None:
        await self._to(Status.OPEN, self._in_hand())

    async def _to(self, status: Status, rows: Sequence[Row]) -> None:
        label = words.status(status).lower()
        await self.do(label, lambda by, seen: actions.set_status(by, seen, status), rows)

    @command
    async def action_wait(self) -> None:
        await self._wait(self._in_hand())

    async def _wait(self, rows: Sequence[Row]) -> None:
        if not rows:
            return
        choices = [
            Choice(key, _(words.WAITS_FOR[reason]), reason)
            for key, reason in (("c", Wait.CLIENT), ("s", Wait.SUPPLIER), ("o", Wait.OTHER))
        ]
        reason = await self.ask(Menu(_("Wait for"), choices))
        if reason is not None:
            from . import ticket_forms

            await ticket_forms.wait(self, rows, reason)

    @command
    async def action_delete(self) -> None:
        rows = self._in_hand()
        away = not all(row.deleted for row in rows)
        label = _("was put away") if away else _("is back")
        await self.do(label, lambda by, seen: actions.put_away(by, seen, away=away), rows)

    # What is written

    @command
    async def action_label(self) -> None:
        from . import ticket_forms

        await ticket_forms.label(self, self._in_hand())

    @command
    async def action_reply(self) -> None:
        from . import ticket_forms

        await ticket_forms.reply(self, self._in_hand())

    @command
    async def action_editor(self) -> None:
        from . import ticket_forms

        await ticket_forms.reply(self, self._in_hand(), in_editor=True)

    @command
    async def action_note(self) -> None:
        from . import ticket_forms

        await ticket_forms.note(self, self._in_hand())

    @command
    async def action_resolve(self) -> None:
        await self._resolve(self._in_hand())

    async def _resolve(self, rows: Sequence[Row]) -> None:
        from . import ticket_forms

        await ticket_forms.resolve(self, rows)

    @command
    async def action_edit(self) -> None:
        from . import ticket_forms

        for row in self._in_hand()[:1]:
            await ticket_forms.edit(self, row)

    @command
    async def action_new_ticket(self) -> None:
        from . import new_ticket

        await new_ticket.from_scratch(self)

    @command
    async def action_phone_call(self) -> None:
        from . import new_ticket

        await new_ticket.phone_call(self)

    def _in_hand(self) -> tuple[Row, ...]:
        rows = self.in_hand()
        if not rows:
            self.say(_("There is no ticket here to do that to."))
        return rows

    # Copying

    @command
    async def action_copy_number(self) -> None:
        rows = self._in_hand()
        if rows:
            clipboard.offer(self, " ".join(str(row.id) for row in rows))

    @command
    async def action_copy_ticket(self) -> None:
        texts = []
        for row in self._in_hand():
            whole = await self.app.desk.read(thread.read, row.id)
            if whole:
                texts.append(clipboard.as_text(whole))
        if texts:
            clipboard.offer(self, "\n\n".join(texts))
