"""Reads recorded time to the end of its file, and gives each row what it is known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.entries import Fault, RowError
from helpdesk_tui.intake.harvest import Progress
from helpdesk_tui.intake.hours.reader import HourReader, LeftOut, Worked
from helpdesk_tui.intake.report import Refusal
from helpdesk_tui.intake.rows import Row, Source

_EVERY = 1000


@dataclass(slots=True)
class Gathered:
    """What was read: what was done, the rows that are no use, and those that are no work."""

    rows: int = 0
    worked: list[Worked] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Each with its place and the reason."""


def gather(source: Source, reader: HourReader, progress: Progress | None) -> Gathered:
    """Every row of the source."""
    found = Gathered()
    furthest = 0
    for row, became in read(source.rows(), reader, source.place):
        found.rows += 1
        if isinstance(became, Worked):
            found.worked.append(became)
        elif isinstance(became, LeftOut):
            found.left_out.append((source.place(row.line), str(became)))
        else:
            place = source.place(row.line)
            found.refused += [fault.at(row.line, place) for fault in became.faults]
        furthest = max(furthest, row.line)
        if progress and found.rows % _EVERY == 0:
            progress(furthest, 2 * source.lines)
    return found


def read(
    rows: Iterable[Row], reader: HourReader, place: Callable[[int], str]
) -> Iterator[tuple[Row, Worked | LeftOut | RowError]]:
    """Each row with what was done, or why it is not used. A number counts for its first row."""
    numbers: dict[str, int] = {}
    for row in rows:
        try:
            worked = reader.read(row)
            before = numbers.setdefault(worked.external, row.line) if worked.external else row.line
            if before != row.line:
                reason = _("This number is in {place} already.").format(place=place(before))
                fault = Fault(reader.title("external"), worked.external, reason, "external")
                yield row, RowError("", [fault])
            else:
                yield row, worked
        except (LeftOut, RowError) as unused:
            yield row, unused


def known_by(worked: Sequence[Worked], default: str) -> Iterator[tuple[str, Worked]]:
    """What each is known by a second time, in order of their beginnings.

    Where the program has no number for it, it is whose it is and when it begins; of several that
    begin at once, which of them it is. What else of it changes there is seen, so nothing is made
    twice. Where it only has its day, it is that day and what was done for whom. `default` is whose
    it is where the file does not say.
    """
    begun: Counter[tuple[object, ...]] = Counter()
    for one in sorted(worked, key=_order):
        key = (one.technician or one.email or default).casefold(), one.begin, *_what(one)
        begun[key] += 1
        if one.external:
            yield one.external, one
        else:
            digest = sha256("\n".join(map(str, (*key, begun[key]))).encode())
            yield digest.hexdigest()[:32], one


def _what(one: Worked) -> tuple[object, ...]:
    """What tells a row from the others of its day that say no time."""
    told = one.client, one.project, one.activity, one.ticket, one.title
    return ("day", *told) if one.loose else ()


def _order(one: Worked) -> tuple[object, ...]:
    return one.begin, one.end, one.client, one.project, one.activity, one.title, one.line
