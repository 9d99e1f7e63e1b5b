"""Jumping into the middle: exact in short lists, near it in long ones, however they are skewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_tui.clock import NEVER
from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.models import bulk
from helpdesk_tui.models.tickets import Shelf, Ticket
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import middle, queue
from helpdesk_tui.tickets.queue import Key, Query
from helpdesk_tui.tickets.views import SORTS, VIEWS, Viewer
from tests.storage.fresh import opened_fresh
from tests.support import SATURDAY, technician

COUNT = 1_500

SKEWED: dict[str, Callable[[int], datetime]] = {
    "one by one": lambda n: SATURDAY + timedelta(minutes=n),
    "all at once": lambda n: SATURDAY,
    "nearly all at one end": lambda n: SATURDAY + timedelta(days=9_000 if n == 7 else 0, seconds=n),
    "denser and denser": lambda n: SATURDAY - timedelta(seconds=(COUNT - n) ** 2),
    "shuffled": lambda n: SATURDAY + timedelta(minutes=n * 7919 % COUNT),
}
"""When the n-th ticket came in, changed and is due."""


@pytest.fixture(scope="module", autouse=True)
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with opened_fresh(tmp_path_factory.mktemp("middle")) as opened:
        technician("ana")
        yield opened.path


@pytest.fixture
def few_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are long from a few tickets on, so that the middle is estimated."""
    monkeypatch.setattr(middle, "COUNTED", 10)


@pytest.fixture(params=SKEWED)
def crowd(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tickets on two shelves, a third of them ana's; every second one is due NEVER."""
    instant = SKEWED[request.param]
    names = ("id", "shelf", "assignee", "priority", "created_at", "changed_at", "due_at")
    fields = [getattr(Ticket, name) for name in (*names, "client_key", *_FIXED)]
    with database.atomic() as transaction:
        rows = [
            tuple(
                field.db_value(value)
                for field, value in zip(
                    fields,
                    (
                        *(n, Shelf.LIVE if n % 5 == 0 else Shelf.DONE, None if n % 3 else 1),
                        *(1 + (n % 50 > 1) + (n % 50 > 5), instant(n), instant(n)),
                        *(NEVER if n % 2 else instant(n), AFTER_ALL if n % 4 else f"c{n % 7}"),
                        *_FIXED.values(),
                    ),
                    strict=True,
                )
            )
            for n in range(1, COUNT + 1)
        ]
        bulk.insert(Ticket, fields, rows)
        yield
        transaction.rollback()


_FIXED = {
    "subject": "",
    "kind": 1,
    "status": 2,
    "category": "",
    "deleted": False,
    "source": "",
    "promised": 0,
    "missed": 0,
}


def keys(query: Query) -> list[Key]:
    """Every place of a query in its order, read page by page."""
    found = queue.page(query, limit=COUNT).rows
    return [query.key(row) for row in found]


@settings(max_examples=12)
@given(
    part=st.floats(0, 1),
    view=st.sampled_from(sorted(VIEWS)),
    sort=st.sampled_from(sorted(SORTS)),
    reverse=st.booleans(),
)
@pytest.mark.usefixtures("crowd")
def test_a_list_that_can_be_counted_is_entered_exactly_there(
    part: float, view: str, sort: str, reverse: bool
) -> None:
    query = Query(Viewer(1), view, sort, reverse)
    places = keys(query)
    spot = middle.find(query, part)
    if not places:
        assert spot is None
        return
    assert spot is not None
    assert (spot.total, spot.key) == (len(places), places[spot.before or 0])
    assert abs((spot.before or 0) - part * len(places)) <= 1


@pytest.mark.parametrize("part", [0.0, 0.5, 0.9])
@pytest.mark.usefixtures("crowd", "few_are_counted")
def test_a_list_too_long_to_count_is_entered_near_there(
    part: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middle, "SAMPLE", 500)
    for query in _queries("done", "all", "mine"):
        places = keys(query)  # so that the place is found among them, the ticket is in the view
        spot = middle.find(query, part)
        assert spot is not None
        assert (spot.before, spot.total) == (None, None)
        # A third of a shelf that has a fifth of the tickets leaves 33 of the sample.
        near = 0.2 if query.view == "mine" else 0.05
        assert abs(places.index(spot.key) - part * len(places)) <= near * len(places), query


def _queries(*views: str) -> Iterator[Query]:
    return chain.from_iterable(
        (Query(Viewer(1), view, sort), Query(Viewer(1), view, sort, reverse=True))
        for view in views
        for sort in SORTS
    )
