"""Links between tickets: told on both sides, never in a circle, and what waits for one goes on."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.links import Link, Side, read, written
from helpdesk_tui.models.tickets import MessageKind, Status, Wait
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, history, linking, merging, thread
from tests.storage.hands import resolves, together
from tests.support import opened, row, state

OTHERS = [side for side in Side if side is not Side.RELATED]


@pytest.fixture
def two(ana: int) -> tuple[int, int]:
    return opened(ana, "The first"), opened(ana, "The second")


def seen(ticket: int) -> list[tuple[Side, int]]:
    return [(one.side, one.row.id) for one in linking.of(ticket)]


def waits_for(by: int, ticket: int, *others: int, reason: Wait = Wait.OTHER) -> None:
    for other in others:
        linking.link(by, ticket, Side.BLOCKED_BY, other)
    actions.wait(by, [row(ticket)], reason)


def resolved(by: int, *tickets: int) -> Done:
    return actions.resolve(by, [row(ticket) for ticket in tickets], "")


class TestLinks:
    @pytest.mark.parametrize("side", Side)
    def test_each_sees_what_the_other_is_to_it(
        self, ana: int, two: tuple[int, int], side: Side
    ) -> None:
        one, other = two
        linking.link(ana, one, side, other)

        assert seen(one) == [(side, other)]
        assert seen(other) == [(side.reverse, one)]

    @pytest.mark.parametrize("side", Side)
    def test_said_from_either_side_it_is_one_row(
        self, ana: int, two: tuple[int, int], side: Side
    ) -> None:
        one, other = two
        linking.link(ana, one, side, other)
        again = linking.link(ana, other, side.reverse, one)

        assert not again.changed
        assert Link.select().count() == 1

    @pytest.mark.parametrize("side", Side)
    def test_it_goes_and_undo_and_redo_bring_it_back_and_away(
        self, ana: int, two: tuple[int, int], side: Side
    ) -> None:
        one, other = two
        linking.link(ana, one, side, other)
        (linked,) = linking.of(other)
        done = linking.unlink(ana, linked)
        assert seen(one) == seen(other) == []

        back = history.take_back(ana, done)
        assert seen(one) == [(side, other)]
        history.take_back(ana, back)
        assert seen(one) == []

    def test_history_says_it_on_both_sides(self, ana: int, two: tuple[int, int]) -> None:
        one, other = two
        linking.link(ana, one, Side.BLOCKS, other)
        told = [h for ticket in two for h in history.happenings(ticket)[-1:]]
        assert [(h.field, read(h.after)) for h in told] == [
            ("link", (Side.BLOCKS, other)),
            ("link", (Side.BLOCKED_BY, one)),
        ]

    @pytest.mark.parametrize("side", Side)
    def test_an_event_keeps_it_in_a_number(self, side: Side) -> None:
        assert read(written(side, 10_400)) == (side, 10_400)

    @pytest.mark.parametrize("side", [Side.BLOCKS, Side.PARENT_OF])
    def test_a_circle_is_refused(self, ana: int, two: tuple[int, int], side: Side) -> None:
        one, other = two
        third = opened(ana, "The third")
        linking.link(ana, one, side, other)
        linking.link(ana, other, side, third)
        with pytest.raises(Refused, match="not in a circle"):
            linking.link(ana, third, side, one)
        with pytest.raises(Refused, match="not in a circle"):
            linking.link(ana, one, side.reverse, third)
        assert Link.select().count() == 2

    def test_with_itself_or_with_what_is_not_there_is_refused(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        with pytest.raises(Refused, match="with itself"):
            linking.link(ana, two[0], Side.RELATED, two[0])
        with pytest.raises(Refused, match="no ticket 4711"):
            linking.link(ana, two[0], Side.RELATED, 4711)

    def test_links_of_a_merged_ticket_are_those_of_where_it_is_read(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        one, other = two
        third = opened(ana, "The third")
        linking.link(ana, one, Side.BLOCKS, other)
        merging.merge(ana, [row(one)], third)

        assert seen(third) == [(Side.BLOCKS, other)]
        assert seen(other) == [(Side.BLOCKED_BY, third)]
        (linked,) = linking.of(third)
        linking.unlink(ana, linked)
        assert seen(third) == seen(other) == []


class TestWhatWaits:
    def test_goes_on_once_what_it_waited_for_is_done(
        self, ana: int, luis: int, two: tuple[int, int]
    ) -> None:
        one, other = two
        actions.assign(ana, [row(other)], luis)
        waits_for(ana, other, one)

        done = resolved(ana, one)

        assert done.also == {other}
        assert (row(other).status, row(other).wait_reason) == (Status.OPEN, None)
        note = thread.messages(other)[-1]
        assert (note.kind, note.body) == (MessageKind.NOTE, f"What it waited for is done: {one}.")
        ((told, numbers, _at),) = linking.goes_on(luis, clock.now())
        assert (told.id, numbers) == (other, (one,))
        assert linking.goes_on(ana, clock.now()) == []
        assert linking.goes_on(luis, clock.now() + timedelta(days=2)) == []

    def test_undo_lets_it_wait_again(self, ana: int, two: tuple[int, int]) -> None:
        one, other = two
        waits_for(ana, other, one)
        before = state(other)
        history.take_back(ana, resolved(ana, one))

        assert state(other) == before
        assert thread.messages(other) == ()

    def test_who_waits_for_the_client_is_told_and_waits_on(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        one, other = two
        waits_for(ana, other, one, reason=Wait.CLIENT)
        resolved(ana, one)

        assert row(other).status == Status.WAITING
        assert len(thread.messages(other)) == 1

    def test_it_waits_until_the_last_of_several_is_done(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        one, other = two
        third = opened(ana, "The third")
        waits_for(ana, other, one, third)

        resolved(ana, one)
        assert row(other).status == Status.WAITING
        assert thread.messages(other) == ()
        actions.set_status(ana, [row(third)], Status.CLOSED)
        assert row(other).status == Status.OPEN

    def test_what_was_put_away_is_not_waited_for(self, ana: int, two: tuple[int, int]) -> None:
        one, other = two
        third = opened(ana, "The third")
        waits_for(ana, other, one, third)
        actions.put_away(ana, [row(third)])
        resolved(ana, one)
        assert row(other).status == Status.OPEN

    def test_what_was_merged_is_done_when_that_is_where_it_is_read(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        one, other = two
        third = opened(ana, "The third")
        waits_for(ana, other, one)
        merging.merge(ana, [row(one)], third)
        assert row(other).status == Status.WAITING
        resolved(ana, third)
        assert row(other).status == Status.OPEN

    def test_a_ticket_that_does_not_wait_is_left_alone(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        one, other = two
        linking.link(ana, one, Side.BLOCKS, other)
        before = state(other)
        resolved(ana, one)
        assert state(other) == before
        assert thread.messages(other) == ()

    def test_of_two_that_are_done_at_once_the_second_lets_it_go_on(
        self, desk: Opened, ana: int, luis: int
    ) -> None:
        waiting = []
        for n in range(12):
            first, second = opened(ana, f"First {n}"), opened(ana, f"Second {n}")
            waiting.append((opened(ana, f"Waits {n}"), first, second))
            waits_for(ana, *waiting[-1])

        came_of = together(
            resolves,
            desk.path,
            (ana, [first for _waits, first, _second in waiting]),
            (luis, [second for _waits, _first, second in waiting]),
        )

        assert sum(came_of, Counter()) == {"resolved": 24}
        for ticket, *_blockers in waiting:
            assert row(ticket).status == Status.OPEN
            assert len(thread.messages(ticket)) == 1
