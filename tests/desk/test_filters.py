"""What a filter finds, held to the same language said in plain Python."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings

from helpdesk_tui.clock import NEVER
from helpdesk_tui.collation import sort_key
from helpdesk_tui.filters import fields
from helpdesk_tui.filters.parse import Filter, Words
from helpdesk_tui.filters.write import write
from helpdesk_tui.models.approvals import Answer, Approval
from helpdesk_tui.models.people import Asset, Client, Contact, Membership, Team, Technician
from helpdesk_tui.models.search import index_tickets
from helpdesk_tui.models.tickets import (
    Kind,
    Message,
    MessageKind,
    Shelf,
    Status,
    Ticket,
    TicketCaller,
    TicketTag,
    Wait,
    shelf_of,
)
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import matching, queue
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import Viewer
from tests.filters.making import CATEGORIES, SPOKEN, TAGS, filters
from tests.filters.plain import Asker, Plain, matches
from tests.storage.fresh import opened_fresh
from tests.support import SATURDAY

MADRID = ZoneInfo("Europe/Madrid")
TICKETS = 40


def _made(table: type, names: tuple[str, ...], **more: object) -> dict[int, str]:
    return {
        table.create(name=name, sort_key=sort_key(name), created_at=SATURDAY, **more).id: name
        for name in names
    }


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Plain], Viewer]]:
    """A desk of tickets of every kind, and the same tickets on cards."""
    with opened_fresh(tmp_path_factory.mktemp("filters")), database.atomic():
        clients = _made(Client, ("ACME Ibérica", "Clínica Sol", "Núñez y Peña", "none"))
        contacts = _made(Contact, ("Marta Ruiz", "Iñaki Núñez", "acme"))
        people = _made(Technician, ("ana", "luis"))
        teams = _made(Team, ("Support", "Network"))
        assets = _made(Asset, ("SRV-2", "Ibérica 1"), client=next(iter(clients)))
        ana, support = next(iter(people)), next(iter(teams))
        Membership.create(technician=ana, team=support)
        chance = random.Random(7)
        known = (clients, contacts, people, teams, assets)
        yield [_card(chance, *known) for _ in range(TICKETS)], Viewer(ana, (support,), MADRID)


def _card(
    chance: random.Random,
    clients: dict[int, str],
    contacts: dict[int, str],
    people: dict[int, str],
    teams: dict[int, str],
    assets: dict[int, str],
) -> Plain:
    def one(of: dict[int, str]) -> int | None:
        return chance.choice([*of, None])

    def when() -> object:
        return SATURDAY + timedelta(
            minutes=chance.randint(-600_000, 600_000) // 10 ** chance.randint(0, 3)
        )

    status = chance.choice(list(Status))
    ticket = Ticket.create(
        subject=" ".join(chance.choices(SPOKEN, k=2)),
        status=status,
        kind=chance.choice(list(Kind)),
        priority=chance.randint(1, 4),
        category=chance.choice(CATEGORIES),
        client=one(clients),
        requester=one(contacts),
        assignee=one(people),
        team=one(teams),
        asset=one(assets),
        created_at=when(),
        changed_at=when(),
        due_at=chance.choice([when(), NEVER]),
        resolved_at=chance.choice([when(), None]),
        closed_at=chance.choice([when(), None]),
        wait_reason=chance.choice([*Wait, None]),
        owed=chance.choice([*Target, None]) if status < Status.RESOLVED else None,
        wait_until=chance.choice([when(), None]),
        unread_since=chance.choice([when(), None]),
        shelf=shelf_of(status, away=False),
    )
    tags = frozenset(chance.sample(TAGS, chance.randint(0, 2)))
    for tag in tags:
        TicketTag.create(ticket=ticket.id, tag=tag)
    callers = chance.sample(sorted(contacts), chance.randint(0, 1))
    for contact in callers:
        TicketCaller.create(ticket=ticket.id, contact=contact, at=SATURDAY)
    body = " ".join(chance.choices(SPOKEN, k=3))
    said = Message.create(ticket=ticket.id, kind=MessageKind.NOTE, at=SATURDAY, body=body)
    approvals = chance.sample(list(Answer), chance.randint(0, 2))
    for answer in approvals:
        of = {"ticket": ticket.id, "contact": min(contacts), "asked": said.id}
        Approval.create(**of, asked_at=SATURDAY, answer=answer)
    index_tickets([ticket.id])
    names = {
        "client": clients.get(ticket.client_id),
        "from": contacts.get(ticket.requester_id),
        "assignee": people.get(ticket.assignee_id),
        "team": teams.get(ticket.team_id),
        "machine": assets.get(ticket.asset_id),
    }
    told = " ".join(filter(None, [names["client"], names["from"], *map(contacts.get, callers)]))
    return Plain(
        ticket.id,
        (ticket.subject, told, " ".join(sorted(tags)), body),
        fields.STATUS[ticket.status - 1].key,
        fields.KIND[ticket.kind - 1].key,
        ticket.priority,
        fields.WAITS_FOR[ticket.wait_reason - 1].key if ticket.wait_reason else None,
        fields.OWED[list(Target).index(ticket.owed)].key if ticket.owed else None,
        "yes" if ticket.unread_since else "no",
        ticket.category,
        names,
        frozenset(contacts[contact] for contact in callers),
        tags,
        frozenset(fields.APPROVAL[answer].key for answer in approvals),
        {
            "created": ticket.created_at,
            "changed": ticket.changed_at,
            "resolved": ticket.resolved_at,
            "closed": ticket.closed_at,
            "due": None if ticket.due_at == NEVER else ticket.due_at,
            "until": ticket.wait_until,
        },
    )


@settings(max_examples=300)
@given(wanted=filters)
def test_the_database_finds_what_the_plain_reading_finds(
    cards: tuple[list[Plain], Viewer], wanted: Filter
) -> None:
    tickets, viewer = cards
    number = matching.number_meant(wanted)
    with time_machine.travel(SATURDAY, tick=False):
        asker = Asker("ana", ("Support",), SATURDAY, MADRID)
        expected = {
            card.number
            for card in tickets
            if matches(card, wanted, asker) or (number is not None and card.number == number)
        }
        found = {
            row.id
            for view in ("all", "done")
            for row in queue.page(Query(viewer, view, text=write(wanted)), limit=TICKETS).rows
        }
    assert found == expected


@given(wanted=filters)
def test_every_ticket_is_found_by_a_clause_or_by_its_opposite(
    cards: tuple[list[Plain], Viewer], wanted: Filter
) -> None:
    _tickets, viewer = cards
    clauses = [item for item in wanted if not isinstance(item, Words)][:1]
    with time_machine.travel(SATURDAY, tick=False):
        for clause in clauses:
            text = write((clause,))
            opposite = text.removeprefix("-") if clause.negated else "-" + text
            both = [
                queue.count(Query(viewer, view, text=words))
                for view in ("all", "done")
                for words in (text, opposite)
            ]
            assert sum(both) == TICKETS


def test_a_bare_number_finds_its_ticket_and_the_texts_that_hold_it(
    cards: tuple[list[Plain], Viewer],
) -> None:
    tickets, viewer = cards
    live = next(card.number for card in tickets if row_of(card).shelf == Shelf.LIVE)
    found = {row.id for row in queue.page(Query(viewer, "all", text=f"#{live}")).rows}
    assert live in found


def row_of(card: Plain) -> queue.Row:
    return queue.rows_by_id([card.number])[card.number]
