"""The timer at the bottom of every screen: its keys, its question, its reminders."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from textual.geometry import Region

from helpdesk_tui.housekeeping.reminding import Wish
from helpdesk_tui.housekeeping.tick import Orders, tick
from helpdesk_tui.screens.frame.timer_bar import TimerBar
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.worktime import absence, stopwatch, timer
from helpdesk_tui.worktime.timer import What
from tests.housekeeping.conftest import KEEP
from tests.screens.conftest import MINE, Seat, SitDown
from tests.worktime.conftest import MADRID, MONDAY, Clocks
from tests.worktime.test_timer import line as recorded

SERVER = What("SRV-2 does not start")
FIRST, SECOND = MINE[0], MINE[1]


@pytest.fixture
def clocks(monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """The clocks of the machine, the wall clock of the screen among them, held by the test."""
    clocks = Clocks()
    monkeypatch.setattr(stopwatch, "read", clocks.read)
    monkeypatch.setattr("helpdesk_tui.clock.now", lambda: clocks.wall)
    return clocks


def bar(seat: Seat) -> str:
    """The line of the timer."""
    return seat.picture.splitlines()[-2].strip()


async def shows(seat: Seat, *words: str) -> None:
    """Waits until the line of the timer has all of these."""
    for word in words:
        await seat.until(lambda word=word: word in bar(seat), f"“{word}” in the timer bar")


async def test_one_key_starts_it_on_the_ticket_in_hand_and_stops_it(
    clocks: Clocks, seat: Seat
) -> None:
    await shows(seat, "○ no timer", "t start")
    await seat.press("t")
    await shows(seat, "●   0:00:0", FIRST[:12], "t stop")
    running = timer.running(seat.app.desk.me.id)
    assert running
    assert (running.what.title, running.what.ticket, running.client) == (FIRST, 1, "ACME Ibérica")
    clocks.go_on(seconds=1)
    await seat.press("t")
    await shows(seat, "○ no timer · - goes on with “Nobody can")
    await seat.press("z")
    await shows(seat, "●")
    await seat.press("z")
    await shows(seat, "○ no timer")


async def test_a_stop_in_the_first_second_says_that_nothing_was_recorded(
    clocks: Clocks, seat: Seat
) -> None:
    await seat.press("t")
    await shows(seat, "●")
    await seat.press("t")
    await seat.sees("Less than a second: nothing was recorded. · z takes it back")
    await shows(seat, "○ no timer")
    assert recorded(seat.app.desk.me.id) == []
    await seat.press("z")
    await shows(seat, "●   0:00:00", FIRST[:12])


async def test_it_is_there_on_every_screen(seat: Seat) -> None:
    await seat.press("t")
    await shows(seat, "●")
    for key in ("enter", "0", "question_mark"):
        await seat.press(key)
        await shows(seat, "●", FIRST[:12])
    await seat.press("escape", "t")
    await shows(seat, "○ no timer")


async def test_a_screen_that_one_comes_back_to_shows_what_was_started_elsewhere(seat: Seat) -> None:
    await shows(seat, "○ no timer")
    await seat.press("enter")
    await seat.sees("It began this morning.")
    await seat.press("t")
    await shows(seat, "●", FIRST[:12])
    await seat.press("escape")
    await seat.has_in_hand(1)
    await shows(seat, "●", FIRST[:12], "t stop")


async def test_what_is_interrupted_is_one_key_away(clocks: Clocks, seat: Seat) -> None:
    await seat.press("t")
    await shows(seat, FIRST[:12])
    clocks.go_on(minutes=1)
    await seat.press("j", "T")
    await shows(seat, SECOND[:12], "- back")
    await seat.press("minus")
    await shows(seat, FIRST[:12])
    await seat.press("minus")
    await seat.sees("Nothing was interrupted.")
    clocks.go_on(minutes=1)
    await seat.press("t", "minus")
    await shows(seat, "●", FIRST[:12])


async def test_an_activity_without_a_ticket_is_asked_for(seat: Seat) -> None:
    await seat.press("f")
    await seat.sees("The timer starts on")
    await seat.press("tab")
    await seat.press("ctrl+s")
    await seat.sees("What was done? A few words will do.")
    await seat.type("Tidying the workshop")
    await seat.press("ctrl+s")
    await shows(seat, "Tidying the", "intern")  # a working day leaves less room


async def test_a_client_and_a_type_that_are_new_are_written_down_and_undone_with_it(
    seat: Seat,
) -> None:
    await seat.press("f")
    await seat.sees("The timer starts on")
    await seat.type("Bar Lola\nNew till\n\n\nOn site\n")
    await seat.press("ctrl+s")
    await shows(seat, "New till", "Bar Lola")
    await seat.press("z")
    await shows(seat, "○ no timer")
    await seat.press("f")
    await seat.sees("The timer starts on")
    await seat.type("Bar Lola")
    await seat.sees("Bar Lola  new")


async def test_a_call_is_timed_from_when_its_form_was_opened(seat: Seat) -> None:
    await seat.press("C")
    await seat.sees("Phone call")
    await seat.type("Marta\n")
    await seat.press("ctrl+t")
    await shows(seat, "● ", "Call from Marta")
    await seat.press("tab")
    await seat.type("No dial tone\nIt is dead")
    await seat.press("ctrl+s")
    await shows(seat, "● ", "No dial tone", "ACME")
    running = timer.running(seat.app.desk.me.id)
    assert running
    assert running.what.ticket == 15


async def test_a_call_that_is_left_does_not_become_another_ticket(seat: Seat) -> None:
    await seat.press("C")
    await seat.sees("Phone call")
    await seat.type("Marta\n")
    await seat.press("ctrl+t")
    await shows(seat, "● ", "Call from Marta")
    await seat.press("escape")
    await seat.sees_no("Phone call")
    await seat.press("plus")
    await seat.sees("New ticket")
    await seat.type("Broken chair\n")
    await seat.press("ctrl+s")
    await seat.sees("opened")
    await shows(seat, "● ", "Call from Marta")


async def test_a_short_title_leaves_room_for_the_way_back(
    clocks: Clocks, sit_down: SitDown
) -> None:
    seat = await sit_down(size=(76, 24))
    me = seat.app.desk.me.id
    await seat.app.desk.write(timer.start, me, SERVER, MADRID)
    clocks.go_on(seconds=1)
    await seat.app.desk.write(timer.switch, me, What("Stock"), MADRID)
    await shows(seat, "Stock · internal", "today 0:00/8:00", "t stop", "- back", "T switch")


async def test_what_is_told_of_a_long_title_stays_in_one_line(
    clocks: Clocks, sit_down: SitDown
) -> None:
    seat = await sit_down(size=(80, 24))
    await seat.app.desk.write(timer.start, seat.app.desk.me.id, What("漢字" * 80), MADRID)
    await shows(seat, "漢字")
    clocks.go_on(seconds=1)
    await seat.press("t")
    await seat.sees("has stopped after")
    assert seat.foot.endswith("z takes it back")
    await shows(seat, "○ no timer")


async def test_another_terminal_of_the_same_technician_shows_the_same(seat: Seat) -> None:
    me = seat.app.desk.me.id
    await seat.app.desk.write(timer.start, me, SERVER, MADRID)
    await shows(seat, "●", "SRV-2")
    await seat.app.desk.write(timer.stop, me)
    await shows(seat, "○ no timer")


async def test_a_stop_of_what_another_terminal_has_stopped_is_told(seat: Seat) -> None:
    await seat.press("t")
    await shows(seat, "●")
    seat.app._feed.stop()
    await seat.app.desk.write(timer.stop, seat.app.desk.me.id)
    await seat.press("t")
    await seat.sees("No timer is running.")
    await shows(seat, "○ no timer")


# What nobody saw


def left_running(ana: int, clocks: Clocks, **ago: float) -> None:
    """A timer that ran for ten minutes while ana was there, and for some time when she was not."""
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=10)
    running = timer.running(ana)
    assert running
    absence.beat(running.id, running.mark.moment(clocks.read()), None)
    clocks.go_on(**ago)


async def test_a_short_drop_of_the_line_goes_on_in_silence(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    left_running(ana, clocks, minutes=5)
    seat = await sit_down()
    await shows(seat, "●   0:15:00  SRV-2", "t stop")


@pytest.mark.parametrize(
    ("key", "entries"),
    [
        ("1", [("SRV-2 does not start", 0, None)]),
        ("2", [("SRV-2 does not start", 0, 10)]),
        ("3", [("SRV-2 does not start", 0, 10), ("SRV-2 does not start", 190, None)]),
    ],
)
async def test_after_a_night_one_question_is_asked(
    ana: int, clocks: Clocks, sit_down: SitDown, key: str, entries: list[tuple[str, int, int]]
) -> None:
    left_running(ana, clocks, minutes=180)
    seat = await sit_down()
    await seat.sees("nobody was here since 09:10", "all of it counts", "it ended at 09:10")
    await shows(seat, "?   3:10:00", "t answer")
    await seat.press(key)
    await seat.until(lambda: recorded(ana) == entries, f"{entries}")
    await seat.press("z")
    await shows(seat, "?", "t answer")


async def test_the_gap_can_be_given_to_something_else(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    left_running(ana, clocks, minutes=50)
    seat = await sit_down()
    await seat.sees("it was something else")
    await seat.press("4")
    await seat.sees("What was it, from 09:10 until now?")
    await seat.press("tab")
    await seat.type("At the dentist's")
    await seat.press("ctrl+s")
    wanted = [
        *(("SRV-2 does not start", 0, 10), ("At the dentist's", 10, 60)),
        ("SRV-2 does not start", 60, None),
    ]
    await seat.until(lambda: recorded(ana) == wanted, f"{wanted}")


async def test_a_question_that_is_left_stays_in_the_bar_until_it_is_answered(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    left_running(ana, clocks, minutes=50)
    seat = await sit_down()
    await seat.sees("all of it counts")
    await seat.press("escape")
    await seat.sees_no("all of it counts")
    await shows(seat, "?", "t answer")
    await seat.press("T")
    await seat.sees("all of it counts")
    await seat.press("1")
    await shows(seat, "●   1:00:00")


async def test_a_clock_that_was_set_back_over_a_restart_is_told(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.reboot()
    clocks.step(hours=-2)
    seat = await sit_down()
    await shows(seat, "!  -2:00:00  The clock was set back")


async def test_todays_total_is_sent_with_the_new_minute_though_only_the_clock_was_before(
    clocks: Clocks, sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat = await sit_down()
    await seat.press("t")
    await shows(seat, "●", "today 0:00")
    timer_bar = seat.app.screen.query_one(TimerBar)
    sent: list[tuple[Region, ...]] = []
    refresh = timer_bar.refresh

    def noted(*cells: Region) -> TimerBar:
        sent.append(cells)
        return refresh(*cells)

    monkeypatch.setattr(timer_bar, "refresh", noted)
    clocks.go_on(minutes=2)
    await shows(seat, "0:02:00")
    assert () not in sent, "a tick sends the clock alone"
    await seat.app.timing.minute()
    assert () in sent, "all of it is sent"
    await shows(seat, "today 0:02")


async def test_a_second_absence_is_asked_about_like_the_first(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    left_running(ana, clocks, minutes=50)
    seat = await sit_down()
    await seat.sees("all of it counts")
    await seat.press("1")
    await shows(seat, "●   1:00:00")
    clocks.go_on(minutes=40)
    await seat.sees("nobody was here since 10:00")


async def test_a_key_that_is_quicker_than_the_desk_stops_what_runs(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    timer.start(ana, SERVER, MADRID)
    clocks.go_on(minutes=1)
    seat = await sit_down()
    await seat.press("t")
    await shows(seat, "○ no timer")
    assert recorded(ana) == [("SRV-2 does not start", 0, 1)]


async def test_an_answer_that_is_typed_ahead_is_an_answer(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    left_running(ana, clocks, minutes=50)
    seat = await sit_down()
    await seat.sees("all of it counts")
    await seat.press("escape")
    await seat.sees_no("all of it counts")
    await seat.type("t1")
    await shows(seat, "●   1:00:00", "t stop")


async def test_a_stop_that_is_taken_back_hours_later_is_asked_about(
    clocks: Clocks, sit_down: SitDown
) -> None:
    seat = await sit_down()
    await shows(seat, "no timer")
    await seat.press("t")
    await shows(seat, "●")
    clocks.go_on(minutes=5)
    await seat.pause(1.1)
    running = seat.app.timing.running
    assert running
    there = MONDAY + timedelta(minutes=5)
    await seat.app.desk.write(absence.beat, running.id, there, there)
    await seat.press("t")
    await shows(seat, "○ no timer")
    clocks.go_on(hours=2)
    await seat.press("z")
    await shows(seat, "?", "t answer")
    await seat.sees("nobody was here since 09:05 (2:00)")


async def test_switching_to_what_runs_says_that_it_does(seat: Seat) -> None:
    await shows(seat, "no timer")
    await seat.press("t")
    await shows(seat, "●")
    await seat.press("T")
    await seat.sees("The timer runs on")
    await shows(seat, "●", "t stop")


async def test_half_an_hour_without_a_key_is_asked_about(clocks: Clocks, sit_down: SitDown) -> None:
    seat = await sit_down()
    await shows(seat, "no timer")
    await seat.press("t")
    await shows(seat, "●")
    clocks.go_on(minutes=9)
    await seat.press("j")
    await seat.pause(1.1)  # the desk ticks, so that it did not stand still
    for _ in range(4):
        await shows(seat, "●")
        clocks.go_on(minutes=8)
        await seat.pause(1.1)
    await seat.press("j")
    await seat.sees("nobody was here since 09:09")


@pytest.mark.parametrize("key", ["t", "T", "minus", "f"])
async def test_the_first_key_after_an_absence_asks_instead_of_counting_it(
    key: str, clocks: Clocks, sit_down: SitDown
) -> None:
    seat = await sit_down()
    await shows(seat, "no timer")
    await seat.press("t")
    await shows(seat, "●")
    for _ in range(4):
        clocks.go_on(minutes=9)
        await seat.pause(1.1)
    await seat.press(key)
    await seat.sees("nobody was here since 09:00", "all of it counts")
    await shows(seat, "?   0:36:00", "t answer")


async def test_the_question_does_not_take_keys_that_are_being_typed(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    left_running(ana, clocks, minutes=50)
    seat = await sit_down()
    await seat.press("j")
    await seat.press("0")
    await seat.press("1")
    await seat.has_in_hand(2)
    assert recorded(ana) == [("SRV-2 does not start", 0, None)]
    await seat.sees("all of it counts")


async def left_in_doubt(ana: int, clocks: Clocks, sit_down: SitDown) -> Seat:
    """A call that comes while the question about an absence is open, as it is being told of."""
    left_running(ana, clocks, minutes=50)
    seat = await sit_down()
    await seat.sees("all of it counts")
    await seat.press("escape")
    await seat.sees_no("all of it counts")
    await seat.press("C")
    await seat.sees("Phone call")
    await seat.type("Marta\n")
    await seat.press("tab", "tab")
    await seat.type("It is dead")
    await seat.press("ctrl+t")
    await seat.sees("all of it counts")
    await seat.sees_no("It is dead")
    return seat


async def test_a_call_asks_in_its_place_what_became_of_an_absence_and_goes_on(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    seat = await left_in_doubt(ana, clocks, sit_down)
    await seat.press("4")
    await seat.sees("What was it, from 09:10 until now?")
    await seat.press("tab")
    await seat.type("Fire drill")
    await seat.press("ctrl+s")
    await shows(seat, "●", "Call from Marta")
    await seat.sees("Phone call", "It is dead")
    await seat.type(" as a dodo")
    await seat.sees("It is dead as a dodo")
    titles = [title for title, _, _ in recorded(ana)]
    assert titles == ["SRV-2 does not start", "Fire drill", "Call from Marta Ruiz"]


@pytest.mark.parametrize("answer", ["3", "4"])
async def test_after_a_call_one_key_leads_back_to_what_went_on_before_it(
    ana: int, clocks: Clocks, sit_down: SitDown, answer: str
) -> None:
    seat = await left_in_doubt(ana, clocks, sit_down)
    await seat.press(answer)
    if answer == "4":
        await seat.sees("What was it, from 09:10 until now?")
        await seat.press("tab")
        await seat.type("Fire drill")
        await seat.press("ctrl+s")
    await shows(seat, "●", "Call from Marta", "- back")
    clocks.go_on(minutes=5)
    await seat.press("escape")
    await seat.sees_no("It is dead")
    await seat.press("minus")
    await shows(seat, "●", SERVER.title)


async def test_a_call_does_not_answer_what_became_of_an_absence(
    ana: int, clocks: Clocks, sit_down: SitDown
) -> None:
    seat = await left_in_doubt(ana, clocks, sit_down)
    await seat.press("escape")
    await seat.sees("Phone call", "Say first what became of the time when nobody was here.")
    await seat.press("shift+tab")
    await seat.type("No dial tone")
    await seat.press("ctrl+s")
    await seat.sees("opened")
    running = timer.running(ana)
    assert running
    assert (running.what, running.doubt) == (SERVER, MONDAY + timedelta(minutes=10))


async def test_a_key_on_another_terminal_is_a_key(clocks: Clocks, sit_down: SitDown) -> None:
    seat = await sit_down()
    await shows(seat, "no timer")
    await seat.press("t")
    await shows(seat, "●")
    running = seat.app.timing.running
    assert running
    for minute in (8, 16, 24, 32):
        clocks.go_on(minutes=8)
        await seat.pause(1.1)
        there = MONDAY + timedelta(minutes=minute)
        await seat.app.desk.write(absence.beat, running.id, there, there)
    await seat.press("j")
    await seat.pause(0.3)
    assert bar(seat).startswith("●   0:32:00")


async def test_a_machine_that_slept_is_asked_about(clocks: Clocks, sit_down: SitDown) -> None:
    seat = await sit_down()
    await shows(seat, "no timer")
    await seat.press("t")
    await shows(seat, "●")
    clocks.go_on(minutes=5)
    await seat.pause(1.1)
    clocks.sleep(minutes=4)
    await seat.sees("nobody was here since 09:05")


# Reminders


async def after(seat: Seat, clocks: Clocks, **passed: float) -> None:
    """Time passes in ticks too small to ask about, and with a key now and then."""
    whole = timedelta(**passed)
    clocks.go_on(seconds=whole.total_seconds())
    timing = seat.app.timing
    timing._last_tick = timing._last_key = clocks.read()
    await timing.minute()


async def test_a_long_running_timer_the_end_of_the_day_and_nothing_recorded_are_told_once(
    clocks: Clocks, stocked: Opened, sit_down: SitDown
) -> None:
    settings = Settings(hours=("mon-fri 9:00-14:00 15:00-18:00",), remind_long=2, remind_idle=60)
    seat = await sit_down(settings=settings)
    await shows(seat, "no timer")
    await after(seat, clocks, minutes=59)
    await shows(seat, "no timer")
    await after(seat, clocks, minutes=1)
    await shows(seat, "Nothing recorded for 1:00")

    await seat.press("t")
    await shows(seat, FIRST[:12])
    await after(seat, clocks, hours=2)
    await shows(seat, f"It has been running for 2:00. {FIRST[:20]}", "t stop")

    await seat.press("j", "T")
    await shows(seat, SECOND[:12])
    await after(seat, clocks, hours=1, minutes=59)
    await shows(seat, SECOND[:12])
    await seat.press("t")
    await shows(seat, "○")
    await seat.press("t")
    await shows(seat, "●")
    await after(seat, clocks, hours=5)
    await shows(seat, "The working day ended at 18:00.")


async def test_of_two_desks_of_a_technician_and_a_tick_one_tells_each_reminder(
    clocks: Clocks, stocked: Opened, sit_down: SitDown
) -> None:
    settings = Settings(remind_long=2)
    one, other = await sit_down(settings=settings), await sit_down(settings=settings)
    clocks.go_on(seconds=1)
    await one.press("t")
    await shows(one, FIRST[:12])
    await shows(other, FIRST[:12])
    await after(one, clocks, hours=2)
    await after(other, clocks)
    await shows(one, "It has been running for 2:00.")
    await shows(other, FIRST[:12])
    await after(one, clocks, hours=1)
    await shows(one, "It has been running for 2:00.")
    wish = Wish(timedelta(hours=2), None)
    assert tick(Orders(None, Path(), KEEP, wish), Event()) == []
    running = timer.running(one.app.desk.me.id)
    assert running
    absence.beat(running.id, clocks.wall, clocks.wall)
    later = await sit_down(settings=settings)
    await shows(later, FIRST[:12])
    await after(later, clocks)
    await shows(later, "It has been running for 3:00.")
