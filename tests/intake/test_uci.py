"""The proof on a real log: 141,712 rows of ServiceNow become 24,918 tickets, and none is lost."""

from __future__ import annotations

import csv
import io
import itertools
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.tickets import Status, Ticket, Wait
from helpdesk_tui.storage.orm import tuples
from tests.intake.outside import outside

pytestmark = pytest.mark.usefixtures("desk")

NUMBER, STATE, UPDATED, PRIORITY, TEAM, ASSIGNEE = 0, 1, 13, 22, 23, 24


def rows_of(path: Path) -> dict[str, list[list[str]]]:
    """The log once more, read in the plainest way: the rows of each incident in order of time."""
    rows = defaultdict(list)
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as stream:
        for row in list(csv.reader(io.TextIOWrapper(stream, "utf-8")))[1:]:
            rows[row[NUMBER]].append(row)
    for states in rows.values():
        states.sort(key=lambda row: datetime.strptime(row[UPDATED], "%d/%m/%Y %H:%M"))
    return rows


def test_the_whole_log_becomes_tickets_with_its_history() -> None:
    path = outside("uci-incident-event-log.zip")
    rows = rows_of(path)
    report = import_file(path, Options())

    assert (report.rows, report.rows_new, report.tickets_new) == (141_712, 141_712, 24_918)
    assert (report.refused, report.left, report.zone) == ((), (), "UTC")
    known = dict(tuples(Ticket.select(Ticket.external, Ticket.id)))
    assert set(known) == set(rows)
    expected = Counter({"created": len(rows)})
    for states in rows.values():
        for before, after in pairwise(states):
            expected["team"] += before[TEAM] != after[TEAM]
            expected["assignee"] += before[ASSIGNEE] != after[ASSIGNEE]
            expected["priority"] += before[PRIORITY] != after[PRIORITY]
    events = Counter(field for (field,) in tuples(Event.select(Event.field)))
    assert {name: events[name] for name in expected} == expected
    assert sum(events.values()) == report.events

    busiest = max(rows, key=lambda number: len(rows[number]))
    seen = ["New"] + [row[STATE] for row in rows[busiest]]
    changes = [after for before, after in pairwise(seen) if before != after]
    meaning = {
        "New": Status.NEW,
        "Active": Status.OPEN,
        "Resolved": Status.RESOLVED,
        "Closed": Status.CLOSED,
    }
    told = tuples(
        Event.select(Event.after)
        .where(Event.entity_id == known[busiest], Event.field == "status")
        .order_by(Event.id)
    )
    assert [status for (status,) in told] == [meaning.get(s, Status.WAITING) for s in changes]
    reasons = {value for (value,) in tuples(Event.select(Event.after).distinct())}
    assert {Wait.CLIENT, Wait.SUPPLIER, Wait.OTHER} <= reasons

    one = Ticket.get(Ticket.external == "0000045")
    assert one.subject == "Category 55 / 170, symptom 72"
    assert (one.client.name, one.requester.external) == ("Location 143", "2403")
    assert one.created_at == datetime(2016, 2, 29, 1, 16, tzinfo=UTC)
    assert one.closed_at == datetime(2016, 3, 5, 12, tzinfo=UTC)
    assert (one.extra["made_sla"], one.extra["reassignment_count"]) == ("true", "0")
    odd = [ticket.extra for ticket in Ticket.select() if "ident_state" in ticket.extra]
    assert sum(len(extra["ident_state"]) for extra in odd) == 5


def test_the_same_rows_a_second_time_change_nothing_and_more_rows_go_on(
    tmp_path: Path, content: Callable[[], dict[str, Any]]
) -> None:
    path = outside("uci-incident-event-log.zip")
    with zipfile.ZipFile(path) as archive, archive.open(archive.namelist()[0]) as stream:
        top = list(itertools.islice(stream, 12_001))
    part, more = tmp_path / "part.csv", tmp_path / "more.csv"
    part.write_bytes(b"".join(top[:8_001]))
    more.write_bytes(b"".join(top))
    first = import_file(part, Options())
    before = content()
    again = import_file(part, Options())
    assert content() == before
    assert (again.rows_here, again.tickets_here) == (8_000, first.tickets_new)
    further = import_file(more, Options())
    assert (further.left, further.refused, further.tickets_continued) == ((), (), 1)
    assert import_file(more, Options()).rows_here == 12_000
