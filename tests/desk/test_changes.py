"""Compare and swap: a change names what was seen, and nothing is written over another's."""

from __future__ import annotations

import contextlib

import pytest

from helpdesk_tui.models.changes import Conflict, change, text_of
from helpdesk_tui.models.events import Entity, Event, Prose
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.tickets import actions
from tests.support import found, opened, row, state


def _set(by: int, ticket: int, **changes: tuple[object, object]) -> list[str]:
    with change(by) as hand:
        return hand.swap(Entity.TICKET, ticket, changes)  # type: ignore[arg-type]


def test_a_change_sets_the_field_and_leaves_an_event_with_before_and_after(ana: int) -> None:
    ticket = opened(ana)

    assert _set(ana, ticket, priority=(3, 1)) == ["priority"]

    event = Event.select().order_by(Event.id.desc()).get()
    assert (event.field, event.before, event.after) == ("priority", 3, 1)
    assert (event.technician_id, event.entity_id) == (ana, ticket)
    assert row(ticket).priority == 1


def test_a_field_that_somebody_else_has_changed_stays_and_the_conflict_says_who(
    ana: int, luis: int
) -> None:
    ticket = opened(ana)
    _set(luis, ticket, priority=(3, 4))

    with pytest.raises(Conflict) as conflict:
        _set(ana, ticket, priority=(3, 1))

    assert (conflict.value.who, conflict.value.field) == ("luis", "priority")
    assert (conflict.value.seen, conflict.value.found) == (3, 4)
    assert row(ticket).priority == 4


def test_two_people_changing_different_fields_both_succeed(ana: int, luis: int) -> None:
    ticket = opened(ana)
    seen = row(ticket)

    actions.set_priority(luis, [seen], 1)
    done = actions.assign(ana, [seen], ana)

    assert not done.conflicts
    assert (row(ticket).priority, row(ticket).assignee_id) == (1, ana)


def test_all_fields_of_a_change_are_set_or_none(ana: int, luis: int) -> None:
    ticket = opened(ana)
    _set(luis, ticket, category=("", "printing"))
    before = state(ticket)

    with pytest.raises(Conflict):
        _set(ana, ticket, priority=(3, 1), category=("", "fire"))

    assert state(ticket) == before


def test_what_is_so_already_is_no_change_and_leaves_no_event(ana: int) -> None:
    ticket = opened(ana)
    events = Event.select().count()

    assert _set(ana, ticket, priority=(1, 3)) == []
    assert _set(ana, ticket) == []
    assert Event.select().count() == events


def test_nothing_is_none_and_not_the_number_zero_or_an_empty_text(ana: int) -> None:
    ticket = opened(ana)

    with pytest.raises(Conflict):
        _set(ana, ticket, assignee=(0, ana))
    with pytest.raises(Conflict):
        _set(ana, ticket, category=(None, "printing"))


def test_an_exception_takes_back_all_that_its_hand_did(ana: int) -> None:
    ticket = opened(ana)
    before, events = state(ticket), Event.select().count()

    with contextlib.suppress(KeyError), change(ana) as hand:
        hand.swap(Entity.TICKET, ticket, {"priority": (3, 1)})
        hand.tag(ticket, "fire", on=True)
        hand.say(ticket, 2, "It burns no more")
        raise KeyError

    assert state(ticket) == before
    assert Event.select().count() == events
    assert not found(ana, "burns")


def test_prose_is_pointed_at_so_that_it_can_be_erased_while_the_event_stays(ana: int) -> None:
    ticket = opened(ana, "Marta's password is hunter2")
    actions.edit(ana, row(ticket), {"subject": "A password was told"})
    event = Event.select().where(Event.field == "subject").get()

    assert "hunter2" not in str(event.before)
    assert text_of(event.before) == "Marta's password is hunter2"
    Prose.delete().where(Prose.id == event.before["prose"]).execute()
    assert text_of(event.before) is None


def test_a_change_moves_the_ticket_to_its_shelf_and_marks_when(ana: int) -> None:
    ticket = opened(ana)
    before = Ticket.get_by_id(ticket)

    _set(ana, ticket, status=(1, 5))

    after = Ticket.get_by_id(ticket)
    assert (before.shelf, after.shelf) == (1, 0)
    assert after.changed_at > before.changed_at


def test_a_label_that_is_there_already_is_left_and_told_once(ana: int, luis: int) -> None:
    ticket = opened(ana)

    actions.label(ana, [row(ticket)], on=["vpn"])
    actions.label(luis, [row(ticket)], on=["vpn"])

    assert Event.select().where(Event.field == "tag").count() == 1
