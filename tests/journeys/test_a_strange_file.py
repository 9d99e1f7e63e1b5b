"""A file that nobody knows, in a real terminal: what its columns mean, saved, and imported."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.terminal import at_desk, run

ODD = """\
Nº;Título;Empresa;Situación;Fecha de alta
A-1;No arranca;Fénix SL;En curso;03/11/2026 14:05
A-2;No imprime;Fénix SL;Escalada;04/11/2026 09:30
"""


def test_a_file_of_unknown_columns_leads_to_the_screen_and_then_to_tickets(tmp_path: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text(ODD, encoding="utf-8")
    with at_desk(tmp_path, "ana", "import", str(odd)) as desk:
        desk.until("1 of 2 rows can be imported")
        desk.press("jjj", "4 of 5")
        desk.press("v", "Escalada")
        desk.press("open\r", "What the values")
        desk.press("\x13", "2 of 2 rows can be imported")
        desk.press("\x13", "Save the mapping")
        desk.press("\x13", "Saved as")
        desk.press("i", "New tickets: 2")
        desk.lists([1, 2])
        desk.press("Q", "")
    assert "here already        2" in run(tmp_path, "import", str(odd))


HOURS = """\
Día;Horas;Empresa;Trabajo
03/11/2026;1,5;Fénix SL;Copias
03/11/2026;0,75;Fénix SL;Red
"""


def test_a_file_of_hours_leads_to_the_screen_and_then_to_entries(tmp_path: Path) -> None:
    partes = tmp_path / "partes.csv"
    partes.write_text(HOURS, encoding="utf-8")
    with at_desk(tmp_path, "ana", "import", str(partes)) as desk:
        desk.until("As hours: 2 of 2 rows can be imported, 2:15 in all")
        desk.press("h", "As tickets: 0 of 2 rows")
        desk.press("h", "As hours: 2 of 2 rows")
        desk.press("\x13", "Save the mapping")
        desk.press("\x13", "Saved as")
        desk.press("i", "New entries: 2 (2:15)")
        desk.press("Q", "")
    again = run(tmp_path, "import", "--dry-run", "--mapping", "partes", str(partes))
    assert "here already     2" in again
