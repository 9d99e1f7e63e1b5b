"""The queue in pages: whatever lies in the table, pages put together are the sorted plain list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk_tui import clock
from helpdesk_tui.clock import NEVER
from helpdesk_tui.collation import AFTER_ALL, fold, sort_key
from helpdesk_tui.models.people import Client, Contact, Team
from helpdesk_tui.models.search import index_tickets
from helpdesk_tui.models.tickets import (
    Message,
    MessageKind,
    Shelf,
    Status,
    Ticket,
    TicketTag,
    shelf_of,
)
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import queue
from helpdesk_tui.tickets.queue import Query, Row
from helpdesk_tui.tickets.views import SORTS, VIEWS, Viewer
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import SATURDAY

WORDS = (
    *("srv-2", "10.0.0.5", "señal", "año", "ano", "VPN", "vp", "n'est", '"quoted"', "printer"),
    *(
        "Impresora",
        "Ibérica",
        "OR",
        "NEAR",
        "C3PO",
        "7",
        "42",
        "x*",
        "(a",
        "https://x",
        "ñ",
        "2024",
    ),
)
TYPED = (*WORDS, "sen", "an", "iber", "impr", "1", "#3", "#", "-", "10.0", "c3", "", "zzz")
INSTANTS = [SATURDAY + timedelta(hours=hours) for hours in range(3)]


@dataclass(frozen=True)
class Plain:
    """A ticket of the plain list: columns with ties, labels, messages and a client's name."""

    status: int = Status.OPEN
    priority: int = 3
    due: int | None = 0
    changed: int = 0
    created: int = 0
    assignee: int | None = None
    team: int | None = None
    deleted: bool = False
    subject: tuple[str, ...] = ()
    bodies: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    client: int | None = None


_words = st.lists(st.sampled_from(WORDS), max_size=3).map(tuple)
_tickets = st.lists(
    st.builds(
        Plain,
        status=st.sampled_from(list(Status)),
        priority=st.integers(1, 4),
        due=st.none() | st.integers(0, 2),
        changed=st.integers(0, 2),
        created=st.integers(0, 2),
        assignee=st.none() | st.integers(1, 2),
        team=st.none() | st.integers(1, 3),
        deleted=st.sampled_from([False, False, False, True]),
        subject=_words,
        bodies=st.lists(_words, max_size=2).map(tuple),
        tags=st.lists(st.sampled_from(["vpn", "ñu", "c3po"]), max_size=2, unique=True).map(tuple),
        client=st.none() | st.integers(1, 3),
    ),
    max_size=14,
)
_queries = st.builds(
    Query,
    viewer=st.builds(Viewer, st.integers(1, 2), st.sampled_from([(), (1,), (1, 3)])),
    view=st.sampled_from(sorted(VIEWS)),
    sort=st.sampled_from(sorted(SORTS)),
    reverse=st.booleans(),
)
_typed = st.lists(st.sampled_from(TYPED), max_size=2).map(" ".join)

CLIENTS = {1: "ACME Ibérica", 2: "Clínica Sol-2", 3: "Añil"}
BY_NAME = (1, 3, 2, None)
TEAMS = (1, 2, 3)


