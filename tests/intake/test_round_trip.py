"""What `helpdesk export` writes, `helpdesk import` reads back to the same tickets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.exports import formats, records
from helpdesk_tui.exports.records import Record
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models.people import Client, Contact, Team, Technician
from helpdesk_tui.models.tickets import (
    Kind,
    Message,
    MessageKind,
    Status,
    Ticket,
    TicketTag,
    Wait,
    shelf_of,
)
from helpdesk_tui.safe_text import clean, line
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import Viewer
from tests.storage.fresh import opened_fresh
from tests.support import SATURDAY

ALPHABET = "=+-@＝' \";,\t\n\r?|aA1éñ€\u202e"
LINES = st.text(ALPHABET, max_size=8).map(line)
NAMES = LINES.filter(bool)
TEXTS = st.text(ALPHABET, max_size=20).map(lambda text: clean(text).strip())
TAGS = st.lists(st.sampled_from(["vpn", "=1", "-x", "ñu", "c3po"]), unique=True, max_size=3)

TICKETS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(list(Kind)),
        "status": st.sampled_from(list(Status)),
        "wait": st.sampled_from(list(Wait)),
        "priority": st.integers(1, 4),
        "subject": NAMES,
        "category": LINES,
        "client": st.none() | NAMES,
        "requester": st.none() | NAMES,
        "assignee": st.none() | NAMES,
        "team": st.none() | NAMES,
        "tags": TAGS.map(sorted),
        "body": TEXTS,
        "hours": st.tuples(*[st.integers(0, 3)] * 4),
    }
)


@pytest.fixture(scope="module", autouse=True)
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A desk without a ticket; what an example writes is taken back."""
    with opened_fresh(tmp_path_factory.mktemp("round")):
        yield


@contextmanager
def passing() -> Iterator[None]:
    with database.atomic() as transaction:
        yield
        transaction.rollback()


def named(model: Any, name: str | None) -> int | None:
    """The row with this name, made when it is new."""
    if name is None:
        return None
    found = next((row for row in model.select() if row.name.casefold() == name.casefold()), None)
    return (found or model.create(name=name, sort_key="", created_at=SATURDAY)).id  # type: ignore[no-any-return]


def write(plain: dict[str, Any]) -> None:
    """The ticket as the desk would keep it: its instants in order, an end only where it is over."""
    status, (made, more, until, end) = plain["status"], plain["hours"]
    created = SATURDAY + timedelta(hours=made)
    resolved = created + timedelta(hours=more) if status >= Status.RESOLVED else None
    closed = resolved + timedelta(hours=until) if resolved and status == Status.CLOSED else None
    ticket = Ticket.create(
        kind=plain["kind"],
        status=status,
        wait_reason=plain["wait"] if status == Status.WAITING else None,
        priority=plain["priority"],
        subject=plain["subject"],
        category=plain["category"],
        client=named(Client, plain["client"]),
        requester=named(Contact, plain["requester"]),
        assignee=named(Technician, plain["assignee"]),
        team=named(Team, plain["team"]),
        created_at=created,
        changed_at=(closed or resolved or created) + timedelta(hours=end),
        resolved_at=resolved,
        closed_at=closed,
        shelf=shelf_of(status, away=False),
        **({} if resolved else {"due_at": created + timedelta(hours=9)}),
    )
    for tag in plain["tags"]:
        TicketTag.create(ticket=ticket.id, tag=tag)
    if plain["body"]:
        Message.create(ticket=ticket.id, kind=MessageKind.REQUEST, at=created, body=plain["body"])


def told() -> list[Record]:
    """Every ticket of the desk as a file tells it, by number."""
    viewer = Viewer(0)
    found = [
        record
        for view in ("all", "done")
        for record in records.of_query(Query(viewer, view, "number", reverse=True))
    ]
    return sorted(found)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tickets=st.lists(TICKETS, min_size=1, max_size=5),
    delimiter=st.sampled_from([",", ";", ""]),
)
def test_an_exported_file_makes_the_same_tickets_again(
    tmp_path: Path, tickets: list[dict[str, Any]], delimiter: str
) -> None:
    file = tmp_path / ("tickets.csv" if delimiter else "tickets.jsonl")
    with passing():
        for plain in tickets:
            write(plain)
        before = told()
        with file.open("w", encoding="utf-8", newline="") as target:
            if delimiter:
                formats.write_for_spreadsheet(before, target, delimiter)
            else:
                formats.write_jsonl(before, target)
    with passing():
        report = import_file(file, Options())
        assert (report.tickets_new, report.mapping.name) == (len(tickets), "export.toml")
        after = told()
        externals = dict(Ticket.select(Ticket.id, Ticket.external).tuples())
    same = [record._replace(number=int(externals[record.number])) for record in after]
    assert same == before


def record(**known: Any) -> Record:
    blank = dict.fromkeys(Record._fields)
    given = {"number": 7, "priority": 2, "tags": (), "subject": "x", **known}
    return Record(**(blank | given))  # type: ignore[arg-type]


def test_csv_is_rfc_4180_and_numbers_stay_numbers() -> None:
    file = io.StringIO(newline="")
    cells = {"subject": 'Says "no", twice', "description": "one\ntwo", "client": "=1+1"}
    assert formats.write_csv([record(**cells, tags=("net", "vip"))], file) == 1
    header, row = file.getvalue().split("\r\n", 1)
    assert header.split(",") == list(Record._fields)
    assert row.startswith("7,")
    assert row.endswith('"one\ntwo"\r\n')
    read = next(csv.DictReader(io.StringIO(file.getvalue(), newline="")))
    assert (read["priority"], read["tags"]) == ("2", "net, vip")
    assert (read["subject"], read["client"]) == ('Says "no", twice', "'=1+1")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_and_json_lines_hold_the_records_as_they_are(count: int) -> None:
    given = [record(number=n, subject="=1", tags=("vip",)) for n in range(count)]
    array, lines = io.StringIO(), io.StringIO()
    assert formats.write_json(given, array) == formats.write_jsonl(given, lines) == count
    expected = [record._asdict() | {"tags": ["vip"]} for record in given]
    assert json.loads(array.getvalue()) == expected
    assert [json.loads(text) for text in lines.getvalue().splitlines()] == expected
