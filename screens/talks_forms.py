"""What is asked before a conversation begins: for whom, which case, what it is about."""

from __future__ import annotations

from helpdesk_tui.collation import fold
from helpdesk_tui.conversations import beginning, listing
from helpdesk_tui.i18n import _
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import queue

from .entry_forms import tickets
from .frame import Frame
from .parts.fields import Answers, Field
from .parts.forms import Form


async def begin(screen: Frame, client: Named | None = None) -> int | None:
    """Begins a conversation; answers its number, or None when that was left."""
    desk = screen.app.desk
    names = await desk.read(listing.case_names)
    ids = list(names)
    made: int | None = None
    form: Form

    async def submit(answers: Answers) -> str | None:
        nonlocal made
        chosen = answers.chosen
        if chosen["client"] is None:
            return _("For which client?")
        if chosen["case"] is None:
            return _("Which case is it?")
        about = {"ticket": chosen["ticket"], "asset": chosen["asset"]}
        case = ids[chosen["case"]]
        done = await desk.write(beginning.begin, desk.me.id, chosen["client"], case, **about)
        made = done.things[0]
        told = _("The talk with {client} has begun").format(client=answers["client"])
        screen.keep_for_undo(told, done)
        return None

    def whom() -> int | None:
        return form.answers().chosen["client"]

    def cases(words: str) -> list[Named]:
        typed = fold(words).split()
        found = enumerate(names.values())
        return [Named(n, name) for n, name in found if all(word in fold(name) for word in typed)]

    fields = [
        Field(
            "client",
            _("Client"),
            client.name if client else "",
            client.id if client else None,
            find=directory.clients,
        ),
        Field("case", _("Case"), find=cases),
        Field(
            "ticket",
            _("Ticket"),
            find=lambda words: tickets(words, whom()),
            implies=("client", _client_of),
        ),
        Field("asset", _("Machine"), find=lambda words: directory.assets(words, whom())),
    ]
    form = Form(_("Bad news for"), fields, submit, send=_("begin"))
    await screen.ask(form)
    return made


def _client_of(ticket: int) -> Named | None:
    row = queue.rows_by_id([ticket])[ticket]
    return Named(row.client_id, row.client) if row.client_id else None
