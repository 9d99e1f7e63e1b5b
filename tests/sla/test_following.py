"""New rules are part of the history, and every ticket follows them, whoever works them out."""

from __future__ import annotations

from typing import Any

import pytest

from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import actions, promises
from tests.sla.conftest import Watch
from tests.sla.lives import promise, rules
from tests.support import opened, row

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


def test_what_other_rules_would_move_is_told_some_tickets_at_a_time(
    ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    promises.save(ana, GOLD)
    tickets = [opened(ana) for _ in range(5)]
    away = [row(tickets[0])]
    actions.put_away(ana, away)
    monkeypatch.setattr(promises, "CHUNK", 3)
    monkeypatch.setattr(promises, "LARGEST", 2)
    parts = list(promises.moves(SLOWER))
    assert [(part.checked, part.every, part.later) for part in parts] == [
        (0, 4, 0),
        (3, 4, 3),
        (4, 4, 4),
    ]
    assert len(parts[-1].largest) == 2
    assert next(promises.moves(rules())).every == 4
    *_parts, last = promises.moves(rules())
    assert (last.ended, last.begun, last.earlier, last.later) == (4, 0, 0, 0)
    assert (SlaRules.select().count(), promises.behind()) == (1, 0)
