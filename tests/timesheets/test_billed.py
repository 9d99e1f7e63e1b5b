"""What is billed of what was worked: by the client's rule, with a minimum, at a price."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui import rounding
from helpdesk_tui.storage.orm import database
from helpdesk_tui.timesheets import billed
from helpdesk_tui.timesheets.billed import Line, Tariff
from helpdesk_tui.worktime import portions, stretches
from tests.support import opened
from tests.timesheets.conftest import LATER, MADRID, instant, wrote

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def billed_at(second: int) -> datetime:
    """So many seconds after Monday has begun in Greenwich."""
    return datetime(2026, 11, 16, tzinfo=UTC) + timedelta(seconds=second)


def tariff(words: str = "", minimum: int = 0, rate: int | None = None) -> Tariff:
    return Tariff(rounding.rule(words), minimum, ZoneInfo(MADRID), lambda _activity, _day: rate)


def lines(client: int, tariff: Tariff, first: date = MONDAY, last: date = SUNDAY) -> list[Line]:
    return billed.lines(portions.of_client(client, first, last, LATER), first, last, tariff)


def seconds(client: int, tariff: Tariff) -> list[int]:
    return [line.billed for line in lines(client, tariff)]


@pytest.mark.parametrize(
    ("unit", "minutes"), [("entry", 60), ("ticket", 30), ("day", 30), ("sheet", 30)]
)
def test_four_answers_of_four_minutes_are_an_hour_by_entry_and_half_of_it_by_day(
    ana: int, acme: int, unit: str, minutes: int
) -> None:
    ticket = opened(ana)
    for hour in (9, 10, 11, 12):
        wrote(ana, f"16 {hour}:00", f"16 {hour}:04", client=acme, ticket=ticket)
    found = seconds(acme, tariff(f"up 15 by {unit}"))
    assert sum(found) == minutes * 60
    assert len(set(found)) == 1


def test_an_entry_over_midnight_is_rounded_as_one_and_divided_by_what_was_worked(
    ana: int, acme: int
) -> None:
    wrote(ana, "16 22:50", "16 23:30", client=acme)  # from 23:50 on in Madrid
    assert seconds(acme, tariff("up 60")) == [900, 2700]
    night = date(2026, 11, 17)
    assert [line.billed for line in lines(acme, tariff("up 60"), night, night)] == [2700]


def test_begin_and_end_are_rounded_on_the_clients_clock_less_what_does_not_count(
    ana: int, acme: int
) -> None:
    wrote(ana, "16 9:07", "16 9:53", client=acme)
    assert seconds(acme, tariff("default 15 15 0")) == [3600]
    breaks = stretches.write([(instant("16 12:20"), instant("16 12:30"))])
    wrote(ana, "16 12:07", "16 12:53", client=acme, breaks=breaks)
    assert seconds(acme, tariff("default 15 15 0")) == [3600, 3000]


def test_what_is_not_billed_is_told_and_costs_nothing(ana: int, acme: int) -> None:
    wrote(ana, "16 9:00", "16 9:10", client=acme, billable=False)
    (line,) = lines(acme, tariff("up 15", 1800, 6000))
    assert (line.portion.seconds, line.billed, line.rate, line.amount) == (600, 0, None, None)


def test_a_minimum_holds_for_a_ticket_on_a_day_even_where_it_is_rounded_to_nothing(
    ana: int, acme: int
) -> None:
    ticket = opened(ana)
    wrote(ana, "16 9:00", "16 9:05", client=acme, ticket=ticket)
    wrote(ana, "16 10:00", "16 10:05", client=acme, ticket=ticket)
    wrote(ana, "17 10:00", "17 10:05", client=acme, ticket=ticket)
    wrote(ana, "17 11:00", "17 13:00", client=acme)
    assert seconds(acme, tariff("down 15", 1800)) == [900, 900, 1800, 7200]


def test_money_is_worked_out_from_all_seconds_of_a_price_and_the_lines_add_up_to_it(
    ana: int, acme: int
) -> None:
    for hour in range(8, 18):
        wrote(ana, f"16 {hour}:00", f"16 {hour}:00:10", client=acme)
    found = lines(acme, tariff(rate=10_00))
    assert billed.total(line.amount for line in found) == Decimal("0.28")  # 100 s, not 10 x 0.03
    assert billed.cost(1800, 65_01) == Decimal("32.51")
    assert billed.total([]) is None


spans = st.lists(
    st.tuples(st.integers(0, 7 * 86_400 - 1), st.integers(1, 40_000), st.booleans()),
    min_size=1,
    max_size=6,
)
rules = st.sampled_from(
    ["", "up 15", "down 15 by ticket", "nearest 30 by day", "up 60 by sheet", "closest 5 5 15"]
)


@given(spans=spans, rule=rules, minimum=st.sampled_from([0, 900, 3600]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_weeks_cut_anywhere_bill_the_same_entries_to_the_second(
    ana: int, acme: int, spans: list[tuple[int, int, bool]], rule: str, minimum: int
) -> None:
    """What is rounded entry by entry does not depend on where a sheet begins and ends."""
    with database.atomic() as transaction:
        for begin, length, billable in spans:
            first = billed_at(begin)
            wrote(ana, first, billed_at(begin + length), client=acme, billable=billable)
        known = tariff(rule, minimum, 45_00)
        whole = lines(acme, known, date(2026, 11, 1), date(2026, 12, 31))
        days = sorted({line.portion.day for line in whole})
        by_day = [line for day in days for line in lines(acme, known, day, day)]
        transaction.rollback()
    assert sum(line.portion.seconds for line in by_day) == sum(
        line.portion.seconds for line in whole
    )
    assert all(line.billed >= 0 for line in whole)
    if "by" not in rule:
        assert [line.billed for line in by_day] == [line.billed for line in whole]
    amounts = billed.total(line.amount for line in whole)
    of_all = sum(line.billed for line in whole)
    assert (amounts or 0) == billed.cost(of_all, 45_00)
