"""Recorded time written to a workbook from the day's screen, while the keys go on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl

from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.timer import What
from tests.screens.conftest import Seat

MADRID = "Europe/Madrid"


def wrote(by: int, client: int) -> None:
    begin, end = (datetime(2026, 11, 18, hour, tzinfo=UTC) for hour in (9, 10))
    entries.add(by, What("Printer", client=client), begin, end, (), MADRID)


async def test_all_or_one_client_is_written_under_the_name_that_is_offered(seat: Seat) -> None:
    me = seat.app.desk.me.id
    await seat.app.desk.write(wrote, me, 1)
    await seat.press("2")
    await seat.press("W")
    await seat.sees("Write recorded time to a workbook", "~/hours-", ".xlsx")
    await seat.press("ctrl+s")
    await seat.sees("1 record written to")
    (file,) = Path.home().glob("hours-*.xlsx")
    assert openpyxl.load_workbook(file).worksheets[-1].max_row == 2


async def test_a_day_that_is_none_is_asked_about_again_and_nothing_is_written(seat: Seat) -> None:
    await seat.press("2", "W")
    await seat.sees("Write recorded time to a workbook", "2026-01-01")
    await seat.press("tab", "ctrl+e", "ctrl+u")
    await seat.type("31/2")
    await seat.sees("There is no such day.")
    await seat.press("ctrl+s")
    await seat.sees("Write recorded time to a workbook", "There is no such day.")
    assert not list(Path.home().glob("hours-*.xlsx"))
