"""The pivot screen: turned, moved, narrowed by keys, and its cells lead to their entries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.screens.common import when
from helpdesk_tui.storage.orm import database
from tests.screens.conftest import Seat, SitDown
from tests.support import technician
from tests.timesheets.conftest import wrote

TODAY = datetime.now(ZoneInfo("Europe/Madrid")).date()


def at(day: date, hour: int, minutes: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minutes), ZoneInfo("Europe/Madrid"))


@pytest.fixture
def hours(seat: Seat) -> Seat:
    """Ten days with an hour each for ACME and a quarter for Clínica Sol, one of it not billed."""
    ana, luis = technician("ana"), technician("luis")
    acme, sol = (Client.get(Client.name == name).id for name in ("ACME Ibérica", "Clínica Sol"))
    with database.atomic():
        travel = Activity.create(name="Travel", sort_key="travel", created_at=at(TODAY, 9)).id
    for back in range(1, 11):
        day = TODAY - timedelta(days=back)
        wrote(ana, at(day, 9), at(day, 10), client=acme, ticket=1, title="Cables")
        wrote(luis, at(day, 9), at(day, 9, 15), client=sol, activity=travel, billable=back > 1)
    return seat


def line(seat: Seat, beginning: str) -> list[str]:
    """The words of the line that begins so."""
    lines = [line.strip(" ▌") for line in seat.picture.splitlines()]
    return next(line for line in lines if line.startswith(beginning))[len(beginning) :].split()


async def at_pivot(seat: Seat) -> None:
    await seat.press("f9")
    await seat.sees("Client × ISO week", "ACME Ibérica")


async def test_rows_columns_and_sums_on_both_edges(hours: Seat) -> None:
    await at_pivot(hours)
    assert line(hours, "ACME Ibérica")[-2] == "10:00"
    assert line(hours, "Clínica Sol")[-2] == "2:30"
    assert line(hours, "Total")[-1] == "12:30"
    assert set(line(hours, "ACME Ibérica")[-1]) == {"█"}
    await hours.press("G", "l", "l", "l", "l", "l")
    await hours.sees("all: 12:30:00 · billable, not rounded 12:15:00 · 100.0 %")


async def test_what_rows_and_columns_are_goes_by_keys(hours: Seat) -> None:
    await at_pivot(hours)
    await hours.press("r", "e")
    await hours.sees("Technician × ISO week", "luis")
    await hours.press("c", "e")
    await hours.sees("ISO week × Technician")
    await hours.press("x")
    await hours.sees("Technician × ISO week")
    await hours.press("c", "a")
    await hours.sees("Technician × Activity", "no activity", "Travel")
    await hours.press("left_square_bracket")
    await hours.sees("Nothing was recorded in this time.")
    await hours.press("p", "a", "right_square_bracket")
    await hours.sees("This is all that was recorded; p picks a period.", "luis")


async def test_a_week_that_is_cut_by_a_year_is_explained(hours: Seat) -> None:
    await at_pivot(hours)
    await hours.sees_no("Weeks are ISO weeks")
    await hours.press("r", "y")
    await hours.sees("Year × ISO week", "Weeks are ISO weeks")


async def test_years_by_months_of_the_client_in_hand(hours: Seat) -> None:
    await at_pivot(hours)
    await hours.press("j", "v", "y")
    await hours.sees("Year × Month · all · Clínica Sol", "Jan", "Feb")
    assert line(hours, str(TODAY.year))[-2 if "█" in hours.picture else -1] == "2:30"
    await hours.press("slash", "ctrl+u")
    await hours.press("ctrl+s")
    await hours.sees("Year × Month · all")
    await hours.until(lambda: line(hours, "Total")[-1] == "12:30")


async def test_a_cell_leads_to_its_entries_their_form_and_their_ticket(hours: Seat) -> None:
    await at_pivot(hours)
    await hours.press("v", "d")
    await hours.sees("Day × Client")
    await hours.press("p", "a", "G", "k")
    await hours.sees("Day × Client · all")
    await hours.press("enter")
    await hours.sees("Cables", "09:00-10:00", "#1")
    assert hours.picture.count("09:00-10:00") == 1
    await hours.press("enter")
    await hours.sees("When", "Title")
    await hours.press("escape", "o")
    await hours.sees("Nobody can print prescriptions", "esc back")
    await hours.press("escape", "escape")
    await hours.sees("Day × Client")


async def test_what_is_shown_is_written_to_a_file(hours: Seat, tmp_path: Path) -> None:
    await at_pivot(hours)
    await hours.press("W")
    await hours.sees("Write “Client × ISO week")
    await hours.press("ctrl+e", "ctrl+u")
    await hours.type(str(tmp_path / "pivot.csv"))
    await hours.press("ctrl+s")
    await hours.sees("Saved to")
    assert ",45000,44100" in (tmp_path / "pivot.csv").read_text("utf-8-sig")


async def test_many_columns_are_scrolled_with_their_heads_and_sums_in_place(
    hours: Seat, sit_down: SitDown
) -> None:
    await at_pivot(hours)
    await hours.press("c", "d")
    first, last = (when.WEEKDAYS[(TODAY - timedelta(days=back)).weekday()] for back in (10, 1))
    await hours.sees("Client × Day", "‹", f"{last} {(TODAY - timedelta(days=1)).day}")
    await hours.press("less_than_sign", "less_than_sign")
    await hours.sees(f"{first} {(TODAY - timedelta(days=10)).day}", "›")
    assert line(hours, "ACME Ibérica")[-1 if "█" not in hours.picture else -2] == "10:00"
