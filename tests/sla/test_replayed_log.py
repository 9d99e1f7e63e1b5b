"""A log of another system through the clocks: every ticket has a ledger that adds up."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.models import clocks
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Status, Ticket
from helpdesk_tui.sla.clocks import Clock
from helpdesk_tui.sla.ledger import ledger
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import promises
from tests.intake.outside import outside
from tests.sla.by_the_minute import columns
from tests.sla.lives import anew, promise, rules, stands
from tests.sla.promised import at

RULES = rules(
    promise("always", first_response=1, resolution=8, priorities=[1, 2]),
    promise(first_response=2, resolution=16, waiting_stops_first_response=True),
)
SHORT = Path(__file__).parents[1] / "intake" / "data" / "log.csv"
LATER = at(16)


def adds_up(clock: Clock) -> bool:
    """Whether its lines lie one behind the other and count what the clock has counted."""
    lines = ledger(clock, LATER)
    end = min(filter(None, (clock.stopped, clock.due)), default=LATER)
    counted = sum(line.seconds for line in lines)
    return (
        all(one.end <= other.begin for one, other in pairwise(lines))
        and all(
            line.seconds in (0, round((line.end - line.begin).total_seconds())) for line in lines
        )
        and counted == clock.spent(end) == (lines[-1].total if lines else 0)
        and (counted == clock.seconds if end == clock.due else counted <= clock.seconds)
    )


def as_it_closed(ticket: int) -> dict[str, Any] | None:
    """What chose the policy of a ticket that is closed, as its events tell it."""
    row: dict[str, Any] = Ticket.select().where(Ticket.id == ticket).dicts().get()
    events = Event.select().where(Event.entity == Entity.TICKET, Event.entity_id == ticket)
    told = list(events.order_by(Event.at, Event.id))
    closed = max((event.at for event in told if event.field == "status"), default=None)
    if row["status"] != Status.CLOSED or closed is None:
        return None
    for event in reversed(told):
        if event.at > closed and event.field in ("client", "category", "priority"):
            row[event.field] = event.before
    return row


def replayed(path: Path) -> list[int]:
    """The tickets of a log that was imported while a policy held."""
    promises.save(None, RULES)
    import_file(path, Options())
    return [number for (number,) in tuples(Ticket.select(Ticket.id).order_by(Ticket.id))]


@pytest.mark.usefixtures("desk")
def test_a_short_log_has_ledgers_that_add_up_and_clocks_counted_by_the_minute() -> None:
    for ticket in replayed(SHORT):
        found = clocks.clocks(ticket)
        assert found
        assert all(map(adds_up, found))
        assert stands(ticket) == anew(ticket) == columns(ticket, as_it_closed(ticket))
    assert promises.wrong() == 0


@pytest.mark.usefixtures("desk")
def test_a_log_that_goes_on_moves_the_clocks_of_its_tickets(tmp_path: Path) -> None:
    lines = SHORT.read_text().splitlines(keepends=True)
    part = tmp_path / "log.csv"
    part.write_text("".join(lines[:5]))
    (one, _other) = replayed(part)
    waits = stands(one)
    part.write_text("".join(lines))
    import_file(part, Options())
    assert stands(one) == columns(one, as_it_closed(one)) == anew(one)
    assert waits != stands(one)
    assert promises.wrong() == 0


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_every_incident_of_a_real_log_has_a_ledger_that_adds_up(
    desk: Opened, soak: Callable[[int, int], int]
) -> None:
    tickets = replayed(outside("uci-incident-event-log.zip"))
    random = Random(len(tickets))
    for ticket in random.sample(tickets, soak(3_000, len(tickets))):
        found = clocks.clocks(ticket)
        assert found
        assert all(map(adds_up, found)), ticket
    for ticket in random.sample(tickets, 1_000):
        assert stands(ticket) == columns(ticket, as_it_closed(ticket)), ticket
    assert promises.wrong() == 0
