"""Two who take the same free ticket at the same moment: one has it, the other is told who."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.tickets import actions
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.storage.hands import claims
from tests.storage.workers import Worker
from tests.support import opened, row, technician


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_ticket_goes_to_one_of_two_and_the_other_is_told_whose_it_is(
    tmp_path: Path, dialect: str
) -> None:
    with opened_fresh(tmp_path, dialect) as desk:
        people = technician("ana"), technician("luis")
        tickets = [opened(people[0], f"Ticket {number}") for number in range(60)]
        ways = tickets, tickets[::-1]  # so that neither is ahead of the other all the way
        workers = [Worker(claims, desk.path, *one) for one in zip(people, ways, strict=True)]
        for step in ("ready", "looked"):
            assert [worker.ask() for worker in workers] == [step] * 2
            for worker in workers:
                worker.go()
        came_of = [worker.ask(patience=60) for worker in workers]
        for worker in workers:
            worker.end()
        print([dict(one) for one in came_of])
        whose = [row(ticket).assignee_id for ticket in tickets]
        taken = Event.select().where(Event.entity == Entity.TICKET, Event.field == "assignee")
        assert taken.count() == len(tickets)
    assert [one["mine"] for one in came_of] == [whose.count(by) for by in people]
    assert all(one["mine"] + one["lost"] == len(tickets) for one in came_of)
    assert all(one["told"] == one["lost"] for one in came_of)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_who_comes_too_late_leaves_the_status_alone(tmp_path: Path, dialect: str) -> None:
    with opened_fresh(tmp_path, dialect):
        ana, luis = technician("ana"), technician("luis")
        seen = row(opened(ana))
        actions.assign(ana, [seen], ana)
        (conflict,) = actions.assign(luis, [seen], luis).conflicts
        assert (conflict.field, conflict.who) == ("assignee", "ana")
        assert (row(seen.id).assignee, row(seen.id).status) == ("ana", Status.OPEN)
