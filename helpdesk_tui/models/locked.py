"""Time that a client was told of stays as it was told, until a correction of its sheet is begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.clock import from_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models.allowed import Refused
from helpdesk_tui.models.billing import Sheet, State
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database, tuples

TOLD = {
    *("created", "retired", "begin", "end", "breaks", "together"),
    *("title", "description", "client", "project", "ticket", "activity", "billable"),
}
"""What of an entry a sheet tells, or is counted from."""


class Locked(Refused):
    """The change would make a sheet untrue that was given out; the sentence says which."""


@dataclass(frozen=True, slots=True)
class _Was:
    """What of an entry decides on which sheet it is."""

    client: int | None
    begin: datetime
    end: datetime | None


def refuse(entries: Mapping[int, Sequence[tuple[str, Any]]]) -> None:
    """Refuses what some fields of entries were changed for. At the end of a transaction.

    Raises Locked where one of them is, or was, on a sheet that was given out.
    """
    told = {id_: fields for id_, fields in entries.items() if any(n in TOLD for n, _ in fields)}
    found = Entry.select(Entry.id, Entry.client, Entry.begin, Entry.end).where(
        Entry.id.in_(list(told))
    )
    for id_, client, begin, end in tuples(found):
        now = _Was(client, begin, end)
        for one in {now, _before(now, told[id_])}:
            if one.client is not None:
                _look(one)


def given(client: int, first: date, last: date) -> list[Sheet]:
    """The sheets of a client that were given out and touch these days, without open corrections.

    Of each the newest revision; while the next one is being made, the time is free.
    """
    touching = Sheet.select().where(
        Sheet.client == client, Sheet.first <= last, Sheet.last >= first, ~Sheet.retired
    )
    newest: dict[tuple[date, date], Sheet] = {}
    for sheet in touching.order_by(Sheet.revision):
        newest[sheet.first, sheet.last] = sheet
    return [sheet for sheet in newest.values() if sheet.state == State.GIVEN]


def told(client: str, sheet: Sheet) -> str:
    """Why time of this client that a sheet touches stays as it is."""
    words = _(
        "The sheet of {client} for {first} to {last} was given out, so that time stays as it "
        "is. A correction of the sheet makes it free."
    )
    return words.format(client=client, first=sheet.first, last=sheet.last)


def _before(now: _Was, fields: Sequence[tuple[str, Any]]) -> _Was:
    was: dict[str, Any] = {"client": now.client, "begin": now.begin, "end": now.end}
    for name, value in reversed(fields):  # the first of several is how it was
        if name in was:
            was[name] = from_micros(value) if name != "client" and value is not None else value
    return _Was(**was)


def _look(one: _Was) -> None:
    assert one.client is not None
    held = Client.select(Client.zone, Client.name).where(Client.id == one.client)
    ((zone, name),) = tuples(database.held(held))  # whoever gives a sheet out holds it, too
    first = one.begin.astimezone(ZoneInfo(zone)).date()
    last = one.end.astimezone(ZoneInfo(zone)).date() if one.end else first
    for sheet in given(one.client, first, max(first, last)):
        raise Locked(told(name, sheet))
