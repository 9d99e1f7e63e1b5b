"""What the columns of a file mean, said on a screen with its first rows as tickets below."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.intake.saved import file_of
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.storage.orm import tuples
from tests.screens.columns import look_at, row_of, to_column
from tests.screens.conftest import Seat, SitDown

ODD = """\
Nº;Título;Empresa;Situación;Fecha de alta;Sede
A-1;No arranca;Fénix SL;En curso;03/11/2026 14:05;Norte
A-2;No imprime;Fénix SL;Cerrada;04/11/2026 09:30;Sur
A-3;Sin red;Notaría Gil;Escalada;05/11/2026 09:30;Sur
"""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A file whose columns nobody has told of; one of its values has no meaning yet."""
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    return path


@pytest.fixture
async def at_columns(seat: Seat, odd: Path) -> Seat:
    """Ana before the columns of that file."""
    await look_at(seat, odd)
    await seat.sees("As tickets: 2 of 3 rows can be imported")
    return seat


async def test_a_file_that_no_mapping_knows_shows_its_columns_with_a_guess(
    at_columns: Seat,
) -> None:
    assert at_columns.picture.splitlines()[1].strip() == "odd.csv · utf-8 · delimiter ; · 3 rows"
    await at_columns.sees("03/11/2026 14:05 → Tue 3 Nov 2026, 14:05", "or is the month first?")
    assert "subject" in row_of(at_columns, "título")
    assert "kept aside" in row_of(at_columns, "sede")
    assert "1 of 3 rows have a value" in row_of(at_columns, "situación")
    await at_columns.sees("A-1", "No arranca", "2026-11-03 14:05")


async def test_a_meaning_is_found_by_typing_and_the_rows_follow(at_columns: Seat) -> None:
    await to_column(at_columns, 6)
    await at_columns.press("enter")
    await at_columns.sees("sede: Norte, Sur")
    await at_columns.type("cate")
    await at_columns.sees("category")
    await at_columns.press("enter")
    await at_columns.until(lambda: "category" in row_of(at_columns, "sede"), "it means that")

    await to_column(at_columns, 2)
    await at_columns.press("a")
    await at_columns.until(lambda: "kept aside" in row_of(at_columns, "título"), "aside")
    await at_columns.until(lambda: at_columns.picture.count("No arranca") == 1, "no subject")
    await to_column(at_columns, 2)
    await at_columns.press("i")
    await at_columns.until(lambda: "ignored" in row_of(at_columns, "título"), "left out")


async def test_a_meaning_that_another_column_has_moves(at_columns: Seat) -> None:
    await to_column(at_columns, 6)
    await at_columns.press("enter")
    await at_columns.sees("sede: Norte, Sur")
    await at_columns.type("client")
    await at_columns.sees("now empresa")
    await at_columns.press("enter")

    await at_columns.until(lambda: "client" in row_of(at_columns, "sede"), "it has moved")
    assert "kept aside" in row_of(at_columns, "empresa")


async def test_a_value_without_a_meaning_gets_one(at_columns: Seat) -> None:
    await at_columns.press("v")
    await at_columns.sees("Only the values of a status")
    await to_column(at_columns, 4)
    await at_columns.press("v")
    await at_columns.sees("What the values of status mean", "Escalada")
    await at_columns.type("suppl\n")
    await at_columns.press("ctrl+s")

    await at_columns.sees("As tickets: 3 of 3 rows can be imported")


async def test_the_form_and_the_zone_of_dates_are_chosen_by_how_they_read(
    at_columns: Seat,
) -> None:
    await at_columns.press("t")
    await at_columns.sees("How the dates of this file", "3 of 3 · 03/11/2026 14:05 → Wed 11 Mar")
    await at_columns.press("down", "tab")
    await at_columns.type("Mexico_City\n")

    await at_columns.sees("Wed 11 Mar 2026, 14:05 America/Mexico_City")
    await at_columns.sees("2026-03-11 21:05")
    await at_columns.press("t")
    await at_columns.press("ctrl+e", "ctrl+u")
    await at_columns.type("%H:%M")
    await at_columns.press("ctrl+s")
    await at_columns.sees("%H:%M is no format for a date")


async def test_another_delimiter_reads_the_file_anew(at_columns: Seat) -> None:
    await at_columns.press("f")
    await at_columns.sees("How the file is read")
    await at_columns.press("tab")
    await at_columns.type(",")
    await at_columns.press("ctrl+s")

    await at_columns.sees("delimiter , ·", "nº;título;")


async def test_it_is_saved_tried_and_imported_and_knows_the_next_file(
    at_columns: Seat, odd: Path
) -> None:
    await at_columns.press("ctrl+s")
    await at_columns.sees("Save the mapping")
    await at_columns.press("ctrl+s")
    await at_columns.sees("Saved as “odd”.")
    await at_columns.press("t")
    await at_columns.sees("Not every row can be imported.", "Escalada", seconds=20)
    await at_columns.press("k")
    await at_columns.sees("New tickets: 2 · continued: 0", seconds=20)

    found = tuples(Ticket.select(Ticket.subject).where(Ticket.source == "odd"))
    assert sorted(subject for (subject,) in found) == ["No arranca", "No imprime"]
    shutil.copy(odd, odd.with_name("next.csv"))
    await at_columns.press("I")
    await at_columns.type(str(odd.with_name("next.csv")))
    await at_columns.press("ctrl+s")
    await at_columns.sees("The mapping “odd” knows these columns.")
    await at_columns.press("m")
    await at_columns.sees("next.csv · utf-8")


