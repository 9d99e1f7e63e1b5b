"""What other programs recorded becomes entries, once, whole, and with the hours that they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.intake.errors import IntakeError, MappingError
from helpdesk_tui.intake.finding import load_mapping
from helpdesk_tui.intake.hours import lengths
from helpdesk_tui.intake.report import Report
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.intake.told import brief, lines
from helpdesk_tui.models.billing import Sheet, State
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.worktime import Activity, Entry, Project
from helpdesk_tui.people import editing
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime.spent import Spent, of_ids
from tests.support import opened, technician

TOGGL = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount ()\n"
)
CLOCKIFY = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date",'
    '"Start Time","End Date","End Time","Duration (h)","Duration (decimal)","Type"\n'
)
KIMAI = (
    "Date,From,To,Duration,Currency,Price,Name,User,E-mail,Customer,Project,Activity,Description,"
    "Billable,Tags,Type,Category\n"
)
HERE = Options(home="Europe/Madrid", technician="ana")

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture(autouse=True)
def ana(desk: Opened) -> int:
    return technician("ana")


@pytest.fixture
def wrote(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def entries() -> list[Spent]:
    return of_ids(number for (number,) in Entry.select(Entry.id).tuples())


def hours(one: Spent) -> tuple[str, str, float]:
    """When it was in UTC, and how many hours of it count."""
    counted = one.counted(datetime.now(UTC)) / timedelta(hours=1)
    assert one.end
    return f"{one.begin:%d %H:%M}", f"{one.end:%d %H:%M}", round(counted, 3)


def told(report: Report) -> str:
    return "\n".join(lines(report))


def test_toggls_columns_become_client_project_type_title_and_technician(
    wrote: Callable[..., Path],
) -> None:
    path = wrote(
        TOGGL + "Ana Gil,ana@x.es,ACME,Web,Support,Printer,Yes,2026-11-16,09:00:00,2026-11-16,"
        '10:30:00,01:30:00,"remote, vip",\n'
        "Luis,luis@x.es,acme,-,,Lunch,No,2026-11-16,23:30:00,2026-11-17,00:15:00,00:45:00,,\n"
    )
    report = import_file(path, HERE)
    first, second = entries()
    assert (first.client, first.project, first.activity) == ("ACME", "Web", "Support")
    assert (first.what.title, first.what.description) == ("Printer", "#remote #vip")
    assert (hours(first), first.zone) == (("16 08:00", "16 09:30", 1.5), "Europe/Madrid")
    assert (second.client, second.project, second.what.billable) == ("ACME", "", False)
    assert hours(second) == ("16 22:30", "16 23:15", 0.75)
    assert [name for (name,) in Client.select(Client.name).tuples()] == ["ACME"]
    assert {name for (name,) in Technician.select(Technician.name).tuples()} >= {"Ana Gil", "Luis"}
    assert report.hours
    assert report.hours.clients == (("ACME", 8100),)
    assert "ACME     2:15" in told(report)
    assert "New entries: 2 (2:15)" in brief(report)


def test_todays_form_of_toggls_export_is_known_too(wrote: Callable[..., Path]) -> None:
    path = wrote(
        '"Description","Billable","Duration","Member","Email","Project","Tags","Start date",'
        '"Start time","Stop date","Stop time"\n'
        '"Work","Yes","1:00:00","Ana","a@x.es","-","-","2026-07-14","09:00:00","2026-07-14",'
        '"10:00:00"\n'
    )
    import_file(path, HERE)
    assert [hours(one) for one in entries()] == [("14 07:00", "14 08:00", 1.0)]


@pytest.mark.parametrize(
    ("begin", "end", "length", "found"),
    [
        ("02:30:00", "02:15:00", "00:45:00", ("25 00:30", "25 01:15", 0.75)),
        ("02:30:00", "02:45:00", "00:15:00", ("25 00:30", "25 00:45", 0.25)),
        ("02:30:00", "02:45:00", "01:15:00", ("25 00:30", "25 01:45", 1.25)),
        ("02:45:00", "03:15:00", "00:30:00", ("25 01:45", "25 02:15", 0.5)),
        ("02:45:00", "02:15:00", "", ("25 00:45", "25 01:15", 0.5)),
    ],
)
def test_the_length_tells_the_hour_that_comes_twice(
    wrote: Callable[..., Path], begin: str, end: str, length: str, found: object
) -> None:
    day = "2026-10-25"
    import_file(wrote(TOGGL + f"Ana,,A,,,W,Yes,{day},{begin},{day},{end},{length},,\n"), HERE)
    assert [hours(one) for one in entries()] == [found]


def test_a_length_that_contradicts_the_times_holds_and_is_told(
    wrote: Callable[..., Path],
) -> None:
    day = "2026-11-16"
    path = wrote(
        TOGGL + f"Ana,,A,,,Short,Yes,{day},09:00:00,{day},11:00:00,01:30:00,,\n"
        f"Ana,,A,,,Long,Yes,{day},12:00:00,{day},13:00:00,01:30:00,,\n"
        f"Ana,,A,,,Cut,Yes,{day},14:00:00,{day},15:00:00,00:59:40,,\n"
    )
    report = import_file(path, HERE)
    assert [hours(one) for one in entries()] == [
        ("16 08:00", "16 10:00", 1.5),
        ("16 11:00", "16 12:30", 1.5),
        ("16 13:00", "16 13:59", 0.994),
    ]
    assert report.hours
    assert report.hours.mended == 2
    assert "Of 2 entries the length and the times do not agree" in told(report)


def test_clockifys_twelve_hours_and_american_dates_are_read(wrote: Callable[..., Path]) -> None:
    path = wrote(
        CLOCKIFY + '"Web","ACME","Docs","Write","Ana","","a@x.es","","Yes","01/15/2024",'
        '"09:00:00 AM","01/15/2024","12:30:00 PM","03:30:00","3.50","Regular"\n'
        '"Web","ACME","Lunch","","Ana","","a@x.es","","No","01/15/2024","12:30:00 PM",'
        '"01/15/2024","01:00:00 PM","00:30:00","0.50","Break"\n'
    )
    report = import_file(path, Options(home="America/New_York"))
    assert [hours(one) for one in entries()] == [("15 14:00", "15 17:30", 3.5)]
    assert report.rows_skipped == 1
    assert "line 3: a break, no work, left out" in told(report)


def test_dates_that_show_neither_order_are_asked_about(wrote: Callable[..., Path]) -> None:
    row = (
        '"W","A","D","","Ana","","","","Yes","05/06/2026","10:00","05/06/2026","10:13","0:13","",""'
    )
    path = wrote(CLOCKIFY + row + "\n")
    with pytest.raises(IntakeError, match=r'--date-format "%d/%m/%Y %H:%M" or .* "%m/%d/%Y %H:%M"'):
        import_file(path, HERE)
    import_file(path, Options(home="Europe/Madrid", date_format="%d/%m/%Y %H:%M"))
    assert [one.begin.month for one in entries()] == [6]


@pytest.mark.parametrize(
    ("header", "length", "billable"),
    [(KIMAI, "0:59", "1"), (KIMAI, "0:59:00", "true"), (KIMAI, "0.98", "")],
)
def test_kimais_length_goes_past_midnight(
    wrote: Callable[..., Path], header: str, length: str, billable: str
) -> None:
    row = f'2026-11-16,23:30,00:29,{length},EUR,1,Ana Gil,ana,,ACME,Web,Support,"Night\nmore",'
    import_file(wrote(header + row + f'{billable},"a, b",work,\n'), HERE)
    (one,) = entries()
    assert hours(one) == ("16 22:30", "16 23:28" if "." in length else "16 23:29", one_of(length))
    assert (one.what.title, one.what.description) == ("Night", "more\n#a #b")
    assert (one.client, one.project, one.activity) == ("ACME", "Web", "Support")


def one_of(length: str) -> float:
    seconds = lengths.seconds(length)
    assert seconds
    return round(seconds / 3600, 3)


def test_timewarriors_tags_name_what_the_desk_knows_and_what_runs_is_left_out(
    wrote: Callable[..., Path], ana: int
) -> None:
    editing.add_client(ana, {"name": "ACME"})
    path = wrote(
        "[\n"
        '{"id":3,"start":"20261116T083000Z","end":"20261116T094500Z","tags":["acme","vpn"],'
        '"annotation":"Firewall"},\n'
        '{"id":2,"start":"20261117T083000Z","end":"20261117T094500Z","tags":["a","b"]},\n'
        '{"id":1,"start":"20261118T083000Z","tags":["a"]}\n]\n',
        "timew.json",
    )
    report = import_file(path, HERE)
    first, second = entries()
    assert (first.client, first.what.title, first.what.description) == ("ACME", "Firewall", "#vpn")
    assert (second.client, second.what.title, second.what.description) == ("", "a, b", "")
    assert first.technician == ana
    assert "line 4: still running there, left out" in told(report)


def test_watsons_frames_are_those_of_its_log(wrote: Callable[..., Path]) -> None:
    frames = wrote(
        '[\n [\n  1479285000,\n  1479288600,\n  "web",\n  "e935",\n  ["x"],\n  9\n ]\n]', "frames"
    )
    import_file(frames, HERE)
    (one,) = entries()
    assert (hours(one), one.project) == (("16 08:30", "16 09:30", 1.0), "web")
    log = wrote(
        '[{"id":"e935","project":"web","start":"2016-11-16T09:30:00+01:00",'
        '"stop":"2016-11-16T10:30:00+01:00","tags":["x"]}]',
        "log.json",
    )
    assert import_file(log, HERE).rows_here == 1


def test_watsons_project_that_is_called_like_a_client_is_the_client(
    wrote: Callable[..., Path], ana: int
) -> None:
    editing.add_client(ana, {"name": "ACME"})
    import_file(wrote('[[1479285000, 1479288600, "acme", "e935", [], 9]]', "frames"), HERE)
    (one,) = entries()
    assert (one.client, one.project) == ("ACME", "")
    assert not Project.select().exists()


def some(rows: int = 3) -> str:
    return TOGGL + "".join(
        f"Ana Gil,,ACME,Web,,Work {n},Yes,2026-11-{10 + n},09:00:00,2026-11-{10 + n},10:00:00,"
        "01:00:00,,\n"
        for n in range(rows)
    )


def test_a_second_time_nothing_is_written_and_what_changed_there_is_told(
    wrote: Callable[..., Path], content: Callable[[], dict[str, Any]]
) -> None:
    import_file(wrote(some()), HERE)
    before = content()
    again = import_file(wrote(some()), HERE)
    assert (again.rows_here, again.spotless, again.written) == (3, True, False)
    report = import_file(wrote(some().replace("Work 1,", "Work one,")), HERE)
    assert (report.rows_here, report.rows_left, report.spotless) == (2, 1, False)
    assert "line 3, Work one: here as " in told(report)
    assert content() == before


def test_two_that_begin_at_once_are_two_and_stay_two(
    wrote: Callable[..., Path], content: Callable[[], dict[str, Any]]
) -> None:
    twice = some(1) + some(1).splitlines()[1] + "\n"
    report = import_file(wrote(twice), HERE)
    assert report.hours
    assert (report.rows_new, report.hours.together) == (2, 1)
    before = content()
    assert import_file(wrote(twice), HERE).rows_here == 2
    assert content() == before


def test_a_trial_and_a_row_that_cannot_be_used_write_nothing(
    wrote: Callable[..., Path], content: Callable[[], dict[str, Any]]
) -> None:
    before = content()
    trial = import_file(wrote(some()), Options(home="Europe/Madrid", dry_run=True))
    assert trial.hours
    assert trial.hours.clients == (("ACME", 10800),)
    bad = some() + "Ana,,A,,,W,perhaps,2026-11-16,25:00:00,2026-11-16,10:00:00,1 h x,,\n"
    report = import_file(wrote(bad), HERE)
    assert report.stopped
    assert [(one.line, one.column, one.value) for one in report.refused] == [
        (5, "billable", "perhaps"),
        (5, "duration", "1 h x"),
        (5, "start date, start time", "2026-11-16 25:00:00"),
    ]
    assert content() == before
    kept = import_file(wrote(bad), Options(home="Europe/Madrid", keep_going=True))
    assert (kept.rows_new, kept.rows_refused) == (3, 1)
    assert kept.refused_file
    assert "25:00:00" in kept.refused_file.read_text()


def test_an_end_before_the_beginning_and_a_ticket_that_is_not_there_are_refused(
    wrote: Callable[..., Path], tmp_path: Path, ana: int
) -> None:
    mapping = tmp_path / "own.toml"
    mapping.write_text(
        'source = "own"\nrows = "entries"\ndates = ["%d/%m/%Y %H:%M"]\n[columns]\n'
        'begin = "from"\nend = "to"\nticket = "no"\nzone = "place"\ntitle = "what"\n'
        '[constants]\nbillable = "no"\n',
        encoding="utf-8",
    )
    number = opened(ana)
    good = f"16/11/2026 9:00,16/11/2026 10:00,{number},Asia/Kolkata,Work\n"
    path = wrote(
        "from,to,no,place,what\n" + good + "16/11/2026 9:00,16/11/2026 8:00,,,Back\n"
        "17/11/2026 9:00,17/11/2026 10:00,999999,,Lost\n"
        "18/11/2026 9:00,18/11/2026 10:00,,Moon,Far\n"
    )
    report = import_file(path, Options(home="Europe/Madrid", mapping=mapping, technician="ana"))
    assert [(one.line, one.column) for one in report.refused] == [
        (3, "to"),
        (4, "no"),
        (5, "place"),
    ]
    path.write_text("from,to,no,place,what\n17/11/2026 9:00,17/11/2026 10:00,999999,,Lost\n")
    report = import_file(path, Options(home="Europe/Madrid", mapping=mapping, technician="ana"))
    assert [(one.column, one.reason) for one in report.refused] == [
        ("no", "There is no ticket 999999.")
    ]
    path.write_text("from,to,no,place,what\n" + good)
    import_file(path, Options(home="Europe/Madrid", mapping=mapping, technician="ana"))
    (one,) = entries()
    assert (hours(one), one.zone) == (("16 03:30", "16 04:30", 1.0), "Asia/Kolkata")
    assert (one.what.ticket, one.technician, one.what.billable) == (number, ana, False)


@pytest.mark.parametrize("year", ["0001", "1969", "2200", "9999"])
def test_a_far_year_or_a_length_of_months_is_a_slip_and_refused(
    wrote: Callable[..., Path], year: str
) -> None:
    for begin, end in ((year, year), ("2026", year)):
        day = f"Ana,,A,,,W,Yes,{begin}-11-16,09:00:00,{end}-11-16,10:00:00,,,\n"
        assert import_file(wrote(TOGGL + day), HERE).stopped


def test_hostile_and_endless_texts_are_kept_as_text(wrote: Callable[..., Path]) -> None:
    hostile = "\x1b]0;x\x07\u202e" + "x" * 3_000
    path = wrote(
        TOGGL + f"{hostile},{hostile},{hostile},{hostile},{hostile},{hostile},Yes,2026-11-16,"
        f'09:00:00,2026-11-16,10:00:00,,"{hostile},{hostile}",\n'
    )
    report = import_file(path, HERE)
    (one,) = entries()
    for text in (one.client, one.project, one.activity, one.what.title, told(report)):
        assert not set(text) & set("\x1b\x07\u202e")
    assert import_file(path, HERE).rows_here == 1


def test_a_mapping_of_hours_is_checked_by_its_own_fields(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('source = "x"\nrows = "entries"\n[columns]\nstatus = "a"\nbegn = "b"\n')
    with pytest.raises(MappingError) as found:
        load_mapping(path)
    assert [(one.key, one.suggestion) for one in found.value.problems] == [
        ("columns.begin", ""),
        ("columns.end", ""),
        ("columns.status", "tags"),
        ("columns.begn", "begin"),
    ]


def test_a_week_that_was_told_to_the_client_takes_no_more_time(
    wrote: Callable[..., Path], ana: int, content: Callable[[], dict[str, Any]]
) -> None:
    client = editing.add_client(ana, {"name": "ACME"}).things[0]
    import_file(wrote(some(1)), HERE)
    at = datetime(2026, 11, 16, tzinfo=UTC)
    with database.atomic():
        Sheet.create(
            client=client,
            first=date(2026, 11, 9),
            last=date(2026, 11, 11),
            state=State.GIVEN,
            created_at=at,
        )
    before = content()
    report = import_file(wrote(some(3)), HERE)
    (refused,) = report.refused  # the first is here already, the third is of another day
    assert (refused.line, refused.column) == (3, "start date, start time")
    assert "The sheet of ACME for 2026-11-09 to 2026-11-11 was given out" in refused.reason
    assert content() == before


def test_what_lies_over_time_that_is_there_is_kept_knowingly_and_counted(
    wrote: Callable[..., Path], ana: int
) -> None:
    begin = datetime(2026, 11, 11, 8, 30, tzinfo=UTC)
    with database.atomic():
        Entry.create(
            technician=ana,
            begin=begin,
            end=begin + timedelta(hours=3),
            zone="UTC",
            title="By hand",
            created_at=begin,
        )
    path = wrote(some().replace("Ana Gil", Technician.get_by_id(ana).name))
    report = import_file(path, HERE)
    assert report.hours
    assert report.hours.together == 1
    assert {one.what.title for one in entries() if one.together} == {"Work 1"}


def test_an_import_that_is_interrupted_leaves_nothing(
    wrote: Callable[..., Path], content: Callable[[], dict[str, Any]]
) -> None:
    before = content()

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise KeyboardInterrupt

    rows = "".join(
        f"Ana,,New {n % 7},P{n},A{n},W,Yes,2026-01-01,00:00:{n % 60:02},2026-01-02,00:00:00,,,\n"
        for n in range(2500)
    )
    with pytest.raises(KeyboardInterrupt):
        import_file(wrote(TOGGL + rows), HERE, stop)
    assert content() == before
    assert not Activity.select().exists()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:30", 5400),
        ("01:30:15", 5415),
        ("1.5", 5400),
        ("1,25", 4500),
        ("0.33", 1188),
        ("1h 30m", 5400),
        ("90 min", 5400),
        ("PT1H5M", 3900),
        ("5400s", 5400),
        ("", None),
        ("h", None),
        ("-1:00", None),
        ("1:75", None),
    ],
)
def test_lengths_are_read_as_programs_write_them(text: str, seconds: int | None) -> None:
    assert lengths.seconds(text) == seconds
