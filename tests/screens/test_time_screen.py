"""The Time screen: a day with its entries and gaps, every key with its undo, and the forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from helpdesk_tui import i18n
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.worktime import Activity, Entry
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.tickets import drafts
from helpdesk_tui.worktime import entries, timer
from helpdesk_tui.worktime.entries import Spent
from helpdesk_tui.worktime.timer import What
from tests.screens.conftest import Seat, SitDown

FRIDAY = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""Five in the afternoon in Madrid; the working day is nine to two and three to six."""

MADRID = "Europe/Madrid"


@pytest.fixture(autouse=True)
def in_the_afternoon(stocked: object) -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=True):
        yield


def at(hour: int, minute: int = 0, *, day: int = 20) -> datetime:
    """A time on the clock in Madrid, in November 2026."""
    return datetime(2026, 11, day, hour - 1, minute, tzinfo=UTC)


def spent(by: int, title: str, begin: datetime, end: datetime, **how: Any) -> Spent:
    """An entry that is there already."""
    way, breaks = how.pop("way", None), how.pop("breaks", ())
    done = entries.add(by, What(title, **how), begin, end, breaks, MADRID, way)
    found = entries.by_id(done.things[0])
    assert found
    return found


def now(entry: Spent) -> Spent:
    """The entry as it is now."""
    found = entries.by_id(entry.id)
    assert found
    return found


def of_the_day(by: int, day: int = 20) -> list[tuple[str, str, str]]:
    """Title, begin and end of every entry of a day, as a clock in Madrid shows them."""
    begin = at(1, day=day)
    hour = timedelta(hours=1)
    return [
        (
            one.what.title,
            f"{one.begin + hour:%H:%M}",
            f"{one.end + hour:%H:%M}" if one.end else "",
        )
        for one in entries.between(by, begin, begin + 24 * hour)
    ]


async def at_time(seat: Seat) -> None:
    await seat.press("2")
    await seat.sees("week 47")


@pytest.fixture
def morning(ana: int) -> list[Spent]:
    """Three entries of a morning, with a gap before the last."""
    return [
        spent(ana, "Mail", at(9), at(10)),
        spent(ana, "Restore SRV-2", at(10), at(11, 20), client=1, ticket=3),
        spent(ana, "Training", at(12, 5), at(14), billable=False),
    ]


async def test_a_day_shows_entries_gaps_and_sums(seat: Seat, morning: list[Spent]) -> None:
    await at_time(seat)
    await seat.sees(
        "09:00-10:00   1:00  Mail",
        "10:00-11:20   1:20  Restore SRV-2",
        "11:20-12:05   0:45  nothing. What was it?",
        "12:05-14:00   1:55  Training",
        "15:00-17:00   2:00  nothing",
        "4:15 of 8:00 · billed 2:20 · not billed 1:55 · 2 gaps 2:45",
    )


async def test_a_gap_tells_what_was_done_at_the_desk(seat: Seat, morning: list[Spent]) -> None:
    await seat.press("p", "1")
    await seat.sees("z takes it back")
    await at_time(seat)
    await seat.press("R")
    await seat.sees("changed 1 Nobody can print")


async def test_an_empty_day_says_so_and_today_is_one_key_away(seat: Seat, ana: int) -> None:
    await at_time(seat)
    await seat.press("right_square_bracket")
    await seat.sees("Sat 21 Nov", "Nothing is recorded on this day")
    await seat.press("left_curly_bracket")
    await seat.sees("Sat 14 Nov · week 46")
    await seat.press("full_stop")
    await seat.sees("Today · Fri 20 Nov")
    await seat.press("right_curly_bracket", "left_square_bracket")
    await seat.sees("Thu 26 Nov · week 48")


async def test_the_week_shows_clients_by_days_with_totals(
    sit_down: SitDown, morning: list[Spent], ana: int
) -> None:
    spent(ana, "Visit", at(9, day=18), at(12, 30, day=18), client=2)
    seat = await sit_down(size=(120, 40))
    await seat.has_in_hand(1)
    await at_time(seat)
    await seat.sees("Wed 18    3:30   8:00")
    await seat.press("w")
    await seat.sees("Week 47 · Mon 16 Nov to Sun 22 Nov · 7:45 of 40:00", "ACME Ibérica")
    assert "1:20" in next(line for line in seat.picture.splitlines() if "ACME" in line)
    assert "internal" in seat.picture
    await seat.press("left_square_bracket", "left_square_bracket", "enter")
    await seat.sees("Wed 18 Nov · week 47", "09:00-12:30   3:30  Visit")