async def test_a_mapping_that_is_not_finished_says_what_it_lacks(at_columns: Seat) -> None:
    await to_column(at_columns, 1)
    await at_columns.press("i")
    await at_columns.sees("0 of 3 rows can be imported", "3 of 3 rows have no number")
    await at_columns.press("ctrl+s", "ctrl+s")

    await at_columns.sees("Say which column holds the number of the ticket.")
    assert not file_of("odd").exists()


async def test_leaving_keeps_what_was_said(at_columns: Seat, odd: Path) -> None:
    await to_column(at_columns, 6)
    await at_columns.press("i")
    await at_columns.until(lambda: "ignored" in row_of(at_columns, "sede"), "left out")
    await at_columns.press("escape")
    await at_columns.has_in_hand(1)

    await at_columns.press("I")
    await at_columns.type(str(odd))
    await at_columns.press("ctrl+s")
    await at_columns.sees("You left this unfinished", "ignored")
    await at_columns.press("r")
    await at_columns.until(lambda: "kept aside" in row_of(at_columns, "sede"), "guessed anew")


async def test_another_mapping_is_written_over_only_when_that_is_said_twice(
    at_columns: Seat,
) -> None:
    file = file_of("odd")
    file.parent.mkdir(parents=True)
    file.write_text("precious")
    await at_columns.press("ctrl+s", "ctrl+s")
    await at_columns.sees("There is a mapping “odd”.")
    assert file.read_text() == "precious"
    await at_columns.press("ctrl+s")
    await at_columns.sees("Saved as “odd”.")


async def test_a_file_in_which_there_is_no_table_is_told(seat: Seat, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    await seat.press("I")
    await seat.sees("Import a table or mails")
    await seat.type(str(tmp_path / "empty.csv"))
    await seat.press("ctrl+s")
    await seat.sees_no("Import a table or mails")
    await seat.sees("empty.")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_both_sizes_and_languages_show_columns_and_rows(
    sit_down: SitDown, odd: Path, size: tuple[int, int], language: str
) -> None:
    i18n.install(language)
    seat = await sit_down(size=size)
    await seat.has_in_hand(1)
    await seat.press("I")
    await seat.until(lambda: seat.app.focused is not None, "the bar asks")
    await seat.type(str(odd))
    await seat.press("ctrl+s")
    await seat.sees("título", "sede", "A-3", "Notaría Gil", "2026-11-05 09:30")
    assert all(len(line) <= size[0] for line in seat.picture.splitlines())


async def test_json_lines_have_columns_too(seat: Seat, tmp_path: Path) -> None:
    lines = '{"ref": "J-1", "summary": "No arranca", "opened": "2026-11-03T14:05Z"}\n' * 2
    (tmp_path / "odd.jsonl").write_text(lines)
    await seat.press("I")
    await seat.sees("Import a table or mails")
    await seat.type(str(tmp_path / "odd.jsonl"))
    await seat.press("ctrl+s")
    await seat.sees("odd.jsonl · utf-8 · JSON lines · 2 rows", "1 of 2 rows repeat a number")
    await seat.press("f")
    await seat.sees("How the file is read", "Encoding")
    await seat.sees_no("Delimiter")


async def test_mails_have_no_columns_and_are_imported_at_once(seat: Seat, tmp_path: Path) -> None:
    letter = "From: Jo <jo@acme.example>\nSubject: It burns\nDate: {date}\n\nHelp!\n"
    date = "Sat, 21 Nov 2026 14:05:00 +0100"
    (tmp_path / "a.eml").write_text(letter.format(date=date))
    await seat.press("I")
    await seat.sees("Import a table or mails")
    await seat.type(str(tmp_path / "a.eml"))
    await seat.press("ctrl+s")
    await seat.sees("New tickets: 1", seconds=20)


async def test_a_column_without_values_is_not_asked_about(seat: Seat, tmp_path: Path) -> None:
    file = tmp_path / "empty.csv"
    file.write_text("Título;status\nNo arranca;\nNo imprime;\n", encoding="utf-8")
    await seat.press("I")
    await seat.sees("Import a table")
    await seat.type(str(file))
    await seat.press("ctrl+s")
    await seat.sees("empty.csv", "1 of 2")
    await seat.press("j", "v")
    await seat.sees("The column is empty in every row.")


async def test_the_team_of_all_tickets_is_said_once(at_columns: Seat) -> None:
    await at_columns.press("c")
    await at_columns.sees("The same in every row", "Team", "Assignee", "Category")
    await at_columns.type("Networks")
    await at_columns.press("ctrl+s")
    await at_columns.sees("team: Networks")
