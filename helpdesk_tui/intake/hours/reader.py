"""Reads one row as a stretch of recorded time, or says what in it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk_tui.collation import fold
from helpdesk_tui.formulas import restored
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.intake.columns import Columns
from helpdesk_tui.intake.entries import Fault, RowError
from helpdesk_tui.intake.hours import lengths
from helpdesk_tui.intake.hours.extents import Said, Stretch, next_day, settled
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.mapping import Mapping
from helpdesk_tui.intake.rows import Row
from helpdesk_tui.safe_text import clean, line, uncut
from helpdesk_tui.spans import joined

RUNNING = N_("still running there, left out")
EMPTY = N_("it lasts no second, left out")
PAUSE = N_("a break, no work, left out")

YES = {"yes", "y", "true", "1", "si", "s", "x", "billable", "facturable"}
NO = {"no", "n", "false", "0", "non-billable", "no facturable"}
_MICROS = 1_000_000
_LAST = 7_258_118_400  # the year 2200: a slip of a key, and no calendar is counted through to it
_LONGEST = 1_000 * 3600
_NIGHT = 12 * 3600


class Worked(NamedTuple):
    """What one row says was done. Instants are seconds since 1970; empty texts are not said."""

    line: int
    external: str
    begin: int
    end: int
    breaks: tuple[Stretch, ...]
    zone: str
    technician: str
    email: str
    client: str
    project: str
    activity: str
    ticket: int | None
    title: str
    description: str
    tags: tuple[str, ...]
    billable: bool | None
    mended: bool
    loose: bool = False
    """The row names a day and a length, and no time on the day: it begins with the day."""

    @property
    def seconds(self) -> int:
        """How much of it counts."""
        return self.end - self.begin - sum(until - at for at, until in self.breaks)


class LeftOut(Exception):
    """The row is sound and no entry, for the reason that it carries (one of the words above)."""


class HourReader:
    """Reads the rows of one file. Not for several threads."""

    def __init__(self, mapping: Mapping, columns: Columns) -> None:
        self._mapping = mapping
        self._columns = columns
        self._dates: dict[str, DateReader] = {}
        self._faults: list[Fault] = []

    def read(self, row: Row) -> Worked:
        """The row. Raises LeftOut, and RowError with everything that cannot be read."""
        if row.trouble:
            raise RowError("", [Fault("", "", row.trouble)])
        cells = self._cells(row.cells)
        self._faults = []
        if fold(self.text("type", cells)) in ("break", "pausa"):
            raise LeftOut(PAUSE)
        zone = self._zone(cells)
        said = self._said(cells, zone)
        breaks = self._breaks(cells, self._reader(zone))
        ticket = self._ticket(cells)
        billable = self._billable(cells)
        if said is None or self._faults:
            raise RowError("", self._faults)
        extent = settled(said)
        if extent is None:
            self._fault("end", cells, _("It ends before it begins."))
            raise RowError("", self._faults)
        if not 0 <= extent.begin < _LAST or extent.end - extent.begin > _LONGEST:
            self._fault("begin", cells, _("It lies in a far year, or lasts more than 1,000 hours."))
            raise RowError("", self._faults)
        if not all(extent.begin <= at < until <= extent.end for at, until in breaks):
            self._fault("breaks", cells, _("A break does not lie within the time."))
            raise RowError("", self._faults)
        title, _line, more = self._long("title", cells).partition("\n")
        worked = Worked(
            row.line,
            self.text("external", cells),
            extent.begin,
            extent.end,
            tuple(joined(breaks)) or extent.breaks,
            zone,
            self.text("technician", cells),
            self.text("email", cells),
            self.text("client", cells),
            self.text("project", cells),
            self.text("activity", cells),
            ticket,
            line(title),
            "\n".join(filter(None, (more.strip(), self._long("description", cells)))),
            tuple(filter(None, map(str.strip, self.text("tags", cells).split(",")))),
            billable,
            extent.mended,
            said.end is None and self._reader(zone).is_day(self._raw("begin", cells)),
        )
        if worked.seconds <= 0:
            raise LeftOut(EMPTY)
        return worked

    def begin(self, row: Row) -> str:
        """What the row says of its beginning, as it stands there."""
        return "" if row.trouble else self._raw("begin", self._cells(row.cells))

    def text(self, field: str, cells: Sequence[str]) -> str:
        """A field of a row in one line, safe to be shown; empty when the row does not say."""
        return line(self._raw(field, cells))

    def says(self, field: str) -> bool:
        """Whether the file says anything of this field."""
        return field in self._columns.fields

    def title(self, field: str) -> str:
        """The column that a field comes from."""
        return self._columns.title(field)

    def _long(self, field: str, cells: Sequence[str]) -> str:
        return uncut(self._raw(field, cells)).strip()

    def _raw(self, field: str, cells: Sequence[str]) -> str:
        filled = self._columns.fields.get(field)
        return filled(cells) if filled else ""

    def _cells(self, row: Sequence[str]) -> list[str]:
        missing = self._mapping.missing
        if self._mapping.guarded:
            row = [restored(cell) for cell in row]
        return ["" if (text := cell.strip()) in missing else text for cell in row]

    def _fault(self, field: str, cells: Sequence[str], reason: str) -> None:
        value = clean(self._raw(field, cells), multiline=False)
        self._faults.append(Fault(self.title(field), value, reason, field))

    def _reader(self, zone: str) -> DateReader:
        if zone not in self._dates:
            self._dates[zone] = DateReader(self._mapping.dates, zone)
        return self._dates[zone]

    def _zone(self, cells: Sequence[str]) -> str:
        zone = self.text("zone", cells)
        if not zone or zone in self._dates:
            return zone or self._mapping.zone
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, ZoneInfoNotFoundError):
            self._fault("zone", cells, _("There is no such time zone."))
            return self._mapping.zone
        return zone

    def _said(self, cells: Sequence[str], zone: str) -> Said | None:
        dates = self._reader(zone)
        begin, end = (self._instant(field, cells, dates) for field in ("begin", "end"))
        in_minutes = self.says("minutes")
        length = self._length("minutes" if in_minutes else "length", cells)
        pause = self._length("break", cells) or 0
        if begin is None and not self._faults:
            self._fault("begin", cells, _("The time is missing."))
        if begin is None or self._faults:
            return None
        if length == 0 and end is None:
            raise LeftOut(EMPTY)
        day = dates.is_day(self._raw("begin", cells))
        if day and end and dates.is_day(self._raw("end", cells)):
            end = None
        if day and end and length is not None:  # it is known when it ended, and how long it was
            begin = end[0] - length - pause, end[1] - length - pause
        elif day and end:
            self._fault("begin", cells, _("The time is missing."))
            return None
        elif end is None and length is None:
            if self.says("end") and not day:
                raise LeftOut(RUNNING)
            self._fault("minutes" if in_minutes else "length", cells, _("The length is missing."))
            return None
        elif end and self._mapping.overnight and end[1] < begin[0]:
            tomorrow = next_day(end[0], zone), next_day(end[1], zone)
            end = tomorrow if tomorrow[0] - begin[0] <= _NIGHT else end
        return Said(begin, end, length, pause)

    def _instant(
        self, field: str, cells: Sequence[str], dates: DateReader
    ) -> tuple[int, int] | None:
        text = self._raw(field, cells)
        if not text:
            return None
        first, later = dates(text), dates.later(text)
        if first is None or later is None:
            self._fault(field, cells, _("This is no date in the format of the mapping."))
            return None
        return first // _MICROS, later // _MICROS

    def _length(self, field: str, cells: Sequence[str]) -> int | None:
        text = self._raw(field, cells)
        read = lengths.of_minutes if field == "minutes" else lengths.seconds
        found = read(text) if text else None
        if text and found is None:
            self._fault(field, cells, _("This is no length of time such as 1:30 or 1.5."))
        return found

    def _breaks(self, cells: Sequence[str], dates: DateReader) -> tuple[Stretch, ...]:
        """Pairs of instants with a slash between them, divided by commas."""
        pairs = [pair.strip().split("/") for pair in self.text("breaks", cells).split(",") if pair]
        found = [[dates(instant) for instant in pair] for pair in pairs]
        if any(len(pair) != 2 or None in pair for pair in found):
            self._fault("breaks", cells, _("This is no date in the format of the mapping."))
            return ()
        return tuple((at // _MICROS, until // _MICROS) for at, until in found if at and until)

    def _ticket(self, cells: Sequence[str]) -> int | None:
        text = self.text("ticket", cells).removeprefix("#")
        if text and not (text.isascii() and text.isdigit() and len(text) < 10):
            self._fault("ticket", cells, _("This is no number of a ticket."))
            return None
        return int(text) if text else None

    def _billable(self, cells: Sequence[str]) -> bool | None:
        word = fold(self.text("billable", cells))
        if word and word not in YES | NO:
            self._fault("billable", cells, _("Say yes or no."))
        return word in YES if word else None