async def test_a_gap_is_filled_with_enter_and_taken_back(
    seat: Seat, morning: list[Spent], ana: int
) -> None:
    await at_time(seat)
    await seat.press("g", "j", "j", "enter")
    await seat.sees("Time entry by hand", "11:20-12:05", "0:45")
    await seat.type("clínica\nPrinter")
    await seat.press("ctrl+s")
    await seat.sees("11:20-12:05   0:45  Printer", "Clínica Sol", "z takes it back")

    await seat.press("z")
    await seat.sees("11:20-12:05   0:45  nothing")
    await seat.press("Z")
    await seat.sees("11:20-12:05   0:45  Printer")


@pytest.mark.parametrize(
    ("language", "words", "begin", "end"),
    [
        ("en", "1h30", "15:30", "17:00"),
        ("es", "1,5h", "15:30", "17:00"),
        ("en", "16:00-16:40", "16:00", "16:40"),
        ("es", "hoy 14:00 45m", "14:00", "14:45"),
    ],
)
async def test_time_is_written_by_hand_from_the_queue(
    sit_down: SitDown, ana: int, language: str, words: str, begin: str, end: str
) -> None:
    i18n.install(language)
    seat = await sit_down()
    await seat.has_in_hand(1)
    await seat.press("i")
    await seat.sees("ticket 1 ·" if language == "en" else "1 ·", MINE_1)
    await seat.type(words)
    await seat.sees(f"{begin}-{end}")
    await seat.press("ctrl+s")
    await seat.until(lambda: of_the_day(ana) == [(MINE_1, begin, end)], "it is recorded")
    (entry,) = entries.between(ana, at(1), at(23))
    assert (entry.what.ticket, entry.client) == (1, "ACME Ibérica")
    await seat.press("z")
    await seat.until(lambda: not of_the_day(ana), "it is taken back")


MINE_1 = "Nobody can print prescriptions"


async def test_the_ticket_is_left_out_with_one_key(seat: Seat, ana: int) -> None:
    await seat.press("i")
    await seat.sees("ticket 1 ·", MINE_1)
    await seat.press("ctrl+l")
    await seat.type("20m\nNew Firm\nSales call")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back")
    (entry,) = entries.between(ana, at(1), at(23))
    assert (entry.what.title, entry.what.ticket, entry.client) == ("Sales call", None, "New Firm")


async def test_a_time_that_cannot_be_read_is_told_and_the_form_keeps_it(
    seat: Seat, ana: int
) -> None:
    await seat.press("i")
    await seat.sees("Time entry by hand")
    await seat.type("9:00-25:00")
    await seat.press("ctrl+s")
    await seat.sees("“25:00” is not a time of the day.", "Time entry by hand")
    await seat.press("escape")
    await seat.sees("Your draft is kept")
    assert drafts.waiting(ana) == [("ticket:1", "time")]
    await seat.press("i")
    await seat.sees("9:00-25:00", "Your draft of")


async def test_an_hour_that_comes_twice_is_asked_and_the_first_is_the_default(
    sit_down: SitDown, ana: int
) -> None:
    with time_machine.travel(datetime(2026, 10, 25, 12, 0, tzinfo=UTC), tick=True):
        seat = await sit_down()
        await seat.has_in_hand(1)
        await seat.press("i")
        await seat.type("2:30-4:00")
        await seat.press("ctrl+s")
        await seat.sees("02:30 comes twice that night", "the first, 02:30 CEST")
        await seat.press("2")
        await seat.sees("z takes it back")
        (entry,) = entries.between(ana, FRIDAY - timedelta(days=40), FRIDAY)
        assert entry.begin == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        await seat.press("z", "i")
        await seat.type("2:30-4:00")
        await seat.press("ctrl+s", "enter")
        await seat.sees("z takes it back")
        (entry,) = entries.between(ana, FRIDAY - timedelta(days=40), FRIDAY)
        assert entry.begin == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "after"),
    [
        ("1", [("Mail", "09:00", "10:00"), ("Call", "10:00", "10:30")]),
        ("2", [("Mail", "09:00", "09:30"), ("Call", "09:30", "10:30")]),
        ("3", [("Mail", "09:00", "10:00"), ("Call", "09:30", "10:30")]),
    ],
)
async def test_an_overlap_is_shown_and_has_three_ways_out(
    seat: Seat, ana: int, key: str, after: list[tuple[str, str, str]]
) -> None:
    spent(ana, "Mail", at(9), at(10))
    await at_time(seat)
    await seat.press("g", "plus")
    await seat.sees("Time entry by hand")
    await seat.type("9:30-10:30\n\nCall")
    await seat.press("ctrl+s")
    await seat.sees("recorded already: 09:00-10:00 “Mail” · internal", "cut what is there")
    await seat.press(key)
    await seat.until(lambda: of_the_day(ana) == after, "it gives way")
    await seat.press("z")
    await seat.until(lambda: of_the_day(ana) == [("Mail", "09:00", "10:00")], "it is taken back")


