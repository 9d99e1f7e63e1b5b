"""An action on many tickets in parts: one batch, taken back in parts as well."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.changes import NOTHING, Done, Refused, new_batch
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.links import Side
from helpdesk_tui.models.parts import joined, part_of
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.tickets import actions, history, linking
from tests.support import opened, row, state


def in_parts(by: int, tickets: list[int], priority: int, size: int = 2) -> Done:
    batch, parts = new_batch(), []
    for start in range(0, len(tickets), size):
        rows = [row(ticket) for ticket in tickets[start : start + size]]
        done, took = part_of(batch, lambda rows=rows: actions.set_priority(by, rows, priority))
        assert took > 0
        parts.append(done)
    return joined(batch, parts)


def test_all_parts_are_one_batch_and_each_can_be_taken_back_by_itself(ana: int) -> None:
    tickets = [opened(ana) for _number in range(5)]
    before = {ticket: state(ticket) for ticket in tickets}
    done = in_parts(ana, tickets, 1)
    assert done.things == tuple(tickets)
    assert {event.batch for event in Event.select().where(Event.field == "priority")} == {
        done.batch
    }

    back = history.take_back(ana, done, tickets[:2])
    assert set(back.things) == set(tickets[:2])
    assert [row(ticket).priority for ticket in tickets] == [3, 3, 1, 1, 1]
    rest = history.take_back(ana, done, tickets[2:])
    assert {ticket: state(ticket) for ticket in tickets} == before

    history.take_back(ana, rest, tickets[4:])
    assert [row(ticket).priority for ticket in tickets] == [3, 3, 3, 3, 1]


def test_what_has_moved_with_them_is_known_of_the_whole(ana: int) -> None:
    one, other, waits = (opened(ana) for _number in range(3))
    for ticket in (one, other):
        linking.link(ana, ticket, Side.BLOCKS, waits)
    actions.wait(ana, [row(waits)], Wait.OTHER)
    batch = new_batch()
    parts = [
        part_of(batch, lambda t=t: actions.set_status(ana, [row(t)], Status.RESOLVED))[0]
        for t in (one, other)
    ]
    done = joined(batch, parts)
    assert done.also == {waits}
    for ticket in (one, other, waits):
        history.take_back(ana, done, [ticket])
    assert [row(ticket).status for ticket in (one, other)] == [Status.NEW, Status.NEW]
    assert row(waits).status == Status.WAITING


def test_a_part_in_which_others_have_changed_all_is_told_as_such(ana: int, luis: int) -> None:
    tickets = [opened(ana) for _number in range(2)]
    done = in_parts(ana, tickets, 1)
    actions.set_priority(luis, [row(tickets[0])], 4)
    back = history.take_back(ana, done, tickets[:1])
    assert not back.changed
    assert [conflict.entity_id for conflict in back.conflicts] == tickets[:1]


def test_a_part_that_fails_leaves_nothing_and_the_parts_before_it_stay(ana: int) -> None:
    one, other = opened(ana), opened(ana)
    in_parts(ana, [one], 1)

    def breaks() -> Done:
        actions.set_priority(ana, [row(other)], 1)
        raise Refused("no")

    with pytest.raises(Refused):
        part_of(new_batch(), breaks)
    assert (row(one).priority, row(other).priority) == (1, 3)
    assert new_batch() != new_batch()


def test_parts_in_which_nothing_changed_come_to_nothing(ana: int) -> None:
    ticket = opened(ana)
    done = in_parts(ana, [ticket], 3)
    assert not done.changed
    assert joined(7, []) == Done(7, NOTHING, ())


def test_only_what_others_have_left_is_taken_back(ana: int, luis: int) -> None:
    tickets = [opened(ana) for _number in range(3)]
    done = in_parts(ana, tickets, 1)
    actions.set_priority(luis, [row(tickets[1])], 4)
    back = history.take_back(ana, done, tickets)
    assert [conflict.entity_id for conflict in back.conflicts] == [tickets[1]]
    assert [row(ticket).priority for ticket in tickets] == [3, 4, 3]
