"""Checks rules that a person wrote as TOML, so that every mistake is told at once.

What is wrong with one calendar or policy is found while it is read. What is wrong between them is
looked for among those that are right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

from helpdesk_tui.calendars import Calendar, CalendarError
from helpdesk_tui.i18n import N_, _, language
from helpdesk_tui.sla import public, readers
from helpdesk_tui.sla.document import CALENDAR, POLICY, TARGETS, days_of, hours_of, policy_of
from helpdesk_tui.sla.rules import Hours, Rules
from helpdesk_tui.toml_tables import (
    Mistake,
    Mistaken,
    a_table,
    checked,
    dates,
    several,
    sorted_out,
    strangers,
    table,
    text,
    texts,
    wrong,
)
from helpdesk_tui.toml_text import Problem, nearest

FindClient = Callable[[str], int]
"""The id of the client of a name. Raises LookupError, with a sentence, where there is none."""

_TOP = {"calendar": a_table, "policy": several(a_table)}

_SEASON = table(
    {"from": readers.day_of_the_year, "to": readers.day_of_the_year, "hours": readers.hours},
    {
        "from": N_('Its first day is missing: from = "06-15".'),
        "to": N_('Its last day is missing: to = "09-15".'),
        "hours": N_('Its hours are missing: hours = ["mon-fri 8:00-15:00"], or [] for none.'),
    },
)
_NO_HOURS = Hours("", Calendar("UTC", {}))
"""For a policy of which only matters which tickets it fits."""


def check(
    path: Path, text: str, find_client: FindClient, today: date
) -> tuple[dict[str, Any], list[Problem]]:
    """The document in `text`, and a Problem for each mistake, by line. With none it can be kept."""
    document, problems = checked(path, text, lambda written: _read(written, find_client, today))
    return document or {}, problems


def _read(
    written: Mapping[str, Any], find_client: FindClient, today: date
) -> tuple[dict[str, Any], list[Mistake]]:
    """The calendars and policies that are right, and all that is wrong."""
    top, mistakes = sorted_out((key, _TOP[key], written[key]) for key in _TOP if key in written)
    tables, listed = top.get("calendar", {}), top.get("policy", [])
    calendar, policy = partial(_calendar, today=today), _policy(tables, find_client)
    calendars, amiss = sorted_out((f"calendar.{name}", calendar, tables[name]) for name in tables)
    policies, more = sorted_out((f"policy.{at}", policy, one) for at, one in enumerate(listed, 1))

    _names, odd = sorted_out((f"calendar.{name}", readers.name, name) for name in tables)

    by_name = {key.partition(".")[2]: one for key, one in calendars.items()}
    hours = {name: hours_of(name, one) for name, one in by_name.items()}
    names = {f"{key}.name": one["name"] for key, one in policies.items()}
    return {"calendars": by_name, "policies": list(policies.values())}, [
        *(*mistakes, *strangers(written, _TOP), *odd, *amiss, *more),
        *_named_twice({f"calendar.{name}": name for name in tables}),
        *_named_twice(names),
        *_never_due(hours, policies, today),
        *_never_reached(hours, policies),
    ]


def _calendar(value: Any, today: date) -> dict[str, Any]:
    country = a_table(value).get("country")
    read = table(
        {
            "zone": readers.zone,
            "hours": readers.hours,
            "seasons": _seasons,
            "shifts": dates(readers.day, readers.hours_of_a_date),
            "breaks": dates(readers.day, readers.hours_of_a_date),
            "holidays": dates(readers.day, text),
            "country": readers.country,
            "region": partial(readers.region, country=country),
        },
        {
            "zone": N_('Its time zone is missing: zone = "Europe/Madrid".'),
            "hours": N_('Its hours are missing: hours = ["mon-fri 8:00-15:00"], or [] for none.'),
        },
    )
    one = {**CALENDAR, **read(value)}
    if country:
        one["public"] = dict(public.public(country, one["region"], today.year, language()))
    return one


def _seasons(value: Any) -> list[dict[str, Any]]:
    seasons: list[dict[str, Any]] = several(_SEASON)(value)
    taken: set[tuple[int, int]] = set()
    for place, season in enumerate(seasons, start=1):
        if not taken.isdisjoint(days := days_of(season)):
            sentence = _("It lies over another season; let each day belong to one.")
            raise wrong(sentence, key=str(place))
        taken.update(days)
    return seasons


def _policy(calendars: Collection[str], find_client: FindClient) -> Callable[[Any], dict[str, Any]]:
    def calendar(value: Any) -> str:
        if (name := text(value)) not in calendars:
            raise wrong(_("There is no such calendar."), nearest(name, calendars))
        return name

    def clients(value: Any) -> list[int]:
        ids, mistakes = [], []
        for name in texts(value):
            try:
                ids.append(find_client(name))
            except LookupError as unknown:
                mistakes.append(("", str(unknown), ""))
        if mistakes:
            raise Mistaken(mistakes)
        return list(dict.fromkeys(ids))

    read = table(
        {
            "name": text,
            "calendar": calendar,
            "clients": clients,
            "categories": texts,
            "priorities": readers.priorities,
            **dict.fromkeys(TARGETS, readers.open_time),
            "waiting_stops_first_response": readers.flag,
            "warn_at": readers.percent,
        },
        {
            "name": N_('Its name is missing: name = "Gold".'),
            "calendar": N_('The name of its calendar is missing: calendar = "Madrid".'),
        },
    )
    return lambda value: {**POLICY, **read(value)}


def _named_twice(names: Mapping[str, str]) -> Iterator[Mistake]:
    taken: set[str] = set()
    for key, name in names.items():
        if name.casefold() in taken:
            yield key, _("Another one has this name; give each its own."), ""
        taken.add(name.casefold())


def _never_due(
    hours: Mapping[str, Hours], policies: Mapping[str, Mapping[str, Any]], today: date
) -> Iterator[Mistake]:
    """The calendars that are never open, and the promises that others cannot answer."""
    open_ = dict(hours)
    for name, one in hours.items():
        if why := _unanswered(one.calendar, 1, today):
            del open_[name]
            yield f"calendar.{name}", why, ""
    for key, policy in policies.items():
        for target in TARGETS.keys() & policy.keys():
            its = open_.get(policy["calendar"])
            if its and (why := _unanswered(its.calendar, policy[target], today)):
                yield f"{key}.{target}", why, ""


def _unanswered(calendar: Calendar, seconds: int, today: date) -> str:
    """Why a calendar cannot say when so much open time is over; empty when it can."""
    try:
        calendar.deadline(datetime.combine(today, time(), calendar.zone), seconds)
    except CalendarError as error:
        return str(error)
    return ""


def _never_reached(
    hours: Mapping[str, Hours], policies: Mapping[str, Mapping[str, Any]]
) -> Iterator[Mistake]:
    """The policies of which others take every ticket that they fit."""
    rules = Rules(
        tuple(policy_of(one, hours.get(one["calendar"], _NO_HOURS)) for one in policies.values())
    )
    clients = {client for policy in rules.policies for client in policy.clients}
    categories = {category for policy in rules.policies for category in policy.categories}
    for key, policy in zip(policies, rules.policies, strict=True):
        tickets = product(
            policy.clients or [None, *clients],  # None: a client that no policy names
            policy.categories or ["", *categories],
            policy.priorities or readers.PRIORITIES,
        )
        takers = (rules.policy_for(*ticket) for ticket in tickets)
        first = next(takers)
        if first and first is not policy and all(taker is not policy for taker in takers):
            sentence = _("It is never used: “{name}”, before it, takes its tickets.")
            yield key, sentence.format(name=first.name), ""
