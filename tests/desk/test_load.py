"""To whom a ticket is offered: by the rule, never to those who cannot take it, and quickly."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import clock
from helpdesk_tui.models.people import Membership, Team, Technician
from helpdesk_tui.models.tickets import Message, Status, Wait
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, load
from helpdesk_tui.tickets.load import Load, Why
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.recording import What
from tests.support import SATURDAY, opened, row, technician

people = st.lists(
    st.builds(
        Load,
        st.integers(1, 9),
        st.sampled_from(["Ana", "Luis"]),
        st.integers(0, 20),
        st.integers(0, 60),
        st.integers(0, 9),
    ),
    max_size=8,
    unique_by=lambda one: one.technician,
)
counts = st.dictionaries(st.integers(1, 12), st.integers(0, 9), max_size=9)


@given(people, counts)
def test_everybody_is_offered_once_and_the_order_follows_the_rule(
    loads: list[Load], answered: dict[int, int]
) -> None:
    found = load.offers(loads, answered)
    assert sorted(one.load.technician for one in found) == sorted(one.technician for one in loads)
    assert sum(one.why == Why.USUAL for one in found) <= 1
    for one in found:
        knows = answered.get(one.load.technician, 0)
        assert (one.why == Why.FREE) == (knows == 0)
        if one.why == Why.USUAL:
            assert knows >= load.USUAL
            assert all(answered.get(other.technician, 0) <= knows for other in loads)
    order = list(Why)
    ranks = [(one.is_overloaded, order.index(one.why), one.load.weight) for one in found]
    assert ranks == sorted(ranks)


@given(people, counts)
def test_nobody_has_too_much_on_a_quiet_day_and_never_do_all(
    loads: list[Load], answered: dict[int, int]
) -> None:
    found = load.offers(loads, answered)
    assert not any(one.is_overloaded for one in found if one.load.weight <= load.MUCH)
    assert not found or not all(one.is_overloaded for one in found)


def test_the_usual_one_comes_first_then_who_knows_the_client_then_who_has_least(
    ana: int, luis: int
) -> None:
    eva, leo = technician("eva"), technician("leo")
    client = editing.add_client(ana, {"name": "ACME"}).things[0]
    for number in range(4):
        actions.reply(ana, [row(opened(ana, client=client))], "Hello")
        if number == 0:
            actions.resolve(luis, [row(opened(ana, client=client))], "The cable")
    actions.add_note(leo, [row(opened(ana, client=client))], "I look at it")
    opened(ana, assignee=eva, priority=1)

    found = [(one.load.technician, one.why) for one in load.offered(client, clock.now())]
    assert found == [
        (ana, Why.USUAL),
        (luis, Why.KNOWS),
        (leo, Why.FREE),
        (eva, Why.FREE),
    ]
    assert {one.why for one in load.offered(None, clock.now())} == {Why.FREE}


def test_a_usual_one_who_has_too_much_comes_after_the_others(ana: int, luis: int) -> None:
    client = editing.add_client(ana, {"name": "ACME"}).things[0]
    for _number in range(4):
        ticket = opened(ana, client=client, assignee=ana, priority=1)
        actions.reply(ana, [row(ticket)], "Hello")
    first, last = load.offered(client, clock.now())
    assert (first.load.technician, last.load.technician) == (luis, ana)
    assert last.is_overloaded
    assert last.why == Why.USUAL


def test_who_answered_more_than_a_year_ago_or_took_it_back_does_not_know_the_client(
    ana: int, luis: int
) -> None:
    client = editing.add_client(ana, {"name": "ACME"}).things[0]
    ticket = opened(ana, client=client)
    actions.reply(ana, [row(ticket)], "Hello")
    actions.reply(luis, [row(ticket)], "Hello")
    now = clock.now()
    assert load.answered(client, now) == {ana: 1, luis: 1}
    Message.update(at=now - timedelta(days=366)).where(Message.technician == ana).execute()
    Message.update(withdrawn=True).where(Message.technician == luis).execute()
    assert load.answered(client, now) == {}


def test_neither_who_has_left_nor_who_only_reads_is_offered(ana: int, luis: int) -> None:
    guest = technician("guest")
    Technician.update(role=Technician.GUEST).where(Technician.id == guest).execute()
    Technician.update(retired=True).where(Technician.id == luis).execute()
    opened(ana, assignee=luis)
    assert [one.load.technician for one in load.offered(None, clock.now())] == [ana]


def test_what_waits_or_is_done_weighs_nothing(ana: int) -> None:
    kept = opened(ana, assignee=ana, priority=2)
    waits, done = opened(ana, assignee=ana), opened(ana, assignee=ana)
    actions.wait(ana, [row(waits)], Wait.CLIENT)
    actions.set_status(ana, [row(done)], Status.RESOLVED)
    (mine,) = load.loads(clock.now())
    assert (mine.open, mine.weight) == (1, load.WEIGHTS[2])
    assert row(kept).assignee_id == ana


def test_hours_are_those_of_this_week_and_of_ones_own_teams(ana: int, luis: int) -> None:
    eva = technician("eva")
    team = Team.create(name="Support", sort_key="support", created_at=SATURDAY)
    for mate in (ana, luis):
        Membership.create(team=team, technician=mate)
    monday = SATURDAY.replace(hour=9) - timedelta(days=5)
    for who, begin, length in (
        (ana, monday, 2),
        (ana, monday - timedelta(days=3), 5),
        (luis, SATURDAY - timedelta(hours=3), 1),
        (eva, monday, 4),
    ):
        end = begin + timedelta(hours=length)
        entries.add(who, What("Work"), begin, end, [], "Europe/Madrid")
    found = load.hours(ana, None, SATURDAY)
    assert found == {ana: timedelta(hours=2), luis: timedelta(hours=1)}
