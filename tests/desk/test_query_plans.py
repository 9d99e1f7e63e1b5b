"""How SQLite reads the queue: every list is a walk along a named index; a lost one is noticed.

The planner knows no figures of the tables (nobody runs ANALYZE), so an empty desk shows the plans
of one with a million tickets.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, product

import pytest

from helpdesk_tui.clock import NEVER
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import matching, queue
from helpdesk_tui.tickets.queue import Key, Query
from helpdesk_tui.tickets.views import SORTS, VIEWS, Viewer
from tests.plans import plans
from tests.support import SATURDAY

OWN_BY_CLOCK = "ticket_assignee"
BY_SHELF = {
    "clock": "ticket_shelf_due_at",
    "priority": "ticket_shelf_priority_due_at",
    "changed": "ticket_shelf_changed_at",
    "age": "ticket_shelf_created_at",
    "client": "ticket_shelf_client_key_due_at",
    "number": "ticket_shelf",
}
INDEXES = (OWN_BY_CLOCK, *BY_SHELF.values())

PLACES: dict[str, Key] = {
    "clock": (NEVER, 9),
    "priority": (2, NEVER, 9),
    "changed": (SATURDAY, 9),
    "age": (SATURDAY, 9),
    "client": ("acme", NEVER, 9),
    "number": (9,),
}
"""A place in each order, to go on from."""

REACHED = {
    "clock": ("due_at=? AND id{}?", "due_at{}?"),
    "priority": ("priority=? AND due_at=? AND id{}?", "priority=? AND due_at{}?", "priority{}?"),
    "changed": ("changed_at=? AND id{}?", "changed_at{}?"),
    "age": ("created_at=? AND id{}?", "created_at{}?"),
    "client": (
        "client_key=? AND due_at=? AND id{}?",
        "client_key=? AND due_at{}?",
        "client_key{}?",
    ),
    "number": ("id{}?",),
}
"""What is looked up to go on from such a place: the rest of a tie first, then what lies beyond."""

STEPS = {
    "the first page": {"backwards": False},
    "the last page": {"backwards": True},
    "the next page": {"backwards": False, "begin": True},
    "the page before": {"backwards": True, "begin": True},
}
VIEWERS = (Viewer(1), Viewer(1, (1,)), Viewer(1, (1, 2, 3)))


@dataclass(frozen=True)
class Case:
    """A page of the queue that somebody may ask for."""

    query: Query
    step: str

    def read(self) -> None:
        step = STEPS[self.step]
        start = PLACES[self.query.sort] if "begin" in step else None
        queue.page(self.query, start, backwards=step["backwards"])

    @property
    def walks(self) -> list[str]:
        """What each of its statements looks up, and in which index."""
        if "begin" not in STEPS[self.step]:
            return [self._walk("")]
        sort, backwards = SORTS[self.query.sort], STEPS[self.step]["backwards"]
        beyond = "<" if sort.newest_first ^ self.query.reverse ^ backwards else ">"
        return [self._walk(reached.format(beyond)) for reached in REACHED[sort.key]]

    def _walk(self, reached: str) -> str:
        view, sort = self.query.view, self.query.sort
        if view in ("mine", "unassigned") and sort == "clock":
            return _search(OWN_BY_CLOCK, "assignee_id=? AND shelf=?", reached)
        tied, _, by_clock = reached.partition(" AND ")
        if view == "mine" and tied in ("priority=?", "client_key=?"):
            return _search(OWN_BY_CLOCK, "assignee_id=? AND shelf=?", by_clock)
        return _search(BY_SHELF[sort], "shelf=?", reached)


def _search(index: str, *conditions: str) -> str:
    return f"USING INDEX {index} ({' AND '.join(filter(None, conditions))})"


CASES = [
    Case(Query(viewer, view, sort, reverse), step)
    for view, sort, reverse, step in product(VIEWS, SORTS, (False, True), STEPS)
    for viewer in (VIEWERS if view == "teams" else VIEWERS[:1])
]

pytestmark = [
    pytest.mark.usefixtures("desk"),
    # PostgreSQL chooses its plans by what the tables hold, and here that is nothing.
    pytest.mark.parametrize("desk", ["sqlite"], indirect=True),
]


def faults(cases: list[Case]) -> Iterator[str]:
    """Every case that is not read as it should be, with the plan that SQLite has instead."""
    for case in cases:
        seen = plans(case.read)
        walks = [plan[0].removeprefix("SEARCH t1 ") for plan in seen]
        if walks != case.walks or any("TEMP B-TREE" in line for plan in seen for line in plan):
            lines = [f"{case.step} of {case.query}", "wanted", *case.walks, "has", *chain(*seen)]
            yield "\n    ".join(lines)


@contextmanager
def without(index: str) -> Iterator[None]:
    with database.atomic() as transaction:
        database.execute_sql(f'DROP INDEX "{index}"')
        yield
        transaction.rollback()


@pytest.mark.parametrize("view", VIEWS)
def test_every_page_of_a_view_in_every_order_is_a_walk_along_an_index(view: str) -> None:
    found = list(faults([case for case in CASES if case.query.view == view]))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("index", INDEXES)
def test_a_lost_index_is_noticed(index: str) -> None:
    with without(index):
        assert next(faults(CASES), None)


@pytest.mark.parametrize("view", VIEWS)
def test_counting_a_view_reads_an_index_and_no_ticket(view: str) -> None:
    for viewer in VIEWERS:
        query = Query(viewer, view)
        (plan,) = plans(lambda: queue.count(query))  # noqa: B023  it is called at once
        (search,) = (line for line in plan if " t1 " in line)
        assert search.startswith("SEARCH t1 USING COVERING INDEX ticket_"), plan


@pytest.mark.parametrize(("view", "sort"), list(product(VIEWS, SORTS)))
def test_the_words_of_a_filter_are_looked_up_once(view: str, sort: str) -> None:
    query = Query(Viewer(1, (1,)), view, sort, text="printer")
    (plan,) = plans(lambda: queue.page(query))
    assert plan[0].startswith("SEARCH t1 USING INDEX ticket_"), plan
    assert any("SCAN ticket_search VIRTUAL TABLE" in line for line in plan), plan
    assert not any("CORRELATED" in line for line in plan), plan


BROAD = ("prio:<=2", "created:<30d", "-due:none", "closed:<5d")


@pytest.mark.parametrize(("text", "sort"), list(product(BROAD, SORTS)))
def test_what_nearly_every_ticket_may_fulfil_is_tried_along_the_order(
    text: str, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "LEAD_CAP", 0)  # any number of tickets is too many to lead
    query = Query(Viewer(1), "done", sort, text=text)
    plan = plans(lambda: queue.page(query))[-1]
    assert plan[0] == f"SEARCH t1 {_search(BY_SHELF[sort], 'shelf=?')}", plan
    assert not any("TEMP B-TREE" in line for line in plan), plan
