"""Figures of use: what conversations came to, by case and month, and nothing about anybody."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui import clock
from helpdesk_tui.conversations import actions, cases, figures
from helpdesk_tui.conversations.figures import Figures, OfCase
from helpdesk_tui.conversations.talk import Option
from helpdesk_tui.models.conversations import Conversation, Person, State
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions as tickets
from tests.conversations.conftest import Room
from tests.support import opened, row, technician

MADRID = ZoneInfo("Europe/Madrid")
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_november(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    Conversation.update(created_at=NOON).execute()


def made(room: Room, case: str, **columns: Any) -> int:
    number = actions.begin(room.me, room.client, cases.find(case, None)).things[0]
    Conversation.update(**{"created_at": NOON, **columns}).where(
        Conversation.id == number
    ).execute()
    return number


def of(case: str) -> OfCase:
    return next(one for one in figures.read(MADRID).cases if one.case == case)


def test_conversations_are_counted_by_case_and_by_month_of_the_readers_calendar(
    room: Room,
) -> None:
    midnight = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)  # already November in Madrid
    made(room, "equipment", created_at=midnight)
    made(room, "equipment", created_at=midnight - DAY)
    made(room, "price-rise", created_at=datetime(2025, 12, 1, tzinfo=UTC))
    made(room, "price-rise", created_at=datetime(2025, 11, 30, 22, 59, tzinfo=UTC))
    made(room, "price-rise", retired=True)
    found = figures.read(MADRID)
    assert (found.months[0], found.months[-1]) == (date(2025, 12, 1), date(2026, 11, 1))
    assert [(one.name, one.begun[0], one.begun[-2], one.begun[-1]) for one in found.cases] == [
        ("Equipment must be replaced", 0, 1, 2),
        ("A price rises", 1, 0, 0),
    ]


def test_they_are_counted_by_how_they_stand_and_by_the_days_until_the_summary(
    room: Room,
) -> None:
    for days in (0, 0, 1, 5):
        made(room, "breach", state=State.GIVEN, ended_at=NOON - 5 * DAY, given_at=NOON - days * DAY)
    made(room, "breach", state=State.ENDED, ended_at=NOON)
    made(room, "breach", state=State.ADJOURNED)
    assert of("breach").states == (0, 1, 1, 4)
    assert of("breach").days == 4.5
    assert of("equipment").days is None


def test_steps_that_were_agreed_their_tickets_and_what_of_them_is_done_are_counted(
    room: Room,
) -> None:
    first, second = (opened(room.me, subject) for subject in ("Order", "Install"))
    for ticket in (first, second, None):
        room.agree(ticket=ticket)
    room.agree()
    actions.put_away(room.me, room.now().next_steps[-1])
    room.add(Option, text="A rented one")
    actions.refuse(room.me, room.now().options[0], "too dear")
    tickets.resolve(room.me, [row(first)], "It is here.")
    one = of("equipment")
    assert (one.agreed, one.tickets, one.done, one.refused) == (3, 2, 1, 1)


def test_jumps_are_counted_by_the_step_that_was_taken(room: Room) -> None:
    for step in (4, 1, 4, 6):  # to go back is no jump
        actions.go(room.me, room.now(), step)
    assert figures.read(MADRID).jumps == (0, 0, 0, 2, 0, 1)


def test_nothing_is_told_or_even_asked_about_a_person(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {field.name for kind in (Figures, OfCase) for field in fields(kind)}
    assert names == {
        *("months", "cases", "jumps"),
        *("case", "name", "begun", "states", "agreed", "tickets", "done", "refused", "days"),
    }
    room.agree()
    before, asked = figures.read(MADRID), []
    execute = database.obj.execute_sql
    with monkeypatch.context() as patch:
        patch.setattr(
            database.obj, "execute_sql", lambda sql, *rest: asked.append(sql) or execute(sql, *rest)
        )
        Conversation.update(technician=technician("luis")).execute()
        Person.update(name="Somebody else").execute()
        asked.clear()
        assert figures.read(MADRID) == before
    people = ("technician", "person", "contact", "reaction", "saw", "who", "employment")
    assert asked
    assert not [sql for sql in asked for word in people if f'"{word}' in sql]


def test_without_conversations_there_are_no_cases(room: Room) -> None:
    Conversation.update(retired=True).execute()
    found = figures.read()
    assert (found.cases, found.jumps) == ((), (0, 0, 0, 0, 0, 0))
