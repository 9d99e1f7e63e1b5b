"""Whatever is laid over whatever: no minute is recorded twice, none outside changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui import spans
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import history
from helpdesk_tui.worktime import entries, stretches, timer
from helpdesk_tui.worktime.entries import Spent, Way
from helpdesk_tui.worktime.stretches import Stretch
from helpdesk_tui.worktime.timer import What
from tests.worktime.conftest import MADRID, MONDAY, Clocks

pytestmark = pytest.mark.parametrize("desk", ["sqlite"], indirect=True)

PAST, NOW = MONDAY - timedelta(days=9), MONDAY + timedelta(minutes=100)
MINUTES = st.integers(0, 100)
LYING = st.tuples(MINUTES, st.integers(1, 60), MINUTES, st.integers(0, 20))
"""Begin, length, begin of a break, length of the break."""


def stretch(begin: int, length: int) -> Stretch:
    first = MONDAY + timedelta(minutes=begin)
    return first, min(first + timedelta(minutes=length), NOW + timedelta(minutes=5))


def added(by: int, lying: tuple[int, int, int, int], way: Way) -> Any:
    begin, end = stretch(*lying[:2])
    try:
        return entries.add(by, What("x"), begin, end, [stretch(*lying[2:])], MADRID, way)
    except Refused:
        return None


def known(by: int) -> list[Spent]:
    return entries.between(by, PAST, NOW + timedelta(days=9))


def covered(found: list[Spent]) -> list[Stretch]:
    return spans.joined(piece for one in found for piece in one.extent.counts(NOW))


def rows() -> list[dict[str, Any]]:
    return list(Entry.select().where(~Entry.retired).order_by(Entry.id).dicts())


@given(
    before=st.lists(LYING, max_size=5),
    runs=st.integers(0, 90) | st.none(),
    new=LYING,
    way=st.sampled_from([Way.SHORTEN, Way.CUT]),
    moves=st.booleans(),
)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_neither_way_leaves_an_overlap_or_changes_what_is_outside(
    ana: int,
    clocks: Clocks,
    before: list[tuple[int, int, int, int]],
    runs: int | None,
    new: tuple[int, int, int, int],
    way: Way,
    moves: bool,
) -> None:
    clocks.wall = NOW
    with database.atomic() as transaction:
        for lying in before:
            added(ana, lying, Way.SHORTEN)
        if runs is not None:
            timer.start(ana, What("runs"), MADRID)
            begin = stretch(runs, 1)[0]
            (now,) = (one for one in known(ana) if one.end is None)
            entries.edit(ana, now, begin=begin, way=Way.CUT)
        if moves:  # an old one is laid anew instead of a new one
            done = entries.add(
                ana, What("moved"), PAST, PAST + timedelta(minutes=new[1]), [], MADRID
            )
            itself = entries.by_id(done.things[0])
            assert itself
        old, was = known(ana), rows()
        try:
            if moves:
                done = entries.move(ana, itself, stretch(*new[:2])[0], way)
            else:
                begin, end = stretch(*new[:2])
                done = entries.add(ana, What("x"), begin, end, [stretch(*new[2:])], MADRID, way)
        except Refused:
            assert rows() == was
            transaction.rollback()
            return
        found = known(ana)
        history.take_back(ana, done)
        undone = rows()
        transaction.rollback()
    mine = [one for one in found if one.id == done.things[0]]
    others = [one for one in old if one.id != done.things[0]]
    rest = [one for one in found if one.id != done.things[0]]
    lengths = sum((one.counted(NOW) for one in found), timedelta())
    assert lengths == stretches.total(covered(found))
    assert undone == was
    if way is Way.SHORTEN:
        assert rest == others
    else:
        assert covered(rest) == spans.joined(spans.without(covered(others), covered(mine)))
    assert not any(one.together for one in found)
