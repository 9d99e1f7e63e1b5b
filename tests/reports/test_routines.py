"""What recurs for a client and what it costs, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import clock, i18n
from helpdesk_tui.models.billing import Rate, Terms
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.periods import Period, weeks
from helpdesk_tui.reports import behind, procedure, routines
from helpdesk_tui.reports.alike import gist, leaders
from helpdesk_tui.reports.routines import Routine
from helpdesk_tui.tickets.views import Viewer
from helpdesk_tui.worktime import portions, spent
from tests.support import opened, technician
from tests.timesheets.conftest import acme, client, wrote

__all__ = ["acme"]

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MONDAYS = [datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(weeks=week) for week in range(3)]
FOUR_WEEKS = Period(date(2026, 10, 26), date(2026, 11, 22), UTC)
NOBODY = Viewer(0, (), UTC)
COPIES = ("Copias del lunes 2/11", "COPIAS, lunes", "copias: martes 17")


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def found(words: str = "", period: Period = FOUR_WEEKS) -> tuple[Routine, ...]:
    return routines.read(period, words, NOBODY).rows


def each_monday(by: int, minutes: int = 30, titles: Any = COPIES, **columns: Any) -> None:
    for begin, title in zip(MONDAYS, titles, strict=True):
        wrote(by, begin, begin + timedelta(minutes=minutes), title=title, **columns)


def price(cents: int, **columns: Any) -> None:
    Rate.create(cents=cents, created_at=NOW, **columns)


def test_what_is_done_three_times_for_a_client_recurs(ana: int, acme: int) -> None:
    each_monday(ana, client=acme)
    luis = technician("luis")
    wrote(luis, MONDAYS[2] + timedelta(days=1), MONDAYS[2] + timedelta(days=1, hours=2),
          title="Copais", client=acme)  # fmt: skip
    each_monday(luis, client=client(ana, "Fénix SL"), titles=["One thing", "Another", "A third"])
    each_monday(technician("eva"), titles=COPIES[:1] * 3)
    (row, internal) = found()
    assert (row.name, row.title, internal.name) == ("ACME Ibérica", "Copais", "")
    assert (row.times, row.days, row.technicians, row.tickets) == (4, 4, 2, 0)
    assert (row.seconds, row.median) == (3.5 * 3600, 30 * 60)
    assert row.weeks == (0, 1800, 1800, 1800 + 7200)
    assert (row.cost, row.cost_a_year) == (None, None)


def test_a_year_is_told_at_the_pace_since_time_was_recorded(ana: int, acme: int) -> None:
    price(6000)
    each_monday(ana, minutes=60, client=acme)
    (row,) = found(period=weeks(12, NOW.date(), UTC))
    passed = NOW - datetime(2026, 11, 2, tzinfo=UTC)
    assert (row.cost, row.cost_a_year) == (
        Decimal("180.00"),
        (Decimal(180 * 365 * 86400) / int(passed.total_seconds())).quantize(Decimal("0.01")),
    )
    assert row.seconds_a_year == 3 * 3600 * timedelta(days=365) // passed


def test_an_hour_costs_what_is_agreed_for_client_activity_and_day(ana: int, acme: int) -> None:
    visit = Activity.create(name="Visit", sort_key="visit", created_at=NOW)
    Terms.create(client=acme, currency="USD", created_at=NOW)
    price(1000)
    price(2000, client=acme)
    price(4000, client=acme, since=date(2026, 11, 9))
    price(9000, activity=visit, client=acme, since=date(2026, 11, 16))
    each_monday(ana, minutes=60, client=acme, activity=visit, billable=False)
    (row,) = found()
    assert (row.cost, row.currency) == (Decimal(20 + 40 + 90), "USD")


def test_the_dearest_comes_first_and_what_cannot_be_compared_after_it(ana: int, acme: int) -> None:
    abroad, free = client(ana, "Hudson"), client(ana, "Fénix SL")
    Terms.create(client=abroad, currency="USD", created_at=NOW)
    price(5000, client=acme)
    price(90000, client=abroad)
    each_monday(ana, minutes=20, client=acme)
    each_monday(technician("luis"), minutes=50, client=acme, titles=["Backup of servers"] * 3)
    each_monday(technician("eva"), minutes=40, client=free)
    each_monday(technician("leo"), minutes=10, client=abroad)
    assert [(row.name, row.seconds // 180) for row in found()] == [
        *(("ACME Ibérica", 50), ("ACME Ibérica", 20), ("Fénix SL", 40), ("Hudson", 10)),
    ]


def test_work_of_several_days_on_one_ticket_is_no_routine(ana: int, acme: int) -> None:
    ticket = opened(ana, "The server is slow", client=acme)
    for day in range(5):
        begin = MONDAYS[0] + timedelta(days=day)
        wrote(ana, begin, begin + timedelta(hours=1), title="Server", client=acme, ticket=ticket)
    assert found() == ()
    each_monday(ana, titles=["Server"] * 3, client=acme, ticket=ticket)
    (row,) = found()
    assert (row.times, row.days, row.tickets) == (3, 7, 1)
    assert row.median == 1800  # of one time: the week with the five days is one


def test_time_is_counted_once_and_without_breaks_as_everywhere(ana: int, acme: int) -> None:
    each_monday(ana, minutes=60, client=acme)
    each_monday(ana, minutes=90, client=acme, titles=["Scan of disks"] * 3, together=True)
    begin = MONDAYS[0] + timedelta(hours=4)
    pause = f"{clock.to_micros(begin)}/{clock.to_micros(begin + timedelta(minutes=20))}"
    wrote(ana, begin, begin + timedelta(hours=1), title="Copias", client=acme, breaks=pause)
    wrote(ana, MONDAYS[1] + timedelta(hours=5), MONDAYS[1], title="Copias", client=acme)
    wrote(ana, MONDAYS[2] + timedelta(hours=6), None, title="Copias", client=acme)
    rows = found()
    cut = portions.cut(spent.between(None, FOUR_WEEKS.begin, FOUR_WEEKS.end), {}, NOW)
    assert sum(row.seconds for row in rows) == sum(one.seconds for one in cut)
    assert {row.title: row.seconds for row in rows}["Scan of disks"] == 3 * 1800
    for row in rows:
        assert sum(row.weeks) == row.seconds
        listed = behind.read(row.entries, UTC).rows
        assert tuple(one.spent.id for one in listed) == row.entries
        assert sum(one.seconds for one in listed) == row.seconds


def test_only_the_period_counts_and_with_a_filter_only_its_tickets(ana: int, acme: int) -> None:
    ticket = opened(ana, "Copies", client=acme, category="backup")
    each_monday(ana, client=acme, ticket=ticket)
    each_monday(technician("luis"), client=acme, titles=["Papers"] * 3)
    assert [row.title for row in found("category:backup")] == [COPIES[2]]
    assert found("category:none") == ()
    assert len(found()) == 2
    assert found(period=Period(date(2026, 11, 9), date(2026, 11, 22), UTC)) == ()
    assert found(period=Period(date(2027, 1, 1), date(2027, 1, 31), UTC)) == ()


def test_the_draft_has_the_steps_that_were_written_down(ana: int, acme: int) -> None:
    price(6000)
    noted = (
        "- Open the console\n- Run again what failed\n- Call the clinic",
        "1. Open the consoel; 2. run again what has failed. Had a coffee.",
        "",
    )
    for begin, text in zip(MONDAYS, noted, strict=True):
        wrote(ana, begin, begin + timedelta(hours=1), title="Copies", client=acme, description=text)
    report = routines.read(FOUR_WEEKS, "", NOBODY)
    draft = procedure.draft(report.rows[0], report)
    assert draft.subject == "Procedure: Copies (ACME Ibérica)"
    assert "1. Open the consoel (2)\n2. Run again what has failed (2)\n\n" in draft.text
    assert "3 times on 3 days, 1 technician, 3:00 h in all, 1:00 as a rule, €180.00" in draft.text
    i18n.install("es")
    try:
        assert "180,00\N{NO-BREAK SPACE}€" in procedure.draft(report.rows[0], report).text
    finally:
        i18n.install("en")


def test_without_descriptions_the_steps_are_left_to_be_written() -> None:
    assert procedure.steps(["", " \n"]) == []
    assert procedure.steps(["Only one says this. And this.", ""]) == [
        *(("Only one says this", 1), ("And this", 1)),
    ]


@pytest.mark.parametrize(
    ("said", "others"),
    [
        ("copias seguridad", ["copias seguridda", "copia segurridad"]),
        ("backup", ["bakcup"]),
    ],
)
def test_a_slip_in_a_long_word_goes_with_what_is_said_more_often(
    said: str, others: list[str]
) -> None:
    gists = [gist(one) for one in (said, *others)]
    assert set(leaders(gists).values()) == {gists[0]}


def test_other_words_stay_apart() -> None:
    apart = [gist(one) for one in ("alta de usuario", "baja de usuario", "alta de usuarios VPN")]
    assert leaders(apart) == {one: one for one in apart}


WORDS = st.lists(st.sampled_from(["copias", "copiax", "servidor", "servidro", "red"]), max_size=3)


@given(st.lists(WORDS.map(" ".join), unique=True))
def test_whoever_leads_leads_itself_and_comes_first(gists: list[str]) -> None:
    found = leaders(gists)
    assert list(found) == gists
    assert all(found[leader] == leader for leader in found.values())
    assert all(gists.index(leader) <= gists.index(one) for one, leader in found.items())
