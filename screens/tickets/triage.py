"""The triage keys: one each, on the ticket in hand or on all that are marked, each with its undo.

The queue and the ticket share them. A screen says which tickets are in hand; everything else is
the same: ask in a bar where something must be known, do it, say it in a line, keep it for undo.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui.i18n import _
from helpdesk_tui.models.tickets import PRIORITIES, Status, Wait
from helpdesk_tui.tickets.queue import Row

from ..common import words
from ..parts.bars import Choice, Menu
from ..terminal.keys import asking, command
from .hands import Hands

_STATUS_KEYS = {
    Status.NEW: "n",
    Status.OPEN: "o",
    Status.WAITING: "w",
    Status.RESOLVED: "x",
    Status.CLOSED: "c",
}


class Triage(Hands):
    """A screen whose keys act on the tickets in hand."""

    # Whose, how urgent, what state

    @command
    async def action_take(self) -> None:
        from helpdesk_tui.tickets import actions

        me = self.app.desk.me
        await self.do(
            _("is yours"),
            lambda by, rows: actions.assign(by, rows, me.id),
            self.need_hands(),
            taking=True,
        )

    @asking
    async def action_assign(self) -> None:
        from . import assigning

        await assigning.assign(self, self.need_hands())

    @asking
    async def action_load(self) -> None:
        from . import load_bar

        await load_bar.show(self)

    @asking
    async def action_priority(self) -> None:
        rows = self.need_hands()
        if not rows:
            return
        choices = [
            Choice(str(p), f"{words.priority(p)} {_(words.PRIORITY[p])}", p) for p in PRIORITIES
        ]
        chosen = await self.ask(Menu(_("Priority"), choices))
        if chosen is not None:
            from helpdesk_tui.tickets import actions

            await self.do(
                words.priority(chosen),
                lambda by, seen: actions.set_priority(by, seen, chosen),
                rows,
            )

    @asking
    async def action_status(self) -> None:
        rows = self.need_hands()
        if not rows:
            return
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
        await self._to(Status.CLOSED, self.need_hands())

    @command
    async def action_reopen(self) -> None:
        await self._to(Status.OPEN, self.need_hands())

    async def _to(self, status: Status, rows: Sequence[Row]) -> None:
        from helpdesk_tui.tickets import actions

        label = words.status(status).lower()
        await self.do(label, lambda by, seen: actions.set_status(by, seen, status), rows)

    @asking
    async def action_wait(self) -> None:
        await self._wait(self.need_hands())

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
        from helpdesk_tui.tickets import actions

        rows = self.need_hands()
        away = not all(row.deleted for row in rows)
        label = _("was put away") if away else _("is back")
        await self.do(label, lambda by, seen: actions.put_away(by, seen, away=away), rows)

    # What is written

    @asking
    async def action_label(self) -> None:
        from . import ticket_forms

        await ticket_forms.label(self, self.need_hands())

    @asking
    async def action_reply(self) -> None:
        from . import writing

        await writing.reply(self, self.need_hands())

    @asking
    async def action_editor(self) -> None:
        from . import writing

        await writing.reply(self, self.need_hands(), in_editor=True)

    @asking
    async def action_macro(self) -> None:
        from . import macros

        await macros.use(self, self.need_hands())

    @asking
    async def action_note(self) -> None:
        from . import writing

        await writing.note(self, self.need_hands())

    @asking
    async def action_resolve(self) -> None:
        await self._resolve(self.need_hands())

    async def _resolve(self, rows: Sequence[Row]) -> None:
        from . import writing

        await writing.resolve(self, rows)

    @asking
    async def action_edit(self) -> None:
        from . import ticket_forms

        for row in self.need_hands()[:1]:
            await ticket_forms.edit(self, row)

    @asking
    async def action_new_ticket(self) -> None:
        from . import new_ticket

        await new_ticket.from_scratch(self)

    @asking
    async def action_phone_call(self) -> None:
        from . import new_ticket

        await new_ticket.phone_call(self)

    @asking
    async def action_bad_news(self) -> None:
        """The talk about this ticket that goes on, or a new one."""
        from helpdesk_tui.conversations import actions as talks
        from helpdesk_tui.people.directory import Named

        from ..talks import talk_moves

        row = self.need_one()
        if row is None:
            return
        talk = await self.app.desk.read(talks.going_on, row.id)
        if talk is None:
            if row.client_id is None:
                self.say(_("Say first whose ticket it is: the talk is with its client."), bad=True)
                return
            client = Named(row.client_id, row.client)
            talk = await talk_moves.begin(self, client, row.id)
        if talk is not None:
            await self.run_action(f"app.open_talk({talk})")

    # More of the same

    @asking
    async def action_one_more(self) -> None:
        from . import calling

        row = self.need_one()
        if row:
            await calling.one_more(self, row)

    @asking
    async def action_like(self) -> None:
        from . import alike_list

        row = self.need_one()
        if row:
            await alike_list.choose(self, row)

    # Together and apart

    @asking
    async def action_merge(self) -> None:
        from . import merging

        await merging.merge(self, self.need_hands())

    @asking
    async def action_split(self) -> None:
        from . import splitting

        row = self.need_one()
        if row:
            await splitting.split(self, row)

    @asking
    async def action_link(self) -> None:
        from . import linking

        row = self.need_one()
        if row:
            await linking.menu(self, row)

    @asking
    async def action_approval(self) -> None:
        from . import approving

        row = self.need_one()
        if row:
            await approving.menu(self, row)

    # Copying

    @command
    async def action_copy_number(self) -> None:
        from . import clipboard

        rows = self.need_hands()
        if rows:
            await clipboard.offer(self, " ".join(str(row.id) for row in rows))

    @command
    async def action_copy_ticket(self) -> None:
        from helpdesk_tui.tickets import thread

        from . import clipboard

        rows = self.need_hands()
        if len(rows) > clipboard.TICKETS:
            told = _(
                "{count} tickets at most are copied whole; {key} writes a list of all to a file."
            )
            key = self.app.keymap_.key("queue.write")
            self.say(told.format(count=clipboard.TICKETS, key=key), bad=True)
            return
        texts = []
        for row in rows:
            whole = await self.app.desk.read(thread.read, row.id)
            if whole:
                texts.append(clipboard.as_text(whole))
        if texts:
            await clipboard.offer(self, "\n\n".join(texts))
