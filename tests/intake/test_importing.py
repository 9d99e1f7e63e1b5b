"""A file becomes tickets whole or not at all, once, and every row of it is accounted for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.clock import NEVER
from helpdesk_tui.intake import loading
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.report import Report
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.intake.told import lines
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.people import Client, Contact, Employment, Team, Technician
from helpdesk_tui.models.tickets import Message, Shelf, Status, Ticket, TicketTag, Wait
from tests.support import holding, misfiled

Content = Callable[[], dict[str, Any]]

pytestmark = pytest.mark.usefixtures("desk")


def found(words: str) -> set[str]:
    """The external numbers of the tickets that a search finds."""
    return {Ticket.get_by_id(number).external for number in holding(words)}


def ticket(external: str) -> Ticket:
    return Ticket.get(Ticket.external == external)


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["number,subject,status,created,changed,team", *rows]) + "\n")
    return path


def log(path: Path, data: Path, rows: int) -> Path:
    """The first rows of the sample log, in the order of their times."""
    header, *states = (data / "log.csv").read_text().splitlines()
    states.sort(key=lambda row: (row.split("\t")[0], int(row.split("\t")[2])))
    path.write_text("\n".join([header, *states[:rows]]) + "\n")
    return path


def test_a_plain_table_becomes_tickets_with_people_threads_labels_and_search(data: Path) -> None:
    report = import_file(data / "tickets.csv", Options())
    assert (report.rows, report.tickets_new, report.balanced, report.spotless) == (4, 4, True, True)
    first = ticket("T-1")
    assert (first.client.name, first.requester.name) == ("ACME Ibérica", "Marta Ruiz")
    assert (first.team.name, first.assignee.name, first.assignee.login) == (
        "Servers",
        "Ana Gil",
        None,
    )
    assert (first.status, first.shelf, first.priority, first.due_at) == (
        Status.OPEN,
        Shelf.LIVE,
        1,
        NEVER,
    )
    assert first.created_at == datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
    message = Message.get(Message.ticket == first.id)
    assert (message.contact_id, message.at) == (first.requester_id, first.created_at)
    assert {row.tag for row in TicketTag.select()} == {"server", "power-cut", "printing"}
    assert ticket("T-2").subject == "=1+2, or so says the sheet"
    assert ticket("T-2").wait_reason == Wait.SUPPLIER
    assert (ticket("T-3").shelf, ticket("T-3").closed_at) == (
        Shelf.DONE,
        datetime(2026, 11, 10, 11, 30, tzinfo=UTC),
    )
    assert Contact.select().where(Contact.name == "Marta Ruiz").count() == 1
    assert Employment.select().count() == 2
    assert found("invoice") == {"T-1"}
    assert found("acme marta") == {"T-1", "T-2"}


def test_a_spanish_table_in_cp1252_becomes_the_same_kind_of_tickets(data: Path) -> None:
    report = import_file(data / "incidencias.csv", Options())
    assert report.how == "incidencias.csv: cp1252, a guess, delimiter ;"
    assert ticket("I-1").requester.name == "Íñigo Peña"
    assert (ticket("I-1").status, ticket("I-1").wait_reason) == (Status.WAITING, Wait.CLIENT)
    assert ticket("I-1").priority == 2
    assert 'siempre" a la misma hora.\nDesde' in Message.get(ticket=ticket("I-1").id).body
    assert ticket("I-3").subject == "Petición de 2 licencias – diseño"
    # Two people of the same name at two clients are two people.
    assert ticket("I-1").requester_id != ticket("I-2").requester_id


def test_a_log_becomes_tickets_with_every_step_as_an_event(data: Path) -> None:
    report = import_file(data / "log.csv", Options())
    assert (report.rows, report.rows_new, report.tickets_new) == (7, 7, 2)
    events = Event.select().where(Event.entity == Entity.TICKET)
    assert events.count() == report.events == 14
    assert {(e.technician_id, e.undoes) for e in events} == {(None, None)}
    assert len({e.batch for e in events}) == 1
    teams = events.where(Event.field == "team", Event.entity_id == ticket("0000001").id)
    names = [[Team.get_by_id(n).name if n else None for n in (e.before, e.after)] for e in teams]
    assert names == [[None, "Group 4"], ["Group 4", "Group 9"]]
    assert ticket("0000001").changed_at == datetime(2016, 3, 30, 8, tzinfo=UTC)
    assert found("symptom 72") == {"0000001"}


def test_one_bad_row_keeps_all_the_others_out(data: Path, content: Content) -> None:
    before = content()
    report = import_file(data / "messy.csv", Options())
    assert content() == before
    assert (report.rows, report.rows_refused, report.written) == (10, 7, False)
    assert [(r.line, r.column, r.value) for r in report.refused] == [
        (3, "", ""),
        (4, "number", ""),
        (6, "priority", "9"),
        (6, "status", "lost"),
        (7, "created", "2026-02-30"),
        (9, "number", "M-1"),
        (10, "", ""),
        (12, "", ""),
    ]
    text = "\n".join(lines(report))
    assert 'line 7, created "2026-02-30": This is no date in the format of the mapping.' in text
    assert "nothing was imported" in text


def test_keep_going_imports_the_others_and_puts_the_bad_rows_aside_to_be_mended(
    data: Path, tmp_path: Path
) -> None:
    path = shutil.copy(data / "messy.csv", tmp_path / "messy.csv")
    report = import_file(path, Options(keep_going=True))
    assert (report.rows, report.rows_new, report.rows_refused) == (10, 3, 7)
    assert report.balanced
    assert {row.external for row in Ticket.select()} == {"M-1", "M-5", "M-7"}
    assert report.refused_file == tmp_path / "messy.refused.csv"
    kept = report.refused_file.read_text(encoding="utf-8-sig")
    assert 'M-8,"Never closed,open' in kept
    assert "Sound" not in kept
    mended = (
        kept.replace("M-2,Too few cells,open", "M-2,Enough,open,1,2026-11-16")
        .replace(",No number", "M-0,A number")
        .replace("lost,9", "open,1")
        .replace("2026-02-30", "2026-02-28")
        .replace("M-1,Twice", "M-9,Once")
        .replace('"Text "after" quotes"', "Text after quotes")
        .replace('"Never closed', "Closed")
    )
    report.refused_file.write_text(mended, encoding="utf-8")
    again = import_file(report.refused_file, Options())
    assert (again.tickets_new, again.spotless) == (7, True)
    assert Ticket.select().count() == 10


def test_refused_rows_go_where_they_are_told_and_never_over_older_ones(
    data: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(data / "messy.csv", tmp_path / "messy.csv"))
    named = import_file(path, Options(keep_going=True, refused=tmp_path / "bad.csv"))
    assert named.refused_file == tmp_path / "bad.csv"
    files = [import_file(path, Options(keep_going=True)).refused_file for _ in range(2)]
    assert [file.name for file in files if file] == ["messy.refused.csv", "messy.refused-2.csv"]
    with pytest.raises(IntakeError, match="file of their own"):
        import_file(path, Options(keep_going=True, refused=path))


def test_when_refused_rows_cannot_be_put_aside_nothing_is_imported(
    data: Path, tmp_path: Path, content: Content
) -> None:
    before = content()
    with pytest.raises(IntakeError, match="cannot be written"):
        import_file(
            data / "messy.csv", Options(keep_going=True, refused=tmp_path / "nowhere" / "bad.csv")
        )
    assert content() == before


def test_a_ticket_with_one_bad_state_is_put_aside_with_all_its_states(
    data: Path, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    path.write_text((data / "log.csv").read_text().replace("28/3/2016 11:00", "noon"))
    report = import_file(path, Options(keep_going=True))
    assert (report.rows_new, report.rows_refused, report.tickets_new) == (1, 6, 1)
    assert report.refused_file
    mended = report.refused_file.read_text().replace("noon", "28/3/2016 11:00")
    report.refused_file.write_text(mended)
    assert import_file(report.refused_file, Options()).tickets_new == 1
    assert ticket("0000001").assignee.name == "Technician 12"


def test_hostile_text_is_visible_and_inert(data: Path, tmp_path: Path) -> None:
    path = shutil.copy(data / "messy.csv", tmp_path / "messy.csv")
    import_file(Path(path), Options(keep_going=True))
    assert ticket("M-5").subject == "Esc ␛]52;c;eA==␇ and nul ␀ are⟪RLO⟫ visible"


@pytest.mark.parametrize("name", ["tickets.csv", "incidencias.csv", "log.csv"])
def test_a_second_import_changes_nothing(data: Path, content: Content, name: str) -> None:
    import_file(data / name, Options())
    before = content()
    report = import_file(data / name, Options())
    assert content() == before
    assert (report.rows_here, report.events, report.written) == (report.rows, 0, False)


def test_a_trial_writes_nothing_and_foretells_what_would_happen(
    data: Path, content: Content
) -> None:
    before = content()
    trial = import_file(data / "log.csv", Options(dry_run=True))
    assert content() == before
    real = import_file(data / "log.csv", Options())
    assert (trial.rows_new, trial.tickets_new, trial.events) == (
        real.rows_new,
        real.tickets_new,
        real.events,
    )


@pytest.mark.parametrize("shorter", [1, 2, 3, 4, 5, 6])
def test_a_longer_log_goes_on_where_the_shorter_one_ended(
    data: Path, tmp_path: Path, content: Content, shorter: int
) -> None:
    first = import_file(log(tmp_path / "a.csv", data, shorter), Options())
    second = import_file(log(tmp_path / "b.csv", data, 7), Options())
    assert second.balanced
    assert not second.left
    events = [
        (e.at, e.field, e.before, e.after)
        for e in Event.select().where(Event.entity_id == ticket("0000001").id).order_by(Event.id)
        if e.field not in ("extra", "resolved_at", "closed_at", "subject")
    ]
    assert len(events) == 12
    one = ticket("0000001")
    assert (one.status, one.team.name, one.shelf) == (Status.CLOSED, "Group 9", Shelf.DONE)
    assert one.closed_at == datetime(2016, 3, 30, 8, tzinfo=UTC)
    assert Event.select().count() == first.events + second.events
    before = content()
    assert import_file(tmp_path / "b.csv", Options()).rows_here == 7
    assert import_file(tmp_path / "a.csv", Options()).rows_here == shorter
    assert content() == before


def test_tickets_lie_under_their_clients_names_also_when_a_later_row_names_another(
    data: Path, tmp_path: Path
) -> None:
    import_file(data / "tickets.csv", Options())
    path = log(tmp_path / "a.csv", data, 7)
    header, first, *others = path.read_text().splitlines()
    path.write_text(f"{header}\n{first}\n")
    import_file(path, Options())
    before = ticket("0000001").client_key
    moved = [row.split("\t") for row in others]
    for row in moved:
        row[header.split("\t").index("location")] = "77"
    path.write_text("\n".join([header, first, *map("\t".join, moved)]) + "\n")
    import_file(path, Options())
    assert (before, ticket("0000001").client_key) == ("location 1", "location 77")
    assert misfiled() == []


def test_a_ticket_that_a_technician_has_changed_is_left_as_it_is(
    data: Path, tmp_path: Path, content: Content
) -> None:
    import_file(log(tmp_path / "a.csv", data, 3), Options())
    ana = Technician.create(name="Ana", sort_key="ana", created_at=datetime.now(UTC))
    one = ticket("0000001")
    with change(ana.id) as hand:
        hand.swap(Entity.TICKET, one.id, {"priority": (one.priority, 1)})
    before = content()
    assert import_file(tmp_path / "a.csv", Options()).rows_here == 3
    report = import_file(log(tmp_path / "b.csv", data, 6), Options())
    assert content() == before
    assert [(left.external, left.number) for left in report.left] == [("0000001", one.id)]
    assert (report.rows_left, report.balanced, report.spotless) == (6, True, False)
    assert f"0000001: here as {one.id} and different, left as it is" in "\n".join(lines(report))


def test_a_row_that_was_rewritten_is_reported_and_left(tmp_path: Path, content: Content) -> None:
    import_file(table(tmp_path / "a.csv", "1,Old,open,2026-11-16,2026-11-16,A"), Options())
    before = content()
    for row in ("1,New,open,2026-11-16,2026-11-16,A", "1,Old,open,2026-11-16,2026-11-16,B"):
        report = import_file(table(tmp_path / "b.csv", row), Options())
        assert (report.rows_left, report.written) == (1, False)
    assert content() == before


def test_people_teams_and_clients_who_are_here_are_not_made_again(data: Path) -> None:
    now = datetime.now(UTC)
    acme = Client.create(name="acme ibérica", sort_key="acme iberica", created_at=now)
    marta = Contact.create(
        name="M. Ruiz", sort_key="m. ruiz", email="MARTA@acme.example", created_at=now
    )
    ana = Technician.create(name="Ana Gil", sort_key="ana gil", login="ana", created_at=now)
    import_file(data / "tickets.csv", Options())
    first = ticket("T-1")
    assert (first.client_id, first.requester_id, first.assignee_id) == (acme.id, marta.id, ana.id)
    assert Employment.select().where(Employment.contact == marta.id).count() == 1


def test_an_interrupted_import_leaves_the_desk_as_it_was(
    data: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "CHUNK", 1)
    before = content()

    def interrupt(done: int, total: int) -> None:
        if done * 4 >= total * 3:  # a ticket of two is written
            assert content() != before
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(data / "log.csv", Options(), interrupt)
    assert content() == before


def test_the_options_beat_the_mapping(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "1,A,open,11/16/2026 09:00,,")
    assert import_file(path, Options()).rows_refused == 1
    import_file(path, Options(zone="America/New_York", date_format="%m/%d/%Y %H:%M"))
    assert ticket("1").created_at == datetime(2026, 11, 16, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (Options(zone="Mars/Olympus"), "There is no time zone Mars/Olympus"),
        (Options(date_format="%H"), "is no format for a date"),
        (Options(delimiter="|"), "No mapping knows these columns"),
    ],
)
def test_an_option_that_cannot_be_right_is_refused(
    data: Path, options: Options, sentence: str
) -> None:
    with pytest.raises(IntakeError, match=sentence):
        import_file(data / "tickets.csv", options)


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="nothing to import in"):
        import_file(table(tmp_path / "a.csv"), Options())


def test_a_mapping_of_the_persons_own_reads_any_table(tmp_path: Path) -> None:
    mapping = tmp_path / "ours.toml"
    mapping.write_text(
        """\
source = "old desk"
dates = ["%d.%m.%y"]
zone = "Europe/Berlin"
[columns]
external = "id"
subject = "{room}: {text}"
created = "day"
due = "until"
status = "state"
[constants]
client = "ACME"
kind = "request"
[status]
"In work" = "open"
"Done" = "resolved"
"""
    )
    path = tmp_path / "a.csv"
    path.write_text(
        "id,room,text,day,until,state\n7,R 12,Lamp,16.11.26,20.11.26,in work\n"
        "8,R 13,Door,16.11.26,20.11.26,done\n"
    )
    report: Report = import_file(path, Options(mapping=mapping))
    assert (report.source, report.zone, report.tickets_new) == ("old desk", "Europe/Berlin", 2)
    lamp, door = ticket("7"), ticket("8")
    assert (lamp.subject, lamp.client.name, lamp.kind) == ("R 12: Lamp", "ACME", 2)
    assert lamp.due_at == datetime(2026, 11, 19, 23, tzinfo=UTC)
    assert (door.due_at, door.extra) == (
        NEVER,
        {"room": "R 13", "text": "Door", "until": "20.11.26"},
    )
