"""What is agreed with a client: how often they are told, what an hour costs, what was bought."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import rounding
from helpdesk_tui.models.billing import Bought, Every, Rate, Sheet, SheetLine, State, Terms
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.timesheets.granted import Grant, Warn, draw, needed_from
from helpdesk_tui.timesheets.terms import Agreed, agreed_with, bought, period, tariff, terms_of
from tests.timesheets.conftest import LATER, client, instant, wrote

HOUR = 3600
NOVEMBER = date(2026, 11, 1)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
AGREED = st.builds(
    Agreed, st.just(1), every=st.sampled_from(Every), begins=st.none() | DAYS
)  # fmt: skip


def agree(client: int, **columns: Any) -> None:
    Terms.create(client=client, created_at=instant("1 9:00"), **columns)


def price(cents: int, **columns: Any) -> None:
    Rate.create(cents=cents, created_at=instant("1 9:00"), **columns)


def buy(client: int, hours: float, **columns: Any) -> None:
    columns = {"since": NOVEMBER} | columns
    seconds = int(hours * HOUR)
    Bought.create(client=client, seconds=seconds, created_at=instant("1 9:00"), **columns)


def left(client: int, day: date) -> tuple[float, float, Warn] | None:
    found = bought(client, day, LATER)
    return (found.used / HOUR, found.left / HOUR, found.warn) if found else None


def test_without_terms_a_client_gets_a_sheet_each_iso_week_of_time_as_it_was(acme: int) -> None:
    agreed = terms_of(acme)
    assert agreed == Agreed(acme)
    assert period(agreed, [], date(2027, 1, 1)) == (date(2026, 12, 28), date(2027, 1, 3))
    assert tariff(acme).rule == rounding.AS_RECORDED
    assert tariff(acme).rate(None, NOVEMBER) is None


def test_terms_are_read_as_they_were_agreed(ana: int, acme: int) -> None:
    agree(acme, every=Every.MONTH, rounding="up 15 by day", minimum=900, to="a@acme.es")
    other = client(ana, "Fénix SL")
    found = agreed_with([acme, other])
    assert found[acme].rule == rounding.rule("duration up 15 by day")
    assert (found[acme].every, found[acme].minimum, found[acme].to) == (3, 900, "a@acme.es")
    assert found[other] == Agreed(other)


@given(AGREED, DAYS)
def test_sheets_touch_and_each_day_is_on_one_of_them(agreed: Agreed, day: date) -> None:
    first, last = period(agreed, [], day)
    assert first <= day <= last
    assert period(agreed, [], first) == period(agreed, [], last) == (first, last)
    assert period(agreed, [], last + timedelta(days=1))[0] == last + timedelta(days=1)
    assert period(agreed, [], first - timedelta(days=1))[1] == first - timedelta(days=1)


@given(AGREED)
def test_a_sheet_begins_with_the_day_that_was_agreed(agreed: Agreed) -> None:
    if agreed.begins is None:
        first, _last = period(agreed, [], NOVEMBER)
        assert first.day == 1 if agreed.every is Every.MONTH else first.weekday() == 0
    else:
        assert period(agreed, [], agreed.begins)[0] == agreed.begins


def test_months_from_the_31st_begin_with_the_last_day_of_short_ones() -> None:
    agreed = Agreed(1, every=Every.MONTH, begins=date(2026, 1, 31))
    assert period(agreed, [], date(2026, 2, 14)) == (date(2026, 1, 31), date(2026, 2, 27))
    assert period(agreed, [], date(2026, 2, 28)) == (date(2026, 2, 28), date(2026, 3, 30))


def test_the_rate_that_fits_best_holds_from_its_day_on(ana: int, acme: int) -> None:
    made = instant("1 9:00")
    night, visit = (
        Activity.create(name=name, sort_key=name, created_at=made).id for name in ("night", "visit")
    )
    price(1000)
    price(2000, activity=night)
    price(3000, client=acme)
    price(4000, client=acme, activity=night, since=date(2026, 11, 10))
    price(4500, client=acme, activity=night, since=date(2026, 11, 20))
    price(9900, client=acme, activity=night, since=date(2026, 11, 20), retired=True)
    rate, elsewhere = tariff(acme).rate, tariff(client(ana, "Fénix SL")).rate
    assert [rate(night, date(2026, 11, day)) for day in (9, 10, 20)] == [3000, 4000, 4500]
    assert [rate(visit, NOVEMBER), rate(None, NOVEMBER)] == [3000, 3000]
    assert [elsewhere(one, NOVEMBER) for one in (night, visit, None)] == [2000, 1000, 1000]


def test_hours_bought_warn_from_four_fifths_on_and_when_they_are_used_up(
    ana: int, acme: int
) -> None:
    assert left(acme, NOVEMBER) is None
    buy(acme, 5)
    wrote(ana, "16 9:00", "16 12:59", client=acme)
    wrote(ana, "17 9:00", "17 9:01", client=acme)
    wrote(ana, "18 9:00", "18 11:00", client=acme)
    assert left(acme, date(2026, 11, 16)) == (3 + 59 / 60, 1 + 1 / 60, Warn.NOTHING)
    assert left(acme, date(2026, 11, 17)) == (4, 1, Warn.SOON)
    assert left(acme, date(2026, 11, 18)) == (5, 0, Warn.USED_UP)
    found = bought(acme, date(2026, 11, 18), LATER)
    assert found
    assert found.over == HOUR
    assert left(acme, date(2026, 10, 31)) is None


def test_what_is_billed_is_used_and_not_what_was_worked(ana: int, acme: int) -> None:
    buy(acme, 10)
    agree(acme, rounding="up 60 by sheet")
    for day in (16, 17, 23):
        wrote(ana, f"{day} 9:00", f"{day} 9:20", client=acme)
    wrote(ana, "18 9:00", "18 11:00", client=acme, billable=False)
    assert left(acme, date(2026, 11, 22)) == (1, 9, Warn.NOTHING)
    assert left(acme, date(2026, 11, 23)) == (2, 8, Warn.NOTHING)


def test_a_month_begins_anew_and_carries_nothing_over(ana: int, acme: int) -> None:
    buy(acme, 10, monthly=True, since=date(2026, 10, 1), until=date(2026, 11, 30))
    wrote(ana, "16 9:00", "16 12:00", client=acme)
    assert left(acme, date(2026, 10, 31)) == (0, 10, Warn.NOTHING)
    assert left(acme, date(2026, 11, 30)) == (3, 7, Warn.NOTHING)
    assert left(acme, date(2026, 12, 1)) is None


def test_the_oldest_are_used_first_and_of_those_used_up_nobody_hears(ana: int, acme: int) -> None:
    buy(acme, 2)
    buy(acme, 10, since=date(2026, 11, 10))
    wrote(ana, "9 9:00", "9 10:00", client=acme)
    wrote(ana, "16 9:00", "16 12:00", client=acme)
    assert left(acme, date(2026, 11, 9)) == (1, 1, Warn.NOTHING)
    assert left(acme, date(2026, 11, 16)) == (2, 8, Warn.NOTHING)


def test_what_was_told_stays_told_when_the_rule_changes(ana: int, acme: int) -> None:
    buy(acme, 10)
    entry = wrote(ana, "16 9:00", "16 9:20", client=acme)
    wrote(ana, "23 9:00", "23 9:20", client=acme)
    made = {"client": acme, "created_at": instant("23 8:00"), "state": State.GIVEN}
    sheet = Sheet.create(first=date(2026, 11, 16), last=date(2026, 11, 22), **made)
    line = {"title": "Work", "technician": "ana", "billable": True, "worked": 1200}
    day = date(2026, 11, 16)
    SheetLine.create(sheet=sheet, place=1, day=day, entry=entry, billed=1800, **line)
    agree(acme, rounding="up 60")
    assert left(acme, date(2026, 11, 22)) == (0.5, 9.5, Warn.NOTHING)
    assert left(acme, date(2026, 11, 23)) == (1.5, 8.5, Warn.NOTHING)
    Sheet.create(first=sheet.first, last=sheet.last, revision=2, **made | {"state": State.DRAFT})
    assert left(acme, date(2026, 11, 22)) == (1, 9, Warn.NOTHING)  # it is being corrected


GRANTS = st.lists(
    st.builds(
        lambda id_, seconds, monthly, since, length: Grant(
            *(id_, seconds, monthly, NOVEMBER + timedelta(days=since)),
            until=None if length is None else NOVEMBER + timedelta(days=since + length),
            note="",
        ),
        st.integers(1, 9),
        st.integers(1, 50),
        st.booleans(),
        st.integers(-80, 30),
        st.none() | st.integers(0, 60),
    ),
    max_size=5,
    unique_by=lambda one: one.id,
)
BILLED = st.dictionaries(st.integers(-80, 30), st.integers(0, 30), max_size=20)


@given(GRANTS, BILLED, st.integers(-80, 30))
def test_what_was_billed_before_it_is_needed_changes_nothing(
    grants: list[Grant], billed: dict[int, int], at: int
) -> None:
    day = NOVEMBER + timedelta(days=at)
    by_day = {NOVEMBER + timedelta(days=away): seconds for away, seconds in billed.items()}
    begin, whole = needed_from(grants, day), draw(grants, by_day, day)
    assert (begin is None) == (whole is None)
    if begin and whole:
        since = {one: seconds for one, seconds in by_day.items() if one >= begin}
        assert draw(grants, since, day) == whole
        assert whole.left == sum(one.seconds - one.used for one in whole.in_hand) >= 0


@pytest.mark.parametrize("retired", [True, False])
def test_what_was_put_away_counts_no_more(ana: int, acme: int, retired: bool) -> None:
    buy(acme, 2, retired=retired)
    assert (left(acme, NOVEMBER) is None) is retired
