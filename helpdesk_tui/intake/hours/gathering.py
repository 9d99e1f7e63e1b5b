"""Reads recorded time to the end of its file, and gives each row what it is known by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.entries import Fault, RowError
from helpdesk_tui.intake.harvest import Progress
from helpdesk_tui.intake.hours.reader import HourReader, LeftOut, Worked
from helpdesk_tui.intake.report import Refusal
from helpdesk_tui.intake.rows import Source

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
    numbers: dict[str, int] = {}
    furthest = 0
    for row in source.rows():
        found.rows += 1
        try:
            worked = reader.read(row)
            before = numbers.setdefault(worked.external, row.line) if worked.external else row.line
            if before != row.line:
                reason = _("This number is in {place} already.").format(place=source.place(before))
                raise RowError("", [Fault(reader.title("external"), worked.external, reason)])
            found.worked.append(worked)
        except LeftOut as left_out:
            found.left_out.append((source.place(row.line), str(left_out)))
        except RowError as error:
            place = source.place(row.line)
            found.refused += [Refusal(row.line, place, *fault) for fault in error.faults]
        furthest = max(furthest, row.line)
        if progress and found.rows % _EVERY == 0:
            progress(furthest, 2 * source.lines)
    return found


def known_by(worked: Sequence[Worked], default: str) -> Iterator[tuple[str, Worked]]:
    """What each is known by a second time, in order of their beginnings.

    Where the program has no number for it, it is whose it is and when it begins; of several that
    begin at once, which of them it is. What else of it changes there is seen, so nothing is made
    twice. `default` is whose it is where the file does not say.
    """
    begun: Counter[tuple[str, int]] = Counter()
    for one in sorted(worked, key=_order):
        key = (one.technician or one.email or default).casefold(), one.begin
        begun[key] += 1
        if one.external:
            yield one.external, one
        else:
            digest = sha256(f"{key[0]}\n{key[1]}\n{begun[key]}".encode())
            yield digest.hexdigest()[:32], one


def _order(one: Worked) -> tuple[object, ...]:
    return one.begin, one.end, one.client, one.project, one.activity, one.title, one.line
