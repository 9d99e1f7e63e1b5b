"""The end: steps become tickets, a summary is owed and given, and the private note goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from helpdesk_tui.clock import NEVER
from helpdesk_tui.conversations import actions, closing, listing, sitting, unsettled
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.conversations import Given, State
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Ticket, Wait
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import drafts, history, thread
from helpdesk_tui.working_hours import working_hours
from helpdesk_tui.worktime import timer
from tests.conversations.conftest import CASE, Room
from tests.support import row, technician

MADRID = "Europe/Madrid"
HOURS = working_hours(Settings(), MADRID)
TUESDAY = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
"""Noon in Madrid."""


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def held(room: Room) -> Room:
    """A conversation that has been led to its end."""
    room.prepare()
    room.share()
    room.agree()
    return room


def end(room: Room, talk: Talk | None = None) -> Done:
    return closing.end(room.me, talk or room.now(), HOURS, "EUR")


def state_of(room: Room) -> State:
    return room.now().state


# Its end


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ({"who": ""}, "who"),
        ({"day": None}, "by when"),
        ({"cost": None}, "the cost"),
        ({"authorises": ""}, "who authorises it"),
    ],
)
def test_it_does_not_end_with_a_gap_and_names_it(
    room: Room, gap: dict[str, Any], said: str
) -> None:
    room.agree()
    room.agree(**gap)
    with pytest.raises(Refused, match=f"step 2: {said}"):
        end(room)
    assert state_of(room) is State.OPEN
    assert Ticket.select().count() == 1


def test_it_does_not_end_without_a_step(room: Room) -> None:
    with pytest.raises(Refused, match="one step at least"):
        end(room)


def test_it_ends_and_owes_a_summary_by_the_end_of_the_working_day(held: Room) -> None:
    end(held)
    talk = held.now()
    assert (talk.state, talk.ended_at) == (State.ENDED, TUESDAY)
    assert talk.summary_due == datetime(2026, 11, 24, 17, 0, tzinfo=UTC)  # six in Madrid


@pytest.mark.parametrize(
    ("hour", "zone", "owed"),
    [
        (19, MADRID, datetime(2026, 11, 24, 22, 59, tzinfo=UTC)),
        (19, "Atlantic/Canary", datetime(2026, 11, 24, 23, 59, tzinfo=UTC)),
        (16, "Asia/Tokyo", datetime(2026, 11, 25, 14, 59, tzinfo=UTC)),
    ],
)
def test_after_work_it_is_owed_in_the_last_minute_where_the_client_is(
    held: Room, noon: time_machine.Traveller, hour: int, zone: str, owed: datetime
) -> None:
    Client.update(zone=zone).execute()
    noon.move_to(TUESDAY.replace(hour=hour))
    closing.end(held.me, held.now(), working_hours(Settings(hours=[]), MADRID), "EUR")
    assert held.now().summary_due == owed


def test_a_step_of_ours_becomes_a_ticket_that_is_due_when_work_ends_on_its_day(held: Room) -> None:
    luis = technician("luis")
    held.agree(text="Move the data", technician=luis, who="luis", day=date(2026, 11, 28))
    end(held)
    order, move = (row(step.ticket) for step in held.now().next_steps if step.ticket)
    assert (order.subject, order.assignee_id, order.kind) == (
        *("Order the server", held.me, Kind.REQUEST),
    )
    assert (order.client_id, order.asset_id) == (held.client, held.asset)
    assert (order.status, order.due_at) == (Status.OPEN, datetime(2026, 11, 27, 17, 0, tzinfo=UTC))
    assert move.assignee_id == luis
    assert move.due_at == datetime(2026, 11, 28, 22, 59, tzinfo=UTC)  # a Saturday: 23:59 there


def test_a_step_of_the_clients_becomes_a_ticket_of_the_leaders_that_waits(held: Room) -> None:
    held.agree(text="Sign the quote", technician=None, who="Joan Vidal", day=date(2026, 11, 25))
    end(held)
    ticket = held.now().next_steps[1].ticket
    assert ticket
    sign = row(ticket)
    assert (sign.assignee_id, sign.status, sign.wait_reason) == (
        *(held.me, Status.WAITING, Wait.CLIENT),
    )
    assert sign.wait_until == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)  # nine in Madrid
    assert sign.due_at == NEVER


def test_its_first_note_says_where_it_comes_from_and_each_finds_the_other(held: Room) -> None:
    end(held)
    ticket = held.now().next_steps[0].ticket
    assert ticket
    (note,) = thread.messages(ticket)
    assert note.kind == MessageKind.NOTE
    for word in (f"talk {held.id}", "ana", "2026-11-27", "€3,200.00", "Joan Vidal"):
        assert word in note.body
    (found,) = listing.of_ticket(ticket, 3)
    assert (found.id, found.ticket) == (held.id, held.ticket)
    assert held.ticket
    (about,) = listing.of_ticket(held.ticket, 3)
    assert about == found


def test_one_undo_takes_all_of_it_back_and_redo_does_it_again(held: Room) -> None:
    held.agree(text="Sign the quote", technician=None, who="Joan Vidal")
    before = held.now()
    done = end(held)
    ended = held.now()
    tickets = [step.ticket for step in ended.next_steps]
    back = history.take_back(held.me, done)
    assert held.now() == before
    assert all(row(ticket).deleted for ticket in tickets if ticket)
    assert not listing.of_ticket(tickets[0] or 0, 3)
    history.take_back(held.me, back)
    assert held.now() == ended
    assert not any(row(ticket).deleted for ticket in tickets if ticket)


def test_it_ends_once(held: Room) -> None:
    seen = held.now()
    end(held)
    with pytest.raises(Refused, match="ended already"):
        end(held, seen)
    assert Ticket.select().count() == 2


def test_the_end_stops_the_timer_and_undo_leaves_it_alone(held: Room) -> None:
    sitting.begin(held.me, held.now(), MADRID)
    done = end(held)
    assert timer.running(held.me) is None
    timer.start(held.me, timer.What("Something else"), MADRID)
    history.take_back(held.me, done)
    assert state_of(held) is State.OPEN
    assert timer.running(held.me) is not None


# The summary and what follows


def test_a_summary_is_kept_with_its_lines_once_it_has_ended(held: Room) -> None:
    with pytest.raises(Refused, match="not ended"):
        closing.save_summary(held.me, held.now(), "# Too early")
    end(held)
    closing.save_summary(held.me, held.now(), "# Summary\n\nTwo disks.\x07\n")
    assert held.now().summary == "# Summary\n\nTwo disks.␇"


def test_it_is_given_acknowledged_and_both_are_taken_back(held: Room) -> None:
    end(held)
    with pytest.raises(Refused, match="no summary"):
        closing.give(held.me, held.now(), Given.MAIL)
    closing.save_summary(held.me, held.now(), "# Summary")
    with pytest.raises(Refused, match="not been given"):
        closing.acknowledged(held.me, held.now(), "Joan Vidal")
    given = closing.give(held.me, held.now(), Given.BY_HAND)
    talk = held.now()
    assert (talk.state, talk.given_at, talk.given_how) == (State.GIVEN, TUESDAY, Given.BY_HAND)
    with pytest.raises(Refused, match="already"):
        closing.save_summary(held.me, talk, "Another story")
    with pytest.raises(Refused, match="Who"):
        closing.acknowledged(held.me, talk, "  ")
    read = closing.acknowledged(held.me, talk, "Joan Vidal")
    assert (held.now().acknowledged_by, held.now().acknowledged_at) == ("Joan Vidal", TUESDAY)
    for done in (read, given):
        history.take_back(held.me, done)
    assert (state_of(held), held.now().acknowledged_by) == (State.ENDED, "")


def everything(room: Room) -> str:
    """All that is kept of the conversation's fields, of texts and of drafts."""
    events = Event.select(Event.field, Event.before, Event.after)
    kept = tuples(events.where(Event.entity == Entity.CONVERSATION))
    typing = drafts.load(room.me, unsettled.target(room.id), "reaction")
    return repr((room.now(), kept, tuples(Prose.select(Prose.text)), typing))


