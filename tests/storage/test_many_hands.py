"""Many technicians on one file at once: nobody is refused, and nothing that was done is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from helpdesk_tui.models.changes import text_of
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Message, Ticket
from helpdesk_tui.storage.doctor import examine
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import actions
from tests.storage.hands import edits, together, works
from tests.support import holding, opened, row, technician


def desk_of(path: Path, people: int) -> tuple[list[int], int]:
    """Technicians, and one ticket with a number on it."""
    desk = open_database(path)
    everybody = [technician(f"tech{number}") for number in range(people)]
    ticket = opened(everybody[0], "The one that all work on", category="0")
    desk.close()
    return everybody, ticket


def history(ticket: int, field: str) -> list[tuple[str, str]]:
    """What a field was and became, from the first change to the last."""
    found = Event.select(Event.before, Event.after).where(
        Event.entity == Entity.TICKET, Event.entity_id == ticket, Event.field == field
    )
    return [(text_of(a), text_of(b)) for a, b in found.order_by(Event.id).tuples()]


def sound(path: Path) -> bool:
    return all(finding.level != "problem" for finding in examine(path))


def test_of_twenty_who_work_at_once_none_is_refused_and_every_number_is_exact(
    path: Path, soak: Callable[[int, int], int]
) -> None:
    each = soak(25, 500)
    people, ticket = desk_of(path, 20)
    came_of = sum(together(works, path, *((by, ticket, each) for by in people)), Counter())
    conflicts = came_of.pop("conflicts", 0)
    print(f"20 processes x {each} changes; {conflicts} had to read the number anew")
    assert came_of.keys() == {"ticket", "note", "counter"}, "somebody was refused"
    assert came_of.total() == 20 * each
    desk = open_database(path)
    try:
        assert int(row(ticket).category) == came_of["counter"]
        assert Ticket.select().count() == 1 + came_of["ticket"]
        assert Message.select().where(Message.ticket == ticket).count() == came_of["note"]
        made = Event.select().where(Event.entity == Entity.TICKET, Event.field == "created")
        assert made.count() == 1 + came_of["ticket"]
        assert [after for _, after in history(ticket, "category")] == [
            str(number) for number in range(1, came_of["counter"] + 1)
        ]
        assert len(holding("note")) == 1
        assert len(holding(f"ticket {people[-1]}")) >= each // 3
    finally:
        desk.close()
    assert sound(path)


def test_of_ten_who_edit_one_ticket_each_is_done_or_told_and_different_fields_merge(
    path: Path, soak: Callable[[int, int], int]
) -> None:
    each = soak(30, 500)
    people, ticket = desk_of(path, 10)
    alone, *others = people
    given = [(alone, ticket, "category", each), *((by, ticket, "subject", each) for by in others)]
    undisturbed, *came_of = together(edits, path, *given)
    assert undisturbed == {"category": each}, "nobody else changes this field"
    contended = sum(came_of, Counter())
    print(f"{10 * each} edits: {contended['conflicts']} conflicts")
    assert contended["untold"] == 0
    assert contended["conflicts"] > 0
    assert contended["subject"] + contended["conflicts"] == 9 * each
    desk = open_database(path)
    try:
        for field, changes in (("category", each), ("subject", contended["subject"])):
            chain = history(ticket, field)
            assert len(chain) == changes
            assert all(one[1] == other[0] for one, other in pairwise(chain)), "one was overruled"
            assert getattr(row(ticket), field) == chain[-1][1]
        assert holding(row(ticket).subject) == {ticket}
        assert not actions.edit(alone, row(ticket), {"subject": "The last word"}).conflicts
    finally:
        desk.close()
    assert sound(path)
