"""What a first look at a file makes of its columns, their values and its dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui.intake import date_forms
from helpdesk_tui.intake.field_names import HEADERS, KIND, PRIORITY, STATUS, TITLES, words
from helpdesk_tui.intake.guessing import guess, known, with_meaning
from helpdesk_tui.intake.mapping import FIELDS, KINDS, STANDINGS
from helpdesk_tui.intake.peek import ROWS, Input, Sample, peek
from helpdesk_tui.intake.plan import IGNORED, Plan

SPANISH = """\
Nº;Título;Empresa;Persona;E-mail;Situación;Urgencia;Técnico;Fecha de alta;Cierre;Sede
A-1;No arranca SRV-2;ACME;Marta;m@acme.example;En curso;1 - Crítica;ana;25/11/2026 14:05;;Norte
A-2;No imprime;Sol;Dra. Gil;gil@sol.example;Pendiente del cliente;Alta;luis;04/11/2026 09:30;;Sur
A-3;Sin red;Sol;Dra. Gil;gil@sol.example;Cerrada;Media;luis;04/11/2026 10:30;05/11/2026 11:00;NULL
"""
UNTOLD = """\
c1,c2,c3,c4,c5,c6
INC-1,The printer on the second floor is on fire,jo@acme.example,In progress,11/21/2026 2:05 PM,x
INC-2,Nobody can reach the mail server since noon,al@acme.example,On hold,11/22/2026 9:30 AM,x
INC-3,A licence for the drawing program has ended,al@acme.example,Done,11/23/2026 9:31 AM,x
"""


def looked_at(folder: Path, text: str) -> Sample:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    return peek(Input(path))


def guessed(folder: Path, text: str) -> Plan:
    return guess(looked_at(folder, text), "Europe/Madrid", "")


def test_columns_are_known_by_their_names_in_spanish(tmp_path: Path) -> None:
    plan = guessed(tmp_path, SPANISH)
    assert plan.columns() == {
        "external": "nº",
        "subject": "título",
        "status": "situación",
        "priority": "urgencia",
        "assignee": "técnico",
        "client": "empresa",
        "requester": "persona",
        "email": "e-mail",
        "created": "fecha de alta",
        "closed": "cierre",
    }
    assert plan.status == {
        "En curso": "open",
        "Pendiente del cliente": "waiting: client",
        "Cerrada": "closed",
    }
    assert plan.priority == {"1 - Crítica": 1, "Alta": 2, "Media": 3}
    assert (plan.dates, plan.zone) == (("%d/%m/%Y %H:%M",), "Europe/Madrid")
    assert plan.missing == ("NULL",)


def test_columns_without_a_telling_name_are_known_by_their_values(tmp_path: Path) -> None:
    plan = guessed(tmp_path, UNTOLD)
    assert plan.columns() == {
        "external": "c1",
        "subject": "c2",
        "email": "c3",
        "status": "c4",
        "created": "c5",
    }
    assert plan.dates == ("%m/%d/%Y %I:%M %p",)


def test_rows_that_repeat_their_numbers_are_states(tmp_path: Path) -> None:
    rows = "".join(f"{n // 4},Open,2026-11-21,2026-11-21 0{n % 4}:00\n" for n in range(40))
    assert guessed(tmp_path, "number,state,opened,updated\n" + rows).rows == "states"
    rows = "".join(f"{n},Open,2026-11-21,2026-11-21 0{n % 4}:00\n" for n in range(40))
    assert guessed(tmp_path, "number,state,opened,updated\n" + rows).rows == "tickets"


@pytest.mark.parametrize(
    ("value", "table", "ours"),
    [
        ("Awaiting Problem", STATUS, "waiting: other"),
        ("CERRADO por el usuario", STATUS, "closed"),
        ("2 - In Progress", STATUS, "open"),
        ("Escalada", STATUS, None),
        ("1 - Crítica", PRIORITY, 1),
        ("P4", PRIORITY, 4),
        ("", PRIORITY, None),
        ("Petición", KIND, "request"),
    ],
)
def test_a_value_is_known_by_its_beginning(value: str, table: dict, ours: object) -> None:
    assert known(value, table) == ours


def test_the_tables_of_names_name_what_there_is() -> None:
    assert set(TITLES) == set(HEADERS) == set(FIELDS)
    assert set(STATUS) == set(STANDINGS) - {"keep"}
    assert set(KIND) == set(KINDS)
    for table in (STATUS, PRIORITY, KIND):
        names = [name for entry in table.values() for name in words(entry)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("dates", "forms"),
    [
        (["2026-11-21T14:05:00+01:00", "2026-11-21"], ("iso",)),
        (["03/11/2026 14:05", "25/11/2026 14:05"], ("%d/%m/%Y %H:%M",)),
        (["03/11/2026", "11/25/2026"], ("%m/%d/%Y",)),
        (["03/11/2026 14:05", "04/11/2026"], ("%d/%m/%Y %H:%M", "%d/%m/%Y")),
        (["21.11.2026 14:05:09"], ("%d.%m.%Y %H:%M:%S",)),
        (["yesterday", "12"], ()),
        ([], ()),
    ],
)
def test_the_form_of_dates_is_the_one_that_reads_most(
    dates: list[str], forms: tuple[str, ...]
) -> None:
    assert date_forms.guess(dates) == forms


def test_dates_that_both_orders_read_are_said_to_be_unsure() -> None:
    assert date_forms.other_order(["%d/%m/%Y"], ["03/11/2026", "04/12/2026"]) == "%m/%d/%Y"
    assert date_forms.other_order(["%d/%m/%Y"], ["03/11/2026", "25/12/2026"]) == ""
    assert date_forms.other_order(["iso"], ["2026-11-03"]) == ""


def test_a_column_takes_a_meaning_over_and_its_values_are_guessed(tmp_path: Path) -> None:
    sample = looked_at(tmp_path, "id,phase,mood,made\n1,Abierta,Cerrada,2026-11-21\n")
    plan = with_meaning(guess(sample, "UTC", ""), sample, "phase", "status")
    assert plan.status == {"Abierta": "open"}
    plan = with_meaning(plan, sample, "mood", "status")
    assert (plan.column("status"), plan.status) == ("mood", {"Cerrada": "closed"})
    assert "phase" not in plan.meanings
    plan = with_meaning(with_meaning(plan, sample, "mood", IGNORED), sample, "phase", IGNORED)
    assert plan.document()["ignore"] == ["mood", "phase"]


def test_a_huge_file_is_looked_at_no_longer_than_a_small_one(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("number,subject,created\n")
        file.write("1,Señal,2026-11-21\n" * 400_000)
        file.write("2,\udcff,2026-11-21\n".encode("utf-8", "surrogateescape").decode("latin-1"))
    sample = peek(Input(path))
    assert (len(sample.rows), sample.whole, sample.encoding) == (ROWS, False, "utf-8")
