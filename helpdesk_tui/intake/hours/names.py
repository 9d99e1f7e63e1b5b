"""Whom and what the rows of recorded time name; what is not at the desk yet is added once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from peewee import chunked

from helpdesk_tui import clock
from helpdesk_tui.collation import sort_key
from helpdesk_tui.intake.directory import NOBODY_YET, Names, our_addresses
from helpdesk_tui.intake.hours.reader import Worked
from helpdesk_tui.intake.templates import ABSENT
from helpdesk_tui.models import bulk
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Activity, Project
from helpdesk_tui.storage.orm import tuples

_CHUNK = 500


class About(NamedTuple):
    """What an entry is about, by names; empty for none."""

    client: str
    project: str
    activity: str
    title: str
    description: str


class Ids(NamedTuple):
    """The same as the database keeps it; `NOBODY_YET` for what is not at the desk."""

    technician: int
    client: int | None
    project: int | None
    activity: int | None
    ticket: int | None
    billable: bool


class Directory:
    """Everybody and everything that recorded time can name.

    `default` is the technician whose time it is where the file does not say. What the file has no
    column for, its tags may name, and a project without a client be a client itself.
    """

    def __init__(self, says: Callable[[str], bool], default: int) -> None:
        self._says = says
        self._default = default
        self._ours = our_addresses()
        self.clients = Names(Client)
        self._technicians = Names(Technician)
        self._activities = Names(Activity)
        self._projects = _Projects()
        self._billable = dict(tuples(Activity.select(Activity.id, Activity.billable)))
        self._tickets: dict[int, int | None] = {}

    def read_tickets(self, numbers: Iterable[int]) -> None:
        """Looks up whose these tickets are."""
        for some in chunked(set(numbers), _CHUNK):
            found = Ticket.select(Ticket.id, Ticket.client).where(Ticket.id.in_(some))
            self._tickets |= dict(tuples(found))

    def has_ticket(self, number: int) -> bool:
        """Whether there is such a ticket."""
        return number in self._tickets

    def about(self, worked: Worked) -> About:
        """What the row is about, in names that are at the desk or will be."""
        client, project, activity = worked.client, worked.project, worked.activity
        rest: list[str] = []
        if not client and worked.ticket is not None:
            client = self._name(self._tickets.get(worked.ticket))
        for tag in worked.tags:
            if not client and not self._says("client") and self.clients.has(tag):
                client = tag
            elif not activity and not self._says("activity") and self._activities.has(tag):
                activity = tag
            elif not project and not self._says("project") and self._projects.has(tag):
                project = tag
            else:
                rest.append(tag)
        if project and not client and not self._says("client"):
            if self.clients.has(project):
                client, project = project, ""
            else:
                client = self._name(self._projects.only_client(project))
        if self.clients.has(client):
            client = self._name(self.clients.find(client))
        title = worked.title
        if not title and rest and not worked.project:
            title, rest = ", ".join(rest), []
        marks = " ".join(f"#{tag}" for tag in rest)
        return About(
            client,
            project,
            activity,
            title or worked.project or activity or client or ABSENT,
            "\n".join(filter(None, (worked.description, marks))),
        )

    def ids(self, worked: Worked, about: About, *, take: bool) -> Ids:
        """What that is at the desk; with `take`, who is not here yet is added."""
        client = _id(self.clients, about.client, take)
        activity = _id(self._activities, about.activity, take)
        usual = self._billable.get(activity, True) if activity else True
        return Ids(
            self._technician(worked, take),
            client,
            self._projects.id(about.project, client, take) if about.project else None,
            activity,
            worked.ticket,
            usual if worked.billable is None else worked.billable,
        )

    def owner(self, worked: Worked) -> int | str:
        """Whose it is: a technician at the desk, or the name of one who will be."""
        known = self._technician(worked, take=False)
        return known if known != NOBODY_YET else (worked.technician or worked.email).casefold()

    def flush(self) -> None:
        """Writes everybody who is new; clients before their projects."""
        for names in (self.clients, self._technicians, self._activities, self._projects):
            names.flush()

    def _technician(self, worked: Worked, take: bool) -> int:
        name = worked.technician or worked.email
        known = self._ours.get(worked.email.casefold())
        return known or _id(self._technicians, name, take) or self._default

    def _name(self, client: int | None) -> str:
        return "" if client is None else self.clients.names[client]


class _Projects:
    """The projects by client and name, whatever the case."""

    def __init__(self) -> None:
        self._next = bulk.next_id(Project)
        self._ids: dict[tuple[int | None, str], int] = {}
        self._whose: dict[str, set[int | None]] = {}
        self._new: list[dict[str, Any]] = []
        found = Project.select(Project.id, Project.name, Project.client).where(~Project.retired)
        for number, name, client in tuples(found.order_by(Project.id.desc())):
            self._ids[client, name.casefold()] = number
            self._whose.setdefault(name.casefold(), set()).add(client)

    def has(self, name: str) -> bool:
        return name.casefold() in self._whose

    def only_client(self, name: str) -> int | None:
        """The client of the only project of this name."""
        whose = self._whose.get(name.casefold(), set())
        return next(iter(whose)) if len(whose) == 1 else None

    def id(self, name: str, client: int | None, take: bool) -> int:
        """One of the client's; else one of ours, which may be for anybody; else a new one."""
        ours = self._ids.get((None, name.casefold()), NOBODY_YET)
        number = self._ids.get((client, name.casefold()), ours)
        if take and number == NOBODY_YET:
            number = self._ids[client, name.casefold()] = self._next
            self._next += 1
            row = {"id": number, "name": name, "client": client, "sort_key": sort_key(name)}
            self._new.append(row)
        return number

    def flush(self) -> None:
        now = clock.now()
        for rows in chunked(self._new, _CHUNK):
            Project.insert_many([row | {"created_at": now} for row in rows]).execute()
            bulk.numbered(Project)
        self._new.clear()


def _id(names: Names, name: str, take: bool) -> int | None:
    if not name:
        return None
    return names.take(name) if take else names.find(name)
