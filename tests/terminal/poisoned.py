"""A desk in whose database every text, of whatever table, is a payload: worse than any intake."""

from __future__ import annotations

import csv
import json
import sqlite3
import tomllib
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomli_w
from peewee import CharField, TextField

from helpdesk_tui.conversations import actions, cases
from helpdesk_tui.conversations.talk import Warned
from helpdesk_tui.models import search
from helpdesk_tui.models.billing import Bought, Terms
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.macros import Macro
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.presence import Presence
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.models.tickets import Shelf, Status, Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people.technicians import find
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.storage.orm import JSONField, Record, database, tuples
from helpdesk_tui.tickets import drafts, handover, presence, saved
from helpdesk_tui.timesheets import giving, monday, queries, sheet
from tests.conversations.conftest import Room
from tests.storage.fresh import opened_fresh
from tests.support import technician
from tests.timesheets.conftest import wrote

NO_TEXTS = {
    *("language", "country", "zone", "address_form", "sort_key", "client_key", "login"),
    *("breaks", "drops", "boot", "place", "sort", "field", "sha256", "target", "case", "saw"),
    *("writer", "media_type", "rounding", "currency"),
}
"""Columns that hold words of the desk's own, which it takes from nobody."""

ONE = timedelta(days=1)
LONGEST = 5_000
"""Characters of a payload in a column that lists show; a message has all of it."""


def poison(folder: Path, payloads: Sequence[str], now: datetime) -> Path:
    """A demo desk, ana's, with payloads in place of every text; each has its number before it.

    Her queue begins with a ticket for each payload, in their order.
    """
    with opened_fresh(folder) as desk:
        fill_demo(now, "ana")
        _more()
        _tell(now)
        with database.atomic():
            for table in TABLES:
                _poison(table, payloads)
            _in_sight(payloads, now)
            _recurring(payloads)
            luis = Technician.update(login=labelled(16, payloads)).where(Technician.login == "luis")
            assert luis.execute() == 1  # a colleague whose account has an odd name
            search.index_tickets(n for (n,) in tuples(Ticket.select(Ticket.id).limit(20)))
    return Path(str(desk.path))


def poison_case(file: Path, payloads: Sequence[str]) -> None:
    """The built-in case about equipment as somebody else's file might have it."""
    fitting = cycle(f"Case {text[:200]}" for text in payloads if not set("{}|]").intersection(text))

    def poisoned(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: next(fitting) if name in ("en", "es") else poisoned(one)
                for name, one in value.items()
            }
        return [poisoned(one) for one in value] if isinstance(value, list) else value

    known = cases.find("equipment", None).file.read_text(encoding="utf-8")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(tomli_w.dumps(poisoned(tomllib.loads(known))), encoding="utf-8")


def write_table(file: Path, payloads: Sequence[str]) -> None:
    """A table for an import whose cells and columns' names are payloads."""
    named = (
        "[@click=app.quit_desk]\x1b[5n",
        "\x1b]0;OWNED\x07",
        "status",
        "priority",
        "q \x9b2J",
        "kind",
    )
    with file.open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table, delimiter=";")
        rows.writerow(named)
        for number in range(len(payloads)):
            rows.writerow(labelled(number + n, payloads)[:LONGEST] for n in range(len(named)))


def doubted(path: Path) -> None:
    """The timer that runs was left alone: the next desk asks what became of that time."""
    with closing(sqlite3.connect(path)) as connection, connection:
        changed = connection.execute('UPDATE entry SET doubt = last_seen WHERE "end" IS NULL')
        assert changed.rowcount == 1


