"""Fills an empty desk with a convincing one: clients, three hundred tickets, talks, two weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from random import Random

from helpdesk_tui import i18n
from helpdesk_tui.models import clocks
from helpdesk_tui.models.bulk import next_id
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.samples import (
    agreed,
    canned,
    files,
    handed,
    happened,
    hours,
    journal,
    moved,
    promised,
    stories,
    talk_rows,
    talks,
)
from helpdesk_tui.samples.cast import Desk, Firm, Helper, fill_people
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.samples.plot import End, play
from helpdesk_tui.samples.telling import Part, Telling
from helpdesk_tui.samples.texts import Incident, Phrases, incidents, phrases
from helpdesk_tui.samples.timeline import working_instant
from helpdesk_tui.storage.orm import database

FIRST_NUMBER = 10_134
"""A desk that has been at work for years does not begin with ticket 1."""

_ZONE = "Europe/Madrid"
"""Where the helpers sit."""

_SYSTEMS = ("server", "network", "vpn", "backup", "security")

_LONG_AGO = timedelta(days=3 * 365)
_HOUR, _DAY = 60.0, 24 * 60.0
_NEW = (2, 6, 13, 25, 55, 95, 170, 22 * _HOUR, 28 * _HOUR)
"""Ages in minutes of what nobody has taken; every other one has been looked at."""

_DONE = (End.RESOLVED, End.CLOSED)
_OPEN = 28
_WAITING = 18
_RESOLVED = 26
_CLOSED = 204

_AGREED = (-47, -18, -5, 9, 21, 34, 52, 66, 88, 115, 150, 190, 235, 280, 330, 400, 470)
"""Minutes from now by when the most urgent tickets are to be done, as was agreed on each of them:
at a weekend no office hours pass, and the desk is to be lively at any moment.
"""


def fill_demo(now: datetime, me: str | None = None, *, seed: int = 1) -> None:
    """Fills the open, empty database with a desk as it stands at `now`, an aware instant.

    `me` is the login of the technician who runs it (None: ana). Labels are in the language in use,
    threads in the client's. The attached files go where those of this database lie.
    """
    random = Random(seed)
    folder = database.attachments()
    folder.mkdir(parents=True, exist_ok=True)
    with database.atomic():
        language = i18n.language()
        desk = fill_people(random, now, me or "ana", language)
        labels = phrases(language)
        promised.save(desk, labels, language, now - _LONG_AGO, now)
        canned.save(desk.helpers[0].id, language, now - _LONG_AGO)
        cases = [*stories.tell(random, desk, labels, now, folder)]
        cases += _invent(random, desk, labels, now, folder)
        told = talks.tell(random, desk, cases, now, _ZONE)
        cases += [ticket for story in told for ticket in story.tickets]
        journal.write(cases, max(next_id(Ticket), FIRST_NUMBER))
        hours.record(random, desk, labels, cases, now, _ZONE)
        agreed.save(desk, labels, now - _LONG_AGO, now)
        talk_rows.write(told)
        note = handed.tell(random, cases, desk.helpers[1].id, labels, now)
        what = [one.events for one in cases] + [one.events for one in told]
        happened.write([*chain.from_iterable(what), note])
        moved.tell(random, cases, desk.helpers[0].id, now)
        clocks.keep([case.id for case in cases])


def _invent(
    random: Random, desk: Desk, labels: Phrases, now: datetime, folder: Path
) -> Iterator[Case]:
    """The tickets that nobody wrote by hand, the live ones first so that no two are alike."""
    choose = _Chooser(random, desk)
    live = []
    for end, minutes in _plan(random):
        firm = choose.firm(lies=end not in _DONE and minutes > _HOUR)
        start = now - timedelta(minutes=minutes)
        if minutes > 10 * _HOUR:
            start = working_instant(random, now, minutes / _DAY, firm.zone)
        incident = choose.incident(firm, calm=end not in _DONE and minutes > 6 * _HOUR)
        days = (now - start) / timedelta(days=1)
        team = desk.teams["systems" if incident.about in _SYSTEMS else "support"]
        asks, beside = random.sample(firm.people_at(days), 2)
        machine = firm.machine(incident.asset, random) if incident.asset else None
        helper = choose.helper(end)
        part = Part(firm, asks, beside.first_name, helper, machine, team, labels)
        telling = Telling(random, part, incident, start)
        subject = part.says(choose.subject(incident))
        play(random, telling, subject, end, now, random.choice(desk.helpers[1:]))
        if incident.file and random.random() < 0.7:
            telling.case.messages[0].files.append(files.keep(incident.file, folder, random))
        if end in (End.NEW, End.TRIAGED, End.OPEN):
            live.append(telling.case)
        yield telling.case
    _agree(random, live, now)


def _plan(random: Random) -> Iterator[tuple[End, float]]:
    """How far each ticket has come, and how many minutes ago it came in."""
    for place, minutes in enumerate(_NEW):
        yield (End.TRIAGED if place % 2 else End.NEW), minutes
    for _ in range(_OPEN):
        yield End.OPEN, 30 + 5 * _DAY * random.random() ** 2
    for _ in range(_WAITING):
        yield End.WAITING, 5 * _HOUR + 20 * _DAY * random.random() ** 1.5
    for _ in range(_RESOLVED):
        yield End.RESOLVED, 8 * _HOUR + 6 * _DAY * random.random()
    for _ in range(_CLOSED):
        yield End.CLOSED, 9 * _DAY + 210 * _DAY * random.random() ** 1.5


def _agree(random: Random, live: list[Case], now: datetime) -> None:
    """Gives the most urgent of the live tickets an instant; the others are due by policy."""
    live.sort(key=lambda case: (case.columns["priority"] + random.random() * 2, case.created_at))
    for case, minutes in zip(live, _AGREED, strict=False):
        due_at = now + timedelta(minutes=minutes, seconds=random.randrange(50))
        case.columns["agreed_at"] = max(due_at, case.created_at + timedelta(minutes=15))


class _Chooser:
    """Deals out firms, incidents and helpers, the least used first."""

    def __init__(self, random: Random, desk: Desk) -> None:
        self.random, self.desk = random, desk
        self.used: Counter[object] = Counter()

    def firm(self, *, lies: bool) -> Firm:
        """Some firms call more often than others; nothing of a gold one `lies` for an hour."""
        weights = [
            0 if lies and firm.name in promised.GOLD else 1 + 12 / (place + 2)
            for place, firm in enumerate(self.desk.firms)
        ]
        return self.random.choices(self.desk.firms, weights)[0]

    def incident(self, firm: Firm, *, calm: bool) -> Incident:
        """What this firm has not had before and the others have had least.

        A `calm` one may lie for hours: nobody lets a P1 do that.
        """
        fitting = [
            one
            for one in incidents(firm.language)
            if one.suits(firm.trade, firm.country) and not (calm and one.priority == 1)
        ]
        self.random.shuffle(fitting)
        chosen = min(fitting, key=lambda one: (self.used[firm.name, one.request], self.used[one]))
        self.used[firm.name, chosen.request] += 1
        self.used[chosen] += 1
        return chosen

    def subject(self, incident: Incident) -> str:
        return incident.subjects[self.used[incident] % len(incident.subjects)]

    def helper(self, end: End) -> Helper:
        """Whoever has least of this kind; the person who runs the desk first."""
        chosen = min(self.desk.helpers, key=lambda helper: self.used[end, helper])
        self.used[end, chosen] += 1
        return chosen
