"""Hours of a file that nobody knows: guessed, seen as entries, saved, and imported as they say."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.intake import saved
from helpdesk_tui.intake.begun import Begun, begin, of_rows
from helpdesk_tui.intake.errors import MappingError
from helpdesk_tui.intake.finding import load_mapping, recognise
from helpdesk_tui.intake.guessing import guess, with_meaning
from helpdesk_tui.intake.hours import field_names, lengths
from helpdesk_tui.intake.hours.hour_picture import SeenTime
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.mapping import HOURS
from helpdesk_tui.intake.peek import Input, peek
from helpdesk_tui.intake.picture import picture
from helpdesk_tui.intake.plan import ENTRIES, Plan
from helpdesk_tui.intake.report import Report
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.intake.told import lines
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.worktime.spent import Spent, of_ids
from tests.storage.fresh import fresh_database
from tests.support import technician

MADRID = "Europe/Madrid"
HERE = Options(home=MADRID, technician="ana")

CLOCKED = """\
Fecha;Cliente;Trabajo realizado;Técnico;Hora inicio;Hora fin;Descanso
;;;;;;
03/11/2026;ACME Ibérica;Cambio de disco;Ana Gil;9:00;11:30;0,5

25/11/2026;Fénix SL;Guardia;Luis Paz;23:15;01:40;
"""
LENGTHS = """\
Día;Horas;Cliente;Concepto;Persona;Facturable
16/11/2026;1,5;ACME;Copias;Ana Gil;sí
16/11/2026;0,75;Sol;Alta;Ana Gil;sí
16/11/2026;2;ACME;Migración;Luis Paz;no
17/11/2026;1,25;ACME;Migración;Luis Paz;sí
"""


@pytest.fixture
def wrote(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "horas.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def ana(desk: Opened) -> int:
    return technician("ana")


def begun(path: Path) -> Begun:
    return begin(Input(path), MADRID)


def seen(one: Begun) -> list[tuple[str, str, int] | str]:
    """The picture: when in Madrid, and the minutes that count; or why not."""
    rows = picture(one.sample, one.plan).rows
    found: list[tuple[str, str, int] | str] = []
    for row in rows:
        assert isinstance(row, SeenTime)
        if row.worked:
            worked = row.worked
            begin, end = (datetime.fromtimestamp(at, UTC) for at in (worked.begin, worked.end))
            found.append((f"{begin:%d %H:%M}", f"{end:%d %H:%M}", row.worked.seconds // 60))
        else:
            found.append(row.trouble)
    return found


def entries() -> list[tuple[str, str, str, float]]:
    """Title, begin and end in UTC, and the hours that count, in order."""
    spent: list[Spent] = of_ids(number for (number,) in Entry.select(Entry.id).tuples())
    found = []
    for one in sorted(spent, key=lambda one: (one.begin, one.id)):
        assert one.end
        counted = one.counted(datetime.now(UTC)) / timedelta(hours=1)
        times = f"{one.begin:%d %H:%M}", f"{one.end:%d %H:%M}"
        found.append((one.what.title, *times, round(counted, 3)))
    return found


def saved_as(one: Begun, name: str = "hours") -> Path:
    return saved.save(replace(one.plan, source="hours"), name, one.sample.header)


def told(report: Report) -> str:
    return "\n".join(lines(report))


# What the columns mean


@pytest.mark.parametrize(
    ("header", "row", "columns"),
    [
        (
            "Fecha;Hora inicio;Hora fin;Empresa;Tarea;Usuario;Pausa",
            "16/11/2026;9:00;10:30;ACME;VPN;ana;0:15",
            "day begin end client title technician break",
        ),
        (
            "Inicio;Fin;Cliente;Trabajo;Observaciones",
            "16/11/2026 9:00;16/11/2026 10:30;ACME;VPN;nada",
            "begin end client title description",
        ),
        (
            "Fecha inicio;Hora inicio;Fecha fin;Hora fin;Proyecto",
            "16/11/2026;22:00;17/11/2026;1:00;Web",
            "day begin end_day end project",
        ),
        ("Date;Hours;Customer;Notes", "2026-11-16;1.5;ACME;VPN", "day length client description"),
        ("Fecha;Minutos;Concepto", "16/11/2026;45;VPN", "day minutes title"),
        (
            "Start date;End date;Duration",
            "16/11/2026 9:00;16/11/2026 10:00;1:00",
            "begin end length",
        ),
        ("Date;Time;Duration;What", "2026-11-16;9:00;1:30;VPN", "day begin length title"),
        ("Date;Hours;Billable;Id", "2026-11-16;1;perhaps;7", "day length - external"),
        ("Date;Hours;Email;Ticket", "2026-11-16;1;no address;7", "day length - -"),
        ("Date;Hours;Id", "2026-11-16;1;7\n2026-11-17;1;7", "day length -"),
    ],
)
def test_columns_of_hours_are_known_by_their_names_and_their_values(
    wrote: Callable[[str], Path], header: str, row: str, columns: str
) -> None:
    plan = begun(wrote(f"{header}\n{row}\n")).plan
    assert plan.rows == ENTRIES
    names = [name.casefold() for name in header.split(";")]
    assert [plan.meanings.get(name, "-") for name in names] == columns.split()


def test_hours_without_telling_names_are_known_by_their_values_once_they_are_said_to_be_hours(
    wrote: Callable[[str], Path],
) -> None:
    path = wrote(
        "c1;c2;c3;c4;c5\n"
        "16/11/2026;09:00;10:30;ana@x.es;Changed the disk of the server\n"
        "17/11/2026;09:00;10:30;ana@x.es;Moved the mail to the new one\n"
    )
    one = begun(path)
    assert one.plan.rows == "tickets"
    plan = of_rows(one.plan, ENTRIES, one.sample, MADRID)
    assert plan.columns() == {
        "email": "c4",
        "title": "c5",
        "day": "c1",
        "begin": "c2",
        "end": "c3",
    }
    assert of_rows(one.plan, "states", one.sample, MADRID).meanings == one.plan.meanings


@pytest.mark.parametrize(
    "header",
    ["Número;Título;Estado;Fecha;Horas", "id;subject;priority;start date;end date;duration"],
)
def test_tickets_with_a_column_of_hours_stay_tickets(
    wrote: Callable[[str], Path], header: str
) -> None:
    assert begun(wrote(f"{header}\n1;It burns;1;2026-11-16;2026-11-17;1\n")).plan.rows == "tickets"


def test_the_tables_of_names_name_what_of_time_there_is() -> None:
    assert set(field_names.TITLES) == set(field_names.HEADERS) == set(HOURS)


def test_a_day_and_its_time_find_their_form_together(wrote: Callable[[str], Path]) -> None:
    sample = peek(Input(wrote("c1;c2;c3\n16/11/2026;9:00;1,5\n")))
    plan = guess(sample, MADRID, "", ENTRIES)
    plan = replace(plan, meanings={}, dates=("iso",))
    plan = with_meaning(plan, sample, "c1", "day")
    assert plan.dates == ("%d/%m/%Y",)
    assert with_meaning(plan, sample, "c2", "begin").dates == ("%d/%m/%Y %H:%M",)


def test_another_meaning_of_a_column_keeps_the_form_that_was_chosen(
    wrote: Callable[[str], Path],
) -> None:
    sample = peek(Input(wrote("begin;end;other\n3/4/2026 9:00;3/4/2026 9:30;3/4/2026 9:45\n")))
    plan = replace(guess(sample, MADRID, ""), dates=("%m/%d/%Y %H:%M",))
    assert with_meaning(plan, sample, "other", "end").dates == ("%m/%d/%Y %H:%M",)


def test_a_mapping_of_another_program_takes_the_order_of_the_dates_from_the_file(
    wrote: Callable[[str], Path],
) -> None:
    header = "User,Email,Client,Project,Task,Description,Start date,Start time,End date,End time"
    row = "Ana,a@x.es,ACME,Web,,VPN,16/11/2026,09:00:00,16/11/2026,10:00:00,1:00:00\n"
    one = begun(wrote(f"{header},Duration\n{row}"))
    assert (one.name, one.plan.source, one.plan.zone) == ("", "toggl", MADRID)
    assert one.plan.dates == ("%d/%m/%Y %H:%M:%S",)
    assert seen(one) == [("16 08:00", "16 09:00", 60)]
    assert [one.plan.meanings[name] for name in ("start date", "start time", "end date")] == [
        "day",
        "begin",
        "end_day",
    ]


def test_a_day_that_begin_and_end_share_becomes_a_column_of_its_own(
    tmp_path: Path, wrote: Callable[[str], Path]
) -> None:
    mapping = saved.file_of("shared")
    mapping.parent.mkdir(parents=True)
    mapping.write_text(
        'source = "x"\nrows = "entries"\ndates = ["%d/%m/%Y %H:%M"]\nrecognise = ["d", "f", "t"]\n'
        '[columns]\nend = "{d} {t}"\nbegin = "{d} {f}"\ntitle = "{a}: {b}"\n'
    )
    one = begun(wrote("d;f;t;a;b\n16/11/2026;9:00;9:30;x;y\n"))
    assert one.plan.meanings == {"d": "day", "f": "begin", "t": "end"}
    assert one.plan.texts == {"title": "{a}: {b}"}
    assert seen(one) == [("16 08:00", "16 08:30", 30)]


# The first rows


def test_rows_are_seen_as_the_entries_that_they_would_be(wrote: Callable[[str], Path]) -> None:
    one = begun(
        wrote(CLOCKED + "26/11/2026;Sol;Ver;Luis Paz;9:00;8:15;\n27/11/2026;Sol;;;8:00;;\n")
    )
    assert seen(one) == [
        ("03 08:00", "03 10:30", 120),
        ("25 22:15", "26 00:40", 145),
        'line 6, fecha, hora fin "26/11/2026 8:15": It ends before it begins.',
        "line 7: still running there, left out",
    ]
    shown = picture(one.sample, one.plan)
    assert shown.refused == 1
    assert shown.notes == {"end": "1 of 4 rows, such as 26/11/2026 8:15: It ends before it begins."}


def test_what_a_plan_lacks_is_said_at_the_day_where_that_is_all_there_is(
    wrote: Callable[[str], Path],
) -> None:
    one = begun(wrote(LENGTHS + "Total;5,5;;;;\n"))
    assert picture(one.sample, one.plan).notes == {
        "day": "1 of 5 rows, such as Total: This is no date in the format of the mapping."
    }
    bare = replace(one.plan, meanings={"horas": "length"})
    assert picture(one.sample, bare).notes == {"begin": "5 of 5 rows: The time is missing."}
    bare = replace(one.plan, meanings={"día": "day"})
    assert "The length is missing." in picture(one.sample, bare).notes["length"]


CELLS = st.tuples(
    st.sampled_from(["16/11/2026", "2026-11-16", "", "?", "soon"]),
    st.sampled_from(["9:00", "23:30", "", "nine"]),
    st.sampled_from(["9:45", "00:15", "9:00", ""]),
    st.sampled_from(["1,5", "0:45", "0", "", "x"]),
    st.sampled_from(["1", "2", "", "?"]),
)
HEADER = ("date", "from", "to", "hours", "id")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(CELLS, min_size=1, max_size=6), without=st.sets(st.sampled_from(HEADER[1:4])))
def test_the_picture_refuses_leaves_out_and_takes_what_an_import_does(
    ana: int, tmp_path: Path, rows: list[tuple[str, ...]], without: set[str]
) -> None:
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    meanings = dict(zip(HEADER, ("day", "begin", "end", "length", "external"), strict=True))
    plan = Plan(
        source="ours",
        rows=ENTRIES,
        zone=MADRID,
        dates=("%d/%m/%Y %H:%M", "%d/%m/%Y", "iso"),
        missing=("?",),
        meanings={name: said for name, said in meanings.items() if name not in without},
    )
    shown = picture(peek(Input(path)), plan)
    if not shown.rows or {"to", "hours"} <= without:
        return
    mapping = saved.save(plan, "ours", HEADER)
    report = import_file(path, Options(mapping=mapping, dry_run=True, keep_going=True))
    assert {row.line for row in shown.rows if row.refused} == {one.line for one in report.refused}
    worked = [row.worked for row in shown.rows if isinstance(row, SeenTime) and row.worked]
    assert report.hours
    assert report.rows_new == len(worked)
    assert sum(s for _client, s in report.hours.clients) == sum(one.seconds for one in worked)


# Saved and imported


def test_a_saved_mapping_of_hours_is_found_by_the_next_file_and_by_its_name(
    ana: int, wrote: Callable[[str], Path]
) -> None:
    path = wrote(CLOCKED)
    one = begun(path)
    file = saved_as(one)
    again = begun(path)
    assert (again.plan, again.name) == (replace(one.plan, source="hours"), "hours")
    assert recognise(one.sample.header).file == file
    report = import_file(path, HERE)
    assert (report.rows_new, report.zone, report.source) == (2, MADRID, "hours")
    assert entries() == [
        ("Cambio de disco", "03 08:00", "03 10:30", 2.0),
        ("Guardia", "25 22:15", "26 00:40", 2.417),
    ]
    assert import_file(path, HERE).rows_here == 2


def test_the_command_takes_a_saved_mapping_and_a_trial_writes_nothing(
    tmp_path: Path, wrote: Callable[[str], Path]
) -> None:
    path, desk = wrote(CLOCKED), fresh_database(tmp_path)
    saved_as(begun(path), "partes")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(helpdesk, ["--db", str(desk), "import", *arguments, str(path)])
        assert result.exit_code == 0
        return result.stdout

    trial = run("--dry-run", "--mapping", "partes")
    assert "Mapping partes.toml, source hours, times in Europe/Madrid" in trial
    assert "in all         4:25" in trial
    assert "This was a trial: nothing was written." in trial
    assert "here already" not in run()
    assert "here already     2" in run()


def test_a_length_without_a_time_lies_in_what_is_free_of_its_day_and_counts_in_full(
    ana: int, wrote: Callable[[str], Path]
) -> None:
    begin = datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
    path = wrote(LENGTHS.replace("Ana Gil", "ana"))
    saved_as(begun(path))
    Entry.create(
        technician=ana,
        begin=begin,
        end=begin + timedelta(hours=1),
        zone="UTC",
        title="By hand",
        created_at=begin,
    )
    report = import_file(path, HERE)
    assert entries() == [
        ("Migración", "16 08:00", "16 10:00", 2.0),
        ("By hand", "16 08:30", "16 09:30", 1.0),
        ("Copias", "16 09:30", "16 11:00", 1.5),
        ("Alta", "16 11:00", "16 11:45", 0.75),
        ("Migración", "17 08:00", "17 09:15", 1.25),
    ]
    assert report.hours
    assert (report.hours.together, report.hours.loose) == (0, 4)
    assert "Of 4 entries the file says no time of day" in told(report)


def test_a_length_without_a_time_is_known_a_second_time_wherever_its_row_stands(
    ana: int, wrote: Callable[[str], Path], content: Callable[[], dict[str, Any]]
) -> None:
    path = wrote(LENGTHS)
    saved_as(begun(path))
    import_file(path, HERE)
    before = content()
    assert import_file(path, HERE).rows_here == 4
    assert content() == before
    head, *rows = LENGTHS.splitlines(keepends=True)
    more = "16/11/2026;1;Sol;Nueva;Ana Gil;sí\n"
    again = import_file(wrote("".join([head, more, *reversed(rows)])), HERE)
    assert (again.rows_new, again.rows_here, again.rows_left) == (1, 4, 0)
    assert ("Nueva", "16 10:15", "16 11:15", 1.0) in entries()
    longer = import_file(wrote(LENGTHS.replace("0,75", "1,75")), HERE)
    assert (longer.rows_here, longer.rows_left, longer.rows_new) == (3, 1, 0)


def test_a_day_that_is_full_goes_back_to_midnight_and_then_refuses(
    ana: int, wrote: Callable[[str], Path]
) -> None:
    rows = "".join(f"16/11/2026;7;Sol;Turno {n};ana;sí\n" for n in range(4))
    path = wrote(LENGTHS.splitlines()[0] + "\n" + rows)
    saved_as(begun(path))
    report = import_file(path, HERE)
    (refused,) = report.refused
    assert (refused.line, refused.column) == (5, "día")
    assert refused.reason == "There is no room for it in what is left of that day."
    kept = import_file(path, replace(HERE, keep_going=True))
    assert (kept.rows_new, kept.rows_refused) == (3, 1)
    assert sum(hours for _title, _begin, _end, hours in entries()) == 21.0


# How a file may say when it was


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        ("fecha;de;a", "16/11/2026;9:00;10:30", ("16 08:00", "16 09:30", 90)),
        ("fecha;de;a", "16/11/2026;22:00;1:00", ("16 21:00", "17 00:00", 180)),
        ("fecha;de;a", "24/10/2026;22:00;4:00", ("24 20:00", "25 03:00", 420)),
        ("fecha;de;a", "16/11/2026;9:00;8:00", 'line 2, fecha, a "16/11/2026 8:00": It ends'),
        ("fecha;de;a", "16/11/2026;;8:00", 'line 2, fecha, de "16/11/2026": The time is'),
        ("fecha;de;a;horas", "16/11/2026;;12:00;1,5", ("16 09:30", "16 11:00", 90)),
        ("fecha;de;a;pausa", "16/11/2026;9:00;12:00;0:30", ("16 08:00", "16 11:00", 150)),
        (
            "fecha inicio;hora inicio;fecha fin;hora fin",
            "16/11/2026;22:00;18/11/2026;1:00",
            ("16 21:00", "18 00:00", 27 * 60),
        ),
        (
            "fecha inicio;hora inicio;fecha fin;hora fin",
            "16/11/2026;22:00;16/11/2026;1:00",
            "line 2, fecha fin, hora fin",
        ),
        ("fecha inicio;fecha fin;horas", "16/11/2026;17/11/2026;3", ("15 23:00", "16 02:00", 180)),
        ("inicio;fin", "2026-11-16 9:00;2026-11-16 9:45", ("16 08:00", "16 08:45", 45)),
        ("fecha;minutos", "16.11.2026;7,5", ("15 23:00", "15 23:07", 7)),
        ("fecha;minutos", "16.11.2026;1h 15m", ("15 23:00", "16 00:15", 75)),
        ("fecha;horas", "16/11/2026;0", "line 2: it lasts no second, left out"),
        ("fecha;de;horas", "16/11/2026;9:00;2,25", ("16 08:00", "16 10:15", 135)),
    ],
)
def test_begin_end_and_length_are_read_however_the_columns_divide_them(
    wrote: Callable[[str], Path], header: str, row: str, found: tuple[str, str, int] | str
) -> None:
    (shown,) = seen(begun(wrote(f"{header}\n{row}\n")))
    if isinstance(shown, str):
        assert isinstance(found, str)
        assert shown.startswith(found)
    else:
        assert shown == found


@pytest.mark.parametrize(
    ("text", "is_day"),
    [
        ("2026-11-16", True),
        ("16/11/2026", True),
        ("20261116T083000Z", False),
        ("16/11/2026 9:00", False),
        ("1479285000", False),
        ("no date", False),
    ],
)
def test_a_date_without_a_time_is_told_from_one_with_it(text: str, is_day: bool) -> None:
    assert DateReader(("iso", "%d/%m/%Y", "%d/%m/%Y %H:%M", "epoch"), "UTC").is_day(text) is is_day


def test_a_bare_number_is_hours_or_minutes() -> None:
    assert (lengths.seconds("1,5"), lengths.of_minutes("1,5")) == (5400, 90)
    assert lengths.seconds("1:30") == lengths.of_minutes("1:30") == 5400


def test_what_a_mapping_of_hours_says_twice_or_in_half_is_told_with_its_line(
    tmp_path: Path,
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        'source = "x"\nrows = "entries"\n[columns]\nday = "d"\nlength = "h"\nminutes = "m"\n'
        'end_day = "e"\n'
    )
    with pytest.raises(MappingError) as found:
        load_mapping(path)
    assert [(one.key, one.line) for one in found.value.problems] == [
        ("columns.minutes", 6),
        ("columns.end_day", 7),
    ]


def test_a_day_that_the_file_lacks_is_told_with_the_line_of_the_mapping(
    tmp_path: Path, wrote: Callable[[str], Path]
) -> None:
    mapping = tmp_path / "own.toml"
    mapping.write_text('source = "x"\nrows = "entries"\n[columns]\nday = "d"\nlength = "h"\n')
    with pytest.raises(MappingError, match=r"own\.toml:4.*no column \"d\""):
        import_file(wrote("date;h\n2026-11-16;1\n"), replace(HERE, mapping=mapping))


def test_rows_of_empty_cells_are_no_rows(wrote: Callable[[str], Path]) -> None:
    rows = peek(Input(wrote(";;\n\na;b;c\n;;\n1;;\n ; ;\n"))).rows
    assert [(row.line, list(row.cells)) for row in rows] == [(5, ["1", "", ""])]
