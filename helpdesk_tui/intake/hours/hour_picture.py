"""The first rows of a file as the recorded time that a plan would make of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.columns import Columns
from helpdesk_tui.intake.entries import Fault
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.hours import day_first
from helpdesk_tui.intake.hours.gathering import read
from helpdesk_tui.intake.hours.reader import HourReader, LeftOut, Worked
from helpdesk_tui.intake.mapping import Mapping
from helpdesk_tui.intake.rows import Row
from helpdesk_tui.intake.seen import Picture, Seen


@dataclass(frozen=True, slots=True)
class SeenTime(Seen):
    """A row as its entry would be; None for one that is refused, or left out."""

    worked: Worked | None


def seen(rows: Sequence[Row], mapping: Mapping, columns: Columns) -> Picture:
    """The rows as an import would read them, with its own words for what it would refuse."""
    reader = HourReader(mapping, columns)
    try:
        forms = day_first.settled(mapping.dates, (reader.begin(row) for row in rows))
        reader = HourReader(replace(mapping, dates=forms), columns)
    except IntakeError:
        pass  # they could be either; the first of the forms is shown
    faults: list[Fault] = []
    shown: list[Seen] = []
    for row, became in read(rows, reader, _place):
        where = _place(row.line)
        if isinstance(became, Worked):
            shown.append(SeenTime(row.line, frozenset(), "", refused=False, worked=became))
        elif isinstance(became, LeftOut):
            told = f"{where}: {_(str(became))}"
            shown.append(SeenTime(row.line, frozenset(), told, refused=False, worked=None))
        else:
            faults += became.faults
            told = " · ".join(str(fault.at(row.line, where)) for fault in became.faults)
            wrong = frozenset(fault.field for fault in became.faults)
            shown.append(SeenTime(row.line, wrong, told, refused=True, worked=None))
    return Picture(tuple(shown), dict(_notes(faults, len(rows))))


def _place(line: int) -> str:
    return _("line {line}").format(line=line)


def _notes(faults: Sequence[Fault], rows: int) -> Iterator[tuple[str, str]]:
    """For each field what is wrong with it, by the first of its faults."""
    for field in {fault.field: None for fault in faults if fault.field}:
        of_field = [fault for fault in faults if fault.field == field]
        words = _("{count} of {rows} rows, such as {value}: {reason}")
        if not of_field[0].value:
            words = _("{count} of {rows} rows: {reason}")
        told = {"value": of_field[0].value, "reason": of_field[0].reason}
        yield field, words.format(count=len(of_field), rows=rows, **told)
