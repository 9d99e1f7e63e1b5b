"""What records come to, by client and by month or day, as they go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from helpdesk_tui.safe_text import line
from helpdesk_tui.timesheets.xlsx.records import INTERNAL, Record
from helpdesk_tui.timesheets.xlsx.words import Words

_LONGEST_NAME = 200
"""Characters: a pivot table has room for 255."""


@dataclass(slots=True)
class Sum:
    """Whole seconds, and money in whatever currencies."""

    worked: int = 0
    billed: int = 0
    amount: Decimal | None = None

    def add(self, record: Record) -> None:
        """Count a record."""
        self.worked += record.worked
        self.billed += record.billed
        if record.amount is not None:
            self.amount = (self.amount or Decimal(0)) + record.amount


@dataclass(slots=True)
class Totals:
    """Sums by the number of a client and the first day of a month, or the day."""

    by_day: bool
    sums: dict[tuple[int, date], Sum] = field(default_factory=lambda: defaultdict(Sum))
    currencies: set[str] = field(default_factory=set)
    records: int = 0

    def watched(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, counted on their way."""
        for record in records:
            self.records += 1
            key = record.day if self.by_day else record.day.replace(day=1)
            self.sums[record.client, key].add(record)
            if record.currency:
                self.currencies.add(record.currency)
            yield record

    @property
    def worked(self) -> int:
        """Seconds of all of it."""
        return sum(one.worked for one in self.sums.values())

    @property
    def columns(self) -> list[date]:
        """The months or days on which there is something, in order."""
        return sorted({day for _client, day in self.sums})

    def clients(self, names: Mapping[int, str]) -> list[int]:
        """The numbers of those with something, by name; our own time is at the end."""
        found = {client for client, _day in self.sums}
        return sorted(found, key=lambda one: (one == INTERNAL, names[one].casefold(), one))

    def by_month(self) -> dict[tuple[int, date], int]:
        """Seconds worked by client and first day of a month."""
        found: defaultdict[tuple[int, date], int] = defaultdict(int)
        for (client, day), one in self.sums.items():
            found[client, day.replace(day=1)] += one.worked
        return dict(found)


def named(clients: Mapping[int, str], words: Words) -> dict[int, str]:
    """What each client is called: none as another, for a spreadsheet is blind to case."""
    shown = {INTERNAL: words.internal}
    taken = {words.internal.casefold()}
    for client in sorted(clients):
        name = line(clients[client])[:_LONGEST_NAME] or str(client)
        while name.casefold() in taken:
            name = words.again.format(client=name, number=client)
        taken.add(name.casefold())
        shown[client] = name
    return shown
