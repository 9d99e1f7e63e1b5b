"""The time that the technicians of the demonstration desk have recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from helpdesk_tui.collation import sort_key
from helpdesk_tui.models.bulk import next_id
from helpdesk_tui.models.tickets import MessageKind, Status
from helpdesk_tui.models.worktime import Activity, Entry, Project
from helpdesk_tui.samples import entry_rows, repeated
from helpdesk_tui.samples.cast import Desk, Firm, Helper
from helpdesk_tui.samples.entry_rows import Recorded
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.samples.planned import Line, two_weeks
from helpdesk_tui.samples.texts import Phrases
from helpdesk_tui.worktime import stretches, timer

_RUNS_FOR = timedelta(minutes=38)
_BEFORE_THAT = timedelta(minutes=43)
"""How long the timer had been on what has been interrupted."""

_SINCE = timedelta(days=60)
"""How long ago the projects began."""

_NOTED = 0.4
"""How often somebody has written down what was done as well."""
_LONGEST_NOTE = 120

_ACTIVITY = {"ticket": "support", "round": "internal", "meeting": "internal", "papers": "internal"}
"""The activity of a word of the plan, where it does not have the name of one."""

_ON_TICKETS = ("ticket", "phone")
_AT_A_CLIENT = ("maintenance", "visit", "travel")
_ROADS = "ES"
"""The country in which one can drive to a client."""

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True)
class _Project:
    id: int
    client: int | None
    titles: Sequence[str]


def record(
    random: Random, desk: Desk, labels: Phrases, cases: Sequence[Case], now: datetime, zone: str
) -> None:
    """Writes two weeks of entries, and for whoever runs the desk the timer that runs at `now`.

    Of what is done again and again there are ten weeks. The cases are written already. `zone` is
    where the helpers sit; `labels` are in the language of the desk. The caller holds the
    transaction.
    """
    now = now.replace(microsecond=0)
    spending = _Spending(random, desk, labels, cases, _projects(desk, labels, now - _SINCE))
    activities = _activities(labels, now - _SINCE)
    me, *others = desk.helpers
    timed = [] if timer.running(me.id) else _at_the_timer(spending, me, now)
    until = timed[0].begin if timed else now
    lines = list(spending.fill(two_weeks(random, me.id, "full", now, until, zone)))
    for other in others:
        lines += spending.fill(two_weeks(random, other.id, "light", now, now, zone))
    lines += repeated.lines(desk, labels, now, zone)
    lines.sort(key=lambda line: line.begin)
    _write([*lines, *timed], activities, zone, running=bool(timed))


def _activities(labels: Phrases, at: datetime) -> dict[str, tuple[int, bool]]:
    """The types of activity by their English name, and whether they are billed.

    A desk that was at work before this may know some of them.
    """
    found = {}
    for key, name in labels["activities"].items():
        billable = key not in labels["hours"]["unbilled"]
        activity = Activity.get_or_none(Activity.name == name) or Activity.create(
            name=name, sort_key=sort_key(name), billable=billable, created_at=at
        )
        found[key] = (activity.id, activity.billable)
    return found


def _projects(desk: Desk, labels: Phrases, at: datetime) -> list[_Project]:
    found = []
    for told in labels["project"]:
        name, client = told["name"], desk.firm(told["client"]).id if told["client"] else None
        project = Project.create(client=client, name=name, sort_key=sort_key(name), created_at=at)
        found.append(_Project(project.id, client, told["titles"]))
    return found


def _at_the_timer(spending: _Spending, me: Helper, now: datetime) -> list[Line]:
    """What has been interrupted, and what runs: the most urgent of one's tickets."""
    begun = now - _RUNS_FOR
    before = begun - _BEFORE_THAT
    calm = max(spending.in_hand(me, before), key=_urgency)
    urgent = min(spending.in_hand(me, begun), key=_urgency)
    return [
        spending.on(calm, Line(me.id, before, begun, "ticket")),
        spending.on(urgent, Line(me.id, begun, now, "ticket")),
    ]


def _urgency(case: Case) -> tuple[int, int]:
    """The newest first among the equally urgent."""
    return case.columns["priority"], -case.id


