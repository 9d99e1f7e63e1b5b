"""The ledger of a clock: its lines add up to the second."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from helpdesk_tui.calendars import Calendar
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.sla.clocks import Move, clocks_of
from helpdesk_tui.sla.ledger import Line, Why, ledger
from helpdesk_tui.sla.rules import Hours
from tests.sla.promised import (
    MADRID,
    MINUTE,
    at,
    life,
    opened,
    policy,
    resolved,
    waiting,
)


def told(lines: list[Line]) -> list[tuple[str, str, str, int, int]]:
    return [
        (
            f"{line.begin:%d %H:%M}",
            f"{line.end:%d %H:%M}",
            line.holiday or line.why.value,
            line.seconds // MINUTE,
            line.total // MINUTE,
        )
        for line in lines
    ]


def test_a_clock_says_line_by_line_why_it_is_due() -> None:
    (clock,) = clocks_of(
        life(opened(16, "16:10"), waiting(17, "9:30"), opened(17, "15:00")), policy(resolution=480)
    )
    lines = ledger(clock, at(17, "16:00"))
    assert told(lines) == [
        ("16 16:10", "16 18:00", "counted", 110, 110),
        ("17 08:00", "17 09:30", "counted", 90, 200),
        ("17 09:30", "17 15:00", "waiting", 0, 200),
        ("17 15:00", "17 18:00", "counted", 180, 380),
        ("18 00:00", "19 00:00", "local", 0, 380),
        ("19 08:00", "19 09:40", "counted", 100, 480),
    ]
    assert lines[2].waits_for == Wait.CLIENT
    assert lines[-1].end == clock.due
    assert lines[-1].end.tzinfo is MADRID


def test_closed_days_are_one_line_and_so_is_a_long_wait() -> None:
    (clock,) = clocks_of(life(opened(20, "16:50"), waiting(23, "8:40")), policy(resolution=240))
    assert told(ledger(clock, at(25, "12:00"))) == [
        ("20 16:50", "20 18:00", "counted", 70, 70),
        ("21 00:00", "23 00:00", "closed", 0, 70),
        ("23 08:00", "23 08:40", "counted", 40, 110),
        ("23 08:40", "25 12:00", "waiting", 0, 110),
    ]


def test_the_ledger_ends_where_the_clock_was_stopped() -> None:
    (clock,) = clocks_of(life(opened(16, "9:00"), resolved(16, "9:30:30")), policy(resolution=240))
    (line,) = ledger(clock, at(20))
    assert line.seconds == line.total == 30 * MINUTE + 30


def test_what_was_late_ends_where_it_was_due() -> None:
    (clock,) = clocks_of(life(opened(16, "9:00"), resolved(16, "15:00")), policy(resolution=240))
    (line,) = ledger(clock, at(20))
    assert (line.end, line.total) == (clock.due, 240 * MINUTE)


def test_a_span_in_which_it_was_resolved_is_named() -> None:
    (clock,) = clocks_of(
        life(opened(16, "9:00"), resolved(16, "10:00"), opened(16, "11:00")), policy(resolution=90)
    )
    whys = [line.why for line in ledger(clock, at(16, "12:00"))]
    assert whys == [Why.COUNTED, Why.RESOLVED, Why.COUNTED]


def test_a_ledger_may_begin_before_a_midnight_that_has_been() -> None:
    """In St John's the clock once went back over midnight: it was 23:01 again, then 0:00 again."""
    zone = ZoneInfo("America/St_Johns")
    always = Calendar(zone, {day: [(time(), "24:00")] for day in range(7)})
    promised = replace(policy(resolution=48 * 60), hours=Hours("always", always))
    begun = datetime(2010, 11, 7, 2, 45, tzinfo=UTC)
    (clock,) = clocks_of(life(Move(begun)), promised)
    lines = [(f"{line.end:%d %H:%M}", line.total // MINUTE) for line in ledger(clock, begun)]
    assert lines == [("08 00:00", 24 * 60 + 45), ("08 23:15", 48 * 60)]
