"""Finding people and things by what one types of their names, and reading a client whole."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

from peewee import JOIN, SQL, fn

from helpdesk_tui import clock
from helpdesk_tui.collation import ENYE, fold
from helpdesk_tui.models.people import (
    Asset,
    Client,
    Contact,
    Employment,
    Team,
    Technician,
)
from helpdesk_tui.models.tickets import Shelf, Ticket, TicketTag
from helpdesk_tui.storage.orm import tuples

SHOWN = 50
"""Matches that are offered at once; more words find the rest."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that can be chosen: its id, its name, and what tells it from its namesakes."""

    id: int
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A contact as their client's page shows them."""

    id: int
    name: str
    role: str
    email: str
    phone: str
    notes: str
    language: str
    address_form: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class AssetCard:
    """An asset as its client's page shows it."""

    id: int
    name: str
    kind: str
    serial: str
    host: str
    bought: date | None
    warranty_until: date | None
    notes: str


@dataclass(frozen=True, slots=True)
class ClientCard:
    """A client with their people and machines."""

    id: int
    name: str
    language: str
    country: str
    zone: str
    address_form: str
    close_after: int | None
    """Working days in resolved after which the desk closes a ticket; None: never by itself."""
    notes: str
    live_tickets: int
    contacts: tuple[ContactCard, ...]
    former: tuple[ContactCard, ...]
    assets: tuple[AssetCard, ...]


def technicians(text: str = "") -> list[Named]:
    """Those to whom a ticket can be given."""
    return _named(Technician, text, Technician.login)


def teams(text: str = "") -> list[Named]:
    """The teams."""
    return [Named(*row) for row in tuples(_matching(Team.select(Team.id, Team.name), Team, text))]


def clients(text: str = "") -> list[Named]:
    """The clients whose name holds every word."""
    return _named(Client, text, Client.country)


def client_names() -> dict[int, str]:
    """The names of all clients by their ids, of those that were put away as well."""
    return dict(tuples(Client.select(Client.id, Client.name)))


def contacts(text: str = "", client: int | None = None) -> list[Named]:
    """The contacts whose name holds every word, with where they work; those of a client only."""
    found = _people(fn.COALESCE(Client.name, ""), client)
    return [Named(*row) for row in tuples(_matching(found, Contact, text))]


def addresses(text: str, client: int) -> list[Named]:
    """The contacts of a client whose name holds every word and who have an address, with it."""
    found = _people(Contact.email, client).where(Contact.email != "")
    return [Named(*row) for row in tuples(_matching(found, Contact, text))]


def _people(detail: Any, client: int | None) -> Any:
    today = clock.now().date()
    found = (
        Contact.select(Contact.id, Contact.name, detail)
        .join(
            Employment,
            JOIN.LEFT_OUTER,
            on=(Employment.contact == Contact.id)
            & ~Employment.retired
            & (Employment.until.is_null() | (Employment.until >= today)),
        )
        .join(Client, JOIN.LEFT_OUTER)
        .where(~Contact.retired)
    )
    return found if client is None else found.where(Client.id == client)


def assets(text: str = "", client: int | None = None) -> list[Named]:
    """The assets whose name holds every word, of a client or of all."""
    found = Asset.select(Asset.id, Asset.name, Asset.kind).where(~Asset.retired)
    if client is not None:
        found = found.where(Asset.client == client)
    return [Named(*row) for row in tuples(_matching(found, Asset, text))]


def asset_name(asset: int) -> str:
    """What an asset is called."""
    return str(Asset.get_by_id(asset).name)


def employer(contact: int) -> Named | None:
    """Where a contact works now."""
    today = clock.now().date()
    found = tuples(
        Client.select(Client.id, Client.name)
        .join(Employment)
        .where(
            Employment.contact == contact,
            ~Employment.retired,
            Employment.until.is_null() | (Employment.until >= today),
        )
        .order_by(Employment.id.desc())
        .limit(1)
    )
    return Named(*found[0]) if found else None


def tags(text: str = "") -> list[str]:
    """The labels in use that begin with the text."""
    found = (
        TicketTag.select(TicketTag.tag)
        .where(TicketTag.tag.startswith(text))
        .distinct()
        .order_by(TicketTag.tag)
        .limit(SHOWN)
    )
    return [tag for (tag,) in tuples(found)]


def categories(text: str = "") -> list[str]:
    """The categories in use among open tickets."""
    found = (
        Ticket.select(Ticket.category)
        .where(Ticket.shelf == Shelf.LIVE, Ticket.category != "")
        .distinct()
    )
    return sorted(name for (name,) in tuples(found) if text.casefold() in name.casefold())[:SHOWN]


def client_card(client_id: int) -> ClientCard:
    """A client with everybody who works or worked there, and all that they own."""
    client = Client.get_by_id(client_id)
    today = clock.now().date()
    people = tuples(
        Employment.select(
            Contact.id,
            Contact.name,
            Employment.role,
            Contact.email,
            Contact.phone,
            Contact.notes,
            Contact.language,
            Contact.address_form,
            Employment.since,
            Employment.until,
        )
        .join(Contact)
        .where(Employment.client == client_id, ~Employment.retired, ~Contact.retired)
        .order_by(Contact.sort_key, Employment.id)
    )
    cards = [ContactCard(*row) for row in people]
    things = tuples(
        Asset.select(
            Asset.id,
            Asset.name,
            Asset.kind,
            Asset.serial,
            Asset.host,
            Asset.bought,
            Asset.warranty_until,
            Asset.notes,
        )
        .where(Asset.client == client_id, ~Asset.retired)
        .order_by(Asset.sort_key)
    )
    live = Ticket.select().where(Ticket.client == client_id, Ticket.shelf == Shelf.LIVE).count()
    return ClientCard(
        client.id,
        client.name,
        client.language,
        client.country,
        client.zone,
        client.address_form,
        client.close_after,
        client.notes,
        live,
        tuple(card for card in cards if card.until is None or card.until >= today),
        tuple(card for card in cards if card.until is not None and card.until < today),
        tuple(AssetCard(*row) for row in things),
    )


def _named(table: Any, text: str, detail: Any) -> list[Named]:
    found = table.select(table.id, table.name, fn.COALESCE(detail, "")).where(~table.retired)
    return [Named(*row) for row in tuples(_matching(found, table, text))]


def holding(table: Any, text: str) -> Any:
    """The test for a name that holds every word; case, accents and the tilde of ñ do not matter."""
    name = fn.REPLACE(table.sort_key, ENYE, "")
    return reduce(operator.and_, (name.contains(fold(word)) for word in text.split()), SQL("1 = 1"))


def _matching(found: Any, table: Any, text: str) -> Any:
    return found.where(holding(table, text)).order_by(table.sort_key).limit(SHOWN)
