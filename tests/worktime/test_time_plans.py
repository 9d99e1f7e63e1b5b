"""How SQLite reads entries: along an index, or a few hundred rows back from the last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from helpdesk_tui.worktime import completing, doings, entries
from tests.plans import plans
from tests.worktime.conftest import MONDAY

BEGIN, END = MONDAY, MONDAY + timedelta(days=7)

pytestmark = [
    pytest.mark.usefixtures("desk"),
    # PostgreSQL chooses its plans by what the tables hold, and here that is nothing.
    pytest.mark.parametrize("desk", ["sqlite"], indirect=True),
]

BY_TECHNICIAN = "entry_technician_id_begin_end (technician_id=? AND begin>? AND begin<?)"
BY_CLIENT = "entry_client_id_begin (client_id=? AND begin>? AND begin<?)"
LONG = "entry_long (begin<?)"
RUNNING = "entry_technician_id_end_begin (technician_id=? AND end=? AND begin<?)"


@pytest.mark.parametrize(
    ("read", "first"),
    [
        (lambda: entries.between(1, BEGIN, END), BY_TECHNICIAN),
        (lambda: entries.between(1, BEGIN, END, clients=[2]), BY_TECHNICIAN),
        (lambda: entries.between(None, BEGIN, END), BY_TECHNICIAN),
        (lambda: entries.between(None, BEGIN, END, clients=[2]), BY_CLIENT),
    ],
)
def test_entries_of_a_stretch_are_found_in_indexes(read: Callable[[], object], first: str) -> None:
    (plan,) = plans(read, "entry")
    assert plan[0] == "SEARCH t1 USING INTEGER PRIMARY KEY (rowid=?)"
    found = [line.partition(" INDEX ")[2] for line in plan[1:] if line.startswith("SEARCH t1")]
    assert found == [first, first, LONG, RUNNING], plan
    assert not any("SCAN" in line for line in plan), plan


@pytest.mark.parametrize("client", [None, 2])
def test_what_is_offered_is_read_back_from_the_last(client: int | None) -> None:
    def read() -> None:
        completing.descriptions("x", client, "y")
        completing.projects("x", client)
        completing.titles("x", client)
        completing.activities("x")

    *own, titles, activities = plans(read, "entry")
    walk = "SEARCH t1 USING INDEX entry_client_id_begin (client_id=?)"
    assert own == [[walk], [walk], [walk]]
    for plan in (titles, activities):
        assert plan[0] == "SCAN t1"  # by its number, from the greatest down to a limit
        assert not any("TEMP B-TREE" in line for line in plan), plan


def test_what_somebody_did_is_found_by_their_index() -> None:
    (plan,) = plans(lambda: doings.doings(1, BEGIN, END), "event")
    search = "SEARCH t1 USING INDEX event_by_technician (technician_id=? AND at>? AND at<?)"
    assert plan == [search]
