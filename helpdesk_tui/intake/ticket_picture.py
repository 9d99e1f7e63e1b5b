"""The first rows of a file as the tickets that a plan would make of them, as far as they go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from helpdesk_tui.clock import from_micros
from helpdesk_tui.formulas import restored
from helpdesk_tui.i18n import _
from helpdesk_tui.intake.columns import Columns
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.made import TICKET
from helpdesk_tui.intake.mapping import INSTANTS, Mapping, Standing
from helpdesk_tui.intake.report import Refusal
from helpdesk_tui.intake.rows import Row
from helpdesk_tui.intake.seen import Picture, Seen
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.safe_text import line


@dataclass(frozen=True, slots=True)
class SeenTicket(Seen):
    """A row as its ticket would be."""

    texts: dict[str, str]
    standing: Standing
    priority: int
    created: datetime | None


@dataclass(slots=True)
class _Tally:
    """How often something is wrong with a field, and the first value that is."""

    count: dict[str, int] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, value: str = "") -> None:
        self.count[name] = self.count.get(name, 0) + 1
        self.first.setdefault(name, line(value))


def seen(rows: Sequence[Row], mapping: Mapping, columns: Columns) -> Picture:
    """Each row as far as it can be read."""
    reader = _Reader(mapping, columns)
    shown = tuple(reader.row(row) for row in rows)
    return Picture(shown, dict(reader.notes(len(shown))))


class _Reader:
    """Reads each row as far as it goes, where an import would stop at the first mistake."""

    def __init__(self, mapping: Mapping, columns: Columns) -> None:
        self._mapping = mapping
        self._fields = columns.fields
        self._dates = DateReader(mapping.dates, mapping.zone)
        self._known = {
            "status": set(mapping.status),
            "priority": set(mapping.priority),
            "kind": set(mapping.kind),
        }
        self._numbers: set[str] = set()
        self._missing, self._unread, self._twice = _Tally(), _Tally(), _Tally()

    def row(self, row: Row) -> SeenTicket:
        if row.trouble:
            where = _("line {line}").format(line=row.line)
            told = str(Refusal(row.line, where, "", "", row.trouble))
            return SeenTicket(row.line, frozenset(), told, True, {}, None, 3, None)
        mapping = self._mapping
        cells = [restored(cell) for cell in row.cells] if mapping.guarded else row.cells
        cells = ["" if (text := cell.strip()) in mapping.missing else text for cell in cells]
        raw = {name: filled(cells) for name, filled in self._fields.items()}
        texts = {name: line(text) for name, text in raw.items()}
        wrong: set[str] = set()
        instants = {name: self._instant(name, raw.get(name, ""), wrong) for name in INSTANTS}
        changed = instants["changed"]
        created = changed if instants["created"] is None else instants["created"]
        at = changed if mapping.states else created
        if at is None and not wrong:
            self._lacks("changed" if mapping.states else "created", wrong)
        if not texts.get("external"):
            self._lacks("external", wrong)
        for name, known in self._known.items():
            word = raw.get(name, "")
            if word and word.casefold() not in known:
                self._unread.add(name, word)
                wrong.add(name)
        self._tell_twins(texts.get("external", ""), wrong)
        if not texts.get("subject"):
            self._missing.add("subject")
            texts["subject"] = texts.get("description") or texts.get("external", "")
        status, priority = raw.get("status", ""), raw.get("priority", "")
        standing: Standing = None if mapping.states else (Status.NEW, None)
        return SeenTicket(
            line=row.line,
            wrong=frozenset(wrong),
            trouble="",
            refused=bool(wrong),
            texts=texts,
            standing=mapping.status.get(status.casefold(), standing) if status else standing,
            priority=mapping.priority.get(priority.casefold(), 3),
            created=None if created is None else from_micros(created),
        )

    def _instant(self, name: str, text: str, wrong: set[str]) -> int | None:
        instant = self._dates(text) if text else None
        if text and instant is None:
            self._unread.add(name, text)
            wrong.add(name)
        return instant

    def _tell_twins(self, number: str, wrong: set[str]) -> None:
        """A number is taken by the first row that has it and could be imported."""
        if wrong or self._mapping.states:
            return
        if number in self._numbers:
            self._twice.add("external", number)
            wrong.add("external")
        self._numbers.add(number)

    def _lacks(self, name: str, wrong: set[str]) -> None:
        self._missing.add(name)
        wrong.add(name)

    def notes(self, rows: int) -> Iterator[tuple[str, str]]:
        """A sentence for each field with which something is wrong, the worst last."""
        for name, count in self._missing.count.items():
            words = _("{count} of {rows} rows have no {field}")
            yield name, words.format(count=count, rows=rows, field=TICKET.title(name))
        for name, count in self._twice.count.items():
            words = _("{count} of {rows} rows repeat a number, such as {value}")
            yield name, words.format(count=count, rows=rows, value=self._twice.first[name])
        for name, count in self._unread.count.items():
            words = (
                _("{count} of {rows} rows are no date in this form, such as {value}")
                if name in INSTANTS
                else _("{count} of {rows} rows have a value without a meaning, such as {value}")
            )
            yield name, words.format(count=count, rows=rows, value=self._unread.first[name])
