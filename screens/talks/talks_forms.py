"""What is asked before a conversation begins: for whom, which case, what it is about."""

from __future__ import annotations

from functools import partial

from helpdesk_tui.conversations import actions
from helpdesk_tui.i18n import _
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import queue

from ..frame.frame import Frame
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from ..worktime.entry_forms import tickets
from . import talk_moves


async def begin(screen: Frame) -> int | None:
    """Begins a conversation; answers its number, or None when that was left."""
    desk = screen.app.desk
    known, problem = await talk_moves.known_cases(screen)
    made: int | None = None
    form: Form

    async def submit(answers: Answers) -> str | None:
        nonlocal made
        chosen = answers.chosen
        if chosen["client"] is None:
            return _("For which client?")
        if chosen["case"] is None:
            return _("Which case is it?")
        case, about = known[chosen["case"]], {name: chosen[name] for name in ("ticket", "asset")}
        done = await desk.write(partial(actions.begin, desk.me.id, chosen["client"], case, **about))
        made = done.things[0]
        told = _("The talk with {client} has begun").format(client=answers["client"])
        screen.keep_for_undo(told, done)
        return None

    def whom() -> int | None:
        return form.answers().chosen["client"]

    fields = [
        Field("client", _("Client"), find=directory.clients),
        talk_moves.case_field(known, first=False),
        Field(
            "ticket",
            _("Ticket"),
            find=lambda words: tickets(words, whom()),
            implies=("client", _client_of),
        ),
        Field("asset", _("Machine"), find=lambda words: directory.assets(words, whom())),
    ]
    form = Form(_("Bad news for"), fields, submit, send=_("start"), told=problem)
    await screen.ask(form)
    return made


def _client_of(ticket: int) -> Named | None:
    row = queue.rows_by_id([ticket])[ticket]
    return Named(row.client_id, row.client) if row.client_id else None
