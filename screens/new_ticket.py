"""The bars in which a ticket begins: one from scratch, and a phone call."""

from __future__ import annotations

from collections.abc import Callable

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, change
from helpdesk_tui.models.tickets import Kind
from helpdesk_tui.people import directory, editing
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import actions, drafts, queue
from helpdesk_tui.tickets.actions import NewTicket

from . import words
from .hands import Hands
from .parts.fields import Answers, DraftOf, Field, or_new
from .parts.forms import Form
from .ticket_forms import kinds

EMPLOYER = ("client", directory.employer)
"""Whoever calls, works for a client."""


async def phone_call(screen: Hands) -> None:
    """A call: who, about which ticket or what new, and what they said."""
    desk = screen.app.desk
    draft = DraftOf("new", "call")
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    def find_ticket(text: str) -> list[Named]:
        rows = queue.open_of(form.answers().chosen["caller"], text)
        return [Named(row.id, row.subject, f"{row.id} {row.client}") for row in rows]

    async def submit(answers: Answers) -> str | None:
        said, about = answers["said"], answers["about"]
        if not answers["caller"]:
            return _("Who called? A name will do.")
        if not said and not about:
            return _("What was it about?")
        ticket = answers.chosen["about"]
        if ticket is None:
            subject = about or said.splitlines()[0]
            return await _make(screen, draft, answers, subject, said, source="phone")

        def call(by: int) -> Done:
            with change(by) as hand:
                contact = _contact(hand, answers, answers.chosen["client"])
                actions.called(hand, ticket, said, contact)
            return hand.done(ticket)

        return await _finish(screen, draft, _("called about"), call)

    form = Form(
        _("Phone call"),
        [
            Field("caller", _("Caller"), find=or_new(directory.contacts), implies=EMPLOYER),
            Field("client", _("Client"), find=or_new(directory.clients)),
            Field("about", _("Ticket"), find=or_new(find_ticket)),
            Field("said", _("Said"), long=True),
        ],
        submit,
        draft=draft,
        kept=kept,
    )
    await screen.ask(form)


def _contact(hand: Hand, answers: Answers, client: int | None) -> int | None:
    """The caller; one who is not known yet is written down."""
    chosen = answers.chosen["caller"]
    if chosen is None and answers["caller"]:
        return editing.new_contact(hand, client, {"name": answers["caller"]})
    return chosen


async def from_scratch(screen: Hands) -> None:
    """A ticket from scratch."""
    desk = screen.app.desk
    draft = DraftOf("new", "ticket")
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    def find_asset(text: str) -> list[Named]:
        return directory.assets(text, form.answers().chosen["client"])

    async def submit(answers: Answers) -> str | None:
        if not answers["about"]:
            return _("A ticket needs a subject.")
        return await _make(screen, draft, answers, answers["about"], answers["said"], source="")

    form = Form(
        _("New ticket"),
        [
            Field("about", _("Subject")),
            Field("caller", _("Requester"), find=or_new(directory.contacts), implies=EMPLOYER),
            Field("client", _("Client"), find=or_new(directory.clients)),
            Field("asset", _("Machine"), find=find_asset),
            Field("priority", _("Priority"), find=_priorities, value="P3", chosen=3),
            Field("kind", _("Kind"), find=kinds, value=_(words.KIND[Kind.INCIDENT]), chosen=1),
            Field("said", _("What is it"), long=True),
        ],
        submit,
        draft=draft,
        kept=kept,
    )
    await screen.ask(form)


async def _make(
    screen: Hands, draft: DraftOf, answers: Answers, subject: str, body: str, source: str
) -> str | None:
    """Opens the ticket; a caller or a client that is not known yet is written down with it."""
    chosen = answers.chosen

    def make(by: int) -> Done:
        with change(by) as hand:
            client = chosen["client"]
            if client is None and answers["client"]:
                client = editing.new_client(hand, {"name": answers["client"]})
            new = NewTicket(
                subject,
                body,
                client=client,
                requester=_contact(hand, answers, client),
                asset=chosen.get("asset"),
                priority=chosen.get("priority") or 3,
                kind=chosen.get("kind") or Kind.INCIDENT,
                source=source,
            )
            ticket = actions.open_ticket(hand, new)
        return hand.done(ticket)

    return await _finish(screen, draft, _("opened"), make)


async def _finish(
    screen: Hands, draft: DraftOf, label: str, action: Callable[[int], Done]
) -> str | None:
    """Does it, forgets the draft, and shows the ticket where the view has a place for it."""
    desk = screen.app.desk
    try:
        done = await desk.finish((draft.target, draft.kind), action, desk.me.id)
    except Refused as refused:
        return str(refused)
    await screen.did(label, done)
    await screen.show_ticket(done.things[0])
    return None


def _priorities(text: str) -> list[Named]:
    found = [Named(p, f"P{p}", _(name)) for p, name in words.PRIORITY.items()]
    return [named for named in found if text.lower() in named.name.lower() + named.detail]
