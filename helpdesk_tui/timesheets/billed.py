"""What is billed of portions of entries: pure arithmetic in whole seconds and Decimal.

What is taken together (`rounding.Unit`) is rounded once and laid over its portions by what was
worked, so the lines of a sheet add up to its sum and an entry over midnight is rounded as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from helpdesk_tui.rounding import Rule, Unit, rounded, spread
from helpdesk_tui.worktime.portions import Portion

HOUR = 3600
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tariff:
    """How a client's time becomes what is billed."""

    rule: Rule
    minimum: int
    """Seconds that are billed at least for a ticket on a day, or an entry without one."""
    zone: ZoneInfo
    """By whose clock on the wall begin and end are rounded."""
    rate: Callable[[int | None, date], int | None]
    """Hundredths an hour for a type of activity on a day; None where no price is known."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: a portion, what is billed of it in seconds, and what that costs."""

    portion: Portion
    billed: int
    rate: int | None
    """Hundredths an hour."""
    amount: Decimal | None
    """None where no price is known, and for what is not billed."""


def lines(portions: Sequence[Portion], first: date, last: date, tariff: Tariff) -> list[Line]:
    """The lines of the days from first to last, inclusive, in the order of the portions.

    Portions of other days must be there for entries that go over midnight at either end.
    """
    seconds = _rounded(portions, first, last, tariff)
    inside = [place for place, one in enumerate(portions) if first <= one.day <= last]
    if tariff.minimum:
        _raise_to_minimum(seconds, [(place, portions[place]) for place in inside], tariff.minimum)
    rates = {
        place: tariff.rate(portions[place].spent.what.activity, portions[place].day)
        for place in inside
        if portions[place].spent.what.billable
    }
    amounts = _amounts(seconds, rates)
    return [
        Line(portions[place], seconds[place], rates.get(place), amounts.get(place))
        for place in inside
    ]


def cost(seconds: int, rate: int) -> Decimal:
    """What so many seconds cost at so many hundredths an hour; an exact half goes up."""
    exact = Decimal(seconds) * Decimal(rate) / (100 * HOUR)
    return exact.quantize(_HUNDREDTH, ROUND_HALF_UP)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Their sum; None where there is none at all."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None


def _rounded(portions: Sequence[Portion], first: date, last: date, tariff: Tariff) -> list[int]:
    """What is billed of each portion before any minimum; of other days only where it is one's."""
    steps = tariff.rule.begin, tariff.rule.end, tariff.rule.duration
    if not any(step.minutes for step in steps):
        return [one.seconds if one.spent.what.billable else 0 for one in portions]
    heaps: defaultdict[Hashable, list[int]] = defaultdict(list)
    seconds = [0] * len(portions)
    for place, one in enumerate(portions):
        if one.spent.what.billable and (tariff.rule.unit is Unit.ENTRY or first <= one.day <= last):
            heaps[_heap(one, tariff.rule.unit)].append(place)
    for places in heaps.values():
        worked = [portions[place].seconds for place in places]
        sum_ = _as_one(portions[places[0]], sum(worked), tariff)
        for place, share in zip(places, spread(sum_, worked), strict=True):
            seconds[place] = share
    return seconds


def _heap(one: Portion, unit: Unit) -> Hashable:
    match unit:
        case Unit.ENTRY:
            return one.spent.id
        case Unit.TICKET:
            return _job(one)
        case Unit.DAY:
            return one.day
        case Unit.SHEET:
            return None


def _job(one: Portion) -> Hashable:
    """The ticket on its day, or an entry that has none."""
    ticket = one.spent.what.ticket
    return one.day, ticket, one.spent.id if ticket is None else None


def _as_one(one: Portion, worked: int, tariff: Tariff) -> int:
    """What is billed of a heap that one portion belongs to."""
    if not (tariff.rule.begin.minutes or tariff.rule.end.minutes):
        return tariff.rule.duration.seconds(worked)
    begin, end = one.spent.begin, one.spent.end
    if end is None:  # it runs: as far as it has come
        return tariff.rule.duration.seconds(worked)
    idle = max(0, int((end - begin).total_seconds()) - worked)
    first, last = begin.astimezone(tariff.zone), end.astimezone(tariff.zone)
    return rounded(first, last, tariff.rule, idle).seconds


def _raise_to_minimum(
    seconds: list[int], inside: Iterable[tuple[int, Portion]], minimum: int
) -> None:
    jobs: defaultdict[Hashable, list[int]] = defaultdict(list)
    worked = {}
    for place, one in inside:
        if one.spent.what.billable:
            jobs[_job(one)].append(place)
            worked[place] = one.seconds
    for places in jobs.values():
        if sum(seconds[place] for place in places) < minimum:
            shares = spread(minimum, [worked[place] for place in places])
            for place, share in zip(places, shares, strict=True):
                seconds[place] = share


def _amounts(seconds: Sequence[int], rates: Mapping[int, int | None]) -> dict[int, Decimal]:
    """What each costs: all that has one rate is worked out once, so the lines add up to it."""
    heaps: defaultdict[int, list[int]] = defaultdict(list)
    for place, rate in rates.items():
        if rate is not None:
            heaps[rate].append(place)
    found: dict[int, Decimal] = {}
    for rate, places in heaps.items():
        billed = [seconds[place] for place in places]
        hundredths = int(cost(sum(billed), rate) * 100)
        for place, share in zip(places, spread(hundredths, billed), strict=True):
            found[place] = Decimal(share) / 100
    return found
