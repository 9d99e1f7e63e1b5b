"""What acts on marked tickets acts on a whole view: slice by slice, stopped by esc, and undone."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from helpdesk_tui.models.events import Event
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.screens.frame import many
from helpdesk_tui.screens.tickets import marking
from helpdesk_tui.tickets import actions, drafts
from tests.screens.conftest import Seat, SitDown
from tests.support import opened, row, technician

COUNT = 240
"""Tickets that nobody has: more than the list reads."""


@pytest.fixture
async def seat(sit_down: SitDown, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """Ana at a desk with many tickets, in the view of those that nobody has."""
    by = technician("luis")
    for number in range(COUNT - 4):
        opened(by, f"Number {number}")
    monkeypatch.setattr(many, "SHOWN_AFTER", 0.0)
    seat: Seat = await sit_down(size=(100, 30))
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)
    return seat


def how_many(priority: int) -> int:
    return int(Ticket.select().where(Ticket.priority == priority).count())


async def mark_all(seat: Seat) -> None:
    await seat.press("asterisk")
    await seat.sees("* again marks all here")
    await seat.press("asterisk")
    await seat.sees(f"{COUNT} tickets are marked")


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slices are small, and each is followed by a while, however quick the machine is."""
    part_of = many.part_of
    monkeypatch.setattr(many, "part_of", lambda *part: (part_of(*part)[0], 0.02))
    monkeypatch.setattr(many, "REST", 15.0)
    monkeypatch.setattr(many, "FEW", 20)
    monkeypatch.setattr(many, "LARGEST", 20)


async def test_a_whole_view_is_changed_under_one_batch_and_taken_back_with_one_key(
    seat: Seat,
) -> None:
    await mark_all(seat)
    await seat.press("p", "1")
    await seat.until(lambda: how_many(1) == COUNT, "all of them")
    await seat.sees(f"{COUNT} tickets P1 · z takes it back")
    batches = Event.select(Event.batch).where(Event.field == "priority").distinct()
    assert len(list(batches)) == 1
    assert seat.app.at_many is False

    await seat.press("z")
    await seat.sees(f"Taken back: {COUNT} tickets P1")
    assert how_many(1) == 0
    await seat.press("Z")
    await seat.sees(f"Done again: {COUNT} tickets P1")
    assert how_many(1) == COUNT


async def test_esc_stops_it_and_what_was_done_can_be_taken_back(seat: Seat, slowly: None) -> None:
    await mark_all(seat)
    await seat.press("p", "1")
    await seat.sees(f"of {COUNT}", "esc stop")
    await seat.press("escape")
    await seat.sees("Stopped after", "z takes those back")
    done = how_many(1)
    assert 0 < done < COUNT
    await seat.press("z")
    await seat.sees(f"Taken back: {done} tickets P1")
    assert how_many(1) == 0


async def test_taking_back_can_be_stopped_and_gone_on_with(seat: Seat, slowly: None) -> None:
    await mark_all(seat)
    await seat.press("p", "1")
    await seat.until(lambda: how_many(1) == COUNT, "all of them", seconds=20)
    await seat.sees("z takes it back")
    await seat.press("z")
    await seat.sees(f"of {COUNT}", "esc stop")
    await seat.press("escape")
    await seat.sees("are left.")
    assert 0 < how_many(1) < COUNT
    await seat.press("z")
    await seat.until(lambda: how_many(1) == 0, "all are back", seconds=20)


async def test_the_desk_goes_on_meanwhile_but_for_another_of_the_kind(
    seat: Seat, slowly: None
) -> None:
    await mark_all(seat)
    await seat.press("p", "1")
    await seat.sees("esc stop")
    await seat.press("j")
    await seat.has_in_hand(10)
    await seat.press("s", "c")
    await seat.sees("Something is being done to many tickets still")
    await seat.press("c")
    await seat.sees("technicians only")
    await seat.press("escape")
    await seat.press("Q")
    await seat.sees("Many tickets are being changed")
    await seat.until(lambda: how_many(1) == COUNT, "all of them", seconds=20)
    assert row(10).status == 1


async def test_what_somebody_else_has_changed_stays_and_is_counted(seat: Seat, luis: int) -> None:
    await mark_all(seat)
    actions.set_priority(luis, [row(12), row(30)], 4)
    await seat.press("p", "1")
    await seat.sees(f"{COUNT - 2} tickets P1. 2 tickets had been changed by somebody else")
    assert (how_many(1), how_many(4)) == (COUNT - 2, 2)


