"""Reads a file to its end, and gathers the rows of each ticket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.entries import Entry, EntryReader, Fault, RowError
from helpdesk_tui.intake.report import Refusal
from helpdesk_tui.intake.rows import Row, Source

Progress = Callable[[int, int], None]
"""Told how much of how much is done."""

_EVERY = 1000


@dataclass(slots=True)
class Harvest:
    """What was read: the rows of each ticket by its number, and the rows that are no use."""

    rows: int = 0
    tickets: dict[str, list[Entry]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


def harvest(
    source: Source, reader: EntryReader, *, states: bool, progress: Progress | None = None
) -> Harvest:
    """Every row of the source, gathered by ticket or refused.

    In a file of `states`, a ticket of which one row cannot be used is refused with all its rows:
    so the file of refused rows can be mended and imported as it is.
    """
    found = Harvest()
    incomplete: dict[str, int] = {}
    furthest = 0
    for row in source.rows():
        found.rows += 1
        try:
            entry = _entry(row, reader)
            rows = found.tickets.setdefault(entry.external, [])
            if rows and not states:
                reason = _("This number is in {place} already.").format(
                    place=source.place(rows[0].line)
                )
                fault = Fault(reader.title("external"), entry.external, reason)
                raise RowError("", [fault])
            rows.append(entry)
        except RowError as error:
            where = source.place(row.line)
            found.refused += [fault.at(row.line, where) for fault in error.faults]
            if states and error.external:
                incomplete.setdefault(error.external, row.line)
        furthest = max(furthest, row.line)
        if progress and found.rows % _EVERY == 0:
            progress(furthest, 2 * source.lines)
    column = reader.title("external")
    for external, line in incomplete.items():
        reason = _("A part of the same ticket, {place}, cannot be used.").format(
            place=source.place(line)
        )
        found.refused += [
            Refusal(entry.line, source.place(entry.line), column, external, reason)
            for entry in found.tickets.pop(external, [])
        ]
    return found


def _entry(row: Row, reader: EntryReader) -> Entry:
    if row.trouble:
        raise RowError(reader.external(row.cells), [Fault("", "", row.trouble)])
    return reader.read(row)
