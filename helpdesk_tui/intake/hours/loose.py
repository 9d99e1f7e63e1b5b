"""Where on its day something lies of which a file says the day and the length, and no time.

One after the other in what is free of the technician's day, from nine on: over others they would
count less than the file says, because no minute counts twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from helpdesk_tui.intake.hours.extents import Stretch, next_day
from helpdesk_tui.intake.hours.names import About, Directory
from helpdesk_tui.intake.hours.overlaps import Owner, recorded
from helpdesk_tui.intake.hours.reader import Worked
from helpdesk_tui.spans import joined, without

New = tuple[str, Worked, About]

_NINE = 9


def laid(new: Sequence[New], directory: Directory) -> tuple[list[New], list[New]]:
    """The rows with a place for those that had none, in order, and those for which there is none.

    What is recorded already of these days and the file's other rows keep their places.
    """
    loose = sorted((one for one in new if one[1].loose), key=lambda one: one[1].line)
    if not loose:
        return list(new), []
    placed = [one for one in new if not one[1].loose]
    homeless = []
    days = _Days(loose, placed, directory)
    for key, one, about in loose:
        place = days.take(directory.owner(one), one)
        if place is None:
            homeless.append((key, one, about))
        else:
            pause = [(at - one.begin + place, to - one.begin + place) for at, to in one.breaks]
            moved = one._replace(begin=place, end=place + one.end - one.begin, breaks=tuple(pause))
            placed.append((key, moved, about))
    return sorted(placed, key=lambda one: one[1].begin), homeless


class _Days:
    """What is free of the days that such rows name, by technician."""

    def __init__(self, loose: Sequence[New], placed: Sequence[New], directory: Directory) -> None:
        begins = [one.begin for _key, one, _about in loose]
        taken: defaultdict[Owner, list[Stretch]] = defaultdict(list)
        for owner, stretch in recorded(min(begins), max(begins) + 25 * 3600):
            taken[owner].append(stretch)
        for _key, one, _about in placed:
            taken[directory.owner(one)].append((one.begin, one.end))
        self._taken = {owner: joined(stretches) for owner, stretches in taken.items()}
        self._free: dict[tuple[Owner, int], list[Stretch]] = {}

    def take(self, owner: Owner, one: Worked) -> int | None:
        """When it begins: in the first room that is large enough, before nine only if need be."""
        if (owner, one.begin) not in self._free:
            self._free[owner, one.begin] = self._of_day(owner, one)
        free = self._free[owner, one.begin]
        midnight = datetime.fromtimestamp(one.begin, ZoneInfo(one.zone))
        nine = round(midnight.replace(hour=_NINE).timestamp())
        length = one.end - one.begin
        for room in (without(free, [(one.begin, nine)]), free):
            for begin, end in room:
                if end - begin >= length:
                    self._free[owner, one.begin] = without(free, [(begin, begin + length)])
                    return begin
        return None

    def _of_day(self, owner: Owner, one: Worked) -> list[Stretch]:
        taken = self._taken.get(owner, [])
        last = next_day(one.begin, one.zone)
        # They are joined, so their ends are in order like their beginnings.
        first = bisect_left(taken, one.begin, key=lambda stretch: stretch[1])
        behind = bisect_left(taken, last, key=lambda stretch: stretch[0])
        return without([(one.begin, last)], taken[first:behind])
