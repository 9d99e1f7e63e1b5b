"""Fills the demonstration desk with firms, their people and machines, and the technicians."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from helpdesk_tui.clock import to_micros
from helpdesk_tui.collation import fold, sort_key
from helpdesk_tui.models.bulk import insert, next_id
from helpdesk_tui.models.people import (
    Asset,
    Client,
    Contact,
    Employment,
    Membership,
    Team,
    Technician,
)
from helpdesk_tui.people.technicians import full_name
from helpdesk_tui.samples.texts import clients, phrases

_COLLEAGUES = {"ana": "Ana Beltrán", "luis": "Luis Ferrer", "carmen": "Carmen Otero"}
_ASSET = (
    *("id", "client", "name", "sort_key", "kind", "serial", "host", "bought"),
    *("warranty_until", "notes", "source", "retired", "created_at"),
)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a client, from `since` until `until`, both counted in days before the present."""

    id: int
    name: str
    form: str
    since: float = 10_000
    until: float = 0

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


@dataclass(frozen=True, slots=True)
class Machine:
    """An asset and what it is called."""

    id: int
    name: str
    kind: str


@dataclass(slots=True)
class Firm:
    """A client with the people who work there and the machines they depend on."""

    id: int
    name: str
    trade: str
    country: str
    language: str
    zone: str
    form: str
    people: list[Person]
    machines: list[Machine]

    def people_at(self, days: float) -> list[Person]:
        """Who worked there that many days before the present."""
        return [person for person in self.people if person.until <= days <= person.since]

    def person(self, name: str) -> Person:
        """The one of that name."""
        return next(person for person in self.people if person.name == name)

    def machine(self, wanted: str, random: Random) -> Machine | None:
        """The machine of that name, or one of that kind; None when there is none."""
        return next((one for one in self.machines if one.name == wanted), None) or (
            random.choice(fitting)
            if (fitting := [one for one in self.machines if one.kind == wanted])
            else None
        )


@dataclass(frozen=True, slots=True)
class Helper:
    """One of the technicians."""

    id: int
    first_name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """Everybody who has a part in the demonstration; the first of the helpers runs it."""

    helpers: tuple[Helper, ...]
    teams: dict[str, int]
    firms: tuple[Firm, ...]

    def firm(self, name: str) -> Firm:
        """The client of that name."""
        return next(firm for firm in self.firms if firm.name == name)


def fill_people(random: Random, now: datetime, me: str, language: str) -> Desk:
    """Writes clients, contacts, assets, technicians and teams; the caller holds the transaction.

    Teams and the kinds of asset are named in `language`.
    """
    start = now - 3 * _YEAR
    helpers = _technicians(me, start)
    teams = _teams(helpers, start, language)
    firms = tuple(_firms(random, now, start))
    _machines(random, now, firms, language)
    return Desk(helpers, teams, firms)


def _technicians(me: str, start: datetime) -> tuple[Helper, ...]:
    """The person who runs the desk, whom it may know already, and two colleagues."""
    others = [login for login in _COLLEAGUES if login != me][:2]
    helpers = []
    for login in (me, *others):
        technician = Technician.get_or_none(Technician.login == login)
        if technician is None:
            name = _COLLEAGUES.get(login) or full_name(login)
            technician = Technician.create(
                login=login,
                name=name,
                sort_key=sort_key(name),
                role=Technician.LEAD if login == me else Technician.TECHNICIAN,
                created_at=start,
            )
        first = technician.name.split()[0]
        helpers.append(Helper(technician.id, first[:1].upper() + first[1:]))
    return tuple(helpers)


def _teams(helpers: Sequence[Helper], start: datetime, language: str) -> dict[str, int]:
    """Support takes what comes in; systems, without the last helper, has servers and networks."""
    teams = {}
    for key, members in (("support", helpers), ("systems", helpers[:2])):
        name = phrases(language)["teams"][key]
        team = Team.create(name=name, sort_key=sort_key(name), created_at=start)
        insert(
            Membership,
            (Membership.team, Membership.technician),
            [(team.id, helper.id) for helper in members],
        )
        teams[key] = team.id
    return teams


