"""What was promised and kept by month is what a count of every ticket, by the minute, comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui import periods
from helpdesk_tui.models.tickets import Shelf, Ticket
from helpdesk_tui.people.editing import add_client
from helpdesk_tui.periods import Period
from helpdesk_tui.sla.kept import Count, Month, Outcome, total
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, kept, promises
from tests.plans import plans
from tests.sla.by_the_minute import fates
from tests.sla.conftest import Watch
from tests.sla.lives import Life, promise, rules, steps, versions
from tests.sla.promised import MADRID, at
from tests.support import opened, row

FIRST, NEXT, RESOLUTION = Target
NOT_KEPT = (Outcome.OPEN, Outcome.LATE, Outcome.MISSED)

Lived = tuple[int, list[tuple[str, int, int]], bool]
lived: st.SearchStrategy[list[Lived]] = st.lists(
    st.tuples(st.sampled_from([0, 9, 25]), steps, st.booleans()), min_size=1, max_size=3
)
"""After how many days each ticket came, what happened to it, and whether it was made waiting."""


@pytest.fixture
def client(desk: Opened, ana: int) -> int:
    made: int = add_client(ana, {"name": "ACME Ibérica"}).things[0]
    return made


def until(watch: Watch, months: int = 3) -> Period:
    """The last months, on the clocks of Madrid."""
    return periods.months(months, watch.now.astimezone(MADRID).date(), MADRID)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=lived, first=st.integers(0, 3))
def test_the_figures_are_those_of_every_ticket_counted_by_the_minute(
    client: int, ana: int, watch: Watch, lives: list[Lived], first: int
) -> None:
    Ticket.update(deleted=True, shelf=Shelf.AWAY).execute()  # those of the examples before
    promises.save(ana, versions(client)[first])
    ones = []
    for days, happens, made_waiting in lives:
        watch.now += timedelta(days=days, minutes=1)
        one = Life(ana, watch, client, versions(client))
        one.begin(made_waiting)
        for what, choice, minutes in happens:
            watch.goes_on(minutes)
            one.step(what, choice)
        ones.append(one)
    promises.bring_up_to_date()
    watch.goes_on(1)

    for whose in (client, None):
        theirs = [one for one in ones if whose in (None, Ticket.get_by_id(one.ticket).client_id)]
        figures = kept.read(whose, until(watch))
        months = until(watch).cut("month")
        assert [month.first for month in figures] == [month.first for month in months]
        assert found_in(figures) == counted(theirs, watch.now)
        assert listed(whose, until(watch)) == {
            (one.ticket, target, fate)
            for one in theirs
            for target, fate in fates(one.ticket, watch.now, one.then).items()
            if fate != "kept"
        }
        everything = total(figures)
        for target, count in everything.counts.items():
            assert count.promised == count.kept + count.missed + count.open
            assert count == sum((month.counts[target] for month in figures), Count())
        assert everything.tickets == sum(month.tickets for month in figures)


def counted(ones: Iterable[Life], now: datetime) -> Counter[Any]:
    """How many tickets came in each month, and how many promises fared how."""
    found: Counter[Any] = Counter()
    for one in ones:
        made = Ticket.get_by_id(one.ticket)
        month = made.created_at.astimezone(MADRID).date().replace(day=1)
        if made.shelf != Shelf.AWAY:
            found[month] += 1
        for target, fate in fates(one.ticket, now, one.then).items():
            found[month, target, fate] += 1
    return found


def found_in(figures: Iterable[Month]) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for month in figures:
        found[month.first] += month.tickets
        for target, count in month.counts.items():
            found[month.first, target, "kept"] += count.kept
            found[month.first, target, "missed"] += count.missed
            found[month.first, target, "open"] += count.open - count.late
            found[month.first, target, "late"] += count.late
    return +found


def listed(client: int | None, period: Period) -> set[tuple[int, int, str]]:
    found = kept.owed(client, period, NOT_KEPT)
    return {(one.ticket, one.target, one.outcome.name.lower()) for one in found}


@pytest.fixture
def gold(client: int, ana: int, watch: Watch) -> int:
    """The client, to whom an answer in an hour and a solution in eight are promised."""
    promises.save(ana, rules(promise(first_response=1, resolution=8)))
    watch.now = at(16, "10:00")
    return client


def test_a_ticket_counts_in_the_month_in_which_it_came_where_the_client_is(
    gold: int, ana: int, watch: Watch
) -> None:
    watch.now = datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC)
    opened(ana, client=gold)
    watch.now = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)
    opened(ana, client=gold)
    opened(ana)
    november, december = kept.read(gold, until(watch, 2))
    assert (november.first, november.tickets) == (date(2026, 11, 1), 1)
    assert (december.first, december.tickets) == (date(2026, 12, 1), 1)
    assert total(kept.read(None, until(watch, 2))).tickets == 3


def test_what_is_owed_is_open_then_late_and_missed_when_it_is_settled(
    gold: int, ana: int, watch: Watch
) -> None:
    ticket = opened(ana, client=gold)

    def stands() -> Count:
        return kept.read(gold, until(watch, 1))[0].counts[FIRST]

    assert (stands(), stands().percent) == (Count(open=1), None)
    watch.now = at(16, "12:00")
    assert (stands(), stands().percent) == (Count(open=1, late=1), None)
    actions.reply(ana, [row(ticket)], "We look at it.")
    assert (stands(), stands().percent) == (Count(missed=1), 0)


def test_what_was_missed_is_listed_by_how_much_open_time(gold: int, ana: int, watch: Watch) -> None:
    late = opened(ana, "It smokes", client=gold)
    watch.now = at(16, "12:30:20")
    actions.reply(ana, [row(late)], "We look at it.")
    watch.now = at(19, "17:00")
    at_closing = opened(ana, "It burns", client=gold)
    watch.now = at(19, "21:00")
    actions.reply(ana, [row(at_closing)], "Run.")
    missed = kept.owed(gold, until(watch), (Outcome.MISSED,))
    assert [(one.ticket, one.subject, one.target, one.beyond) for one in missed] == [
        (at_closing, "It burns", FIRST, ""),
        (late, "It smokes", FIRST, "1h31"),
    ]
    assert (missed[0].due, missed[0].stopped) == (at(19, "18:00"), at(19, "21:00"))


def test_a_target_that_was_missed_once_stays_missed_and_its_worst_is_listed(
    client: int, ana: int, watch: Watch
) -> None:
    promises.save(ana, rules(promise(next_response=1)))
    life = Life(ana, watch, client, [])
    watch.now = at(16, "9:00")
    life.begin(made_waiting=False)
    for clock in ("11:00", "11:01", "15:01", "15:02", "15:03"):
        watch.now = at(16, clock)
        life.step("the client writes" if clock in ("11:01", "15:02") else "reply", 1)
    (one,) = kept.owed(None, until(watch, 1), NOT_KEPT)
    assert (one.stopped, one.over) == (at(16, "15:01"), 2 * 3600)
    assert kept.read(None, until(watch, 1))[0].counts[NEXT] == Count(missed=1)


def test_what_came_before_any_rules_or_was_put_away_counts_nowhere(
    client: int, ana: int, watch: Watch
) -> None:
    actions.set_status(ana, [row(opened(ana, client=client))], 5)
    watch.goes_on(60)
    promises.save(ana, rules(promise(resolution=1)))
    away = opened(ana, client=client)
    watch.goes_on(600)
    assert total(kept.read(client, until(watch))).counts[RESOLUTION] == Count(open=1, late=1)
    actions.put_away(ana, [row(away)], away=True)
    everything = total(kept.read(client, until(watch)))
    assert (everything.tickets, everything.all) == (1, Count())
    assert kept.owed(client, until(watch), NOT_KEPT) == []


def test_a_hundred_percent_is_all_of_it() -> None:
    assert Count(kept=999, missed=1).percent == 99
    assert Count(kept=5, open=3).percent == 100
    assert Count(open=3).percent is None


def test_the_policies_of_a_client_end_with_the_one_that_takes_all_the_rest(
    client: int, ana: int
) -> None:
    urgent = {**promise(first_response=1, clients=[client], priorities=[1]), "name": "Urgent"}
    theirs = {**promise(resolution=8, clients=[client]), "name": "Theirs"}
    others = {**promise(resolution=16), "name": "Others"}
    assert kept.policies(client) == []
    promises.save(ana, rules(urgent, theirs, others))
    assert [one.name for one in kept.policies(client)] == ["Urgent", "Theirs"]
    assert [one.name for one in kept.policies(None)] == ["Urgent", "Theirs", "Others"]


def test_sqlite_finds_the_tickets_by_their_client(tmp_path: Any, watch: Watch) -> None:
    from tests.storage.fresh import opened_fresh

    with opened_fresh(tmp_path):
        read = plans(lambda: kept.read(1, until(watch, 12)))
        lists = plans(lambda: kept.owed(1, until(watch, 12), (Outcome.MISSED,)))
    ways = [lines[0] for lines in (*read, *lists)]
    assert len(ways) >= 3
    assert [way for way in ways if "ticket_client (client_id=?" not in way] == []
