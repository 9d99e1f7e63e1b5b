"""More tickets than anybody can look through: to the end, to the middle, and to one of them.

HELPDESK_MILLION names the database of a large desk, such as `helpdesk sample --tickets 1000000`
makes it, to walk there instead; a ticket of it is taken and given back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.tickets import queue
from helpdesk_tui.tickets.queue import Query, Row
from helpdesk_tui.tickets.views import Viewer
from tests.journeys.terminal import Terminal, at_desk, kept_in, run
from tests.support import row, state

TICKETS = 3_000


@dataclass(frozen=True)
class Known:
    """What somebody knows who looks into the database: tickets, and what finds them."""

    last_done: int
    rare: str
    with_rare: list[int]
    by_field: str
    with_field: list[int]
    first_state: dict[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    large = os.environ.get("HELPDESK_MILLION")
    if large:
        (tmp_path / "helpdesk.db").symlink_to(large)
    else:
        run(tmp_path, "sample", "--tickets", str(TICKETS))
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Known:
    with kept_in(folder):
        ana = Viewer(sign_in("ana").id)
        done = Query(ana, "done", "changed")
        (last,) = queue.page(done, backwards=True, limit=1).rows
        here = Query(ana, "all")
        first = queue.page(here, limit=20).rows
        rare, with_rare = fewest(here, (word for row in first for word in row.subject.split()))
        by_field, with_field = fewest(here, (_of_client(row) for row in first))
        state_now = state(with_field[0])
    return Known(last.id, rare, with_rare, by_field, with_field, state_now)


def _of_client(row: Row) -> str:
    return f'client:"{row.client}" prio:{row.priority}'


def fewest(query: Query, filters: Iterator[str]) -> tuple[str, list[int]]:
    """The filter that finds the fewest tickets, and these."""
    found = {
        text: queue.page(Query(query.viewer, query.view, text=text), limit=30).rows
        for text in filters
    }
    text = min(found, key=lambda text: len(found[text]))
    return text, [row.id for row in found[text]]


def find(desk: Terminal, words: str, tickets: list[int]) -> None:
    """Types a filter, keeps it, and sees the tickets that it finds."""
    desk.press("/", "ctrl+s as a view")
    desk.press(words, f"/ {words}")
    desk.type("\r")
    desk.lists(tickets[: desk.screen.lines // 2 - 4])


def test_to_the_ends_and_the_middle_and_one_ticket_of_many_taken_and_given_back(
    folder: Path, known: Known
) -> None:
    with at_desk(folder, columns=120, rows=60) as desk:
        desk.until("Mine ")
        desk.press("[", "Put away 0")
        desk.press("[", "Done")
        desk.until("by last change")
        desk.type("G")
        desk.has_in_hand(known.last_done)

        desk.press("%", "How far down")
        desk.type("\r")
        desk.until_either("of the list is above.", "in this list.")
        desk.has_another_in_hand(known.last_done)

        desk.press("[", "All open")
        find(desk, known.rare, known.with_rare)
        desk.type("\x1b")
        desk.loses(f"/ {known.rare}")
        find(desk, known.by_field, known.with_field)
        ticket = known.with_field[0]
        desk.has_in_hand(ticket)
        desk.type("\r")
        desk.type("a")
        desk.did(ticket)
        desk.press("z", f"Taken back: {ticket} ")
        desk.type("Q")
        assert desk.code() == 0

    with kept_in(folder):
        assert row(ticket).id == ticket
        assert state(ticket) == known.first_state
