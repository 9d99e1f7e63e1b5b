"""Reads one row as a state of a ticket, or says what in it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Mapping as Table
from sys import intern
from typing import NamedTuple, TypeVar

from helpdesk_tui.formulas import restored
from helpdesk_tui.i18n import _
from helpdesk_tui.intake.columns import Columns
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.mapping import INSTANTS, Mapping, Standing
from helpdesk_tui.intake.report import Refusal
from helpdesk_tui.intake.rows import Row
from helpdesk_tui.intake.templates import ABSENT
from helpdesk_tui.models.tickets import Kind, Status
from helpdesk_tui.safe_text import clean, uncut

DEFAULT_PRIORITY = 3
AS_BEFORE = 0

V = TypeVar("V")


class Person(NamedTuple):
    """Who asked for help, as the file names them; what it does not say is empty."""

    name: str
    email: str
    external: str
    client: str | None
    """Only where nothing but the name says who it is."""


class State(NamedTuple):
    """The fields of a ticket whose changes are its history; names are cleaned."""

    status: int
    """`AS_BEFORE` in a row that does not say."""
    wait_reason: int | None
    team: str | None
    assignee: str | None
    priority: int
    category: str
    client: str | None
    requester: Person | None


class Entry(NamedTuple):
    """What one row says. Instants are microseconds since 1970, and `at` is that of the state."""

    line: int
    external: str
    at: int
    created: int
    resolved: int | None
    closed: int | None
    due: int | None
    kind: int
    state: State
    kept: str
    """The word for a status that means nothing to us; empty for all others."""
    cells: Sequence[str]
    """The row, with missing cells empty."""
    whole: Callable[[], Sequence[str]] | None
    """Reads the row again with the cells that are too long to be held, as `Row.whole`."""


class Fault(NamedTuple):
    """What is wrong with a row, where, and with which value."""

    column: str
    value: str
    reason: str
    field: str = ""

    def at(self, line: int, place: str) -> Refusal:
        """The fault as a reason to refuse the row of this place."""
        return Refusal(line, place, self.column, self.value, self.reason)


class RowError(Exception):
    """The row cannot be used. `external` is its ticket's number, as far as it could be read."""

    def __init__(self, external: str, faults: Sequence[Fault]) -> None:
        super().__init__(external)
        self.external, self.faults = external, tuple(faults)


class EntryReader:
    """Reads the rows of one file. Not for several threads."""

    def __init__(self, mapping: Mapping, columns: Columns, dates: DateReader) -> None:
        self._mapping = mapping
        self._columns = columns
        self._fields = columns.fields
        self._dates = dates
        self._faults: list[Fault] = []

    def read(self, row: Row) -> Entry:
        """The row as an Entry. Raises RowError with everything in it that cannot be read."""
        # Exports repeat themselves: kept once, their cells need a third of the memory.
        cells = [intern(cell) for cell in self._cells(row.cells)]
        self._faults = []
        external = self.text("external", cells)
        if not external:
            self._fault("external", "", _("The number of the ticket is missing."))
        told = len(self._faults)
        created, changed, resolved, closed, due = [self._instant(f, cells) for f in INSTANTS]
        first = changed if created is None else created
        at = first if changed is None and not self._mapping.states else changed
        if (first is None or at is None) and len(self._faults) == told:
            field = "changed" if self._mapping.states else "created"
            self._fault(field, "", _("The time is missing."))
        standing, kept = self._standing(cells)
        priority = self._choice("priority", cells, self._mapping.priority, DEFAULT_PRIORITY)
        kind = self._choice("kind", cells, self._mapping.kind, Kind.INCIDENT)
        if self._faults or at is None or first is None:
            raise RowError(external, self._faults)
        state = self._state(cells, standing, priority)
        instants = (at, first, resolved, closed, due)
        return Entry(row.line, external, *instants, kind, state, kept, cells, row.whole)

    def message(self, entry: Entry) -> str:
        """What the row says at length; a row that says nothing gets a sign for it."""
        cells = self._cells(entry.whole()) if entry.whole else entry.cells
        return self.text("description", cells, multiline=True).strip() or ABSENT

    def external(self, row: Sequence[str]) -> str:
        """The number of the ticket in a row of the wrong width, as far as it can be told."""
        places = self._fields["external"].places
        return self.text("external", row) if max(places) < len(row) else ""

    def text(self, field: str, cells: Sequence[str], *, multiline: bool = False) -> str:
        """A field of a row, safe to be shown; empty when the row does not say."""
        filled = self._fields.get(field)
        if not filled:
            return ""
        return uncut(filled(cells)) if multiline else clean(filled(cells), multiline=False)

    def has(self, field: str) -> bool:
        """Whether the file says anything of this field."""
        return field in self._fields

    def spare(self, cells: Sequence[str]) -> dict[str, object]:
        """The columns that mean nothing to us, by name, without the missing ones."""
        return {name: clean(cells[place]) for place, name in self._columns.spare if cells[place]}

    def title(self, field: str) -> str:
        """The column that a field comes from."""
        return self._columns.title(field)

    def _cells(self, row: Sequence[str]) -> list[str]:
        missing = self._mapping.missing
        if self._mapping.guarded:
            row = [restored(cell) for cell in row]
        return ["" if (text := cell.strip()) in missing else text for cell in row]

    def _fault(self, field: str, value: str, reason: str) -> None:
        self._faults.append(Fault(self.title(field), clean(value, multiline=False), reason))

    def _instant(self, field: str, cells: Sequence[str]) -> int | None:
        filled = self._fields.get(field)
        text = filled(cells) if filled else ""
        if not text:
            return None
        instant = self._dates(text)
        if instant is None:
            self._fault(field, text, _("This is no date in the format of the mapping."))
        return instant

    def _standing(self, cells: Sequence[str]) -> tuple[Standing, str]:
        """Where the ticket stands, and the word of the file when that is only "as before"."""
        before: Standing = None if self._mapping.states else (Status.NEW, None)
        standing = self._choice("status", cells, self._mapping.status, before)
        return standing, "" if standing else self.text("status", cells)

    def _choice(self, field: str, cells: Sequence[str], table: Table[str, V], default: V) -> V:
        filled = self._fields.get(field)
        word = filled(cells) if filled else ""
        if not word:
            return default
        if word.casefold() not in table:
            self._fault(field, word, _("The mapping does not know this value."))
            return default
        return table[word.casefold()]

    def _state(self, cells: Sequence[str], standing: Standing, priority: int) -> State:
        status, reason = standing or (AS_BEFORE, None)
        client = self.text("client", cells) or None
        return State(
            status=status,
            wait_reason=reason,
            team=self.text("team", cells) or None,
            assignee=self.text("assignee", cells) or None,
            priority=priority,
            category=self.text("category", cells),
            client=client,
            requester=self._person(client, cells),
        )

    def _person(self, client: str | None, cells: Sequence[str]) -> Person | None:
        name, email = self.text("requester", cells), self.text("email", cells)
        external = self.text("requester_id", cells)
        shown = name or email or external
        sure = email or external
        return Person(shown, email, external, None if sure else client) if shown else None