def _more() -> None:
    """What a demo has none of: talks in each state, saved views, texts that are being typed."""
    me = technician("ana")
    for state in (State.OPEN, State.ADJOURNED, State.ENDED, State.GIVEN):
        (row,) = (
            Ticket.select()
            .where(Ticket.requester.is_null(False), Ticket.asset.is_null(False))
            .order_by(Ticket.id)
            .offset(int(state))
            .limit(1)
        )
        client, contact, asset = row.client_id, row.requester_id, row.asset_id
        begun = actions.begin(me, client, cases.find("equipment", None), ticket=row.id).things[0]
        room = Room(me, client, contact, asset, row.id, begun)
        room.prepare()
        room.share()
        room.agree(ticket=row.id)
        room.add(Warned, text="Offer 311, declined")
        actions.edit(me, room.now().evidence[0], shown=True)
        texts = {"reaction": "angry", "noted_by": me, "summary": "# Agreed\n\n- a server"}
        Conversation.update(state=state, **texts).where(Conversation.id == begun).execute()
    for client in Client.select():
        agreed = {"client": client, "created_at": client.created_at}
        Terms.insert(**agreed, to="x@y.example", cc="z@y.example").on_conflict_ignore().execute()
        Bought.create(**agreed, seconds=3600, since=client.created_at.date(), note="a pack")
    for number in range(6):
        saved.save(me, f"view {number}", "all", "", "clock", False)
    luis = technician("luis")
    handover.write(luis, "The server of ACME is on a spare")
    presence.tell(
        "a desk that stays", luis, [n for (n,) in tuples(Ticket.select(Ticket.id))], writing=True
    )
    Presence.update(at=Presence.at + timedelta(days=1) // timedelta(microseconds=1)).execute()
    texts_of = {"about": "x", "caller": "x", "client": "x", "said": "x"}
    for target, kind in (("new", "ticket"), ("new", "call"), (f"{Entity.CLIENT}:new", "card")):
        drafts.save(me, target, kind, texts_of)


def _tell(now: datetime) -> None:
    """The first sheet of last week was given out, and its client asks; the second is begun."""
    me = technician("ana")
    days = [(row.client, row.first, row.last) for row in monday.due(now)[:2]]
    for client, monday_, _last in days:  # on some weekdays the sample has no hours of theirs
        begin = datetime.combine(monday_, time(3), UTC)  # when nothing else is done
        wrote(me, begin, begin + timedelta(hours=1), client=client)
    yesterday = now.astimezone(ZoneInfo("Europe/Madrid")).replace(hour=0, minute=0) - ONE
    for number in range(3):  # nor of ana's on a Sunday
        begin = yesterday + number * timedelta(minutes=8)
        wrote(me, begin, begin + timedelta(minutes=8), client=days[-1][0])
    first, second = days
    giving.tell(me, *first, now, lambda told, folder: _file(folder / "letter.eml"))
    line = sheet.read(*first, now).lines[0].id
    assert line
    queries.ask(me, line, "Marta", "Why?")
    giving.write_paragraph(me, sheet.read(*second, now), "All quiet")


def _file(path: Path) -> Path:
    path.touch()
    return path


def labelled(number: int, payloads: Sequence[str]) -> str:
    """A payload with its number before it, so that it is known where it is seen."""
    return f"q{number % len(payloads):03d} {payloads[number % len(payloads)]}"


def _poison(table: type[Record], payloads: Sequence[str]) -> None:
    meta: Any = table._meta
    for place, field in enumerate(meta.sorted_fields):
        if not isinstance(field, CharField | TextField) or field.column_name in NO_TEXTS:
            continue
        query = f'SELECT rowid, "{field.column_name}" FROM "{meta.table_name}"'
        values = [
            (_value(table, field, old, labelled(row + place * 7, payloads), row), row)
            for row, old in database.execute_sql(query).fetchall()
        ]
        database.connection().executemany(
            f'UPDATE "{meta.table_name}" SET "{field.column_name}" = ? WHERE rowid = ?', values
        )


def _value(table: type[Record], field: Any, old: str | None, payload: str, row: int) -> str | None:
    if field.unique or field.name in ("external", "tag"):
        payload = f"{payload[:LONGEST]} {row}"
    elif field.name not in ("body", "text"):
        payload = payload[:LONGEST]
    if table is Macro and field.name == "changes":
        return json.dumps({**json.loads(old or "{}"), "on": [payload]})
    if not isinstance(field, JSONField):
        return payload
    known = json.loads(old) if old else None
    if table is SlaRules:
        return json.dumps(_rules(known, payload))
    if table is Event:  # what it points at is poisoned where it is
        return json.dumps(payload) if isinstance(known, str) else old
    return json.dumps(dict.fromkeys(known or {"column": ""}, payload))


def _rules(document: Any, payload: str) -> dict[str, Any]:
    """The rules of a desk whose every name and category is a payload."""
    named = {name: f"{payload} {name}" for name in document["calendars"]}
    calendars = {}
    for name, calendar in document["calendars"].items():
        days = {
            part: dict.fromkeys(calendar.get(part, ()), payload) for part in ("holidays", "public")
        }
        calendars[named[name]] = {**calendar, **days}
    return {
        "calendars": calendars,
        "policies": [
            {
                **policy,
                "name": f"{payload} {policy['name']}",
                "calendar": named[policy["calendar"]],
                "categories": [payload] if "first_response" in policy else [],
            }
            for policy in document["policies"]
        ],
    }


def _in_sight(payloads: Sequence[str], now: datetime) -> None:
    some = tuples(Ticket.select(Ticket.id).order_by(Ticket.id).limit(len(payloads)))
    for number, (ticket,) in enumerate(some):
        Ticket.update(
            subject=labelled(number, payloads)[:LONGEST],
            shelf=Shelf.LIVE,
            status=Status.OPEN,
            assignee=find("ana"),
            due_at=now - timedelta(days=9) + timedelta(minutes=number),
        ).where(Ticket.id == ticket).execute()


def _recurring(payloads: Sequence[str]) -> None:
    """What was done again and again for a client is called by one payload."""
    for (client,) in tuples(Client.select(Client.id)):
        title = labelled(client, payloads)[:LONGEST]
        whose = Entry.client == client, Entry.ticket.is_null()
        Entry.update(title=title).where(*whose).execute()
