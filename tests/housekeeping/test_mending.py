"""`tick`, `doctor --mend` and `backup --made` as somebody types them, on both databases."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui import paths
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.models import search
from helpdesk_tui.models.events import Event
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.models.tickets import Shelf, Status, Ticket, Wait, shelf_of
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, promises
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.recording import What
from tests.housekeeping.conftest import owed
from tests.support import found, holding, misfiled, opened, row

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def run(desk: Opened, *words: str) -> Result:
    """The command, and then the desk open again as it was for this test."""
    place = desk.path.url if isinstance(desk.path, Server) else str(desk.path)
    ran = CliRunner().invoke(helpdesk, ["--db", place, *words])
    open_database(desk.path)
    return ran


def told(desk: Opened) -> list[str]:
    """What the doctor calls a problem."""
    findings = json.loads(run(desk, "doctor", "--json").stdout)
    return [finding["message"] for finding in findings if finding["level"] == "problem"]


@pytest.fixture
def broken(desk: Opened, ana: int) -> list[int]:
    """Tickets: one lost to the search, one in a wrong list, one under no client, one late.

    And an hour of work that is summed a day too late.
    """
    client = editing.add_client(ana, {"name": "ACME"}).things[0]
    tickets = [opened(ana, "A quokka", client=client) for _ in range(3)]
    index = "rowid" if database.dialect == "sqlite" else "id"
    database.execute_sql(f"DELETE FROM ticket_search WHERE {index} = {tickets[0]}")
    Ticket.update(shelf=Shelf.AWAY).where(Ticket.id == tickets[1]).execute()
    Ticket.update(client_key=AFTER_ALL).where(Ticket.id == tickets[2]).execute()
    Ticket.update(due_at=LONG_AGO, missed=1).where(Ticket.id == tickets[2]).execute()
    worked = entries.add(ana, What("A quokka"), LONG_AGO, LONG_AGO + HOUR, (), "UTC")
    Entry.update(day=Entry.day + 1).where(Entry.id == worked.things[0]).execute()
    return tickets


def test_what_the_doctor_finds_is_mended_after_a_copy_and_said_line_by_line(
    desk: Opened, broken: list[int], ana: int
) -> None:
    assert told(desk) == [
        "1 ticket is not in the search index",
        "1 ticket lies in the wrong list",
        "1 ticket is sorted under another client",
        "1 ticket has a clock that is not what its history says",
        "1 time entry is summed on another day than it lies on",
    ]
    before = Event.select().count()
    if isinstance(desk.path, Server):
        assert run(desk, "backup", "--made").exit_code == 0
    ran = run(desk, "doctor", "--mend")
    assert ran.exit_code == 0, ran.output
    lines = [
        "1 ticket is found by the search again. This cannot be undone.",
        "1 ticket lies in its list again. This cannot be undone.",
        "1 ticket is sorted under its client again. This cannot be undone.",
        "1 ticket has its right clock again. This cannot be undone.",
        "1 time entry is summed on its day again. This cannot be undone.",
    ]
    if not isinstance(desk.path, Server):
        (copy,) = (desk.path.parent / "backups").iterdir()
        lines.insert(0, f"Saved to {copy}")
        with_the_faults = driver.connect(copy).execute("SELECT shelf FROM ticket WHERE id = 2")
        assert with_the_faults.fetchone() == (Shelf.AWAY,)
    assert ran.stdout.splitlines()[: len(lines)] == lines
    assert told(desk) == misfiled() == []
    assert holding("quokka") == found(ana) == set(broken)
    assert Event.select().count() == before, "nothing that anybody entered has changed"


def test_a_sound_desk_needs_neither_a_copy_nor_mending(desk: Opened, ana: int) -> None:
    opened(ana)
    ran = run(desk, "doctor", "--mend", "--json")
    done = json.loads(ran.stdout)
    assert (ran.exit_code, done["copy"], done["mended"]) == (0, "", [])
    assert isinstance(desk.path, Server) or not (desk.path.parent / "backups").exists()


def test_mending_is_told_to_scripts_too(desk: Opened, broken: list[int]) -> None:
    if isinstance(desk.path, Server):
        run(desk, "backup", "--made")
    done = json.loads(run(desk, "doctor", "--mend", "--json").stdout)
    mended = {one["what"]: one["count"] for one in done["mended"]}
    assert mended == {"search": 1, "shelf": 1, "client_key": 1, "clocks": 1, "days": 1}
    assert not any(finding["mend"] for finding in done["findings"])


def test_without_a_copy_nothing_is_mended(desk: Opened, broken: list[int]) -> None:
    if isinstance(desk.path, Server):
        ran = run(desk, "doctor", "--mend")
        assert (ran.exit_code, "Run pg_dump" in ran.stderr) == (2, True)
    else:
        (desk.path.parent / "backups").write_text("not a folder")
        ran = run(desk, "doctor", "--mend")
        assert (ran.exit_code, "the desk needs a folder there" in ran.stderr) == (1, True)
    assert len(told(desk)) == 5
    assert search.missing() == broken[:1]


def test_what_the_doctor_expects_of_a_list_is_what_a_change_does(desk: Opened, ana: int) -> None:
    for status, deleted, merged in product(Status, (False, True), (False, True)):
        number = opened(ana)
        Ticket.update(
            status=status,
            deleted=deleted,
            merged_into=1 if merged else None,
            shelf=shelf_of(status, away=deleted or merged),
        ).where(Ticket.id == number).execute()
    assert told(desk) == []


def test_on_a_server_the_doctor_says_when_no_backup_is_known_and_how_old_the_last_is(
    desk: Opened,
) -> None:
    if not isinstance(desk.path, Server):
        ran = run(desk, "backup", "--made")
        assert (ran.exit_code, "on a server" in ran.stderr) == (2, True)
        return
    assert "No backup is known: on a server that is pg_dump's work." in run(desk, "doctor").stdout
    for more in ("desk.dump", "--replace"):
        ran = run(desk, "backup", "--made", more)
        assert (ran.exit_code, "--made goes without FILE" in ran.stderr) == (2, True)
    assert run(desk, "backup", "--made").stdout == "Noted: a backup was made now.\n"
    assert "The last backup that somebody told of, 0 hours old" in run(desk, "doctor").stdout
    Lease.update(done_at=LONG_AGO).execute()
    ran = run(desk, "doctor")
    assert "! The last backup that somebody told of," in ran.stdout
    assert "days old" in ran.stdout


def test_a_tick_says_what_it_did_and_is_silent_when_nothing_was_due(desk: Opened, ana: int) -> None:
    ticket = opened(ana)
    actions.wait(ana, [row(ticket)], Wait.CLIENT, LONG_AGO)
    owed(ana, "ACME", LONG_AGO)
    ran = run(desk, "tick", "--json")
    assert ran.exit_code == 0, ran.output
    came = {one["job"]: one["message"] for one in json.loads(ran.stdout)}
    assert came.pop("wake") == "1 ticket is open again: its wait is over."
    assert came.pop("remind").startswith("ana: the summary for ACME is due 20")
    assert set(came) == (set() if isinstance(desk.path, Server) else {"backup"})
    ran = run(desk, "tick")
    assert (ran.exit_code, ran.output) == (0, "")


def test_a_tick_that_fails_says_so_and_ends_with_1_and_one_without_a_desk_with_2(
    desk: Opened, ana: int
) -> None:
    if isinstance(desk.path, Server):
        ran = CliRunner().invoke(helpdesk, ["--db", "postgresql:///nowhere?host=/nowhere", "tick"])
        assert (ran.exit_code, ran.stdout) == (2, "")
        return
    (desk.path.parent / "backups").write_text("not a folder")
    ran = run(desk, "tick")
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert "the desk needs a folder there" in ran.stderr
    missing = desk.path.with_name("elsewhere.db")
    ran = CliRunner().invoke(helpdesk, ["--db", str(missing), "tick"])
    assert (ran.exit_code, missing.exists()) == (2, False)


def test_a_backup_goes_where_the_settings_say(desk: Opened) -> None:
    if isinstance(desk.path, Server):
        return
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('backups_folder = "../copies"\n')
    assert run(desk, "tick").exit_code == 0
    assert run(desk, "backup").exit_code == 0
    assert len(list((desk.path.parent.parent / "copies").glob("helpdesk-*/*"))) == 2
    assert "2 backups, the newest is" in run(desk, "doctor").stdout


def test_tickets_that_do_not_follow_the_newest_rules_are_no_fault_and_have_a_way_out(
    desk: Opened, ana: int
) -> None:
    opened(ana)
    promises.save(ana, {"calendars": {}, "policies": []})
    ran = run(desk, "doctor")
    assert "! 1 ticket does not follow the newest rules yet" in ran.stdout
    assert run(desk, "sla", "recompute").exit_code == 0
    assert "newest rules" not in run(desk, "doctor").stdout


def test_public_holidays_that_soon_are_not_known_any_more_are_told(desk: Opened, ana: int) -> None:
    this_year = datetime.now(UTC).year
    public = {f"{this_year + 1}-12-25": "Navidad"}
    calendar = {"zone": "Europe/Madrid", "hours": ["mon-fri 9:00-18:00"], "public": public}
    promises.save(ana, {"calendars": {"Madrid": calendar}, "policies": []})
    assert f"known until {this_year + 1} only" in run(desk, "doctor").stdout