async def test_an_overlap_that_is_left_leads_back_to_the_form(seat: Seat, ana: int) -> None:
    spent(ana, "Mail", at(9), at(10))
    await at_time(seat)
    await seat.press("g", "plus")
    await seat.type("9:30-10:30\n\nCall")
    await seat.press("ctrl+s")
    await seat.sees("cut what is there")
    await seat.press("escape")
    await seat.sees_no("cut what is there")
    await seat.sees("Nothing was changed.", "9:30-10:30", "Call")
    await seat.type(" to Marta")
    await seat.press("ctrl+s", "3")
    await seat.until(lambda: len(of_the_day(ana)) == 2, "both are kept")


async def test_an_entry_is_changed_and_its_seconds_stay(seat: Seat, ana: int) -> None:
    begin, end = at(9) + timedelta(seconds=17), at(10) + timedelta(seconds=42)
    entry = spent(ana, "Mail", begin, end)
    await at_time(seat)
    await seat.press("g", "enter")
    await seat.sees("Edit “Mail”", "2026-11-20 09:00-10:00")
    await seat.press("tab", "tab")
    await seat.type(" and letters")
    await seat.press("ctrl+s")
    await seat.sees("“Mail and letters” is changed")
    assert now(entry).extent == entry.extent

    await seat.press("e")
    await seat.sees("2026-11-20 09:00-10:00")
    await seat.type(" -9:30-9:45")
    await seat.sees("without 09:30-09:45")
    await seat.press("ctrl+s")
    await seat.until(lambda: now(entry).breaks == ((at(9, 30), at(9, 45)),), "it has a break")
    assert (now(entry).begin, now(entry).end) == (begin, end)

    await seat.press("z", "z")
    await seat.until(lambda: now(entry) == entry, "both are taken back")


async def test_a_timer_that_ran_for_days_is_ended_where_it_ended(
    sit_down: SitDown, ana: int
) -> None:
    with time_machine.travel(at(9, day=6), tick=False):
        timer.start(ana, What("Forgotten"), MADRID)
    Entry.update(boot="").execute()  # on another start of the machine
    seat = await sit_down()
    await seat.sees("nobody was here since")
    await seat.press("escape", "2")
    await seat.sees("Forgotten", "since Fri 6 Nov 09:00")
    await seat.press("G", "e")
    await seat.sees("2026-11-06 09:00", "it runs on")
    await seat.type("-17:30")
    await seat.sees("Fri 6 Nov 09:00-17:30 · 8:30")
    await seat.press("ctrl+s")
    await seat.until(lambda: timer.running(ana) is None, "it has ended")
    assert of_the_day(ana, day=6) == [("Forgotten", "09:00", "17:30")]
    await seat.press("z")
    await seat.until(lambda: timer.running(ana) is not None, "it runs again")


async def test_an_entry_of_340_hours_can_be_read_and_shortened(seat: Seat, ana: int) -> None:
    entry = spent(ana, "Long", at(9, day=6), at(9, day=6) + timedelta(hours=340))
    await at_time(seat)
    await seat.press("g", "e")
    await seat.sees("2026-11-06 09:00 340h00", "340:00")
    await seat.press("backspace", "backspace", "backspace", "backspace", "backspace")
    await seat.type("8h")
    await seat.press("ctrl+s")
    await seat.until(lambda: now(entry).end != entry.end, "it is shorter")
    assert now(entry).counted(FRIDAY) == timedelta(hours=38)


