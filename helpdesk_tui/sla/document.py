"""The rules of a desk as they are kept: one JSON document, with clients by id and dates worked out.

    {"calendars": {NAME: calendar, ...}, "policies": [policy, ...]}  # {}: nothing is promised

A calendar has a `zone` and `hours`, lines such as "mon-fri 9:00-14:00 15:00-18:00"; a policy has a
`name` and a `calendar`, and promises. What else they leave out is as CALENDAR and POLICY have it; a
promise that is left out is not made. The policies are tried in their order.
"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from helpdesk_tui.calendars import Calendar, Hours
from helpdesk_tui.sla import rules
from helpdesk_tui.sla.rules import Policy, Rules, Target
from helpdesk_tui.typed_hours import by_weekday, intervals

CALENDAR: Mapping[str, Any] = {
    "seasons": [],  # {"from": "06-15", "to": "09-15", "hours": lines}: both dates belong to it
    "shifts": {},  # {"2026-12-24": ["9:00-13:00"]}: instead of the week's hours, on a holiday too
    "breaks": {},  # the same, taken out of a date
    "holidays": {},  # {"2026-11-09": "La Almudena"}: one's own
    "country": "",
    "region": "",
    "public": {},  # the country's and the region's holidays, as `public.py` had them when saved
}

POLICY: Mapping[str, Any] = {
    "clients": [],
    "categories": [],
    "priorities": [],
    "waiting_stops_first_response": False,
    "warn_at": 75,
}

TARGETS = {target.name.lower(): target for target in Target}
"""The promises as a policy has them, in open seconds: `first_response` and so on."""

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Between them seasons come back every year."""

HOLIDAYS_AHEAD = timedelta(days=2 * 365)
"""What holidays are known for less than that is told of."""

_A_LEAP_YEAR = range(date(2000, 1, 1).toordinal(), date(2001, 1, 1).toordinal())


def rules_of(document: Mapping[str, Any]) -> Rules:
    """The calendars and policies that a document holds. It is trusted to be in order."""
    hours = {
        name: hours_of(name, written) for name, written in document.get("calendars", {}).items()
    }
    return Rules(
        tuple(policy_of(one, hours[one["calendar"]]) for one in document.get("policies", []))
    )


def hours_of(name: str, calendar: Mapping[str, Any]) -> rules.Hours:
    """One of its calendars, with the names of its holidays."""
    one = {**CALENDAR, **calendar}
    named = {**_by_date(one["public"]), **_by_date(one["holidays"])}
    shifts = {day: _together(lines) for day, lines in _by_date(one["shifts"]).items()}
    breaks = {day: _together(lines) for day, lines in _by_date(one["breaks"]).items()}
    # Only a shift of its own opens a holiday: a season leaves it closed.
    seasons = {day: hours for day, hours in _seasons(one["seasons"]) if day not in named}
    week = by_weekday(one["hours"])
    return rules.Hours(name, Calendar(one["zone"], week, seasons | shifts, breaks, named), named)


def policy_of(policy: Mapping[str, Any], hours: rules.Hours) -> Policy:
    """One of its policies, with the hours of its calendar."""
    one = {**POLICY, **policy}
    return Policy(
        name=one["name"],
        hours=hours,
        seconds={target: one[name] for name, target in TARGETS.items() if name in one},
        clients=frozenset(one["clients"]),
        categories=frozenset(one["categories"]),
        priorities=frozenset(one["priorities"]),
        waiting_stops_first_response=one["waiting_stops_first_response"],
        warn_at=one["warn_at"],
    )


def holidays_known_until(document: Mapping[str, Any]) -> date | None:
    """The last day until which the public holidays of all its countries are known; None without."""
    last = [
        max(one["public"]) for one in document.get("calendars", {}).values() if one.get("public")
    ]
    return date(int(min(last)[:4]), 12, 31) if last else None


def holidays_run_out(document: Mapping[str, Any], today: date) -> date | None:
    """The same where that is soon: it is time to save the rules anew."""
    last = holidays_known_until(document)
    return last if last and last - today < HOLIDAYS_AHEAD else None


def days_of(season: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The months and days of a season, which may go on after New Year."""
    begin, end = season["from"], season["to"]
    days = [(day, f"{day:%m-%d}") for day in map(date.fromordinal, _A_LEAP_YEAR)]
    if begin <= end:
        return [(day.month, day.day) for day, named in days if begin <= named <= end]
    return [(day.month, day.day) for day, named in days if named >= begin or named <= end]


def _seasons(seasons: Iterable[Mapping[str, Any]]) -> Iterator[tuple[date, Hours]]:
    """Every date of the seasons with its hours."""
    for season in seasons:
        week, days = by_weekday(season["hours"]), days_of(season)
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for month, number in days:
                if (month, number) != (2, 29) or isleap(year):
                    day = date(year, month, number)
                    yield day, week.get(day.weekday(), ())


def _by_date(written: Mapping[str, Any]) -> dict[date, Any]:
    return {date.fromisoformat(day): value for day, value in written.items()}


def _together(lines: Iterable[str]) -> Hours:
    return [interval for line in lines for interval in intervals(line)]
