"""How a conversation ends: next steps become tickets, the client gets a summary, a note goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpdesk_tui import clock
from helpdesk_tui.calendars import Calendar
from helpdesk_tui.clock import midnight
from helpdesk_tui.conversations import actions, money, sitting, unsettled
from helpdesk_tui.conversations.steps import missing
from helpdesk_tui.conversations.talk import NextStep, Talk, read
from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, as_stored, change
from helpdesk_tui.models.conversations import (
    GOES_ON,
    Conversation,
    Given,
    Option,
    Outcome,
    Per,
    State,
)
from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Wait
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets.actions import NewTicket, open_ticket
from helpdesk_tui.worktime.stopwatch import Reading

SOON = timedelta(hours=1)
"""How long before a summary is due it is reminded of."""

_MORNING = time(9)
"""When a ticket wakes up that waits for a client."""


def end(by: int, talk: Talk, calendar: Calendar, currency: str, now: Reading | None = None) -> Done:
    """Ends the conversation: each next step becomes a ticket, and its timer goes back or stops.

    The summary is due when the working day of this `calendar`, the technician's, ends; once that
    has passed, in the last minute of the day where the client is. Taking it back leaves the timer
    alone.

    Raises:
        Refused: a next step has a gap, or it has ended already.
    """
    with change(by) as hand:
        changed = hand.swap(
            Entity.CONVERSATION,
            talk.id,
            {
                "state": (talk.state, State.ENDED),
                "ended_at": (as_stored(talk.ended_at), as_stored(hand.at)),
                "summary_due": (
                    as_stored(talk.summary_due),
                    as_stored(_end_of_day(hand.at, ZoneInfo(talk.zone), calendar)),
                ),
            },
        )
        if "state" not in changed:
            raise Refused(_("This talk has ended already."))
        talk = _as_it_stands(talk.id)
        if gaps := missing(talk, 6):
            words = _("It cannot end yet: {gaps}.")
            raise Refused(words.format(gaps="; ".join(gap.sentence for gap in gaps)))
        for step in talk.next_steps:
            if step.ticket is None:
                ticket = _ticket(hand, talk, step, calendar, currency)
                hand.swap(Entity.NEXT_STEP, step.id, {"ticket": (None, ticket)})
        sitting.leave(by, talk, str(calendar.zone), now)
    return hand.done(talk.id)


def _as_it_stands(conversation: int) -> Talk:
    """Its lines, too, may have been changed since it was seen."""
    now = read(conversation)
    assert now
    return now


def _end_of_day(at: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """When work ends on the day that an instant has in a zone; after that, its last minute there.

    Midnight itself would be told as tomorrow.
    """
    tomorrow = midnight(at.astimezone(zone).date() + timedelta(days=1), zone)
    hours = calendar.intervals(at, tomorrow)
    return hours[-1][1] if hours else max(at, tomorrow - timedelta(minutes=1))


def _ticket(hand: Hand, talk: Talk, step: NextStep, calendar: Calendar, currency: str) -> int:
    """A next step as a ticket: due on its day, or waiting for the client until then."""
    new = NewTicket(
        step.text,
        client=talk.client,
        asset=talk.asset,
        kind=Kind.REQUEST,
        assignee=step.technician or talk.technician,
    )
    ticket = open_ticket(hand, new)
    hand.say(ticket, MessageKind.NOTE, _origin(talk, step, currency))
    hand.swap(Entity.TICKET, ticket, _when(talk, step, calendar))
    return ticket


def _when(talk: Talk, step: NextStep, calendar: Calendar) -> dict[str, tuple[Value, Value]]:
    assert step.day
    zone = ZoneInfo(talk.zone)
    if step.technician is not None:
        due = _end_of_day(midnight(step.day, zone), zone, calendar)
        return {"agreed_at": (None, as_stored(due))}
    until = datetime.combine(step.day, _MORNING, zone)
    return {
        "status": (Status.OPEN, Status.WAITING),
        "wait_reason": (None, Wait.CLIENT),
        "wait_until": (None, as_stored(until)),
    }


def _origin(talk: Talk, step: NextStep, currency: str) -> str:
    assert step.day
    assert step.cost is not None
    words = _(
        "Agreed in talk {number}.\nWho: {who}\nBy: {day}\nCost: {cost}\nAuthorised by: {authorises}"
    )
    return words.format(
        number=talk.id,
        who=step.who,
        day=step.day.isoformat(),
        cost=money.shown(step.cost, step.per, currency, language(), talk.country),
        authorises=step.authorises,
    )


def save_summary(by: int, talk: Talk, text: str) -> Done:
    """Keeps the summary as it was looked over.

    Raises:
        Refused: the conversation has not ended, or the client has the summary already.
    """
    if talk.state < State.ENDED:
        raise Refused(_("The talk has not ended yet."))
    if talk.state is State.GIVEN:
        raise Refused(_("The client has the summary already."))
    return actions.write(by, talk, summary=text)


def give(by: int, talk: Talk, how: Given) -> Done:
    """The client has the summary. The note on their reaction goes for good, unless it is kept.

    Raises:
        Refused: there is no summary yet.
    """
    if talk.state < State.ENDED or not talk.summary:
        raise Refused(_("There is no summary yet."))
    with change(by) as hand:
        changes: dict[str, tuple[Value, Value]] = {
            "state": (talk.state, State.GIVEN),
            "given_at": (as_stored(talk.given_at), as_stored(hand.at)),
            "given_how": (talk.given_how, how),
        }
        hand.swap(Entity.CONVERSATION, talk.id, changes)
        if not talk.keeps_reaction:
            _erase(hand, talk.id)
    return hand.done(talk.id)


def _erase(hand: Hand, conversation: int) -> None:
    """Leaves nothing of the private fields: no column, no text of an event and no draft."""
    rows = tuples(
        Event.select(Event.before, Event.after).where(
            Event.entity == Entity.CONVERSATION,
            Event.entity_id == conversation,
            Event.field.in_(unsettled.PRIVATE),
        )
    )
    texts = [value["prose"] for row in rows for value in row if isinstance(value, dict)]
    Prose.delete().where(Prose.id.in_(texts)).execute()
    Draft.delete().where(
        Draft.target == unsettled.target(conversation), Draft.kind.in_(unsettled.PRIVATE)
    ).execute()
    empty = {**dict.fromkeys(unsettled.PRIVATE, ""), "noted_by": None}
    Conversation.update(empty).where(Conversation.id == conversation).execute()
    if texts:
        hand.note(Entity.CONVERSATION, conversation, "erased", None, "reaction")


def acknowledged(by: int, talk: Talk, who: str) -> Done:
    """Somebody at the client has said that they have read the summary.

    Raises:
        Refused: it has not been given yet, or nobody is named.
    """
    if talk.state is not State.GIVEN:
        raise Refused(_("The summary has not been given yet."))
    if not line(who):
        raise Refused(_("Who has read it?"))
    return actions.write(by, talk, acknowledged_at=clock.now(), acknowledged_by=who)


def due(by: int, now: datetime) -> list[tuple[int, str, datetime]]:
    """The summaries that this technician owes by now, or soon: conversation, client, and when."""
    found = (
        Conversation.select(Conversation.id, Client.name, Conversation.summary_due)
        .join(Client)
        .where(
            GOES_ON,
            Conversation.technician == by,
            Conversation.state == State.ENDED,
            Conversation.summary_due <= now + SOON,
            ~Conversation.retired,
        )
        .order_by(Conversation.summary_due, Conversation.id)
    )
    return tuples(found)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An option that a client did not want. The cost is in hundredths, None where none was said."""

    conversation: int
    at: datetime | None
    """When the conversation ended; None before."""
    text: str
    cost: int | None
    per: Per
    reason: str


def refusals(client: int) -> list[Refusal]:
    """What this client has declined in conversations, the latest first."""
    found = (
        Option.select(
            *(Option.conversation, Conversation.ended_at, Option.text),
            *(Option.cost, Option.per, Option.reason),
        )
        .join(Conversation)
        .where(
            Conversation.client == client,
            Option.outcome == Outcome.REFUSED,
            ~Option.retired,
            ~Conversation.retired,
        )
        .order_by(Conversation.id.desc(), Option.position)
    )
    return [
        Refusal(talk, at, text, cost, Per(per), reason)
        for talk, at, text, cost, per, reason in tuples(found)
    ]
