"""New rules are part of the history, and every ticket follows them, whoever works them out."""

from __future__ import annotations

from typing import Any

from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import promises
from tests.sla.conftest import Watch
from tests.sla.lives import promise, rules
from tests.support import opened

GOLD = rules(promise(first_response=1, next_response=2, resolution=8))
SLOWER = rules(promise(first_response=2, next_response=4, resolution=16))


def told() -> list[tuple[Any, ...]]:
    """What the history says of the rules."""
    columns = (Event.technician, Event.entity_id, Event.field, Event.before, Event.after)
    return tuples(Event.select(*columns).where(Event.entity == Entity.RULES).order_by(Event.id))


def test_who_saved_which_rules_and_when_is_part_of_the_history(ana: int, watch: Watch) -> None:
    first, second = promises.save(ana, GOLD), promises.save(ana, SLOWER)
    assert told() == [(ana, first, "version", None, first), (ana, second, "version", first, second)]
    assert Event.get(Event.entity == Entity.RULES).at == watch.now


def test_that_every_ticket_has_followed_is_told_once(ana: int) -> None:
    opened(ana), opened(ana)
    version = promises.save(ana, GOLD)
    assert promises.bring_up_to_date() == 2
    assert promises.bring_up_to_date() == 0
    assert told()[1:] == [(None, version, "followed", None, 2)]
