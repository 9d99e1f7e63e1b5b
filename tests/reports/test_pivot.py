"""The pivot is what `worktime.portions` says of the same days, to the second, on both databases."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Activity, Project
from helpdesk_tui.reports import pivot, pivot_cell
from helpdesk_tui.reports.pivot import Asked
from helpdesk_tui.reports.pivot_axes import AXES, axes, key_of
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import portions, spent
from tests.support import opened, technician
from tests.timesheets.conftest import client, wrote

ZONES = ("Europe/Madrid", "America/Havana", "Pacific/Auckland")
STARTS = {
    "the clocks go back in Madrid": datetime(2026, 10, 23, 20, tzinfo=UTC),
    "the clocks go forward in Madrid": datetime(2026, 3, 28, 12, tzinfo=UTC),
    "the clocks jump over midnight in Havana": datetime(2026, 3, 7, 4, tzinfo=UTC),
    "the clocks go back in Havana": datetime(2026, 10, 31, 20, tzinfo=UTC),
    "New Year": datetime(2026, 12, 31, 2, tzinfo=UTC),
}
MINUTE = timedelta(minutes=1)

entries = st.lists(
    st.tuples(
        st.integers(0, 1),  # whose
        st.integers(0, 60 * 60),  # minutes from the start
        st.one_of(st.integers(-60, 300), st.integers(0, 60 * 50)),  # how long
        st.integers(0, 3),  # for whom
        st.booleans(),
        st.booleans(),
        st.sampled_from([(), ((5, 20),), ((-10, 15), (30, 400))]),
    ),
    max_size=14,
)


def told(asked: Asked, now: datetime) -> Counter[tuple[Any, Any, bool]]:
    """What all portions of all entries come to, one by one."""
    found: Counter[tuple[Any, Any, bool]] = Counter()
    all_ = spent.between(None, datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    categories = dict(Ticket.select(Ticket.id, Ticket.category).tuples())
    zoned = portions.zones({one.what.client for one in all_ if one.what.client})
    for one in portions.cut(all_, zoned, now, {one.id for one in all_}):
        what = one.spent.what
        sides = {
            "client": what.client,
            "project": what.project,
            "ticket": what.ticket,
            "category": categories.get(what.ticket) or None,
            "activity": what.activity,
            "technician": one.spent.technician,
        }
        if asked.days and not asked.days[0] <= one.day <= asked.days[1]:
            continue
        if asked.client is not None and what.client != asked.client:
            continue
        row, column = (
            key_of(axis, one.day) if axis.is_time else sides[axis.key]
            for axis in axes(asked.rows, asked.columns)
        )
        found[row, column, False] += one.seconds
        found[row, column, True] += one.seconds if what.billable else 0
    return +found


def shown(asked: Asked, now: datetime) -> Counter[tuple[Any, Any, bool]]:
    """The cells of the pivot, whose totals were added up."""
    read = pivot.read(asked, now)
    found: Counter[tuple[Any, Any, bool]] = Counter()
    for (row, column), cell in read.cells.items():
        found[row, column, False] += cell.worked
        found[row, column, True] += cell.billable
    for heads in (read.rows, read.columns):
        assert sum(head.total.worked for head in heads) == read.total.worked
        assert sum(head.total.billable for head in heads) == read.total.billable
    assert read.total.worked == sum(cell.worked for cell in read.cells.values())
    return +found


@pytest.fixture
def world(ana: int) -> tuple[list[int], list[int | None], list[int]]:
    """Two technicians, clients of three zones and none, and two tickets of a category each."""
    clients = [client(ana, zone, zone) for zone in ZONES]
    tickets = [opened(ana, name, category=name) for name in ("printing", "")]
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with database.atomic():
        Project.create(name="Move", sort_key="move", created_at=at)
        Activity.create(name="Travel", sort_key="travel", created_at=at)
    return [ana, technician("luis")], [*clients, None], tickets


def lay(
    people: Any, clients: Any, tickets: Any, start: datetime, now: datetime, lying: Any
) -> None:
    """Writes entries, of each technician at most one that runs."""
    running = set()
    for who, begin, length, whose, together, billable, breaks in lying:
        at = start + begin * MINUTE
        runs = length % 7 == 0 and who not in running and at < now
        if runs:
            running.add(who)
        paused = [(at + a * MINUTE, at + b * MINUTE) for a, b in breaks]
        wrote(
            people[who],
            at,
            None if runs else at + length * MINUTE,
            client=clients[whose],
            together=together,
            billable=billable,
            breaks=",".join(f"{to_micros(a)}/{to_micros(b)}" for a, b in paused),
            zone=ZONES[length % 3],
            ticket=(*tickets, None)[length % 3],
            project=1 if begin % 2 else None,
            activity=1 if begin % 3 else None,
            retired=length % 11 == 1,
        )


@pytest.mark.parametrize("start", STARTS)
@given(
    lying=entries,
    by=st.sampled_from(list(combinations(AXES, 2))),
    days=st.one_of(st.none(), st.tuples(st.integers(0, 4), st.integers(0, 4))),
    only=st.booleans(),
    ahead=st.integers(0, 4000),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_is_the_sum_of_its_portions(
    world: Any, start: str, lying: Any, by: Any, days: Any, only: bool, ahead: int
) -> None:
    people, clients, tickets = world
    begin_at, now = STARTS[start], STARTS[start] + ahead * MINUTE
    with database.atomic() as transaction:
        lay(people, clients, tickets, begin_at, now, lying)
        first = begin_at.date()
        asked = Asked(
            *by,
            days and (first + timedelta(days=days[0]), first + timedelta(days=sum(days))),
            clients[0] if only else None,
        )
        assert shown(asked, now) == told(asked, now)
        turned = Asked(by[1], by[0], asked.days, asked.client)
        assert pivot.read(turned, now).total == pivot.read(asked, now).total
        transaction.rollback()


@given(lying=entries, by=st.sampled_from(list(combinations(AXES, 2))), data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_behind_each_cell_and_each_sum_lie_the_entries_that_make_it(
    world: Any, lying: Any, by: Any, data: st.DataObject
) -> None:
    people, clients, tickets = world
    start = STARTS["New Year"]
    now = start + timedelta(days=3)
    with database.atomic() as transaction:
        lay(people, clients, tickets, start, now, lying)
        read = pivot.read(Asked(*by), now)
        for side, heads in enumerate((read.rows, read.columns)):
            for head in data.draw(st.lists(st.sampled_from(heads), max_size=3)) if heads else ():
                found = pivot_cell.read(read.asked, read.days, {read.axes[side]: head.key}, now)
                assert sum(one.seconds for one in found.rows) == head.total.worked
        for row, column in list(read.cells)[:5]:
            keys = {read.axes[0]: row, read.axes[1]: column}
            found = pivot_cell.read(read.asked, read.days, keys, now)
            assert sum(one.seconds for one in found.rows) == read.cell(row, column).worked
        transaction.rollback()
