"""What of recorded time is billed: steps of whole minutes, as pure arithmetic.

Nothing here knows an entry or a client. Seconds are whole, instants are aware or naive, and steps
are counted on the clock that an instant shows: at a step of sixty minutes 9:40 becomes 10:00 in
every zone. What is exactly on a step stays, and so does nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

MINUTE = 60
_EPOCH = datetime(1970, 1, 1)


class Way(StrEnum):
    """Where what lies between two steps goes."""

    UP = "up"
    DOWN = "down"
    NEAREST = "nearest"
    """An exact half goes up."""
    HALF_DOWN = "half-down"
    """To the nearest; an exact half goes down, as in Kimai's `closest`."""


class Unit(StrEnum):
    """What is taken together before it is rounded."""

    ENTRY = "entry"
    TICKET = "ticket"
    """The entries of a ticket on a day; one without a ticket stays by itself."""
    DAY = "day"
    """All of the client's day."""
    SHEET = "sheet"


PARTS = ("begin", "end", "duration")

MODES = {
    "default": (Way.DOWN, Way.UP, Way.UP),
    "ceil": (Way.UP, Way.UP, Way.UP),
    "floor": (Way.DOWN, Way.DOWN, Way.DOWN),
    "closest": (Way.HALF_DOWN, Way.HALF_DOWN, Way.HALF_DOWN),
}
"""Where begin, end and duration go, by the names that users of Kimai know."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of so many whole minutes; of none, everything stays as it is."""

    minutes: int = 0
    way: Way = Way.UP

    def __post_init__(self) -> None:
        if self.minutes < 0:
            raise ValueError(f"a step of {self.minutes} minutes")

    def seconds(self, seconds: int) -> int:
        """A number of seconds as it is rounded."""
        step = self.minutes * MINUTE
        over = seconds % step if step else 0
        if not over:
            return seconds
        goes_up = {
            Way.UP: True,
            Way.DOWN: False,
            Way.NEAREST: 2 * over >= step,
            Way.HALF_DOWN: 2 * over > step,
        }[self.way]
        return seconds - over + (step if goes_up else 0)

    def instant(self, instant: datetime) -> datetime:
        """The step of the clock on the wall to which an instant goes; it stays in its zone."""
        on_the_wall = int((instant.replace(tzinfo=None, fold=0) - _EPOCH).total_seconds())
        by = timedelta(seconds=self.seconds(on_the_wall) - on_the_wall)
        if not by:
            return instant
        exact = instant.replace(microsecond=0)
        if instant.tzinfo is None:
            return exact + by
        return (exact.astimezone(UTC) + by).astimezone(instant.tzinfo)


@dataclass(frozen=True, slots=True)
class Rule:
    """How a client's time is rounded: one step for each part, most often for one alone.

    Begin and end go first; the duration is what lies between them then. They can be rounded only
    entry by entry: raises ValueError for another unit.
    """

    begin: Step = Step()
    end: Step = Step()
    duration: Step = Step()
    unit: Unit = Unit.ENTRY

    def __post_init__(self) -> None:
        if self.unit is not Unit.ENTRY and (self.begin.minutes or self.end.minutes):
            raise ValueError(f"begin or end cannot be rounded by {self.unit}")

    def __str__(self) -> str:
        """In the words that `rule` reads: `duration up 15 by ticket`; as recorded is empty."""
        steps = zip(PARTS, (self.begin, self.end, self.duration), strict=True)
        said = [f"{part} {step.way} {step.minutes}" for part, step in steps if step.minutes]
        return ", ".join(said) + (f" by {self.unit}" if said and self.unit != Unit.ENTRY else "")


AS_RECORDED = Rule()


def rule(words: str) -> Rule:
    """The rule that these words are, the same in every language. Raises ValueError.

    `up 15` rounds the duration of each entry; `nearest 30 by day`, `begin down 5, end up 5`, and
    with a mode of Kimai's and the minutes of its three parts `closest 0 0 15`.
    """
    said, _by, unit = words.lower().partition(" by ")
    mode, *minutes = said.split() or [""]
    if mode in MODES and len(minutes) == len(PARTS):
        return kimai(mode, *map(int, minutes))
    steps = {}
    for part in said.split(",") if said.strip() else ():
        *name, way, size = part.split()
        (known,) = name or ("duration",)
        if known not in PARTS or known in steps:
            raise ValueError(part)
        steps[known] = Step(int(size), Way(way))
    return Rule(**steps, unit=Unit(unit.strip() or Unit.ENTRY))


@dataclass(frozen=True, slots=True)
class Rounded:
    """An entry as it is billed; `seconds` need not be what lies between the instants."""

    begin: datetime
    end: datetime
    seconds: int


def round_entry(
    begin: datetime,
    end: datetime,
    *,
    mode: str = "default",
    begin_minutes: int = 0,
    end_minutes: int = 0,
    duration_minutes: int = 0,
) -> Rounded:
    """An entry rounded by one of the `MODES`, see `rounded`. Source: the documentation of Kimai.

    Raises:
        ValueError: there is no such mode, minutes are negative, or only one instant has a zone.
    """
    return rounded(begin, end, kimai(mode, begin_minutes, end_minutes, duration_minutes))


def kimai(mode: str, begin: int, end: int, duration: int) -> Rule:
    """The rule of one of the `MODES` with the minutes of each part. Raises ValueError."""
    if mode not in MODES:
        raise ValueError(f"mode is {mode!r}, not one of {', '.join(MODES)}")
    at_begin, at_end, of_all = MODES[mode]
    return Rule(Step(begin, at_begin), Step(end, at_end), Step(duration, of_all))


def rounded(begin: datetime, end: datetime, rule: Rule, breaks: int = 0) -> Rounded:
    """An entry by a rule of its unit; `breaks` are seconds of it that do not count.

    What counts nothing as it was recorded, because it ends where or before it begins, is left as it
    is, and where rounding turns begin and end round nothing is left. Raises ValueError where only
    one of the instants has a zone.
    """
    if (begin.utcoffset() is None) != (end.utcoffset() is None):
        raise ValueError("one of begin and end has a zone and the other has none")
    if _seconds(begin, end) <= breaks:
        return Rounded(begin, end, 0)
    first, last = rule.begin.instant(begin), rule.end.instant(end)
    between = max(0, _seconds(first, last) - breaks)
    return Rounded(first, last, rule.duration.seconds(between))


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """A total laid over parts by their weights, to the second: the shares add up to it.

    Parts that weigh nothing get nothing, unless all do; then the first gets it.
    """
    whole = sum(weights)
    if not whole:
        return [total if not place else 0 for place in range(len(weights))]
    shares, passed, given = [], 0, 0
    for weight in weights:
        passed += weight
        upto = total * passed // whole
        shares.append(upto - given)
        given = upto
    return shares


def _seconds(begin: datetime, end: datetime) -> int:
    """What really lies between two instants, also where the clocks change in between."""
    if begin.tzinfo is not None:
        begin, end = begin.astimezone(UTC), end.astimezone(UTC)
    return int((end - begin).total_seconds())
