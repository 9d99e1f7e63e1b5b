"""The workbook of a sheet and of a period: it says what the sheets say, to the second."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.models.billing import Rate, Terms
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Activity, Project
from helpdesk_tui.storage.address import named
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.timesheets import book, giving, sheet
from helpdesk_tui.timesheets.book import Asked
from helpdesk_tui.timesheets.rows import Sheet
from helpdesk_tui.timesheets.xlsx.words import WORDS
from helpdesk_tui.worktime import portions
from tests.support import opened
from tests.timesheets.conftest import LATER, MADRID, client, wrote

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def loaded(content: bytes) -> Any:
    import openpyxl

    return openpyxl.load_workbook(BytesIO(content), data_only=True)


def records(content: bytes, language: str = "en") -> list[dict[str, Any]]:
    """The records by our own names of their columns, hours in seconds."""
    headings, *rows = loaded(content).worksheets[-1].iter_rows(values_only=True)
    names = {told: name for name, told in WORDS[language]._asdict().items()}
    found = [dict(zip((names[one] for one in headings), row, strict=True)) for row in rows]
    return [
        {
            name: round(value.total_seconds()) if isinstance(value, timedelta) else value
            for name, value in one.items()
        }
        for one in found
    ]


def check(content: bytes) -> list[Any]:
    """What the check says, and the three sums that it compares."""
    column = [cell.value for cell in loaded(content).worksheets[0]["B"]]
    at = next(place for place, value in enumerate(column) if isinstance(value, int))
    return [column[at - 1], *column[at : at + 3]]


def read(client: int) -> Sheet:
    return sheet.read(client, MONDAY, SUNDAY, LATER)


def of_period(client: int | None, first: date, last: date) -> bytes:
    file = BytesIO()
    assert book.write(Asked(client, first, last, "en"), LATER, file).off == 0
    return file.getvalue()


@pytest.fixture
def english(acme: int) -> int:
    Client.update(language="en").execute()
    return acme


@pytest.fixture
def week(ana: int, english: int) -> int:
    """Two days and a night of a client who pays."""
    Terms.create(client=english, rounding="up 15", to="marta@acme.example", created_at=LATER)
    Rate.create(client=english, cents=60_00, created_at=LATER)
    support = Activity.create(name="Support", sort_key="support", created_at=LATER)
    move = Project.create(client=english, name="Move", sort_key="move", created_at=LATER)
    ticket = opened(ana, client=english, category="hardware")
    wrote(ana, "16 9:00", "16 10:05", client=english, ticket=ticket, activity=support.id)
    wrote(ana, "16 22:30", "16 23:30", client=english, title="Night", project=move.id)
    wrote(ana, "18 9:00", "18 9:10", client=english, billable=False, description="On the house")
    return english


def test_a_sheet_is_told_line_by_line_with_what_its_lines_do_not_show(week: int) -> None:
    content = book.workbook(read(week))
    first, evening, night, gift = records(content)
    assert {name: first[name] for name in ("client", "ticket", "category", "activity")} == {
        "client": "ACME Ibérica",
        "ticket": 1,
        "category": "hardware",
        "activity": "Support",
    }
    assert (first["begin"], first["end"]) == (
        datetime(2026, 11, 16, 10),
        datetime(2026, 11, 16, 11, 5),
    )
    assert (first["worked"], first["billed"], first["amount"], first["currency"]) == (
        *(3900, 4500, 75),
        "EUR",
    )
    assert (evening["day"], evening["end"]) == (datetime(2026, 11, 16), datetime(2026, 11, 17))
    assert (night["day"], night["begin"]) == (datetime(2026, 11, 17), datetime(2026, 11, 17))
    assert (night["project"], night["worked"]) == ("Move", 1800)
    assert (gift["billable"], gift["billed"], gift["amount"], gift["description"]) == (
        *(False, 0, None),
        "On the house",
    )
    assert check(content) == ["Records, summary and entries agree to the second", *[8100] * 3]


def test_the_same_sheet_makes_the_same_file_before_and_after_it_is_given_out(
    ana: int, week: int
) -> None:
    before = book.workbook(read(week))
    assert before == book.workbook(read(week))
    giving.give_out(ana, giving.prepared(week, MONDAY, SUNDAY, LATER), LATER, lambda: None)
    assert before == book.workbook(read(week))


def test_it_is_in_the_clients_language_and_says_the_rule(week: int) -> None:
    Client.update(language="es").execute()
    found = loaded(book.workbook(read(week)))
    assert [one.title for one in found] == ["Resumen", "Gráfico", "Dinámica", "Registros"]
    told = {row[0]: row[1] for row in found.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert "Horas de ACME Ibérica" in told
    assert told["Días"] == "semana del 16 al 22 de noviembre de 2026"
    assert "15 minutos" in told["Facturación"]
    assert records(book.workbook(read(week)), "es")[0]["worked"] == 3900


def test_a_sheet_whose_lines_differ_from_the_entries_says_so(ana: int, week: int) -> None:
    giving.give_out(ana, giving.prepared(week, MONDAY, SUNDAY, LATER), LATER, lambda: None)
    wrote(ana, "19 9:00", "19 10:00", client=week)  # past every lock
    told, *sums = check(book.workbook(read(week)))
    assert told.startswith("THEY DIFFER")
    assert sums == [8100 + 3600, 8100, 8100]


def test_a_period_has_the_lines_of_its_sheets_and_money_adds_up_to_theirs(
    ana: int, week: int
) -> None:
    Terms.update(rounding="up 30 by sheet").execute()
    for day in (2, 3, 9, 23):
        wrote(ana, f"{day} 9:00", f"{day} 9:00:10", client=week)
    content = of_period(week, date(2026, 11, 1), date(2026, 11, 30))
    weeks = [date(2026, 11, day) for day in (2, 9, 16, 23)]
    sheets = [sheet.read(week, day, day + timedelta(days=6), LATER) for day in weeks]
    found = records(content)
    assert sum(one["worked"] for one in found) == sum(one.total.worked for one in sheets)
    assert sum(one["billed"] for one in found) == sum(one.total.billed for one in sheets)
    money = sum(Decimal(str(one["amount"])) for one in found if one["amount"] is not None)
    assert money == sum(one.total.amount or 0 for one in sheets)
    assert len(found) == sum(len(one.lines) for one in sheets)


def test_what_was_told_is_billed_as_it_was_told_until_a_correction_is_begun(
    ana: int, week: int
) -> None:
    def billed() -> tuple[int, Any]:
        found = records(of_period(None, MONDAY, SUNDAY))
        return sum(one["billed"] for one in found), sum(one["amount"] or 0 for one in found)

    giving.give_out(ana, giving.prepared(week, MONDAY, SUNDAY, LATER), LATER, lambda: None)
    Terms.update(rounding="up 60").execute()
    Rate.update(cents=100_00).execute()
    assert billed() == (8100, 135)
    giving.revise(ana, read(week))
    assert billed() == (7200 + 3600, 300)


def test_half_a_sheet_has_its_own_lines_as_the_whole_one_has_them(ana: int, week: int) -> None:
    Terms.update(rounding="up 60 by sheet").execute()
    day = date(2026, 11, 16)
    (first, evening) = records(of_period(week, day, day))
    whole = read(week)
    assert [first["billed"], evening["billed"]] == [line.billed for line in whole.lines[:2]]
    assert check(of_period(week, day, day))[1] == 3900 + 1800


def test_all_have_the_time_of_each_client_and_our_own_by_their_own_calendars(
    ana: int, week: int
) -> None:
    tokyo = client(ana, "=Tōkyō", "Asia/Tokyo")
    wrote(ana, "17 14:30", "17 15:30", client=tokyo)
    wrote(ana, "18 12:00", "18 13:00")
    found = records(of_period(None, date(2026, 11, 1), date(2026, 11, 30)))
    by_client = Counter[tuple[str, str]]()
    for one in found:
        by_client[one["client"], f"{one['day']:%d}"] += one["worked"]
    assert by_client == {
        ("ACME Ibérica", "16"): 5700,
        ("ACME Ibérica", "17"): 1800,
        ("ACME Ibérica", "18"): 600,
        ("=Tōkyō", "17"): 1800,
        ("=Tōkyō", "18"): 1800,
        ("Internal", "18"): 3600,
    }
    only = records(of_period(week, date(2026, 11, 1), date(2026, 11, 30)))
    assert {one["client"] for one in only} == {"ACME Ibérica"}


def test_a_minute_that_was_recorded_twice_is_in_it_once_and_a_running_one_up_to_now(
    ana: int, english: int
) -> None:
    wrote(ana, "16 9:00", "16 12:00", client=english, together=True, title="Scan")
    wrote(ana, "16 10:00", "16 11:00")
    wrote(ana, LATER - timedelta(minutes=40), None, client=english)
    found = records(of_period(english, date(2026, 11, 1), date(2026, 12, 31)))
    assert [one["worked"] for one in found] == [7200, 2400]
    assert found[1]["end"] is None


NIGHTS = {
    "Europe/Madrid": datetime(2026, 10, 24, 20),
    "America/Santiago": datetime(2026, 9, 5, 20),
    "Pacific/Auckland": datetime(2026, 12, 30, 12),
}
"""Shortly before the clock changes, or the year does."""


@pytest.mark.parametrize("zone", NIGHTS)
@given(
    lying=st.lists(
        st.tuples(st.integers(0, 9 * 86_400), st.integers(1, 50_000), st.booleans()), max_size=8
    ),
    rule=st.sampled_from(["", "up 15", "nearest 30 by day", "up 60 by sheet"]),
    every=st.sampled_from([1, 2, 3]),
    cut=st.tuples(st.integers(-2, 6), st.integers(0, 9)),
)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_are_the_portions_of_the_days_whatever_the_sheets_and_the_nights(
    ana: int,
    english: int,
    zone: str,
    lying: list[tuple[int, int, bool]],
    rule: str,
    every: int,
    cut: tuple[int, int],
) -> None:
    where, start = ZoneInfo(zone), NIGHTS[zone].replace(tzinfo=ZoneInfo("UTC"))
    first = start.date() + timedelta(days=cut[0])
    last = first + timedelta(days=cut[1])
    with database.atomic() as transaction:
        Client.update(zone=zone).execute()
        Terms.create(client=english, rounding=rule, every=every, created_at=LATER)
        for begin, length, ours in lying:
            at = start + timedelta(seconds=begin)
            until = at + timedelta(seconds=length)
            wrote(ana, at, until, client=None if ours else english, zone=zone, together=ours)
        wanted = Counter[date]()
        now = LATER + timedelta(days=90)
        for one in portions.of_client(english, first, last, now, where):
            if first <= one.day <= last:
                wanted[one.day] += one.seconds
        file = BytesIO()
        written = book.write(Asked(english, first, last, "en"), now, file)
        transaction.rollback()
    assert written.off == 0
    found = Counter[date]()
    for one in records(file.getvalue()):
        found[one["day"].date()] += one["worked"]
    assert found == wanted
    assert check(file.getvalue())[1:] == [sum(wanted.values())] * 3


# The command


@pytest.fixture
def run(desk: Opened, week: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "config.toml").write_text(f'technician = "ana"\nzone = "{MADRID}"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    where = named(desk.path)
    desk.close()

    def run(*words: str) -> Result:
        return CliRunner().invoke(helpdesk, ["--lang", "en", "--db", where, "workbook", *words])

    return run


def test_the_command_writes_one_client_or_all_and_says_how_many(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "hours.xlsx"
    until = ("--until", "2026-11-22")
    result = run("--all", *until, "-o", str(file))
    assert (result.exit_code, result.stdout) == (0, f"4 records written to {file}\n")
    assert len(records(file.read_bytes())) == 4
    result = run("--client", "acme", "--from", "2026-11-17", *until, "-o", str(file))
    assert result.exit_code == 2
    assert "left as it is" in result.stderr
    result = run("--client", "acme", "--from", "2026-11-17", *until, "-o", str(file), "--replace")
    assert result.exit_code == 0
    found = loaded(file.read_bytes()).worksheets[0]
    assert [cell.value for cell in found["B"]][1] == "17 to 22 November 2026"
    assert len(records(file.read_bytes())) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("-o", "x.xlsx"),
        ("--all", "--client", "acme", "-o", "x.xlsx"),
        ("--all",),
        ("--all", "--from", "2026-11-20", "--until", "2026-11-19", "-o", "x.xlsx"),
        ("--client", "nobody", "-o", "x.xlsx"),
    ],
)
def test_a_call_that_makes_no_sense_ends_with_2_and_writes_nothing(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words).exit_code == 2
    assert not (tmp_path / "x.xlsx").exists()


def test_a_failed_check_is_said_and_ends_with_1(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from helpdesk_tui.timesheets import recorded

    whole = recorded._begun
    monkeypatch.setattr(recorded, "_begun", lambda *days: whole(*days)[1:])  # it loses a sheet
    result = run("--all", "--until", "2026-11-22", "-o", str(tmp_path / "x.xlsx"))
    assert result.exit_code == 1
    assert "THE CHECK FAILED" in result.stderr
    assert check((tmp_path / "x.xlsx").read_bytes())[0].startswith("THEY DIFFER")
