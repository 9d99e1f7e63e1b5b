"""The screen of a file's columns, as a test walks it."""

from __future__ import annotations

from pathlib import Path

from tests.screens.conftest import Seat


async def look_at(seat: Seat, file: Path) -> None:
    """Asks for an import of the file."""
    await seat.press("I")
    await seat.until(lambda: seat.app.focused is not None, "the bar asks")
    await seat.type(str(file))
    await seat.press("ctrl+s")


def row_of(seat: Seat, column: str) -> str:
    """The line of a column."""
    return next(line for line in seat.picture.splitlines() if line.startswith(f" {column}"))


async def to_column(seat: Seat, number: int) -> None:
    """Puts the cursor on one of six columns."""
    await seat.press("g", *["j"] * (number - 1))
    await seat.sees(f"{number} of 6 ·")
