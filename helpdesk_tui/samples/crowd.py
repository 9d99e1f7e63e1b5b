"""The firms, people, technicians and teams behind load data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from helpdesk_tui.clock import to_micros
from helpdesk_tui.collation import sort_key
from helpdesk_tui.models.bulk import insert, next_id
from helpdesk_tui.models.people import (
    Client,
    Contact,
    Employment,
    Membership,
    Team,
    Technician,
)

_HELPERS = 25
_TEAMS = ("Support", "Systems", "Networks", "Applications", "On call")
_PEOPLE_EACH = 3

_FIRST = """
    Ana Luis Marta Joan Lucía Íñigo Nuria Óscar Pilar Raúl Sonia Tomás Ximena Yolanda Héctor
    Helen Tom Priya Derek Aoife Conor Niamh Karen Dwight Rachel Marcus Emily Nora Kevin Angela"""
_LAST = """
    García Núñez Ibáñez Ruiz Peña Ferrer Lozano Ortuño Pons Bravo Santana Cruz Rangel Paz Holt
    Whitmore Reid Yusuf Pugh Marsh Okafor Tate Grant Roche Daly Burke Allen Pike Bell Tran"""
_FIRMS = """
    Talleres Clínica Hotel Bodegas Librería Notaría Grupo Colegio Panadería Asesoría
    Harbour Northfold Ashgrove Brightwater Cascade Redwood Maple Copper Larkspur Hudson"""
_SPANISH_FIRMS = 10


@dataclass(frozen=True, slots=True)
class Customer:
    """A client of load data, with the numbers and names of the contacts who write from there."""

    id: int
    name: str
    language: str
    contacts: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody whom load data names, by number."""

    customers: tuple[Customer, ...]
    helpers: tuple[int, ...]
    teams: tuple[int, ...]


def gather(random: Random, now: datetime, clients: int, me: str) -> Crowd:
    """Writes the people; technicians and teams that are there already are taken as they are.

    The caller holds the transaction. `me` is the login of the first technician.
    """
    start = now - timedelta(days=4 * 365)
    helpers = tuple(_helper(random, login, start) for login in _logins(me))
    teams = tuple(_team(name, start) for name in _TEAMS)
    places = {(teams[place % len(teams)], helper) for place, helper in enumerate(helpers)}
    taken = set(Membership.select(Membership.team, Membership.technician).tuples())
    insert(Membership, (Membership.team, Membership.technician), sorted(places - taken))
    return Crowd(_customers(random, clients, start), helpers, teams)


def _logins(me: str) -> list[str]:
    return [me, *(f"tech{number:02}" for number in range(2, _HELPERS + 1))]


def _helper(random: Random, login: str, start: datetime) -> int:
    """The technician with this login. The first one of a database is its lead."""
    name = _name(random)
    technician = Technician.get_or_none(Technician.login == login)
    if technician is None:
        technician = Technician.create(
            login=login,
            name=name,
            sort_key=sort_key(name),
            role=Technician.TECHNICIAN if Technician.select().exists() else Technician.LEAD,
            created_at=start,
        )
    return int(technician.id)


def _team(name: str, start: datetime) -> int:
    team = Team.get_or_none(Team.name == name) or Team.create(
        name=name, sort_key=sort_key(name), created_at=start
    )
    return int(team.id)


def _customers(random: Random, count: int, start: datetime) -> tuple[Customer, ...]:
    first_contact, at = next_id(Contact), to_micros(start)
    firms = _FIRMS.split()
    customers = []
    for place, number in enumerate(range(next_id(Client), next_id(Client) + count)):
        kind = random.randrange(len(firms))
        first = first_contact + place * _PEOPLE_EACH
        customers.append(
            Customer(
                number,
                f"{firms[kind]} {random.choice(_LAST.split())} {number}",
                "es" if kind < _SPANISH_FIRMS else "en",
                tuple((first + more, _name(random)) for more in range(_PEOPLE_EACH)),
            )
        )
    insert(
        Client,
        (
            *(Client.id, Client.name, Client.sort_key, Client.language, Client.country),
            *(Client.zone, Client.address_form, Client.notes, Client.retired, Client.created_at),
        ),
        [
            (one.id, one.name, sort_key(one.name), *_place(one), "usted", "", False, at)
            for one in customers
        ],
    )
    people = [(number, name, one.id) for one in customers for number, name in one.contacts]
    insert(
        Contact,
        (
            *(Contact.id, Contact.name, Contact.sort_key, Contact.email, Contact.phone),
            *(Contact.language, Contact.address_form, Contact.notes, Contact.source),
            *(Contact.retired, Contact.created_at),
        ),
        [
            (
                number,
                name,
                sort_key(name),
                f"p{number}@c{client}.example",
                "",
                "",
                "",
                "",
                "",
                False,
                at,
            )
            for number, name, client in people
        ],
    )
    insert(
        Employment,
        (Employment.contact, Employment.client, Employment.role, Employment.retired),
        [(number, client, "", False) for number, _name, client in people],
    )
    return tuple(customers)


def _place(customer: Customer) -> tuple[str, str, str]:
    """Language, country and zone."""
    spanish = customer.language == "es"
    return ("es", "ES", "Europe/Madrid") if spanish else ("en", "GB", "Europe/London")


def _name(random: Random) -> str:
    return f"{random.choice(_FIRST.split())} {random.choice(_LAST.split())}"
