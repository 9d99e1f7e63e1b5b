"""Figures of a log of another system: each of them equals a plain pass over its CSV."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product
from statistics import fmean, median

import pytest

from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import counting, forecast
from helpdesk_tui.reports.figures import Row
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import promises
from helpdesk_tui.tickets.views import Viewer
from tests.intake.outside import outside
from tests.intake.test_uci import rows_of
from tests.sla.lives import promise, rules

STATE, OPENED, UPDATED, LOCATION, CATEGORY, SUBCATEGORY = 1, 9, 13, 15, 16, 17
PRIORITY, GROUP, ASSIGNEE, RESOLVED = 22, 23, 24, 34
DONE = {"Resolved", "Closed"}
WAITS = {"Awaiting User Info", "Awaiting Vendor", "Awaiting Problem", "Awaiting Evidence"}
HOURS = 24
PERIODS = (
    Period(date(2016, 1, 1), date(2017, 3, 31), UTC),
    Period(date(2016, 3, 14), date(2016, 5, 1), UTC),
)
"""All of it, and a part at whose end much is open."""

NOBODY = Viewer(0, (), UTC)


def at(cell: str) -> datetime:
    return datetime.strptime(cell, "%d/%m/%Y %H:%M").replace(tzinfo=UTC)


@dataclass
class Incident:
    """What the rows of an incident tell, in the order of their times."""

    rows: list[list[str]]

    def __post_init__(self) -> None:
        self.last = self.rows[-1]
        self.opened = at(self.last[OPENED])
        self.states: list[tuple[datetime, str]] = [(self.opened, "New")]
        """From when on it stood how; a row without a state that means something changes nothing."""
        for row in self.rows:
            state = self.states[-1][1] if row[STATE] == "-100" else row[STATE]
            self.states.append((max(self.opened, at(row[UPDATED])), state))
        self.is_done = self.states[-1][1] in DONE
        since = None
        self.done_spells: list[tuple[datetime, datetime]] = []
        for when, state in self.states:
            if state in DONE:
                since = since or when
            elif since:
                self.done_spells.append((since, when))
                since = None
        cell = self.last[RESOLVED]
        self.resolved = (at(cell) if cell != "?" else since) if self.is_done else None
        self.stopped = since
        assignees = [row[ASSIGNEE] for row in self.rows]
        self.reassigned = any(one not in ("?", other) for one, other in pairwise(assignees))

    def is_open(self, instant: datetime) -> bool:
        """What went on after it had been resolved is looked up, state by state."""
        if self.opened >= instant:
            return False
        if self.done_spells:
            return [state for when, state in self.states if when < instant][-1] not in DONE
        return not (self.resolved and self.resolved < instant)

    @property
    def kept(self) -> bool:
        """Whether it was worked on for no more than the promised hours."""
        ends = [when for when, _state in self.states[1:]] + [self.states[-1][0]]
        worked = sum(
            (
                min(end, self.stopped or end) - begin
                for (begin, state), end in zip(self.states, ends, strict=True)
                if state not in WAITS | DONE and begin < (self.stopped or end)
            ),
            timedelta(),
        )
        return worked <= timedelta(hours=HOURS)


def named(prefix: str, cell: str) -> str:
    return "" if cell == "?" else f"{prefix}{cell}"


def category(one: Incident) -> str:
    first, second = one.last[CATEGORY], one.last[SUBCATEGORY]
    return " / ".join(part for part in (first, second) if part != "?")


KEYS: dict[str, Callable[[Incident], str]] = {
    "category": category,
    "client": lambda one: named("Location ", one.last[LOCATION]),
    "team": lambda one: named("Group ", one.last[GROUP]),
    "technician": lambda one: named("Technician ", one.last[ASSIGNEE]),
    "priority": lambda one: named("P", one.last[PRIORITY]),
    "month": lambda one: "",
}


def plain(name: str, incidents: Iterable[Incident], backlog: int) -> dict[str, object]:
    """The figures of some incidents, one after the other and as a person would."""
    here = list(incidents)
    done = [one for one in here if one.is_done]
    took = [
        max(0, int((one.resolved - one.opened).total_seconds())) for one in done if one.resolved
    ]
    return {
        "name": name,
        "came": len(here),
        "open": len(here) - len(done),
        "waiting": sum(one.states[-1][1] in WAITS for one in here),
        "reopened": sum(bool(one.done_spells) for one in here),
        "reassigned": sum(one.reassigned for one in here),
        "answered": 0,  # nobody's words are in this log
        "done": len(took),
        "mean": pytest.approx(fmean(took)) if took else None,
        "median": median(took) if took else None,
        "decided": len(done),
        "kept": sum(one.kept for one in done),
        "backlog": backlog,
    }


def counted(row: Row) -> dict[str, object]:
    return {
        "name": row.name,
        "came": row.came,
        "open": row.open,
        "waiting": row.waiting,
        "reopened": row.reopened,
        "reassigned": row.reassigned,
        "answered": row.response.count,
        "done": row.resolution.count,
        "mean": row.resolution.mean,
        "median": row.resolution.median,
        "decided": row.decided,
        "kept": row.kept,
        "backlog": row.backlog,
    }


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_each_figure_equals_a_plain_pass_over_the_file(desk: Opened) -> None:
    path = outside("uci-incident-event-log.zip")
    promises.save(None, rules(promise("always", resolution=HOURS)))
    import_file(path, Options())
    incidents = [Incident(rows) for rows in rows_of(path).values()]

    for period, (dimension, key) in product(PERIODS, KEYS.items()):
        table = counting.read(dimension, period, "", NOBODY)
        came = [one for one in incidents if period.begin <= one.opened < period.end]
        groups = defaultdict(list)
        for one in incidents:
            groups[key(one)].append(one)
        names = [row.name for row in table.rows]
        assert len(set(names)) == len(names)
        for row in table.rows:
            if dimension == "month":
                (part,) = (one for one in period.cut("month") if str(one.first) == row.key)
                here = [one for one in came if part.begin <= one.opened < part.end]
                backlog = sum(one.is_open(part.end) for one in incidents)
            else:
                here = [one for one in groups[row.name] if period.begin <= one.opened < period.end]
                backlog = sum(one.is_open(period.end) for one in groups[row.name])
            assert counted(row) == plain(row.name, here, backlog), (dimension, row.name)
        backlog = sum(one.is_open(period.end) for one in incidents)
        assert counted(table.total) == plain("", came, backlog)
        assert table.total.came == sum(row.came for row in table.rows)
    ahead = forecast.read("", NOBODY)
    assert ahead.open == sum(not one.is_done for one in incidents)
