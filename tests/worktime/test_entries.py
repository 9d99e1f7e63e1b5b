"""Entries by hand: nothing lies over anything unasked, and each change can be taken back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from helpdesk_tui.models.changes import Conflict, Done, Refused, change
from helpdesk_tui.models.worktime import Activity, Entry
from helpdesk_tui.people import editing
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import history
from helpdesk_tui.worktime import absence, entries, timer
from helpdesk_tui.worktime.entries import Overlapping, Spent, Way
from helpdesk_tui.worktime.timer import What
from tests.support import opened, technician
from tests.worktime.conftest import MADRID, MONDAY, Clocks

SERVER, PRINTER, PHONE = What("SRV-2 does not start"), What("No receipts"), What("Phone")


def at(minutes: float) -> datetime:
    """So many minutes after nine."""
    return MONDAY + timedelta(minutes=minutes)


def minutes(instant: datetime | None) -> float | None:
    return None if instant is None else (instant - MONDAY) / timedelta(minutes=1)


PRESENCE = ("last_seen", "touched")


@pytest.fixture
def ana(ana: int, clocks: Clocks) -> int:
    clocks.go_on(hours=9)  # six in the evening
    return ana


def added(by: int, what: What, begin: float, end: float, *breaks: Any, way: Any = None) -> Spent:
    pauses = [(at(one), at(other)) for one, other in breaks]
    done = entries.add(by, what, at(begin), at(end), pauses, MADRID, way)
    return seen(done.things[0])


def seen(entry: int) -> Spent:
    found = entries.by_id(entry)
    assert found
    return found


def lines(by: int) -> list[tuple[Any, ...]]:
    """Every entry: its title, begin, end and breaks in minutes after nine."""
    found = entries.between(by, at(-10_000), at(10_000))
    return [
        (
            *(one.what.title, minutes(one.begin), minutes(one.end)),
            *((minutes(a), minutes(b)) for a, b in one.breaks),
        )
        for one in found
    ]


def rows() -> list[dict[str, Any]]:
    """Every row as it is, but those put away; who was there when is no change to take back."""
    kept = [column for name, column in Entry._meta.fields.items() if name not in PRESENCE]
    return list(Entry.select(*kept).where(~Entry.retired).order_by(Entry.id).dicts())


def test_what_was_done_is_written_down(ana: int) -> None:
    new = added(ana, What("  SRV-2\nstarts ", "again \n"), 0, 90, (30, 45), (-5, 2))

    assert new.what == What("SRV-2 starts", "again")
    assert lines(ana) == [("SRV-2 starts", 0, 90, (0, 2), (30, 45))]
    assert new.counted(at(0)) == timedelta(minutes=73)
    assert not new.together


def test_an_entry_that_touches_others_lies_over_none(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    added(ana, PHONE, 60, 70)
    added(ana, PRINTER, 70, 80)
    assert len(lines(ana)) == 3


def test_an_entry_in_the_break_of_another_lies_over_nothing(ana: int) -> None:
    added(ana, SERVER, 0, 60, (20, 30))
    added(ana, PHONE, 20, 30)
    assert len(lines(ana)) == 2


def test_an_entry_of_somebody_else_is_in_nobodys_way(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    added(technician("luis"), SERVER, 0, 60)


@pytest.mark.parametrize("end", [0, -10])
def test_what_would_end_before_it_begins_is_refused(ana: int, end: float) -> None:
    with pytest.raises(Refused, match="must come after"):
        added(ana, SERVER, 0, end)


def test_an_overlap_is_refused_with_the_others(ana: int) -> None:
    first, second = added(ana, SERVER, 0, 60), added(ana, PRINTER, 90, 120)
    with pytest.raises(Overlapping, match=r"SRV-2.*No receipts") as refusal:
        added(ana, PHONE, 50, 100)

    assert refusal.value.others == [first, second]
    assert len(lines(ana)) == 2


def test_the_new_one_gives_way(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    added(ana, PRINTER, 70, 80)
    added(ana, PHONE, 50, 100, way=Way.SHORTEN)

    assert lines(ana)[1:] == [("Phone", 60, 100, (70, 80)), ("No receipts", 70, 80)]


def test_a_new_one_of_which_nothing_would_be_left_is_refused(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    with pytest.raises(Refused, match="nothing would be left"):
        added(ana, PHONE, 10, 20, way=Way.SHORTEN)


def test_the_old_ones_give_way(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    added(ana, PRINTER, 70, 80)
    added(ana, PHONE, 90, 120)
    added(ana, What("Lunch"), 50, 100, way=Way.CUT)

    assert lines(ana) == [
        ("SRV-2 does not start", 0, 50),
        ("Lunch", 50, 100),
        ("Phone", 100, 120),
    ]


def test_an_old_one_gets_a_break_where_the_new_one_lies(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    added(ana, PHONE, 10, 20, way=Way.CUT)
    assert lines(ana)[0] == ("SRV-2 does not start", 0, 60, (10, 20))


def test_an_old_one_that_was_put_away_is_told(ana: int) -> None:
    old = added(ana, SERVER, 10, 20)
    done = entries.add(ana, PHONE, at(0), at(60), [], MADRID, Way.CUT)

    assert done.things[1:] == (old.id,)
    assert entries.by_id(old.id) is None


def test_both_stay_knowingly_and_are_not_asked_about_again(ana: int) -> None:
    old = added(ana, SERVER, 0, 60)
    new = added(ana, PHONE, 10, 20, way=Way.KEEP)

    assert new.together
    assert not seen(old.id).together
    entries.edit(ana, old, end=at(61))
    entries.edit(ana, new, end=at(21))
    assert len(lines(ana)) == 2


def test_what_lies_over_nothing_any_more_is_asked_about_again(ana: int) -> None:
    added(ana, SERVER, 0, 60)
    new = added(ana, PHONE, 10, 20, way=Way.KEEP)
    entries.move(ana, new, at(100))

    assert not seen(new.id).together
    with pytest.raises(Overlapping):
        entries.move(ana, seen(new.id), at(10))


def test_an_overlap_that_was_kept_can_be_settled_later(ana: int) -> None:
    old = added(ana, SERVER, 0, 60)
    added(ana, PHONE, 10, 20, way=Way.KEEP)
    entries.edit(ana, old, way=Way.SHORTEN)

    assert lines(ana)[0] == ("SRV-2 does not start", 0, 60, (10, 20))


def test_what_runs_is_in_the_way_up_to_now(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=30)
    added(ana, PHONE, 570, 580)
    with pytest.raises(Overlapping):
        added(ana, PHONE, 550, 560)
    added(ana, PHONE, 550, 560, way=Way.CUT)
    assert lines(ana)[0] == ("SRV-2 does not start", 540, None, (550, 560))


def test_what_runs_counts_on_as_its_clock_does_when_it_is_cut(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=30)
    added(ana, PHONE, 530, 550, way=Way.CUT)
    clocks.step(hours=-2)
    clocks.go_on(minutes=10)
    timer.stop(ana)

    assert lines(ana)[1] == ("SRV-2 does not start", 550, 580)


def test_a_running_entry_of_which_nothing_would_be_left_is_put_away(
    ana: int, clocks: Clocks
) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=30)
    done = entries.add(ana, PHONE, at(530), at(600), [], MADRID, Way.CUT)

    assert timer.running(ana) is None
    history.take_back(ana, done)
    assert timer.running(ana)


def test_an_edit_changes_what_is_given_and_leaves_the_rest(ana: int) -> None:
    old = added(ana, SERVER, 0, 60, (10, 20))
    entries.edit(ana, old, what=replace(SERVER, billable=False))
    entries.edit(ana, seen(old.id), end=at(50))

    assert seen(old.id).what == replace(SERVER, billable=False)
    assert lines(ana) == [("SRV-2 does not start", 0, 50, (10, 20))]
    assert not entries.edit(ana, seen(old.id), what=seen(old.id).what, end=at(50)).changed


def test_an_end_stops_what_runs(ana: int, clocks: Clocks) -> None:
    (running,) = timer.start(ana, SERVER, MADRID).things
    clocks.go_on(hours=340)
    absence.doubt(ana, running, at(550))
    entries.edit(ana, seen(running), end=at(550))

    assert timer.running(ana) is None
    assert lines(ana) == [("SRV-2 does not start", 540, 550)]
    assert seen(running).doubt is None


def test_what_runs_cannot_begin_after_now(ana: int) -> None:
    (running,) = timer.start(ana, SERVER, MADRID).things
    with pytest.raises(Refused, match="begin after now"):
        entries.edit(ana, seen(running), begin=at(541))
    entries.edit(ana, seen(running), begin=at(500))
    found = timer.running(ana)
    assert found
    assert found.mark.begin == at(500)


def test_what_somebody_else_has_changed_first_is_left(ana: int) -> None:
    old, other = added(ana, SERVER, 0, 60), added(ana, PHONE, 60, 70)
    entries.edit(ana, old, end=at(50))
    for stale in (
        lambda: entries.edit(ana, old, begin=at(10)),
        lambda: entries.split(ana, old, at(10)),
        lambda: entries.move(ana, old, at(100)),
        lambda: entries.join(ana, old, other),
        lambda: entries.join(ana, other, old),
    ):
        with pytest.raises(Conflict):
            stale()
    entries.put_away(ana, seen(old.id))
    with pytest.raises(Conflict):
        entries.edit(ana, old, what=PHONE)


def test_an_entry_that_ends_before_it_begins_is_listed_and_mended(ana: int, clocks: Clocks) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.reboot()
    clocks.step(days=-400)
    timer.stop(ana)
    (old,) = entries.between(ana, at(500), at(600))

    assert old.backwards
    assert old.counted(at(600)) == timedelta()
    added(ana, PHONE, 530, 550)
    entries.edit(ana, old, what=PRINTER)
    entries.edit(ana, seen(old.id), begin=at(510), end=at(520))
    assert lines(ana)[0] == ("No receipts", 510, 520)


def test_a_split_gives_each_part_its_breaks(ana: int) -> None:
    old = added(ana, SERVER, 0, 60, (10, 20), (25, 35), (40, 50))
    done = entries.split(ana, old, at(30))

    assert done.things[0] == old.id
    assert lines(ana) == [
        ("SRV-2 does not start", 0, 30, (10, 20), (25, 30)),
        ("SRV-2 does not start", 30, 60, (30, 35), (40, 50)),
    ]
    assert [one.what for one in map(seen, done.things)] == [SERVER, SERVER]


@pytest.mark.parametrize("where", [0, 60, -1, 61])
def test_a_split_outside_is_refused(ana: int, where: float) -> None:
    with pytest.raises(Refused, match="not within it"):
        entries.split(ana, added(ana, SERVER, 0, 60), at(where))


def test_the_second_part_of_what_runs_runs_on(ana: int, clocks: Clocks) -> None:
    timer.start(ana, PHONE, MADRID)
    clocks.go_on(minutes=10)
    (running,) = timer.switch(ana, SERVER, MADRID).things
    clocks.go_on(minutes=20)
    with pytest.raises(Refused, match="not within it"):
        entries.split(ana, seen(running), at(571))
    entries.split(ana, seen(running), at(560))
    clocks.step(hours=-3)
    clocks.go_on(minutes=10)
    timer.back(ana, MADRID)

    assert lines(ana) == [
        ("Phone", 540, 550),
        ("SRV-2 does not start", 550, 560),
        ("SRV-2 does not start", 560, 580),
        ("Phone", 580, None),
    ]


def test_two_become_one_with_the_gap_as_a_break(ana: int) -> None:
    first, second = added(ana, SERVER, 0, 30, (10, 20)), added(ana, PHONE, 40, 60, (45, 50))
    entries.join(ana, second, first)

    assert lines(ana) == [("Phone", 0, 60, (10, 20), (30, 40), (45, 50))]


def test_what_was_joined_with_what_runs_runs_on(ana: int, clocks: Clocks) -> None:
    first = added(ana, SERVER, 0, 30)
    (running,) = timer.start(ana, PHONE, MADRID).things
    clocks.go_on(minutes=10)
    entries.join(ana, first, seen(running))
    clocks.step(hours=-3)
    clocks.go_on(minutes=10)
    timer.stop(ana)

    assert lines(ana) == [("SRV-2 does not start", 0, 560, (30, 540))]


def test_entries_of_two_technicians_are_not_joined(ana: int) -> None:
    one = added(ana, SERVER, 0, 30)
    for other in (one, added(technician("luis"), SERVER, 30, 60)):
        with pytest.raises(Refused, match="same technician"):
            entries.join(ana, one, other)


def test_what_moves_stays_as_long_as_it_is(ana: int) -> None:
    old = added(ana, SERVER, 0, 60, (10, 20))
    entries.move(ana, old, at(30))
    entries.duplicate(ana, seen(old.id), at(100))

    assert lines(ana) == [
        ("SRV-2 does not start", 30, 90, (40, 50)),
        ("SRV-2 does not start", 100, 160, (110, 120)),
    ]
    with pytest.raises(Overlapping):
        entries.duplicate(ana, seen(old.id), at(80))


def test_what_runs_is_neither_moved_nor_duplicated(ana: int) -> None:
    (running,) = timer.start(ana, SERVER, MADRID).things
    for action in (entries.move, entries.duplicate):
        with pytest.raises(Refused, match="still running"):
            action(ana, seen(running), at(0))


def test_somebody_elses_entry_stays_theirs(ana: int) -> None:
    luis = technician("luis")
    old = added(luis, SERVER, 0, 60)
    for done in (entries.split(ana, old, at(30)), entries.duplicate(ana, old, at(100))):
        assert {seen(thing).technician for thing in done.things} == {luis}


def test_a_ticket_brings_its_client_and_an_activity_whether_it_is_billed(ana: int) -> None:
    (acme,) = editing.add_client(ana, {"name": "Acme"}).things
    (other,) = editing.add_client(ana, {"name": "Other"}).things
    ticket = opened(ana, client=acme)
    with change(ana) as hand:
        travel = entries.new_activity(hand, "Travel")
    Activity.update(billable=False).execute()

    assert added(ana, What("x", ticket=ticket), 0, 10).client == "Acme"
    assert added(ana, What("x", ticket=ticket, client=other), 10, 20).client == "Other"
    chosen = entries.brought(What("x", ticket=ticket, activity=travel))
    assert chosen == What("x", client=acme, ticket=ticket, activity=travel, billable=False)
    said = replace(chosen, billable=True)
    assert entries.brought(said, chosen) == said
    assert entries.brought(replace(chosen, activity=None), chosen).billable


def test_a_name_that_is_known_makes_no_second_project(ana: int) -> None:
    (acme,) = editing.add_client(ana, {"name": "Acme"}).things
    with change(ana) as hand:
        first = entries.new_project(hand, "Migración", acme)
    with change(ana) as hand:
        assert entries.new_project(hand, " MIGRACION", acme) == first
        assert entries.new_project(hand, "Migración", None) != first
        with pytest.raises(Refused, match="name is needed"):
            entries.new_activity(hand, " ")


def test_an_activity_that_was_taken_back_can_be_made_again(ana: int) -> None:
    with change(ana) as hand:
        first = entries.new_activity(hand, "Travel")
    history.take_back(ana, hand.done(first))
    with change(ana) as hand:
        assert entries.new_activity(hand, "travel") == first
    assert not Activity.get_by_id(first).retired


ACTIONS: dict[str, Callable[[int, Spent, Spent], Done]] = {
    "add": lambda by, one, two: entries.add(by, PHONE, at(20), at(30), [], MADRID, Way.CUT),
    "add over": lambda by, one, two: entries.add(by, PHONE, at(-9), at(99), [], MADRID, Way.CUT),
    "edit": lambda by, one, two: entries.edit(by, one, what=PHONE, begin=at(-10), breaks=[]),
    "keep": lambda by, one, two: entries.edit(by, one, end=at(70), way=Way.KEEP),
    "shorten": lambda by, one, two: entries.edit(by, one, end=at(70), way=Way.SHORTEN),
    "split": lambda by, one, two: entries.split(by, one, at(15)),
    "split what runs": lambda by, one, two: entries.split(by, _running(by), at(550)),
    "join": lambda by, one, two: entries.join(by, one, two),
    "join what runs": lambda by, one, two: entries.join(by, one, _running(by)),
    "join to what runs": lambda by, one, two: entries.join(by, _running(by), one),
    "move": lambda by, one, two: entries.move(by, one, at(200)),
    "duplicate": lambda by, one, two: entries.duplicate(by, one, at(200)),
    "put away": lambda by, one, two: entries.put_away(by, one),
    "put away what runs": lambda by, one, two: entries.put_away(by, _running(by)),
}


def _running(by: int) -> Spent:
    running = timer.running(by)
    assert running
    return seen(running.id)


@pytest.mark.parametrize("name", ACTIONS)
def test_every_change_is_taken_back_and_made_again(name: str, ana: int, clocks: Clocks) -> None:
    one, two = added(ana, SERVER, 0, 60, (10, 20)), added(ana, PRINTER, 65, 90)
    timer.start(ana, PHONE, MADRID)
    clocks.go_on(minutes=20)
    before = rows()
    done = ACTIONS[name](ana, one, two)
    after = rows()
    undone = history.take_back(ana, done)
    assert rows() == before
    history.take_back(ana, undone)
    assert rows() == after != before


def test_everybodys_entries_of_a_client_are_found(ana: int) -> None:
    (acme,) = editing.add_client(ana, {"name": "Acme"}).things
    luis = technician("luis")
    for by in (ana, luis):
        added(by, What("Theirs", client=acme), 0, 60)
        added(by, What("Ours"), 60, 120)
    long = added(luis, What("Long", client=acme), -600, -10)

    assert len(entries.between(None, at(0), at(120))) == 4
    assert len(entries.between(None, at(0), at(120), clients=[acme])) == 2
    assert entries.between(luis, at(-20), at(-15), clients=[acme]) == [long]
    assert entries.between(None, at(-20), at(-10), clients=[acme]) == [long]


def test_two_terminals_write_the_same_hour_down_once(ana: int) -> None:
    begun = threading.Event()

    def write() -> None:
        entries.add(ana, PHONE, at(0), at(60), [], MADRID)

    def first() -> None:
        try:
            with database.atomic():
                write()
                begun.set()
                time.sleep(0.2)  # the other one has come by then, and waits
        finally:
            database.close()

    def second() -> None:
        try:
            begun.wait()
            carried_out(write)
        finally:
            database.close()

    with ThreadPoolExecutor(2) as pool:
        written, refused = pool.submit(first), pool.submit(second)
        written.result()
        with pytest.raises(Overlapping):
            refused.result()
    assert len(lines(ana)) == 1


def test_a_long_list_of_others_is_named_in_part(ana: int) -> None:
    for number in range(4):
        added(ana, What(f"x{number}"), number, number + 1)
    with pytest.raises(Overlapping, match="“x0”, “x1”, “x2”, …"):
        added(ana, PHONE, 0, 60)
