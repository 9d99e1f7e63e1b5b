"""The draft of a procedure from a routine: why, how it was done so far, and what is left to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import mean

from helpdesk_tui import short_time
from helpdesk_tui.i18n import _, language, ngettext
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.rendering import phrases
from helpdesk_tui.reports.alike import gist, leaders
from helpdesk_tui.reports.routines import Routine, Routines
from helpdesk_tui.storage.orm import tuples

MOST = 12
"""Steps that are drafted."""

_ENTRIES = 1_000
"""So many of the newest entries are read for them."""

_ENDS = re.compile(r"[\n;]|(?<=[.!?])\s+")
_BULLET = re.compile(r"^\s*(?:[-*•·–—]+|\d+\s*[.)])\s*")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is offered to be changed; nothing of it is kept anywhere."""

    subject: str
    text: str


@dataclass(slots=True)
class _Step:
    text: str
    """As it was written last."""
    places: list[float] = field(default_factory=list)
    """How far into each description it stands, from 0 to 1."""


def draft(routine: Routine, found: Routines) -> Draft:
    """A procedure for a routine, in the language in use, with the steps that were written down."""
    ids = routine.entries[:_ENTRIES]
    noted = Entry.select(Entry.description).where(Entry.id.in_(ids)).order_by(Entry.begin.desc())
    whose = routine.name or _("internal")
    subject = _("Procedure: {title} ({client})").format(title=routine.title, client=whose)
    return Draft(
        subject, "\n".join(_lines(routine, found, steps(text for (text,) in tuples(noted))))
    )


def steps(descriptions: Iterable[str]) -> list[tuple[str, int]]:
    """What several descriptions say, in their order, and how many; the newest comes first.

    Where no two say the same it is what the newest says.
    """
    told = [kept for kept in map(_parts, descriptions) if kept]
    if not told:
        return []
    names = {part: gist(part) or part for parts in told for part in parts}
    leads = leaders(dict.fromkeys(names.values()))
    known: dict[str, _Step] = {}
    for parts in told:
        here = {leads[names[part]]: (n / len(parts), part) for n, part in enumerate(parts)}
        for says, (place, part) in here.items():
            known.setdefault(says, _Step(part)).places.append(place)
    often = [one for one in known.values() if len(one.places) > 1]
    if not often:
        return [(part, 1) for part in told[0][:MOST]]
    often = sorted(often, key=lambda one: -len(one.places))[:MOST]
    return [(one.text, len(one.places)) for one in sorted(often, key=lambda one: mean(one.places))]


def _parts(description: str) -> list[str]:
    parts = (_BULLET.sub("", part).strip().rstrip(".") for part in _ENDS.split(description))
    return [part[0].upper() + part[1:] for part in parts if part]


def _lines(routine: Routine, found: Routines, known: Sequence[tuple[str, int]]) -> Iterator[str]:
    yield _("What for: {title}, {client}").format(
        title=routine.title, client=routine.name or _("internal")
    )
    yield ""
    first, last = (
        found.period.first,
        min(found.period.last, found.at.astimezone(found.period.zone).date()),
    )
    days = [
        phrases.date(day.isoformat(), language(), weekday=False, year=True) for day in (first, last)
    ]
    yield _("From {first} to {last}: {told}.").format(
        first=days[0], last=days[1], told=", ".join(figures(routine))
    )
    yield ""
    if known:
        yield _("Steps, from what was written down (how many times):")
        for number, (text, times) in enumerate(known, 1):
            yield f"{number}. {text} ({times})"
    else:
        yield _("Steps (nobody has written down how it is done):")
        yield "1. "
    for heading in (
        _("Before it begins:"),
        _("How one sees that it went well:"),
        _("If it fails:"),
    ):
        yield from ("", heading, "- ")


def figures(routine: Routine) -> list[str]:
    """What a routine comes to, each in a few words."""
    hours = short_time.hours
    told = [
        _("{times} times on {days} days").format(times=routine.times, days=routine.days),
        _people(routine.technicians),
    ]
    if routine.tickets:
        count = ngettext("{count} ticket", "{count} tickets", routine.tickets)
        told.append(count.format(count=routine.tickets))
    spent = _("{hours} h in all, {median} as a rule")
    told.append(spent.format(hours=hours(routine.seconds), median=hours(routine.median)))
    if routine.cost is not None:
        told.append(money(routine, routine.cost))
    told.append(_("{amount} a year at this pace").format(amount=a_year(routine)))
    return told


def a_year(routine: Routine) -> str:
    """What it costs a year; hours where there is no price."""
    if routine.cost_a_year is None:
        return _("{hours} h").format(hours=short_time.hours(routine.seconds_a_year))
    return money(routine, routine.cost_a_year)


def money(routine: Routine, amount: object) -> str:
    """An amount in the routine's currency, as the language in use writes it."""
    return phrases.money(amount, language(), "", routine.currency)


def _people(count: int) -> str:
    told = ngettext("{count} technician", "{count} technicians", count)
    return told.format(count=count)