def _firms(random: Random, now: datetime, start: datetime) -> Iterator[Firm]:
    book = clients()
    moves = {move["name"]: move for move in book["move"]}
    moved: dict[str, Person] = {}
    firms = {}
    for firm_id, (name, entry) in enumerate(book["client"].items(), next_id(Client)):
        country = book["countries"][entry["country"]]
        entry = {"form": "usted", "notes": "", **country, **entry}
        firm = Firm(
            firm_id,
            name,
            entry["trade"],
            entry["country"],
            entry["language"],
            entry["zone"],
            entry["form"],
            [],
            [],
        )
        Client.create(
            id=firm_id,
            name=name,
            sort_key=sort_key(name),
            language=firm.language,
            country=firm.country,
            zone=firm.zone,
            address_form=firm.form,
            notes=entry["notes"],
            created_at=start + timedelta(days=random.uniform(0, 500)),
        )
        for described in entry["people"]:
            person, role = _hire(random, firm, described, entry["phone"], start)
            until = None
            if move := moves.get(person.name):
                until = (now - timedelta(days=move["days"] + 10)).date()
                moved[person.name] = person
                person = Person(person.id, person.name, person.form, until=move["days"] + 10)
            since = (start + timedelta(days=random.uniform(0, 300))).date()
            Employment.create(
                contact=person.id, client=firm_id, role=role, since=since, until=until
            )
            firm.people.append(person)
        firms[name] = firm
    for name, person in moved.items():
        move = moves[name]
        firm = firms[move["to"]]
        since = (now - timedelta(days=move["days"])).date()
        Employment.create(contact=person.id, client=firm.id, role=move["role"], since=since)
        firm.people.append(Person(person.id, name, person.form, since=move["days"]))
    return iter(firms.values())


def _hire(
    random: Random, firm: Firm, described: str, phone: str, start: datetime
) -> tuple[Person, str]:
    """Writes the contact whom `described` tells of, and returns them with their role."""
    name, role, *form = described.split(", ")
    mailbox = ".".join(_slug(part) for part in (name.split()[0], name.split()[-1]))
    contact = Contact.create(
        name=name,
        sort_key=sort_key(name),
        email=f"{mailbox}@{_slug(firm.name)}.example",
        phone=phone.format(random.randrange(100, 200)),
        address_form=form[0] if form else "",
        created_at=start + timedelta(days=random.uniform(0, 500)),
    )
    return Person(contact.id, name, form[0] if form else firm.form), role


def _machines(random: Random, now: datetime, firms: Sequence[Firm], language: str) -> None:
    book = clients()
    kinds = phrases(language)["assets"]
    numbers = iter(range(next_id(Asset), 1_000_000))
    rows: list[tuple[Any, ...]] = []
    for firm in firms:
        count: Counter[str] = Counter()
        for kind in book["trades"][firm.trade]:
            count[kind] += 1
            name = _model(random, book["assets"][kind], firm, count[kind])
            machine = Machine(next(numbers), name, kind)
            firm.machines.append(machine)
            bought = now - timedelta(days=random.randrange(90, 2200))
            warranty = bought + 3 * _YEAR
            if machine.name == "SRV-2" and firm.name == "ACME Ibérica":
                bought, warranty = bought.replace(2017, 6, 12), bought.replace(2020, 6, 12)
            host = f"{_slug(name.split()[0])}.{_slug(firm.name)}.example"
            in_network = kind in ("server", "laptop", "printer", "network", "till")
            rows.append(
                (
                    machine.id,
                    firm.id,
                    name,
                    sort_key(name),
                    kinds.get(kind, kind),
                    f"{random.getrandbits(36):09X}" if kind not in ("licence", "line") else "",
                    host if in_network else "",
                    bought.date().isoformat(),
                    None if kind == "line" else warranty.date().isoformat(),
                    "",
                    "",
                    False,
                    to_micros(max(bought, now - 3 * _YEAR)),
                )
            )
    insert(Asset, [getattr(Asset, name) for name in _ASSET], rows)


def _model(random: Random, models: Sequence[str], firm: Firm, count: int) -> str:
    """A name that no other machine of the firm has, in its language where that shows."""
    if models[0].startswith(("Caja", "Fibra")):
        models = [models[0] if firm.language == "es" else models[1]]
    taken = {machine.name for machine in firm.machines}
    free = [name for model in models if (name := model.format(n=count)) not in taken]
    return random.choice(free)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
