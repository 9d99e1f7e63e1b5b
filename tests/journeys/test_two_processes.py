"""Two technicians, two processes, one database: each sees within a second what the other does."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui.storage.address import named
from helpdesk_tui.storage.opening import open_database
from tests.journeys.terminal import at_desk
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import opened, row, technician


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_one_does_the_other_sees_within_a_second(tmp_path: Path, dialect: str) -> None:
    with opened_fresh(tmp_path, dialect) as desk:
        ana = technician("ana")
        technician("luis")
        for n in range(4):
            opened(ana, f"Ticket of the morning {n}")
    address = named(desk.path)
    with (
        at_desk(tmp_path, "ana", database=address) as one,
        at_desk(tmp_path, "luis", database=address) as other,
    ):
        for person in (one, other):
            person.until("Mine 0")
            person.press("]", "My teams 0")
            person.press("]", "Unassigned 4")
            person.has_in_hand(1)
        other.type("j")
        other.has_in_hand(2)

        one.press("a", "z takes it back")
        other.lists([2, 3, 4], seconds=1)
        other.has_in_hand(2)

        other.press("p", "critical")
        other.press("1", "z takes it back")
        one.until("2 P1", seconds=1)

        one.press("+", "New ticket")
        one.type("Smoke in the cellar")
        one.press("\x13", "Smoke in the cellar")
        other.until("1 new, R shows it", seconds=1)
        other.type("R")
        other.lists([2, 3, 4, 5])

        other.press("z", "Taken back")
        one.until("2 P3", seconds=1)
        for person in (one, other):
            person.type("Q")
            assert person.code() == 0

    reopened = open_database(desk.path)
    try:
        assert (row(1).assignee, row(2).priority, row(5).subject) == (
            *("ana", 3, "Smoke in the cellar"),
        )
    finally:
        reopened.close()
