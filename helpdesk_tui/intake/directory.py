"""The ids of the people, teams and clients that a file names; who is not here yet is added once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import JOIN, chunked

from helpdesk_tui import clock
from helpdesk_tui.collation import AFTER_ALL, sort_key
from helpdesk_tui.intake.entries import Person, State
from helpdesk_tui.models import bulk
from helpdesk_tui.models.people import Client, Contact, Employment, Team, Technician
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.storage.orm import tuples

NOBODY_YET = -1
"""The id of somebody who is not at the desk."""

_CHUNK = 500


class Names:
    """The rows of one table by name, whatever the case."""

    def __init__(
        self, model: type[Client] | type[Team] | type[Technician] | type[Activity]
    ) -> None:
        self._model = model
        self._next = bulk.next_id(model)  # first: from here on nobody else renames one
        # The oldest last: of two that differ only in case it is the one that counts.
        found = tuples(model.select(model.id, model.name).order_by(model.id.desc()))
        self._ids: dict[str, int] = {name.casefold(): number for number, name in found}
        self.names: dict[int, str] = dict(found)
        self._new: list[dict[str, Any]] = []

    def find(self, name: str) -> int:
        return self._ids.get(name.casefold(), NOBODY_YET)

    def has(self, name: str) -> bool:
        return name.casefold() in self._ids

    def take(self, name: str) -> int:
        """The id of the name, which is added when it is new."""
        number = self.find(name)
        if number == NOBODY_YET:
            number = self._ids[name.casefold()] = self._next
            self._next += 1
            self.names[number] = name
            self._new.append({"id": number, "name": name, "sort_key": sort_key(name)})
        return number

    def flush(self) -> None:
        """Writes the rows that are new since the last time."""
        now = clock.now()
        for rows in chunked(self._new, _CHUNK):
            self._model.insert_many([row | {"created_at": now} for row in rows]).execute()
            bulk.numbered(self._model)
        self._new.clear()


class People:
    """Contacts by their number in the other system, else by address, else by name and client."""

    def __init__(self, source: str, clients: Names) -> None:
        self._source = source
        self._clients = clients
        self._ids: dict[object, int] = {}
        self._jobs: set[tuple[int, int]] = set()
        self._clients_now = _clients_now()
        found = tuples(
            Contact.select(
                Contact.id,
                Contact.name,
                Contact.email,
                Contact.external,
                Contact.source,
                Employment.client,
            )
            .join(Employment, JOIN.LEFT_OUTER)
            .order_by(Contact.id.desc())
        )
        for number, name, email, external, of, client in found:
            for key in _keys(name, email, external if of == source else None, client):
                self._ids[key] = number
            self._jobs.add((number, client))
        self._next = bulk.next_id(Contact)
        self._new: list[dict[str, Any]] = []
        self._new_jobs: list[dict[str, int]] = []

    def find(self, person: Person) -> int:
        client = self._clients.find(person.client) if person.client else None
        best = _keys(person.name, person.email, person.external, client)[0]
        return self._ids.get(best, NOBODY_YET)

    def take(self, person: Person) -> int:
        """The id of the person, who is added when new."""
        client = self._clients.take(person.client) if person.client else None
        number = self.find(person)
        if number == NOBODY_YET:
            number = self._next
            self._next += 1
            for key in _keys(person.name, person.email, person.external, client):
                self._ids[key] = number
            self._new.append(
                {
                    "id": number,
                    "name": person.name,
                    "sort_key": sort_key(person.name),
                    "email": person.email,
                    "source": self._source,
                    "external": person.external or None,
                }
            )
        return number

    def client_of(self, contact: int) -> int | None:
        """The only client for whom the contact works today; None when there is none or several."""
        clients = self._clients_now.get(contact, set())
        return min(clients) if len(clients) == 1 else None

    def employ(self, contact: int, client: int) -> None:
        """Notes that the contact works for the client."""
        if (contact, client) not in self._jobs:
            self._jobs.add((contact, client))
            self._new_jobs.append({"contact": contact, "client": client})

    def flush(self) -> None:
        """Writes the contacts and the employments that are new since the last time."""
        now = clock.now()
        for rows in chunked(self._new, _CHUNK):
            Contact.insert_many([row | {"created_at": now} for row in rows]).execute()
            bulk.numbered(Contact)
        for jobs in chunked(self._new_jobs, _CHUNK):
            Employment.insert_many(jobs).execute()
        self._new.clear()
        self._new_jobs.clear()


def our_addresses() -> dict[str, int]:
    """The technicians by their e-mail addresses in lower case."""
    found = tuples(
        Technician.select(Technician.email, Technician.id)
        .where(Technician.email != "")
        .order_by(Technician.id.desc())
    )
    return {email.casefold(): number for email, number in found}


class Directory:
    """Everybody whom a ticket of one source can name."""

    def __init__(self, source: str) -> None:
        self.ours = our_addresses()
        self._clients = Names(Client)
        self._people = People(source, self._clients)
        self._of: Mapping[str, Any] = {
            "client": self._clients,
            "team": Names(Team),
            "assignee": Names(Technician),
            "requester": self._people,
        }

    def find(self, field: str, value: Any) -> Any:
        """A field's value as the database keeps it: of a name its id, perhaps `NOBODY_YET`."""
        names = self._of.get(field)
        return value if names is None or value is None else names.find(value)

    def take(self, field: str, value: Any) -> Any:
        """The same, adding who is not here yet."""
        names = self._of.get(field)
        return value if names is None or value is None else names.take(value)

    def take_author(self, person: Person | None) -> tuple[int | None, int | None]:
        """Who wrote a message, as a contact or as one of us; (None, None) when nobody knows."""
        if person is None:
            return None, None
        technician = self.ours.get(person.email.casefold())
        return (None, technician) if technician else (self._people.take(person), None)

    def take_all(self, state: State, *, says_client: bool) -> dict[str, Any]:
        """The columns of a ticket in this state; its requester works for its client.

        Where no client is said it is the only one for whom the requester works now.
        """
        columns = {name: self.take(name, value) for name, value in state._asdict().items()}
        if columns["requester"] is not None and columns["client"] is not None:
            self._people.employ(columns["requester"], columns["client"])
        elif not says_client and columns["requester"] is not None:
            columns["client"] = self._people.client_of(columns["requester"])
        return columns

    def client_name(self, client: int | None) -> str:
        """What a client is called; empty for none."""
        return "" if client is None else self._clients.names[client]

    def client_key(self, client: int | None) -> str:
        """What a client's tickets are sorted by."""
        return AFTER_ALL if client is None else sort_key(self._clients.names[client])

    def flush(self) -> None:
        """Writes everybody who is new; clients before those who work there."""
        for names in self._of.values():
            names.flush()


def _clients_now() -> dict[int, set[int]]:
    """For whom each contact works today."""
    today = clock.now().date()
    found = tuples(
        Employment.select(Employment.contact, Employment.client).where(
            ~Employment.retired,
            Employment.since.is_null() | (Employment.since <= today),
            Employment.until.is_null() | (Employment.until >= today),
        )
    )
    clients: dict[int, set[int]] = {}
    for contact, client in found:
        clients.setdefault(contact, set()).add(client)
    return clients


def _keys(name: str, email: str, external: str | None, client: int | None) -> list[object]:
    """What a contact is found by, the surest first."""
    keys: list[object] = [("name", name.casefold(), client)]
    if email:
        keys.insert(0, ("email", email.casefold()))
    if external:
        keys.insert(0, ("external", external))
    return keys