@pytest.fixture(scope="module", autouse=True, params=DIALECTS)
def people(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """A desk with two technicians, three teams and three clients; examples take themselves back."""
    folder = tmp_path_factory.mktemp("queue")
    with opened_fresh(folder, request.param):
        for login in ("ana", "luis"):
            sign_in(login)
        for team in TEAMS:
            Team.create(id=team, name=f"team {team}", sort_key="", created_at=SATURDAY)
        for client, name in CLIENTS.items():
            Client.create(id=client, name=name, sort_key=sort_key(name), created_at=SATURDAY)
        Contact.create(id=1, name="Marta Ruiz", sort_key="", created_at=SATURDAY)
        yield


@contextmanager
def holding(tickets: Sequence[Plain]) -> Iterator[dict[int, Plain]]:
    """The tickets by their numbers, in the database until the end of the block."""
    with (
        database.atomic() as transaction,
        mock.patch.object(clock, "now", return_value=INSTANTS[1]),
    ):
        numbers = {}
        for number, plain in enumerate(tickets, 1):
            Ticket.create(
                id=number,
                subject=" ".join(plain.subject),
                status=plain.status,
                priority=plain.priority,
                due_at=NEVER if plain.due is None else INSTANTS[plain.due],
                warn_at=None if plain.due is None else INSTANTS[plain.due] - timedelta(hours=1),
                changed_at=INSTANTS[plain.changed],
                created_at=INSTANTS[plain.created],
                assignee=plain.assignee,
                team=plain.team,
                deleted=plain.deleted,
                client=plain.client,
                client_key=sort_key(CLIENTS[plain.client]) if plain.client else AFTER_ALL,
                shelf=shelf_of(plain.status, away=plain.deleted),
            )
            for tag in plain.tags:
                TicketTag.create(ticket=number, tag=tag)
            for body in plain.bodies:
                Message.create(
                    ticket=number, kind=MessageKind.NOTE, at=SATURDAY, body=" ".join(body)
                )
            numbers[number] = plain
        index_tickets(numbers)
        yield numbers
        transaction.rollback()


# The plain list


IN_VIEW: dict[str, Callable[[Plain, Viewer], bool]] = {
    "mine": lambda plain, me: plain.assignee == me.technician,
    "teams": lambda plain, me: plain.team in me.teams,
    "unassigned": lambda plain, me: plain.assignee is None,
    "late": lambda plain, me: plain.due == 0,
    "soon": lambda plain, me: plain.due in (1, 2),
    "waiting": lambda plain, me: plain.status == Status.WAITING,
    "all": lambda plain, me: True,
    "done": lambda plain, me: True,
    "away": lambda plain, me: True,
}
SHELVES = {"done": Shelf.DONE, "away": Shelf.AWAY}


def belongs(plain: Plain, query: Query) -> bool:
    if shelf_of(plain.status, away=plain.deleted) != SHELVES.get(query.view, Shelf.LIVE):
        return False
    return IN_VIEW[query.view](plain, query.viewer)


def place(number: int, plain: Plain, sort: str) -> tuple[int, ...]:
    due = 9 if plain.due is None else plain.due
    return {
        "clock": (due, number),
        "priority": (plain.priority, due, number),
        "changed": (plain.changed, number),
        "age": (plain.created, number),
        "client": (BY_NAME.index(plain.client), due, number),
        "number": (number,),
    }[sort]


def listed(tickets: dict[int, Plain], query: Query) -> list[int]:
    """What the query holds, said once more without a database."""
    chosen = [
        number
        for number, plain in tickets.items()
        if belongs(plain, query) and holds(number, plain, query.text)
    ]
    newest_first = query.sort in ("changed", "number")
    return sorted(
        chosen,
        key=lambda number: place(number, tickets[number], query.sort),
        reverse=newest_first ^ query.reverse,
    )


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def holds(number: int, plain: Plain, typed: str) -> bool:
    """Each word typed is the beginning of some word of the ticket, or it is the ticket's number."""
    said = [*plain.subject, *plain.tags, *(word for body in plain.bodies for word in body)]
    if plain.client:
        said.append(CLIENTS[plain.client])
    known = words_of(" ".join(said))
    named = typed.strip().lstrip("#")
    if named.isdecimal() and int(named) == number:
        return True
    return all(any(word.startswith(start) for word in known) for start in words_of(typed))


def ids(rows: Sequence[Row]) -> list[int]:
    return [row.id for row in rows]


# Pages


@settings(max_examples=150)
@given(_tickets, _queries, st.integers(1, 6))
def test_pages_forwards_put_together_are_the_sorted_list(
    tickets: list[Plain], query: Query, limit: int
) -> None:
    with holding(tickets) as numbers:
        read: list[int] = []
        start = None
        for _ in count():
            page = queue.page(query, start, limit=limit)
            read += ids(page.rows)
            assert len(page.rows) == limit or not page.more
            if not page.more:
                break
            start = query.key(page.rows[-1])
        assert read == listed(numbers, query)
        assert queue.count(query) == len(read)


@settings(max_examples=150)
@given(_tickets, _queries, st.integers(1, 6))
def test_pages_backwards_put_together_are_the_same_list(
    tickets: list[Plain], query: Query, limit: int
) -> None:
    with holding(tickets) as numbers:
        read: list[int] = []
        start = None
        for _ in count():
            page = queue.page(query, start, backwards=True, limit=limit)
            read[:0] = ids(page.rows)
            if not page.more:
                break
            start = query.key(page.rows[0])
        assert read == listed(numbers, query)


@settings(max_examples=100)
@given(_tickets, _queries, st.data())
def test_a_page_begins_at_or_after_any_ticket_even_one_that_has_left_the_view(
    tickets: list[Plain], query: Query, data: st.DataObject
) -> None:
    with holding(tickets) as numbers:
        if not numbers:
            return
        at = data.draw(st.sampled_from(sorted(numbers)))
        row = queue.rows_by_id([at])[at]

        line = sorted(
            numbers,
            key=lambda number: place(number, numbers[number], query.sort),
            reverse=(query.sort in ("changed", "number")) ^ query.reverse,
        )
        inside = set(listed(numbers, query))
        before = [n for n in line[: line.index(at)] if n in inside]
        after = [n for n in line[line.index(at) + 1 :] if n in inside]
        here = [at] if at in inside else []
        key = query.key(row)
        assert ids(queue.page(query, key).rows) == after
        assert ids(queue.page(query, key, inclusive=True).rows) == here + after
        assert ids(queue.page(query, key, backwards=True).rows) == before
        backwards = queue.page(query, key, backwards=True, inclusive=True)
        assert ids(backwards.rows) == before + here


@settings(max_examples=60)
@given(_tickets, _queries)
def test_reading_tickets_again_says_which_still_belong(tickets: list[Plain], query: Query) -> None:
    with holding(tickets) as numbers:
        assert sorted(queue.reread(query, list(numbers))) == sorted(listed(numbers, query))
        assert set(queue.rows_by_id(list(numbers))) == set(numbers)


# Words


@settings(max_examples=250)
@given(_tickets, _queries, _typed)
@example([Plain(subject=("srv-2",))], Query(Viewer(1), "all"), "SRV-2")
@example([Plain(subject=("señal",))], Query(Viewer(1), "all"), "sen\u0303al")
@example([Plain(), Plain(subject=("2",))], Query(Viewer(1), "all"), "2")
@example([Plain()], Query(Viewer(1), "all"), "9" * 30)
def test_the_filter_holds_what_a_plain_look_at_the_words_holds(
    tickets: list[Plain], query: Query, typed: str
) -> None:
    query = replace(query, text=typed)
    with holding(tickets) as numbers:
        assert ids(queue.page(query).rows) == listed(numbers, query)


def test_words_from_the_subject_a_label_the_client_and_two_messages_meet() -> None:
    plain = Plain(subject=("printer",), tags=("vpn",), bodies=(("señal",), ("10.0.0.5",)), client=1)
    with holding([plain, Plain(subject=("printer",))]):
        typed = "prin vpn acme senal 10.0.0.5"
        assert ids(queue.page(Query(Viewer(1), "all", text=typed)).rows) == [1]


def test_a_number_finds_its_ticket_beside_those_that_speak_of_it() -> None:
    with holding([Plain(), Plain(subject=("about", "1")), Plain()]):
        for typed in ("1", "#1", " 1 "):
            assert ids(queue.page(Query(Viewer(1), "all", "number", text=typed)).rows) == [2, 1]


def test_counting_stops_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "COUNT_CAP", 3)
    with holding([Plain(assignee=1)] * 9 + [Plain(status=Status.WAITING)] * 2):
        counts = queue.counts(Query(Viewer(1)))
    live = {"mine": 4, "teams": 0, "unassigned": 2, "late": 4, "soon": 0, "waiting": 2, "all": 4}
    assert counts == live | {"done": 0, "away": 0}


def test_a_row_says_all_that_the_table_knows() -> None:
    with holding([Plain(client=2, assignee=2, team=3, tags=("vpn", "c3po"))]):
        (row,) = queue.page(Query(Viewer(2), "mine")).rows
    assert (row.client, row.assignee, row.team_id) == ("Clínica Sol-2", "luis", 3)
    assert (row.tags, row.shelf, row.due_at) == (("c3po", "vpn"), Shelf.LIVE, INSTANTS[0])
