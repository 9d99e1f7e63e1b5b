"""Hours of a file that nobody knows, on the screen where its columns get their meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.intake.finding import load_mapping
from helpdesk_tui.intake.saved import file_of
from helpdesk_tui.models.worktime import Entry
from tests.screens.columns import look_at, row_of, to_column
from tests.screens.conftest import Seat, SitDown

HOURS = """\
Fecha;Entrada;Salida;Empresa;Labor hecha;Quién
16/11/2026;9:00;10:30;Fénix SL;Copias;Marta Ríos
;;;;;
16/11/2026;22:30;0:15;Notaría Gil;Guardia;Marta Ríos
17/11/2026;9:00;8:00;Fénix SL;Del revés;Marta Ríos
"""


@pytest.fixture
def partes(tmp_path: Path) -> Path:
    """A week of somebody's hours; one of them ends before it begins."""
    path = tmp_path / "partes.csv"
    path.write_text(HOURS, encoding="utf-8")
    return path


@pytest.fixture
async def at_hours(seat: Seat, partes: Path) -> Seat:
    """Ana before the columns of that file."""
    await look_at(seat, partes)
    await seat.sees("As hours: 2 of 3 rows can be imported, 3:15 in all")
    return seat


async def test_a_file_of_hours_shows_its_rows_as_entries_without_being_told(
    at_hours: Seat,
) -> None:
    await at_hours.sees("each row is recorded time", "16/11/2026 9:00 → Mon 16 Nov 2026, 09:00")
    await at_hours.sees("2026-11-16  09:00–10:30  1:30", "2026-11-16  22:30–00:15  1:45")
    await at_hours.sees('line 5, fecha, salida "17/11/2026 8:00": It ends before it begins.')
    assert "day" in row_of(at_hours, "fecha")
    assert "1 of 3 rows, such as" in row_of(at_hours, "salida")
    assert "ignored" in row_of(at_hours, "labor hecha")


async def test_a_column_of_hours_is_corrected_and_the_entries_follow(at_hours: Seat) -> None:
    await to_column(at_hours, 5)
    await at_hours.press("enter")
    await at_hours.sees("labor hecha: Copias, Guardia")
    await at_hours.type("titl")
    await at_hours.press("enter")
    await at_hours.until(lambda: "title" in row_of(at_hours, "labor hecha"), "it is the title")
    await at_hours.sees("Notaría Gil   Guardia")
    await to_column(at_hours, 3)
    await at_hours.press("i")
    await at_hours.sees("As hours: 0 of 3 rows", "3 of 3 rows: The length is missing.")


async def test_a_key_says_that_rows_are_hours_and_again_that_they_are_tickets(
    at_hours: Seat,
) -> None:
    await to_column(at_hours, 5)
    await at_hours.press("enter")
    await at_hours.sees("labor hecha: Copias, Guardia")
    await at_hours.type("titl\n")
    await at_hours.until(lambda: "title" in row_of(at_hours, "labor hecha"), "it is the title")
    await at_hours.press("h")
    await at_hours.sees("As tickets: 0 of 3 rows", "3 of 3 rows have no number")
    assert "created" in row_of(at_hours, "fecha")
    await at_hours.press("h")
    await at_hours.sees("As hours: 2 of 3 rows")
    assert "title" in row_of(at_hours, "labor hecha")  # what was said is not lost
    await at_hours.press("r")
    await at_hours.until(lambda: "ignored" in row_of(at_hours, "labor hecha"), "guessed anew")
    await at_hours.sees("As hours: 2 of 3 rows")


async def test_a_client_whom_no_column_names_is_said_once_for_all_rows(
    at_hours: Seat,
) -> None:
    await at_hours.press("c")
    await at_hours.sees("The same in every row", "Project", "Activity")
    await at_hours.sees_no("Technician")  # a column says who
    await at_hours.press("escape")
    await to_column(at_hours, 4)
    await at_hours.press("a", "c")
    await at_hours.sees("The same in every row", "Client")
    await at_hours.type("Sol")
    await at_hours.press("ctrl+s")
    await at_hours.sees("partes.csv · client: Sol · utf-8", "09:00–10:30  1:30      Sol ")
    await at_hours.press("ctrl+s", "ctrl+s")
    await at_hours.sees("Saved as “partes”.")
    assert 'client = "Sol"' in file_of("partes").read_text(encoding="utf-8")
    await at_hours.press("escape")
    await to_column(at_hours, 4)
    await at_hours.press("enter")
    await at_hours.sees("empresa: Fénix SL")
    await at_hours.type("client\n")
    await at_hours.sees("Notaría Gil  ")  # a column goes before what is the same for all
    await at_hours.sees_no("client: Sol")


async def test_what_a_row_is_can_be_said_in_the_bar_of_the_file(at_hours: Seat) -> None:
    await at_hours.press("f")
    await at_hours.sees("How the file is read")
    await at_hours.press("tab", "tab")
    await at_hours.type("each row is a ticket")
    await at_hours.press("ctrl+s")
    await at_hours.sees("As tickets: 0 of 3 rows", "created")


async def test_hours_are_saved_tried_imported_and_known_a_second_time(
    at_hours: Seat, partes: Path
) -> None:
    await at_hours.press("ctrl+s", "ctrl+s")
    await at_hours.sees("Saved as “partes”.")
    assert load_mapping(file_of("partes")).entries
    await at_hours.press("t")
    await at_hours.sees("Not every row can be imported.", "line 5, fecha, salida", seconds=20)
    await at_hours.press("k")
    await at_hours.sees("New entries: 2 (3:15)", seconds=20)
    assert Entry.select().where(Entry.source == "partes").count() == 2

    partes.write_text("".join(HOURS.splitlines(keepends=True)[:4]), encoding="utf-8")
    await look_at(at_hours, partes)
    await at_hours.sees("The mapping “partes” knows these columns.")
    await at_hours.press("m")
    await at_hours.sees("As hours: 2 of 2 rows")
    await at_hours.press("escape")
    await look_at(at_hours, partes)
    await at_hours.sees("The mapping “partes” knows these columns.")
    await at_hours.press("i")
    await at_hours.sees("here already: 2", seconds=20)
    assert Entry.select().where(Entry.source == "partes").count() == 2


async def test_leaving_hours_unfinished_keeps_what_was_said(at_hours: Seat, partes: Path) -> None:
    await to_column(at_hours, 4)
    await at_hours.press("a")
    await at_hours.until(lambda: "ignored" in row_of(at_hours, "empresa"), "it means nothing")
    await at_hours.press("escape")
    await look_at(at_hours, partes)
    await at_hours.sees("You left this unfinished", "As hours: 2 of 3 rows")
    assert "ignored" in row_of(at_hours, "empresa")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_both_sizes_and_languages_show_days_times_lengths_and_names(
    sit_down: SitDown, partes: Path, size: tuple[int, int], language: str
) -> None:
    i18n.install(language)
    seat = await sit_down(size=size)
    await seat.has_in_hand(1)
    await look_at(seat, partes)
    await seat.sees("2026-11-16", "22:30–00:15", "1:45", "Notaría Gil", "Marta", "3:15", "ctrl+s")
    assert all(len(line) <= size[0] for line in seat.picture.splitlines())
