"""Somebody calls: who it is, and what becomes of it when the ticket is there already."""

from __future__ import annotations

from collections.abc import Callable

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import actions, callers, drafts, merging, queue
from helpdesk_tui.tickets.queue import Row

from ..parts.fields import Answers, DraftOf, Field, Find, or_new
from ..parts.forms import Form
from ..parts.newcomers import client_of, contact_of
from .hands import Hands

EMPLOYER = ("client", directory.employer)
"""Whoever calls, works for a client."""


async def one_more(screen: Hands, row: Row) -> None:
    """One more of the same: somebody else calls about this ticket."""
    desk = screen.app.desk
    draft = DraftOf(await desk.read(merging.drafted, desk.me.id, row.id, "caller"), "caller")
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    async def submit(answers: Answers) -> str | None:
        return await join(screen, draft, row.id, answers, answers["said"])

    fields = [
        Field(
            "caller", _("Caller"), find=or_new(colleagues_first(row.client_id)), implies=EMPLOYER
        ),
        Field("client", _("Client"), find=or_new(directory.clients)),
        Field("said", _("Said"), long=True),
    ]
    title = _("One more of the same: {number} {subject}")
    title = title.format(number=row.id, subject=row.subject)
    await screen.ask(Form(title, fields, submit, draft=draft, kept=kept))


async def join(
    screen: Hands, draft: DraftOf, ticket: int, answers: Answers, said: str
) -> str | None:
    """Puts the caller and what they said on a ticket that is there already."""
    who, contact = answers["caller"], answers.chosen["caller"]
    if not who:
        return _("Who called? A name will do.")
    known = contact is not None and await screen.app.desk.read(callers.has_called, ticket, contact)
    if known and not said:
        return _("{who} is among its callers already. What do they say now?").format(who=who)

    def call(by: int) -> Done:
        with change(by) as hand:
            client = client_of(hand, answers)
            if client is None:
                client = _at_home(contact, ticket)
            caller = contact_of(hand, answers, client)
            actions.called(hand, ticket, said, caller, client)
        return hand.done(ticket)

    label = (
        _("had a call from {who} already; what they say now is added")
        if known
        else _("has one more caller: {who}")
    )
    return await finish(screen, draft, label.format(who=who), call)


async def finish(
    screen: Hands, draft: DraftOf, label: str, action: Callable[[int], Done]
) -> str | None:
    """Does it, forgets the draft, and shows the ticket where the view has a place for it."""
    desk = screen.app.desk
    try:
        done = await desk.finish((draft.target, draft.kind), action, desk.me.id)
    except Refused as refused:
        return str(refused)
    await screen.did(label, done)
    if draft.kind == "call":
        await screen.app.call_is_about(done.things[0])
    await screen.show_ticket(done.things[0])
    return None


def _at_home(contact: int | None, ticket: int) -> int | None:
    """Where a caller works when nobody has said so: whoever is new, where the ticket is."""
    if contact is None:
        return queue.rows_by_id([ticket])[ticket].client_id
    employer = directory.employer(contact)
    return employer.id if employer else None


def colleagues_first(client: int | None) -> Find:
    """Contacts, those of this client before the others."""

    def find(text: str) -> list[Named]:
        own = directory.contacts(text, client) if client is not None else []
        known = {contact.id for contact in own}
        return own + [other for other in directory.contacts(text) if other.id not in known]

    return find