async def test_what_others_have_changed_since_is_counted_when_it_is_taken_back(
    seat: Seat, luis: int
) -> None:
    await mark_all(seat)
    await seat.press("p", "1")
    await seat.sees(f"{COUNT} tickets P1 · z takes it back")
    actions.set_priority(luis, [row(12), row(30)], 4)
    await seat.press("z")
    await seat.sees(f"Taken back: {COUNT} tickets P1 · 2 tickets had been changed by somebody else")
    assert (how_many(1), how_many(4)) == (0, 2)


async def test_a_text_for_many_stays_in_its_form_while_something_else_is_done(
    seat: Seat, slowly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mark_all(seat)
    await seat.press("p", "1")
    await seat.sees("esc stop")
    await seat.press("c")
    await seat.sees("technicians only")
    await seat.type("The same for all")
    await seat.press("ctrl+s")
    await seat.sees("Something is being done to many tickets still", "The same for all")
    await seat.until(lambda: how_many(1) == COUNT and not seat.app.at_many, "all", seconds=20)
    monkeypatch.setattr(many, "REST", 0.0)
    await seat.press("ctrl+s")
    await seat.sees(f"{COUNT} tickets noted")


async def test_a_text_goes_to_all_of_them_and_its_draft_goes(seat: Seat, ana: int) -> None:
    await mark_all(seat)
    await seat.press("c")
    await seat.sees("technicians only")
    await seat.type("The same for all")
    await seat.press("ctrl+s")
    await seat.sees(f"{COUNT} tickets noted")
    assert drafts.waiting(ana) == []


async def test_no_more_are_marked_than_can_be_dealt_with(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MOST", 150)
    await seat.press("asterisk", "asterisk")
    await seat.sees("The first 150 are marked")


async def test_marks_taken_away_while_more_are_read_stay_away(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    until_unmarked, counted = threading.Event(), marking.queue.counted

    def later(*asked: Any) -> int:
        until_unmarked.wait(10)
        return counted(*asked)

    monkeypatch.setattr(marking.queue, "counted", later)
    await seat.press("asterisk")
    await seat.sees("* again marks all here")
    await seat.press("asterisk", "U")
    until_unmarked.set()

    def is_over() -> bool:
        return all(worker.group != marking.MARKING for worker in seat.app.workers)

    await seat.until(is_over, "no reading")
    assert seat.marked == []


async def test_an_error_in_the_midst_keeps_what_was_done_for_undo(
    seat: Seat, slowly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mark_all(seat)
    whole = actions.set_priority

    def breaks(by: int, rows: object, priority: int) -> object:
        if how_many(1) >= 50:
            raise OSError("the disk is gone")
        return whole(by, rows, priority)  # type: ignore[arg-type]

    monkeypatch.setattr(actions, "set_priority", breaks)
    await seat.press("p", "1")
    await seat.until(lambda: how_many(1) >= 50 and not seat.app.at_many, "it broke")
    await seat.until(lambda: seat.app.undoing.done, "it is kept for undo")
    await seat.press("z")
    await seat.until(lambda: how_many(1) == 0, "they are back")
    seat.app._exception = None  # which run_test would raise again


async def test_many_go_into_one_slice_by_slice_and_come_out_again(seat: Seat) -> None:
    await mark_all(seat)
    await seat.press("m")
    await seat.sees(f"Merge {COUNT} tickets into one of them")
    await seat.type("9\n")
    await seat.sees(f"{COUNT - 1} tickets read in 9 now · z takes it back")
    gone = Ticket.select().where(Ticket.merged_into == 9)
    assert gone.count() == COUNT - 1
    assert len(list(Event.select(Event.batch).where(Event.field == "merged").distinct())) == 1
    await seat.press("z")
    await seat.sees(f"Taken back: {COUNT - 1} tickets read in 9 now")
    assert gone.count() == 0


async def test_many_that_cannot_go_there_are_told_why(seat: Seat, luis: int) -> None:
    await mark_all(seat)
    await seat.press("m")
    await seat.sees(f"Merge {COUNT} tickets into one of them")
    await seat.type("1")
    await seat.sees("Nobody can print")
    actions.put_away(luis, [row(1)])
    await seat.press("enter")
    await seat.sees("1 has been put away. Bring it back first")
    assert not Ticket.select().where(Ticket.merged_into.is_null(False)).exists()
