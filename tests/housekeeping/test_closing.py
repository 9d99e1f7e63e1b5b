"""Closing by itself, where a client wants it: after so many working days, once, with a notice."""

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest

from helpdesk_tui.housekeeping.tick import Came, tick
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.events import Event as Happened
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Message, MessageKind, Status, Ticket
from helpdesk_tui.people import directory, editing
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, closing, history, promises
from tests.housekeeping.hands import ticks
from tests.housekeeping.test_tick import NO_COPIES
from tests.plans import plans
from tests.sla.lives import promise, rules
from tests.storage.workers import Worker
from tests.support import opened, row
from tests.worktime.conftest import Clocks


@pytest.fixture
def client(ana: int, clocks: Clocks) -> int:
    """A client whose tickets are closed after two working days; it is Saturday."""
    clocks.go_on(days=5)
    made = editing.add_client(ana, {"name": "ACME", "language": "en", "close_after": "2"})
    return made.things[0]


def resolved(by: int, client: int | None) -> int:
    ticket = opened(by, client=client)
    actions.resolve(by, [row(ticket)], "It was the cable")
    return ticket


def ticked() -> list[Came]:
    return tick(NO_COPIES, Event())


def test_after_its_working_days_it_is_closed_with_a_notice_by_nobody(
    ana: int, client: int, clocks: Clocks
) -> None:
    ticket = resolved(ana, client)
    clocks.go_on(days=2, hours=1)
    assert ticked() == [], "Saturday and Sunday are none"
    clocks.go_on(days=1)

    (came,) = ticked()

    assert (came.job, came.done) == ("close", True)
    assert came.message.startswith("1 ticket is closed:")
    assert (row(ticket).status, row(ticket).closed_at) == (Status.CLOSED, clocks.wall)
    last = Message.select().where(Message.ticket == ticket).order_by(Message.id.desc()).get()
    assert (last.kind, last.technician_id, last.sent_at) == (MessageKind.REPLY, None, None)
    assert last.body == "Closed: 2 working days have passed since this was resolved."
    assert history.happenings(ticket)[-1].who == ""
    assert ticked() == []


def test_one_that_is_reopened_and_resolved_anew_has_all_its_time_again(
    ana: int, client: int, clocks: Clocks
) -> None:
    ticket = resolved(ana, client)
    clocks.go_on(days=2)
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    actions.resolve(ana, [row(ticket)], "And the other cable")
    clocks.go_on(days=1, hours=1)
    assert ticked() == []
    clocks.go_on(days=1)
    assert len(ticked()) == 1
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert (row(ticket).status, row(ticket).closed_at) == (Status.OPEN, None)
    assert ticked() == []


def test_one_that_somebody_moves_at_this_moment_is_left_alone(
    ana: int, client: int, clocks: Clocks
) -> None:
    ticket = resolved(ana, client)
    seen = row(ticket)
    actions.set_status(ana, [seen], Status.OPEN)
    clocks.go_on(hours=1)
    actions.resolve(ana, [row(ticket)], "")

    done = actions.close_by_itself([seen], lambda _row: "closed")

    assert not done.changed
    assert row(ticket).status == Status.RESOLVED
    assert Message.select().where(Message.body == "closed").count() == 0


def test_where_a_client_does_not_want_it_nothing_is_closed(ana: int, clocks: Clocks) -> None:
    other = editing.add_client(ana, {"name": "Sol"}).things[0]
    tickets = [resolved(ana, other), resolved(ana, None)]
    clocks.go_on(days=400)
    assert ticked() == []
    assert all(row(ticket).status == Status.RESOLVED for ticket in tickets)


def test_working_days_are_those_of_its_policy(ana: int, client: int, clocks: Clocks) -> None:
    promises.save(ana, rules(promise("always", resolution=8)))
    ticket = resolved(ana, client)
    clocks.go_on(days=2, hours=1)
    ticked()
    assert row(ticket).status == Status.CLOSED


def test_the_notice_is_in_the_clients_language(ana: int, client: int, clocks: Clocks) -> None:
    Client.update(language="es", close_after=1).where(Client.id == client).execute()
    ticket = resolved(ana, client)
    clocks.go_on(days=5)
    ticked()
    last = Message.select().where(Message.ticket == ticket).order_by(Message.id.desc()).get()
    assert last.body == "Cerrado: ha pasado un día laborable desde que se resolvió."


def test_of_many_desks_one_closes_each_and_a_kill_leaves_the_rest_for_the_next(
    desk: Opened, ana: int, client: int, clocks: Clocks
) -> None:
    tickets = [resolved(ana, client) for _ in range(30)]
    Ticket.update(resolved_at=clocks.wall - timedelta(days=30)).execute()
    others = [Worker(ticks, desk.path, NO_COPIES, 3) for _ in range(4)]
    for worker in others:
        assert worker.ask() == "ready"
    for worker in others:
        worker.go()
    came = [one for worker in others for one in worker.ask()]
    for worker in others:
        worker.end()

    assert all(done for _job, done, _message in came), came
    assert all(row(ticket).status == Status.CLOSED for ticket in tickets)
    closed = Happened.select().where(
        Happened.entity == Entity.TICKET, Happened.field == "closed_at"
    )
    assert closed.count() == 30
    assert Message.select().where(Message.kind == MessageKind.REPLY).count() == 30


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_looking_is_a_walk_along_the_index_of_what_is_resolved(client: int) -> None:
    (plan,) = plans(closing.is_due, "ticket")
    assert "ticket_resolved (client_id=? AND resolved_at<?)" in plan[0]


@pytest.mark.parametrize("text", ["0", "251", "two", "-1"])
def test_a_number_of_days_that_makes_no_sense_is_refused(
    ana: int, clocks: Clocks, text: str
) -> None:
    with pytest.raises(Refused, match="no number of days"):
        editing.add_client(ana, {"name": "Sol", "close_after": text})


def test_the_number_is_changed_and_taken_away_with_undo(ana: int, client: int) -> None:
    done = editing.edit(ana, Entity.CLIENT, client, {"close_after": "2"}, {"close_after": ""})
    assert directory.client_card(client).close_after is None
    history.take_back(ana, done)
    assert directory.client_card(client).close_after == 2
    same = editing.edit(ana, Entity.CLIENT, client, {"close_after": "2"}, {"close_after": "2"})
    assert not same.changed


def test_what_another_client_has_waiting_for_longer_stands_in_nobodys_way(
    monkeypatch: pytest.MonkeyPatch, ana: int, client: int, clocks: Clocks
) -> None:
    monkeypatch.setattr(closing, "MOST", 3)
    slow = editing.add_client(ana, {"name": "Sol", "close_after": "30"}).things[0]
    waiting = [resolved(ana, slow) for _ in range(7)]
    clocks.go_on(days=37)  # 26 working days
    due = [resolved(ana, client) for _ in range(4)]
    clocks.go_on(days=3)

    ticked()
    assert sum(row(ticket).status == Status.CLOSED for ticket in due) == 3
    ticked()
    assert all(row(ticket).status == Status.CLOSED for ticket in due)
    assert all(row(ticket).status == Status.RESOLVED for ticket in waiting), "29 working days"
    clocks.go_on(days=7)
    for _ in range(3):
        ticked()
    assert all(row(ticket).status == Status.CLOSED for ticket in waiting)
