"""The view, or what is marked, written to a file from the queue."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.screens.conftest import Seat


def written(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


async def test_the_view_is_written_under_the_name_that_is_offered(seat: Seat) -> None:
    await seat.press("W")
    await seat.sees("Write “Mine” to a file", "~/mine-", ".csv")
    await seat.press("ctrl+s")
    await seat.sees("8 tickets written to")

    (file,) = Path.home().glob("mine-*.csv")
    assert [row["number"] for row in written(file)] == list("12345678")
    await seat.press("j")
    await seat.has_in_hand(2)


async def test_marked_tickets_alone_and_in_the_form_that_the_name_says(
    seat: Seat, tmp_path: Path
) -> None:
    await seat.press("space", "j", "space", "W")
    await seat.sees("Write 2 marked tickets to a file")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(tmp_path / "two.json"))
    await seat.press("ctrl+s")
    await seat.sees("2 tickets written to")

    found = json.loads((tmp_path / "two.json").read_text())
    assert [ticket["number"] for ticket in found] == [1, 3]


async def test_what_the_filter_shows_is_what_is_written(seat: Seat, tmp_path: Path) -> None:
    await seat.press("slash")
    await seat.type("prescriptions\n")
    await seat.lists(1)
    await seat.press("W")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(tmp_path / "one.csv"))
    await seat.press("ctrl+s")
    await seat.sees("1 ticket written to")

    assert [row["subject"] for row in written(tmp_path / "one.csv")] == [
        "Nobody can print prescriptions"
    ]


async def test_a_file_that_is_there_is_replaced_only_when_that_is_said_twice(
    seat: Seat,
) -> None:
    file = Path.home() / "mine.csv"
    file.write_text("precious")
    await seat.press("W")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type("~/mine.csv")
    await seat.sees("is there already")
    await seat.press("ctrl+s")
    told = "is there already. ctrl+s again writes over it."
    await seat.until(lambda: told in " ".join(seat.picture.split()), "it is asked")
    assert file.read_text() == "precious"

    await seat.press("ctrl+s")
    await seat.sees("8 tickets written to")
    assert len(written(file)) == 8


async def test_a_name_that_cannot_be_is_told_and_the_bar_stays(seat: Seat, tmp_path: Path) -> None:
    await seat.press("W")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(tmp_path / "mine.xlsx"))
    await seat.press("ctrl+s")
    await seat.sees("End the name with .csv, .json or .jsonl.")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type("/nowhere/mine.csv")
    await seat.press("ctrl+s")
    await seat.sees("There is no folder /nowhere.", "Write “Mine” to a file")


async def test_a_name_too_long_for_a_file_is_told_and_can_be_put_right(seat: Seat) -> None:
    await seat.press("W")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.paste("~/" + "x" * 300 + ".csv")
    await seat.press("ctrl+s")
    await seat.sees("xxx…” is too long for the name of a")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type("~/short.csv")
    await seat.press("ctrl+s")
    await seat.sees("8 tickets written to")