class _Spending:
    """Finds out what time has gone into; what was chosen least comes first."""

    def __init__(
        self,
        random: Random,
        desk: Desk,
        labels: Phrases,
        cases: Sequence[Case],
        projects: Sequence[_Project],
    ) -> None:
        self.random, self.labels = random, labels
        self.cases, self.projects = cases, projects
        self.firms = [firm for firm in desk.firms if firm.country == _ROADS]
        self.used: Counter[int] = Counter()
        """How often each thing was chosen, by its `id`: all of them live as long as this."""

    def fill(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The same lines with what they were spent on; one drives to those whom one visits."""
        firm = self._firm()
        for line in lines:
            if line.what == "maintenance":
                firm = self._firm()
            cases = self._cases(line) if line.what in _ON_TICKETS else []
            if cases:
                yield self.on(self._least(cases), line)
            elif line.what == "project":
                project = self._least(self.projects)
                title = self._least(project.titles)
                yield replace(line, title=title, client=project.client, project=project.id)
            else:
                yield self._by_name(line, firm)

    def in_hand(self, helper: Helper, at: datetime) -> list[Case]:
        """The open tickets that a helper had at that instant and still has."""
        wanted = (helper.id, Status.OPEN)
        return [
            case
            for case in self.cases
            if (case.columns["assignee"], case.columns["status"]) == wanted
            and case.created_at <= at
        ]

    def on(self, case: Case, line: Line) -> Line:
        """The line, spent on a ticket."""
        title, client = case.columns["subject"], case.columns["client"]
        note = self._note(case, line)
        return replace(line, title=title, description=note, client=client, ticket=case.id)

    def _cases(self, line: Line) -> list[Case]:
        """Tickets that could be worked on then: the helper's own, if there are a few."""
        fitting = [
            case
            for case in self.cases
            if case.created_at < line.begin
            and (case.columns["resolved_at"] is None or line.begin < case.columns["resolved_at"])
        ]
        own = [case for case in fitting if case.columns["assignee"] == line.helper]
        return own if len(own) > 3 else fitting

    def _note(self, case: Case, line: Line) -> str:
        """What was done, as far as it was noted by then."""
        notes = [
            said.body
            for said in case.messages
            if said.kind == MessageKind.NOTE
            and said.at <= line.end
            and len(said.body) <= _LONGEST_NOTE
        ]
        return notes[-1] if notes and self.random.random() < _NOTED else ""

    def _by_name(self, line: Line, firm: Firm) -> Line:
        """What has a title of its own, internal unless one is at a client's for it."""
        what = line.what if line.what in self.labels["hours"] else "maintenance"
        title = self._least(self.labels["hours"][what]).format(client=firm.name)
        return replace(line, title=title, client=firm.id if what in _AT_A_CLIENT else None)

    def _firm(self) -> Firm:
        return self._least(self.firms)

    def _least(self, things: Sequence[_Thing]) -> _Thing:
        """One of those that were chosen least so far."""
        fewest = min(self.used[id(thing)] for thing in things)
        chosen = self.random.choice([thing for thing in things if self.used[id(thing)] == fewest])
        self.used[id(chosen)] += 1
        return chosen


def _write(
    lines: Sequence[Line], activities: dict[str, tuple[int, bool]], zone: str, *, running: bool
) -> None:
    """Writes the entries; with `running` the last runs, and has interrupted the one before."""
    first = next_id(Entry)
    entries = []
    for number, line in enumerate(lines, first):
        activity, billable = activities[_ACTIVITY.get(line.what, line.what)]
        runs = running and line is lines[-1]
        entries.append(
            Recorded(
                id=number,
                technician=line.helper,
                begin=line.begin,
                end=line.end,
                zone=zone,
                title=line.title,
                description=line.description,
                client=line.client,
                project=line.project,
                ticket=line.ticket,
                activity=activity,
                billable=billable,
                together=line.together,
                breaks=stretches.write(line.breaks),
                interrupted=number - 1 if runs else None,
                runs=runs,
            )
        )
    entry_rows.load(entries)