async def test_an_entry_is_split_where_one_says_and_joined_again(
    seat: Seat, morning: list[Spent], ana: int
) -> None:
    await at_time(seat)
    await seat.press("g", "j", "s")
    await seat.sees("10:00-10:40 · 0:40 + ", "Split at")
    await seat.type("9:30")
    await seat.press("enter")
    await seat.sees("That is not within it.")
    await seat.press("ctrl+l")
    await seat.type("+30m")
    await seat.press("enter")
    await seat.sees("10:00-10:30   0:30  Restore SRV-2", "10:30-11:20   0:50  Restore SRV-2")
    await seat.press("k", "o")
    await seat.sees("10:00-11:20   1:20  Restore SRV-2", "are one entry now")
    await seat.press("z", "z")
    await seat.until(
        lambda: (
            ("Restore SRV-2", "10:00", "11:20") in of_the_day(ana) and len(of_the_day(ana)) == 3
        ),
        "it is as it was",
    )


async def test_an_entry_over_midnight_is_split_on_the_day_on_which_it_has_that_time(
    seat: Seat, ana: int
) -> None:
    entry = spent(ana, "Restore SRV-2", at(22, day=19), at(2))
    await at_time(seat)
    await seat.press("g", "s")
    await seat.type("1:30")
    await seat.sees("01:30-02:00 · 0:30")
    await seat.press("enter")
    await seat.sees("two entries now")
    assert now(entry).end == at(1, 30)


async def test_of_two_equal_times_the_one_within_the_entry_is_where_it_is_split(
    sit_down: SitDown, ana: int
) -> None:
    begin = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    entry = spent(ana, "Restore SRV-2", begin, begin + timedelta(minutes=15))
    with time_machine.travel(datetime(2026, 10, 25, 12, 0, tzinfo=UTC), tick=True):
        seat = await sit_down()
        await seat.press("2")
        await seat.sees("02:30*-02:45*   0:15  Restore SRV-2")
        await seat.press("g", "j", "s")
        await seat.sees("Split at")
        await seat.type("2:35")
        await seat.sees("02:30*-02:35* · 0:05 + Sun 25 Oct 02:35*-02:45* · 0:10")
        await seat.press("enter")
        await seat.sees("two entries now")
        assert now(entry).end == begin + timedelta(minutes=5)


async def test_the_gap_between_two_that_are_joined_is_a_break(
    seat: Seat, morning: list[Spent]
) -> None:
    await at_time(seat)
    await seat.press("g", "j", "o")
    await seat.sees("10:00-14:00   3:15  Restore SRV-2", "without 11:20-12:05")
    await seat.press("o")
    await seat.sees("There is no entry after it on this day.")


@pytest.mark.parametrize(
    ("words", "begin", "end"),
    [("+15m", "09:15", "10:15"), ("-1h", "08:00", "09:00"), ("8:30", "08:30", "09:30")],
)
async def test_an_entry_is_moved(seat: Seat, ana: int, words: str, begin: str, end: str) -> None:
    spent(ana, "Mail", at(9), at(10))
    await at_time(seat)
    await seat.press("g", "m")
    await seat.sees("Move to", "09:00-10:00")
    await seat.type(words)
    await seat.sees(f"{begin}-{end} · 1:00")
    await seat.press("enter")
    await seat.until(lambda: of_the_day(ana) == [("Mail", begin, end)], "it is moved")
    await seat.press("z")
    await seat.until(lambda: of_the_day(ana) == [("Mail", "09:00", "10:00")], "it is back")


async def test_an_entry_is_written_once_more_until_now(seat: Seat, ana: int) -> None:
    spent(ana, "Mail", at(9), at(10), client=1)
    await at_time(seat)
    await seat.press("g", "D")
    await seat.sees("16:00-17:00 · 1:00")
    await seat.press("enter")
    await seat.sees("16:00-17:00   1:00  Mail", "z takes it back")
    assert of_the_day(ana) == [("Mail", "09:00", "10:00"), ("Mail", "16:00", "17:00")]
    await seat.press("z")
    await seat.until(lambda: len(of_the_day(ana)) == 1, "it is taken back")


async def test_an_entry_is_put_away_and_comes_back_under_the_cursor(
    seat: Seat, morning: list[Spent], ana: int
) -> None:
    await at_time(seat)
    await seat.press("g", "d")
    await seat.sees("“Mail” was put away", "09:00-10:00   1:00  nothing")
    await seat.press("z")
    await seat.sees("09:00-10:00   1:00  Mail")


async def test_the_timer_goes_on_with_the_entry_in_hand(
    seat: Seat, morning: list[Spent], ana: int
) -> None:
    await at_time(seat)
    await seat.press("g", "j", "t")
    await seat.until(lambda: timer.running(ana) is not None, "it runs")
    running = timer.running(ana)
    assert running
    assert running.what == morning[1].what
    await seat.sees("●17:00-")


