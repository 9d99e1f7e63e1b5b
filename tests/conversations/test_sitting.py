"""The time of a conversation is the technician's running timer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from helpdesk_tui.conversations import sitting
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.worktime import absence, timer
from helpdesk_tui.worktime.stopwatch import Reading
from helpdesk_tui.worktime.timer import What
from tests.conversations.conftest import Room

ZONE = "Europe/Madrid"


def at(minutes: int) -> Reading:
    """The clocks so long after ten in the morning."""
    passed = timedelta(minutes=minutes)
    micros = passed // timedelta(microseconds=1)
    return Reading(datetime(2026, 11, 23, 9, 0, tzinfo=UTC) + passed, "boot", micros, micros)


def running(room: Room) -> str:
    known = timer.running(room.me)
    return known.what.title if known else ""


def test_it_switches_the_timer_to_the_ticket_and_notes_since_when(room: Room) -> None:
    sitting.begin(room.me, room.now(), ZONE, at(0))
    known = timer.running(room.me)
    assert known
    assert (known.what.ticket, known.what.client) == (room.ticket, room.client)
    assert (known.what.title, room.now().entry) == ("SRV-2 does not start", known.id)
    assert room.now().began_at is not None


def test_a_timer_that_runs_on_the_ticket_runs_on(room: Room) -> None:
    what = What("Looking into it", client=room.client, ticket=room.ticket)
    started = timer.start(room.me, what, ZONE, at(0)).things[0]
    sitting.begin(room.me, room.now(), ZONE, at(10))
    assert (room.now().entry, running(room)) == (started, "Looking into it")


def test_leaving_goes_back_to_what_was_interrupted(room: Room) -> None:
    timer.start(room.me, What("Backups"), ZONE, at(0))
    sitting.begin(room.me, room.now(), ZONE, at(10))
    assert running(room) == "SRV-2 does not start"
    sitting.leave(room.me, room.now(), ZONE, at(40))
    assert running(room) == "Backups"
    entry = Entry.get_by_id(room.now().entry)
    assert entry.end - entry.begin == timedelta(minutes=30)


def test_leaving_stops_the_timer_where_nothing_was_interrupted(room: Room) -> None:
    sitting.begin(room.me, room.now(), ZONE, at(0))
    assert sitting.leave(room.me, room.now(), ZONE, at(30))
    assert timer.running(room.me) is None


def test_leaving_touches_no_other_work(room: Room) -> None:
    assert sitting.leave(room.me, room.now(), ZONE, at(0)) is None
    sitting.begin(room.me, room.now(), ZONE, at(0))
    timer.switch(room.me, What("A call"), ZONE, at(5))
    assert sitting.leave(room.me, room.now(), ZONE, at(10)) is None
    assert running(room) == "A call"


def test_the_second_sitting_has_its_own_entry_and_the_first_beginning(room: Room) -> None:
    sitting.begin(room.me, room.now(), ZONE, at(0))
    first = room.now()
    sitting.leave(room.me, first, ZONE, at(10))
    sitting.begin(room.me, room.now(), ZONE, at(60))
    again = room.now()
    assert again.began_at == first.began_at
    assert again.entry != first.entry


def test_what_is_in_doubt_is_asked_first_and_stays_the_timers_question(room: Room) -> None:
    other = timer.start(room.me, What("Backups"), ZONE, at(0)).things[0]
    absence.doubt(room.me, other, at(5).wall)
    with pytest.raises(Refused, match="when nobody was here"):
        sitting.begin(room.me, room.now(), ZONE, at(60))
    timer.stop(room.me, at=at(5).wall, now=at(60))
    sitting.begin(room.me, room.now(), ZONE, at(61))
    entry = room.now().entry
    assert entry
    absence.doubt(room.me, entry, at(65).wall)
    assert sitting.leave(room.me, room.now(), ZONE, at(120)) is None


def test_without_a_ticket_the_sheet_of_hours_does_not_tell_the_news(room: Room) -> None:
    talk = room.write(headline="All of the data are gone.", ticket=None)
    sitting.begin(room.me, talk, ZONE, at(0))
    assert running(room) == "Conversation about SRV-2"
