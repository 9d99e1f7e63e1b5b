"""Whatever is agreed, and when: no day is on two sheets that were given out, and none on none."""

from __future__ import annotations

from bisect import insort
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import Bought, Every, State, Terms
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.timesheets import agreeing, giving, monday, sheet
from helpdesk_tui.timesheets.recorded import Counted, of_period
from helpdesk_tui.timesheets.rows import Missing
from helpdesk_tui.timesheets.terms import (
    Agreed,
    Days,
    bought,
    cut_short,
    given_out,
    period,
    terms_of,
)
from tests.timesheets.conftest import LATER, client, instant, wrote
from tests.timesheets.test_giving import letter

DAY = timedelta(days=1)
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)

NEAR = st.dates(date(2026, 8, 1), date(2027, 3, 1))
AGREED = st.builds(Agreed, st.just(1), every=st.sampled_from(Every), begins=st.none() | NEAR)
STEPS = st.lists(
    st.tuples(st.sampled_from(["agree", "give", "give", "take back"]), AGREED, NEAR), max_size=30
)


@given(STEPS)
def test_sheets_never_share_a_day_and_leave_none_out_however_terms_change_in_between(
    steps: list[tuple[str, Agreed, date]],
) -> None:
    agreed, told = Agreed(1), list[Days]()
    for what, other, day in steps:
        if what == "agree":
            agreed = other
        elif what == "take back" and told:
            told.remove(period(agreed, told, min(told, key=lambda days: abs(days[0] - day))[0]))
        elif what == "give" and (days := period(agreed, told, day)) not in told:
            insort(told, days)
        assert all(one[1] < next_[0] for one, next_ in pairwise(told))
        at, end = date(2026, 7, 1), date(2027, 4, 1)
        walked = list[Days]()
        while at < end:
            walked.append(period(agreed, told, at))
            first, last = walked[-1]
            assert first <= at <= last, "a day is on the sheet that is asked for it"
            for within in range((last - first).days + 1):
                assert period(agreed, told, first + within * DAY) == walked[-1]
            at = last + DAY
        assert all(one[1] + DAY == next_[0] for one, next_ in pairwise(walked))
        assert set(told) <= set(walked)


WEEKS = [(date(2026, 11, 9), date(2026, 11, 15)), (MONDAY, SUNDAY)]


def test_who_changes_from_weeks_to_months_gets_what_is_left_of_the_month_next() -> None:
    monthly = Agreed(1, every=Every.MONTH)
    assert cut_short(monthly, WEEKS) == (date(2026, 11, 23), date(2026, 11, 30))
    assert period(monthly, WEEKS, date(2026, 11, 3)) == (date(2026, 11, 1), date(2026, 11, 8))
    assert period(monthly, WEEKS, SUNDAY) == (MONDAY, SUNDAY)
    assert period(monthly, WEEKS, date(2026, 12, 1))[1] == date(2026, 12, 31)
    assert cut_short(Agreed(1), WEEKS) is None, "weeks go on as weeks"
    assert cut_short(Agreed(1), [NOVEMBER]) == (date(2026, 12, 1), date(2026, 12, 6))
    assert cut_short(monthly, []) is None


# On a desk


@pytest.fixture
def week(ana: int, acme: int) -> int:
    """A client with hours on each day from the 2nd to the 27th, told weekly up to the 22nd."""
    Terms.create(client=acme, to="x@acme.example", created_at=LATER)
    for day in range(2, 28):
        wrote(ana, f"{day} 9:00", f"{day} 10:00", client=acme)
    for first in (2, 9, 16):
        tell(ana, acme, date(2026, 11, first), date(2026, 11, first + 6))
    return acme


def tell(by: int, whom: int, first: date, last: date) -> None:
    giving.tell(by, whom, first, last, LATER, letter)


def agree(by: int, whom: int, every: Every) -> None:
    seen = terms_of(whom)
    agreeing.change_terms(by, seen, replace(seen, every=every))


def shown(whom: int, now: datetime, back: int = 0) -> Days:
    (row,) = (row for row in monday.due(now, back) if row.client == whom)
    return row.first, row.last


def test_monday_goes_on_where_the_last_sheet_ended_and_back_over_those_that_were_given_out(
    ana: int, week: int
) -> None:
    december = datetime(2026, 12, 1, 8, tzinfo=UTC)
    agree(ana, week, Every.MONTH)
    found = [shown(week, december, back) for back in range(-1, 5)]
    first = lambda day: date(2026, 11, day)  # noqa: E731
    assert found == [
        (date(2026, 12, 1), date(2026, 12, 31)),
        (first(23), first(30)),
        (first(16), first(22)),
        (first(9), first(15)),
        (first(2), first(8)),
        (first(1), first(1)),
    ]
    (row,) = monday.due(december)
    assert (row.worked, row.is_ready) == (5 * 3600, True)
    tell(ana, week, row.first, row.last)
    told = [row.worked for row in billing.Sheet.select().where(billing.Sheet.state == State.GIVEN)]
    assert sum(told) == 26 * 3600, "each hour was told once"


