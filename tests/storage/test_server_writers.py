"""Several write at once on a server: nobody's change is lost, and who waits in a circle goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from helpdesk_tui.models.changes import Conflict, Done, change
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Message, Shelf, Status, Ticket
from helpdesk_tui.people import editing
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.faults import Fault, explain
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions
from tests.storage.elsewhere import Elsewhere, until_waiting
from tests.storage.fresh import opened_fresh
from tests.support import found, opened, row


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with opened_fresh(tmp_path, "postgres") as opened:
        yield opened


def test_two_who_set_one_field_at_the_same_time_meet(desk: Opened, ana: int, luis: int) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    with change(ana) as hand:
        hand.swap(Entity.TICKET, ticket, {"priority": (3, 1)})
        second = Elsewhere(lambda: actions.set_priority(luis, [seen], 2))
        until_waiting(desk.path)
    done: Done = second.end()
    (conflict,) = done.conflicts
    assert isinstance(conflict, Conflict)
    assert (conflict.found, conflict.who) == (1, "ana")
    assert row(ticket).priority == 1


def test_two_who_set_different_fields_at_the_same_time_both_succeed(
    desk: Opened, ana: int, luis: int
) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    with change(ana) as hand:
        hand.swap(Entity.TICKET, ticket, {"status": (Status.NEW, Status.RESOLVED)})
        second = Elsewhere(lambda: actions.set_priority(luis, [seen], 2))
        until_waiting(desk.path)
    assert second.end().changed
    assert (row(ticket).priority, row(ticket).status) == (2, Status.RESOLVED)
    assert row(ticket).shelf == Shelf.DONE, "what follows from a status follows from the newest"


def test_two_notes_at_the_same_time_are_both_kept_and_found(
    desk: Opened, ana: int, luis: int
) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    with change(ana) as hand:
        hand.say(ticket, 3, "the first word")
        second = Elsewhere(lambda: actions.add_note(luis, [seen], "the second voice"))
        second.join(0.2)
    second.end()
    assert Message.select().where(Message.ticket == ticket).count() == 2
    assert found(ana, "first second") == {ticket}


def test_one_label_put_on_by_two_at_once_is_one_event(desk: Opened, ana: int, luis: int) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    with change(ana) as hand:
        hand.tag(ticket, "vpn", on=True)
        second = Elsewhere(lambda: actions.label(luis, [seen], on=["vpn"]))
        until_waiting(desk.path)
    assert not second.end().changed
    assert Event.select().where(Event.field == "tag").count() == 1


def test_one_caller_added_by_two_at_once_is_one_event(desk: Opened, ana: int, luis: int) -> None:
    ticket = opened(ana)
    marta = editing.add_contact(ana, None, {"name": "Marta Ruiz"}).things[0]

    def call() -> bool:
        with change(luis) as hand:
            return hand.call(ticket, marta, None)

    with change(ana) as hand:
        assert hand.call(ticket, marta, None)
        second = Elsewhere(call)
        until_waiting(desk.path)
    assert not second.end()
    assert Event.select().where(Event.field == "caller").count() == 1


def test_two_who_wait_for_each_other_both_come_through(desk: Opened, ana: int, luis: int) -> None:
    one, other = opened(ana), opened(ana)
    met = threading.Barrier(2)

    def in_turn(by: int, first: int, second: int) -> int:
        """Holds one ticket, then wants the one that the other holds."""
        attempts.append(by)
        with change(by) as hand:
            hand.note(Entity.TICKET, first, "category", "", "")
            actions.Ticket.update(category=str(by)).where(Ticket.id == first).execute()
            if attempts.count(by) == 1:
                met.wait(5)
            Ticket.update(category=str(by)).where(Ticket.id == second).execute()
        return by

    attempts: list[int] = []
    both = [
        Elsewhere(lambda: carried_out(lambda: in_turn(ana, one, other))),
        Elsewhere(lambda: carried_out(lambda: in_turn(luis, other, one))),
    ]
    assert [each.end() for each in both] == [ana, luis]
    assert len(attempts) == 3, "one was ended by the server and began anew"


def test_a_ticket_that_is_opened_while_its_client_gets_another_name_has_the_new_one(
    desk: Opened, ana: int, luis: int
) -> None:
    client = editing.add_client(ana, {"name": "acme"}).things[0]
    rename = {"name": ("acme", "zeta"), "sort_key": ("acme", "zeta")}
    with change(ana) as hand:
        hand.swap(Entity.CLIENT, client, rename)
        opening = Elsewhere(lambda: opened(luis, client=client))
        until_waiting(desk.path)
    assert row(opening.end()).client_key == "zeta"


def test_a_client_who_gets_another_name_while_a_ticket_is_opened_takes_it_along(
    desk: Opened, ana: int, luis: int
) -> None:
    client = editing.add_client(ana, {"name": "acme"}).things[0]
    seen, wanted = {"name": "acme"}, {"name": "zeta"}
    with change(ana) as hand:
        ticket = actions.open_ticket(hand, actions.NewTicket("It smokes", client=client))
        renaming = Elsewhere(lambda: editing.edit(luis, Entity.CLIENT, client, seen, wanted))
        until_waiting(desk.path)
    renaming.end()
    assert row(ticket).client_key == "zeta"


def test_what_is_partly_committed_is_not_repeated(desk: Opened, ana: int) -> None:
    attempts = []

    def work() -> None:
        attempts.append(1)
        opened(ana)
        raise psycopg.errors.SerializationFailure

    with pytest.raises(psycopg.errors.SerializationFailure):
        carried_out(work)
    assert len(attempts) == 1


def test_a_row_that_somebody_holds_for_long_is_given_up_with_a_sentence(
    desk: Opened, ana: int
) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    with closing(psycopg.connect(desk.path.url)) as other:
        other.execute("UPDATE ticket SET priority = 1 WHERE id = %s", (ticket,))
        database.execute_sql("SET lock_timeout = '50ms'")
        with pytest.raises(Exception, match="lock timeout") as failure:
            actions.set_priority(ana, [seen], 2)
    problem = explain(failure.value)
    assert problem is not None
    assert problem.fault is Fault.LOCKED
    assert actions.set_priority(ana, [seen], 2).changed


def test_an_import_keeps_others_from_taking_its_numbers(desk: Opened, ana: int) -> None:
    from helpdesk_tui.models import bulk

    with database.atomic():
        number = bulk.next_id(Ticket)
        second = Elsewhere(lambda: opened(ana))
        until_waiting(desk.path)
        Ticket.create(id=number, subject="x", created_at=0, changed_at=0)
        bulk.numbered(Ticket)
    assert second.end() == number + 1