def noted(room: Room) -> list[Done]:
    """Notes on the reaction, rewritten once, with a draft of the next, and a summary."""
    done = [
        actions.write(room.me, room.now(), reaction="Joan wept."),
        actions.write(room.me, room.now(), reaction="Joan wept, then left.", tried="a restart"),
        actions.write(room.me, room.now(), saw="tears"),
    ]
    drafts.save(room.me, unsettled.target(room.id), "reaction", {"body": "Joan wept again"})
    end(room)
    closing.save_summary(room.me, room.now(), "# Summary")
    return done


def test_giving_it_erases_the_private_note_and_says_only_that(held: Room) -> None:
    done = noted(held)
    assert "wept" in everything(held)
    given = closing.give(held.me, held.now(), Given.MAIL)
    for word in ("wept", "tears"):
        assert word not in everything(held)
    erased = Event.get(Event.field == "erased")
    assert (erased.technician_id, erased.before, erased.after) == (held.me, None, "reaction")
    history.take_back(held.me, given)
    talk = held.now()
    assert (talk.state, talk.reaction, talk.saw, talk.noted_by) == (State.ENDED, "", "", None)
    with pytest.raises(Refused):
        history.take_back(held.me, done[0])
    history.take_back(held.me, done[1])
    assert (held.now().reaction, held.now().tried) == ("", "")


def test_a_note_that_is_kept_on_purpose_stays(held: Room) -> None:
    noted(held)
    held.write(keeps_reaction=True)
    closing.give(held.me, held.now(), Given.MAIL)
    assert held.now().reaction == "Joan wept, then left."
    assert not Event.select().where(Event.field == "erased").exists()


def test_a_note_of_another_conversation_stays(held: Room) -> None:
    other = actions.begin(held.me, held.client, CASE).things[0]
    theirs = Room(held.me, held.client, held.marta, held.asset, held.ticket, other)
    theirs.write(reaction="Marta laughed.")
    noted(held)
    closing.give(held.me, held.now(), Given.MAIL)
    assert theirs.now().reaction == "Marta laughed."
    assert "laughed" in repr(tuples(Prose.select(Prose.text)))


def test_a_summary_that_is_owed_is_known_an_hour_before_until_it_is_given(held: Room) -> None:
    end(held)
    owed = held.now().summary_due
    assert owed
    assert closing.due(held.me, owed - timedelta(hours=2)) == []
    assert closing.due(technician("luis"), owed) == []
    assert closing.due(held.me, owed - timedelta(hours=1)) == [(held.id, "ACME Ibérica", owed)]
    closing.save_summary(held.me, held.now(), "# Summary")
    closing.give(held.me, held.now(), Given.MAIL)
    assert closing.due(held.me, owed) == []


def test_what_was_declined_is_kept_for_the_log_of_decisions(held: Room) -> None:
    actions.refuse(held.me, held.now().options[1], "too dear")
    assert [(one.text, one.reason, one.at) for one in closing.refusals(held.client)] == [
        ("A rented one", "too dear", None)
    ]
    end(held)
    (refused,) = closing.refusals(held.client)
    assert (refused.conversation, refused.cost, refused.at) == (held.id, 4_900, TUESDAY)
    assert closing.refusals(held.client + 1) == []