def test_a_monthly_client_has_a_month_while_others_go_on_by_the_week(ana: int, week: int) -> None:
    monthly, fortnight = client(ana, "Fénix"), client(ana, "Gil")
    for whom, every in ((monthly, Every.MONTH), (fortnight, Every.FORTNIGHT)):
        Terms.create(client=whom, every=every, to="x@acme.example", created_at=LATER)
        wrote(ana, "3 12:00", "3 13:00", client=whom)
        wrote(ana, "27 12:00", "27 12:30", client=whom)
    november, monday_ = instant("30 8:00"), datetime(2026, 12, 7, 8, tzinfo=UTC)
    assert shown(monthly, november) == (date(2026, 10, 1), date(2026, 10, 31))
    assert shown(monthly, november, -1) == NOVEMBER
    for at in (datetime(2026, 12, 1, 8, tzinfo=UTC), monday_, monday_ + 3 * 7 * DAY):
        assert shown(monthly, at) == NOVEMBER
    tell(ana, monthly, *NOVEMBER)
    assert shown(monthly, monday_) == NOVEMBER
    (row,) = (row for row in monday.due(monday_) if row.client == monthly)
    assert (row.is_given, row.worked) == (True, 5400)
    weeks = [shown(week, monday_, back) for back in range(4)]
    assert weeks == [
        (date(2026, 11, 30), date(2026, 12, 6)),
        (date(2026, 11, 23), date(2026, 11, 29)),
        (MONDAY, SUNDAY),
        WEEKS[0],
    ]
    assert shown(fortnight, monday_)[1] - shown(fortnight, monday_)[0] == 13 * DAY


def test_a_sheet_with_days_of_one_that_was_given_out_is_not_given_out(ana: int, week: int) -> None:
    read = sheet.read(week, *NOVEMBER, LATER)
    assert (read.missing, read.because_of) == (Missing.TOLD, "2026-11-02–2026-11-08")
    with pytest.raises(Refused, match="Some of these days are on a sheet that was given out"):
        tell(ana, week, *NOVEMBER)
    seen = sheet.read(week, MONDAY, SUNDAY, LATER)
    giving.revise(ana, seen)
    with pytest.raises(Refused, match="Some of these days"):
        tell(ana, week, MONDAY, date(2026, 11, 30))
    assert given_out([week])[week] == [(date(2026, 11, 2), date(2026, 11, 8)), *WEEKS]
    tell(ana, week, MONDAY, SUNDAY)  # the correction has the days of what it corrects
    assert given_out([week])[week] == [(date(2026, 11, 2), date(2026, 11, 8)), *WEEKS]


def test_what_was_taken_back_makes_its_days_free(ana: int, week: int) -> None:
    agree(ana, week, Every.MONTH)
    giving.take_back(ana, sheet.read(week, MONDAY, SUNDAY, LATER))
    assert shown(week, datetime(2026, 12, 1, 8, tzinfo=UTC)) == (MONDAY, date(2026, 11, 30))
    tell(ana, week, MONDAY, date(2026, 11, 30))
    with pytest.raises(Refused, match="Some of these days"):
        tell(ana, week, MONDAY, SUNDAY)


def test_the_sheet_of_days_that_another_desk_gave_out_meanwhile_puts_no_letter_there(
    ana: int, week: int
) -> None:
    days = date(2026, 11, 23), date(2026, 11, 29)
    ready = giving.prepared(week, *days, LATER)
    agree(ana, week, Every.MONTH)
    tell(ana, week, days[0], date(2026, 11, 30))
    with pytest.raises(Refused, match="Some of these days"):
        giving.give_out(ana, ready, LATER, lambda: pytest.fail("a letter came into its place"))


def test_hours_bought_and_the_workbook_round_by_the_sheet_that_there_is(
    ana: int, week: int
) -> None:
    Terms.update(every=Every.MONTH, rounding="up 480 by sheet").execute()
    Bought.create(client=week, seconds=100 * 3600, since=date(2026, 11, 1), created_at=LATER)
    left = bought(week, date(2026, 11, 30), LATER)
    assert left
    assert left.used == 29 * 3600, "21 as they were told, and five on a sheet of their own"
    records = of_period({week: "ACME"}, week, *NOVEMBER, LATER, Counted())
    assert sum(one.billed for one in records) == 29 * 3600