async def test_an_overlap_that_nobody_asked_about_is_settled(seat: Seat, ana: int) -> None:
    one = spent(ana, "Call", at(9), at(10))
    scan = spent(ana, "Scan", at(10), at(11))
    Entry.update(begin=at(9, 30)).where(Entry.id == scan.id).execute()
    await at_time(seat)
    await seat.press("g")
    await seat.sees("lies over “Scan”: v settles it")
    await seat.press("v")
    await seat.sees("recorded already: 09:30-11:00 “Scan”")
    await seat.press("1")
    await seat.until(lambda: now(one).end == at(9, 30), "it is shorter")
    await seat.press("z")
    await seat.until(lambda: now(one) == one, "it is taken back")


async def test_a_clock_that_was_set_back_is_shown_and_mended(seat: Seat, ana: int) -> None:
    entry = spent(ana, "Call", at(9), at(10))
    Entry.update(end=at(8, 50)).where(Entry.id == entry.id).execute()
    await at_time(seat)
    await seat.press("g")
    await seat.sees("09:00-?       0:00  Call", "ends at 08:50, before it begins: enter mends it")
    await seat.press("enter")
    await seat.sees("2026-11-20 09:00-", "a clock was set back")
    await seat.type("9:20")
    await seat.press("ctrl+s")
    await seat.sees("09:00-09:20   0:20  Call")


async def test_what_another_terminal_records_appears_and_the_cursor_stays(
    sit_down: SitDown, morning: list[Spent], ana: int
) -> None:
    here = await sit_down()
    await here.has_in_hand(1)
    await at_time(here)
    await here.press("g", "j")
    await here.sees("Restore SRV-2", "ACME Ibérica · 3")
    there = await sit_down()
    await there.has_in_hand(1)
    await there.press("i")
    await there.type("8:00-8:30")
    await there.press("ctrl+s")
    await here.sees("08:00-08:30   0:30  Nobody can print", "ACME Ibérica · 3")


async def test_an_edit_that_another_terminal_forestalled_is_told_and_kept(
    seat: Seat, ana: int
) -> None:
    entry = spent(ana, "Mail", at(9), at(10))
    await at_time(seat)
    await seat.press("g", "e")
    await seat.sees("Edit “Mail”")
    entries.edit(ana, entry, what=What("Letters"))
    await seat.press("tab", "tab")
    await seat.type(" and post")
    await seat.press("ctrl+s")
    await seat.sees("ana has changed this entry meanwhile", "Mail and post")
    await seat.press("ctrl+s")
    await seat.until(lambda: now(entry).what.title == "Mail and post", "mine holds")


async def test_a_new_minute_sends_the_line_of_what_runs(seat: Seat, ana: int) -> None:
    timer.start(ana, What("Call"), MADRID)
    await at_time(seat)
    await seat.sees("●17:00-        0:00  Call")
    with time_machine.travel(FRIDAY + timedelta(minutes=3), tick=True):
        Entry.update(boot="").execute()  # only the wall clock is left to count by
        seat.app.screen.tick()  # type: ignore[attr-defined]
        await seat.sees("●17:00-        0:03  Call")


async def test_the_desk_is_left_on_this_screen_and_found_on_it(sit_down: SitDown) -> None:
    seat = await sit_down(remembered=Remembered(screen="time"))
    await seat.sees("Today · Fri 20 Nov")
    await seat.press("escape")
    await seat.has_in_hand(1)


async def test_the_type_of_activity_says_whether_it_is_billed(seat: Seat, ana: int) -> None:
    with change(ana) as hand:
        travel = entries.new_activity(hand, "Travel")
    Activity.update(billable=False).where(Activity.id == travel).execute()
    await seat.press("i")
    await seat.type("30m\n\n\n\n\nTravel\n")
    await seat.until(lambda: re.search(r"Billed +no", seat.picture), "it is not billed")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back")
    (entry,) = entries.between(ana, at(1), at(23))
    assert (entry.activity, entry.what.billable) == ("Travel", False)


async def test_without_a_time_the_form_says_what_it_needs(seat: Seat) -> None:
    await seat.press("i")
    await seat.sees("Such as 1h30, 9:00-10:30")
    await seat.press("ctrl+s")
    await seat.sees("How long was it, or from when until when?")
