"""The talks of the demonstration desk: each stands where it says, and nothing contradicts it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.conversations import cases, listing, talk
from helpdesk_tui.conversations.steps import MOST_STATEMENTS, missing
from helpdesk_tui.conversations.talk import PARTS, Talk
from helpdesk_tui.models.changes import as_stored, table_of, text_of
from helpdesk_tui.models.conversations import Conversation, Outcome, State
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import Message, Status, Ticket
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.wording import check
from helpdesk_tui.worktime import timer
from tests.samples.test_hours import MADRID, PRESENTS
from tests.storage.fresh import DIALECTS, opened_fresh

SPOKEN = ("headline", "if_nothing", "protection", "tell", "summary")


@pytest.fixture(
    scope="module",
    params=[("sqlite", now) for now in PRESENTS.values()]
    + [(other, PRESENTS["a Wednesday"]) for other in DIALECTS if other != "sqlite"],
    ids=[*PRESENTS, *(other for other in DIALECTS if other != "sqlite")],
)
def now(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[datetime]:
    """The present of a demonstration that marc runs, open and only read."""
    i18n.install("en")
    dialect, present = request.param
    with opened_fresh(tmp_path_factory.mktemp("talks"), dialect):
        fill_demo(present, "marc")
        yield present


def told() -> list[Talk]:
    """All talks, the oldest first."""
    found = [talk.read(id_) for (id_,) in tuples(Conversation.select(Conversation.id))]
    return sorted(filter(None, found), key=lambda one: one.id)


def of(state: State) -> list[Talk]:
    return [one for one in told() if one.state is state]


def asked_at(one: Talk, number: int) -> set[str]:
    """What a step still wants; what was seen of a client is gone once they have the summary."""
    gone = {"saw"} if one.state is State.GIVEN else set()
    return {gap.where for gap in missing(one, number)} - gone


@pytest.mark.usefixtures("now")
def test_they_stand_at_every_stage() -> None:
    assert [(one.client_name, one.state, one.step) for one in told()] == [
        ("Notaría Gil", State.GIVEN, 6),
        ("Kinsella Accountants", State.GIVEN, 6),
        ("Talleres Núñez", State.ENDED, 6),
        ("Baltic Trade Barcelona", State.ADJOURNED, 5),
        ("ACME Ibérica", State.OPEN, 4),
    ]
    known = {case.id for case in cases.load(None).cases}
    assert {one.case for one in told()} <= known
    assert [one.created_at for one in told()] == sorted(one.created_at for one in told())


@pytest.mark.usefixtures("now")
def test_each_has_passed_the_gates_before_its_step_and_stands_at_one() -> None:
    for one in told():
        for number in range(1, one.step):
            assert asked_at(one, number) == set(), (one.client_name, number)
        done = one.state >= State.ENDED
        assert (asked_at(one, one.step) == set()) is done, one.client_name
        assert len(one.statements) <= MOST_STATEMENTS


@pytest.mark.usefixtures("now")
def test_the_one_about_srv_2_is_in_the_middle_of_its_statements() -> None:
    (one,) = of(State.OPEN)
    ticket = Ticket.get_by_id(one.ticket)
    assert ticket.subject == "SRV-2 no arranca tras el corte de luz"
    assert (one.client, one.asset) == (ticket.client_id, ticket.asset_id)
    assert [said.settled for said in one.statements] == [True, True, False, False, False]
    running = timer.running(one.technician)
    assert running
    assert one.entry == running.id
    for shows in one.evidence:
        if shows.message:
            message = Message.get_by_id(shows.message)
            assert message.ticket_id == one.ticket
            assert message.body.startswith(shows.text)
    assert [bool(shows.message) for shows in one.evidence] == [True, True, False, False]
    assert [bool(shows.attachment) for shows in one.evidence] == [False, False, True, False]
    assert one.evidence[-1].asset == one.asset


def test_dates_and_states_agree(now: datetime) -> None:
    for one in told():
        assert one.created_at < one.began_at <= now
        assert one.planned_at <= one.began_at
        assert (one.ended_at is not None) == (one.state >= State.ENDED)
        assert (one.summary_due is not None) == (one.state >= State.ENDED)
        assert (one.given_at is not None) == (one.state is State.GIVEN) == bool(one.summary)
        assert (one.adjourned_until is not None) == (one.state is State.ADJOURNED)
    assert [one.acknowledged_by != "" for one in of(State.GIVEN)] == [True, False]
    for one in of(State.GIVEN):
        assert one.ended_at < one.given_at < one.summary_due
        assert one.acknowledged_at is None or one.given_at < one.acknowledged_at < now
    (adjourned,) = of(State.ADJOURNED)
    assert now < adjourned.adjourned_until < now + timedelta(days=4)
    for one in told():
        if one.ended_at and one.summary_due:  # on the same day, when work ends
            assert one.summary_due.astimezone(MADRID).hour == 18
            assert timedelta() < one.summary_due - one.ended_at < timedelta(hours=9)


@pytest.mark.usefixtures("now")
def test_next_steps_and_tickets_are_linked_both_ways() -> None:
    for one in told():
        for step in one.next_steps:
            ticket = Ticket.get_by_id(step.ticket)
            assert (ticket.subject, ticket.client_id) == (step.text, one.client)
            assert ticket.created_at == one.ended_at
            assert listing.of_ticket(ticket.id, 3)[0].id == one.id
            if ticket.status < Status.RESOLVED:
                waits = step.technician is None
                assert (ticket.status == Status.WAITING) is waits
    statuses = [
        [Ticket.get_by_id(step.ticket).status for step in one.next_steps]
        for one in (*of(State.GIVEN), *of(State.ENDED))
    ]
    assert statuses[0] == [Status.RESOLVED] * 3
    assert statuses[1] == [Status.RESOLVED, Status.WAITING, Status.OPEN]
    assert statuses[2] == [Status.RESOLVED, Status.OPEN, Status.WAITING]


@pytest.mark.usefixtures("now")
def test_a_given_one_keeps_nothing_private_and_says_why_an_option_was_declined() -> None:
    private = ("saw", "reaction", "rehearsed")
    for one in of(State.GIVEN):
        assert not any(getattr(one, name) for name in private)
        assert one.noted_by is None
        events = Event.select().where(
            Event.entity == Entity.CONVERSATION,
            Event.entity_id == one.id,
            Event.field.in_(private),
        )
        assert not events.exists()
        (declined,) = [option for option in one.options if option.outcome is Outcome.REFUSED]
        assert declined.reason
    for one in (*of(State.ENDED), *of(State.ADJOURNED)):
        assert one.reaction
        assert one.noted_by == one.technician


@pytest.mark.usefixtures("now")
def test_the_events_lead_to_the_columns() -> None:
    for one in told():
        lines = [(PARTS[type(part)][0], part.id) for part in parts(one)]
        for entity, id_ in ((Entity.CONVERSATION, one.id), *lines):
            path: dict[str, list[tuple[Any, Any]]] = {}
            about = Event.select().where(Event.entity == entity, Event.entity_id == id_)
            for event in about.order_by(Event.id):
                values = text_of(event.before), text_of(event.after)
                path.setdefault(event.field, []).append(values)
            assert path.pop("created") == [(None, True)]
            row = table_of(entity).get_by_id(id_)
            for name, changes in path.items():
                assert all(before[1] == after[0] for before, after in pairwise(changes))
                assert changes[-1][1] == as_stored(row.__data__[name]), (one.client_name, name)


def parts(one: Talk) -> Iterator[Any]:
    for _entity, name in PARTS.values():
        yield from getattr(one, name)


@pytest.mark.usefixtures("now")
def test_people_are_contacts_of_that_client_and_helpers_go_by_their_names() -> None:
    for one in told():
        assert all(person.contact for person in one.present)
        for step in one.next_steps:
            if step.technician:
                assert step.who == Technician.get_by_id(step.technician).name == one.leader


@pytest.mark.usefixtures("now")
def test_what_clients_hear_is_in_plain_words() -> None:
    for one in told():
        texts = [getattr(one, name) for name in SPOKEN]
        texts += [said.text for said in one.statements]
        for text in texts:
            assert "{" not in text
            assert not list(check(text, one.language, one.address_form)), text
