"""The bars in which a ticket begins: one from scratch, and a phone call."""

from __future__ import annotations

from collections.abc import Awaitable

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, change
from helpdesk_tui.models.tickets import Kind
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import actions, drafts, queue
from helpdesk_tui.tickets.actions import NewTicket
from helpdesk_tui.tickets.similar import Similar, similar

from ..common import words
from ..parts.fields import Answers, DraftOf, Field, or_new
from ..parts.newcomers import client_of, contact_of
from .alike_form import AlikeForm, Likeness
from .call_form import CallForm
from .calling import EMPLOYER, finish, join
from .hands import Hands
from .ticket_forms import kinds


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
        if ticket is not None:
            return await join(screen, draft, ticket, answers, said)
        return await _make(screen, draft, answers, about or said.splitlines()[0], said, "phone")

    form = CallForm(
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
        likeness=_likeness(screen, draft),
    )
    await screen.ask(form)


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
        return await _make(screen, draft, answers, answers["about"], answers["said"], "")

    form = AlikeForm(
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
        likeness=_likeness(screen, draft),
    )
    await screen.ask(form)


async def _make(
    screen: Hands, draft: DraftOf, answers: Answers, subject: str, body: str, source: str
) -> str | None:
    """Opens the ticket; a caller or a client that is not known yet is written down with it."""
    chosen = answers.chosen

    def make(by: int) -> Done:
        with change(by) as hand:
            client = client_of(hand, answers)
            new = NewTicket(
                subject,
                body,
                client=client,
                requester=contact_of(hand, answers, client),
                asset=chosen.get("asset"),
                priority=chosen.get("priority") or 3,
                kind=chosen.get("kind") or Kind.INCIDENT,
                source=source,
            )
            ticket = actions.open_ticket(hand, new)
        return hand.done(ticket)

    return await finish(screen, draft, _("opened"), make)


def _likeness(screen: Hands, draft: DraftOf) -> Likeness:
    """What is like the ticket that is typed; its caller may go to one of them instead."""

    def find(answers: Answers) -> list[Similar]:
        chosen = answers.chosen
        if not chosen["about"]:
            about = answers["about"] or answers["said"]
            return similar(
                about, answers["said"], client=chosen["client"], machine=chosen.get("asset")
            )
        return []  # a ticket is chosen already

    async def one_more(ticket: int, answers: Answers) -> str | None:
        said = "\n\n".join(filter(None, [answers["about"], answers["said"]]))
        return await join(screen, draft, ticket, answers, said)

    def show(ticket: int) -> Awaitable[object]:
        return screen.run_action(f"app.open_ticket({ticket})")

    return Likeness(find, one_more, show, subject="about", caller="caller")


def _priorities(text: str) -> list[Named]:
    found = [Named(p, f"P{p}", _(name)) for p, name in words.PRIORITY.items()]
    return [named for named in found if text.lower() in named.name.lower() + named.detail]
