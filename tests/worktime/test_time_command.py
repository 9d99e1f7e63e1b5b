"""`helpdesk time` as somebody types it: what it does, what it says, and with which code it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import click
import pytest
from click.shell_completion import BashComplete, ZshComplete
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import clock
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.cli.time import time as time_group
from helpdesk_tui.cli.time.template import FIELDS, filled, read
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.people.technicians import find
from helpdesk_tui.storage.address import Place, named
from helpdesk_tui.storage.feed import Change
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import absence, entries, timer
from tests.storage.fresh import DIALECTS, fresh_database, opened_fresh
from tests.support import opened, technician
from tests.worktime.conftest import Clocks

ROOT = Path(__file__).parents[2]

CLIENTS = ("Acme Ibérica", "Acme Servicios", "Clínica Sol", "Ñandú & Hijos $(id)")


@pytest.fixture
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A desk with some clients and ana's ticket 1 of Clínica Sol; ana sits in Madrid."""
    (tmp_path / "config.toml").write_text('technician = "ana"\nzone = "Europe/Madrid"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    with opened_fresh(tmp_path, getattr(request, "param", "sqlite")) as desk:
        ana = technician("ana")
        ids = {name: editing.add_client(ana, {"name": name}).things[0] for name in CLIENTS}
        opened(ana, "Printer: $(reboot) #(reboot)", client=ids["Clínica Sol"], assignee=ana)
        with change(ana) as hand:
            entries.new_project(hand, "Migration", ids["Clínica Sol"])
            entries.new_activity(hand, "Travel")
    return desk.path


@pytest.fixture
def clocks(clocks: Clocks, monkeypatch: pytest.MonkeyPatch) -> Clocks:
    """The wall clock of the whole program as well: a Monday, nine in Madrid."""
    monkeypatch.setattr(clock, "now", lambda: clocks.wall)
    return clocks


def run(path: Place, *words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(helpdesk, ["--lang", lang, "--db", named(path), "time", *words])


def told(path: Place, *words: str) -> Any:
    """What a command says as JSON."""
    return json.loads(run(path, *words, "--json").stdout)


def rows(path: Place) -> list[tuple[str, str | None, float | None]]:
    """Every entry: its title, its client, its length in minutes."""
    desk = open_database(path)
    found = [
        (row.title, row.client and row.client.name, row.end and minutes(row.end - row.begin))
        for row in Entry.select().where(~Entry.retired).order_by(Entry.begin, Entry.id)
    ]
    desk.close()
    return found


def minutes(length: timedelta) -> float:
    return length / timedelta(minutes=1)


def put_in_doubt(path: Place, after: timedelta) -> None:
    """Nobody knows what was done since so long after it began."""
    desk = open_database(path)
    running = timer.running(technician("ana"))
    assert running
    absence.doubt(technician("ana"), running.id, running.mark.begin + after)
    desk.close()


def leave_the_desk(path: Place, clocks: Clocks) -> None:
    """A desk that was there says so a last time."""
    desk = open_database(path)
    running = timer.running(technician("ana"))
    assert running
    absence.beat(running.id, running.mark.moment(clocks.read()), None)
    desk.close()


BOTH = pytest.mark.parametrize("path", DIALECTS, indirect=True)


class TestTheTimer:
    @BOTH
    def test_it_is_started_switched_gone_back_to_and_stopped(
        self, path: Place, clocks: Clocks
    ) -> None:
        assert run(path, "start", "Fix", "the", "server", "--client", "acme ib").stdout == (
            "The timer runs on Fix the server · Acme Ibérica.\n"
        )
        clocks.go_on(minutes=10)
        assert run(path, "switch", "--ticket", "1").stdout == (
            "“Fix the server” waits, after 0:10.\n"
            "The timer runs on Printer: $(reboot) #(reboot) · Clínica Sol · #1.\n"
        )
        clocks.go_on(minutes=20)
        assert run(path, "back").stdout.endswith(
            "The timer runs on Fix the server · Acme Ibérica.\n"
        )
        clocks.go_on(minutes=5)
        assert run(path, "stop").stdout == "“Fix the server” took 0:05.\n"

        assert rows(path) == [
            ("Fix the server", "Acme Ibérica", 10),
            ("Printer: $(reboot) #(reboot)", "Clínica Sol", 20),
            ("Fix the server", "Acme Ibérica", 5),
        ]

    def test_a_ticket_gives_its_subject_and_client_unless_others_are_said(
        self, path: Place, clocks: Clocks
    ) -> None:
        run(path, "start", "Call", "--ticket", "1", "--client", "nandu")
        clocks.go_on(seconds=1)
        run(path, "start", "--ticket", "1", "--internal")
        assert [(title, client) for title, client, _length in rows(path)] == [
            ("Call", "Ñandú & Hijos $(id)"),
            ("Printer: $(reboot) #(reboot)", None),
        ]

    def test_what_is_done_is_told_in_full(self, path: Place, clocks: Clocks) -> None:
        words = ("--ticket", "1", "--project", "migr", "--activity", "travel", "--not-billable")
        assert run(path, "start", *words, "--description", "By car").exit_code == 0
        clocks.go_on(seconds=90)
        assert told(path, "status") == {
            "running": {
                "id": 1,
                "title": "Printer: $(reboot) #(reboot)",
                "description": "By car",
                "client": "Clínica Sol",
                "project": "Migration",
                "activity": "Travel",
                "ticket": 1,
                "billable": False,
                "begin": "2026-11-16T08:00:00Z",
                "end": None,
                "breaks": [],
                "zone": "Europe/Madrid",
                "seconds": 90,
                "unclear_since": None,
            },
            "stopped": None,
            "back_to": None,
            "today_seconds": 90,
        }

    def test_json_says_what_has_ended_and_where_back_leads(
        self, path: Place, clocks: Clocks
    ) -> None:
        run(path, "start", "One")
        clocks.go_on(minutes=1)
        switched = told(path, "switch", "Two")
        assert (switched["stopped"]["title"], switched["stopped"]["seconds"]) == ("One", 60)
        assert (switched["running"]["title"], switched["back_to"]) == ("Two", "One")
        clocks.go_on(minutes=1)
        stopped = told(path, "stop")
        assert (stopped["running"], stopped["stopped"]["title"]) == (None, "Two")
        assert (stopped["back_to"], stopped["today_seconds"]) == ("One", 120)

    @BOTH
    def test_of_a_first_second_nothing_is_recorded_and_that_is_told(
        self, path: Place, clocks: Clocks
    ) -> None:
        run(path, "start", "One")
        result = run(path, "stop")
        said = "Less than a second: nothing was recorded.\n"
        assert (result.exit_code, result.stdout, result.stderr) == (0, said, "")
        run(path, "start", "One")
        assert run(path, "switch", "Two").stdout == "The timer runs on Two.\n"
        nothing = {"running": None, "stopped": None, "back_to": None, "today_seconds": 0}
        assert told(path, "stop") == nothing
        assert rows(path) == []

    def test_starting_what_runs_already_changes_nothing(self, path: Place, clocks: Clocks) -> None:
        run(path, "start", "One")
        clocks.go_on(minutes=1)
        assert run(path, "start", "One").stdout == "It runs already: One.\n"
        assert rows(path) == [("One", None, None)]

    @pytest.mark.parametrize("words", [("stop",), ("back",)])
    def test_where_nothing_runs_or_waits_it_ends_with_1(
        self, path: Place, words: tuple[str, ...]
    ) -> None:
        result = run(path, *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr in ("No timer is running.\n", "Nothing was interrupted.\n")

    @pytest.mark.parametrize(
        "words", [("stop",), ("start", "Two"), ("switch", "Two"), ("back",)], ids=" ".join
    )
    def test_an_open_question_is_told_with_its_ways_out_and_nothing_changes(
        self, path: Place, clocks: Clocks, words: tuple[str, ...]
    ) -> None:
        run(path, "start", "One")
        clocks.go_on(hours=3)
        put_in_doubt(path, timedelta(hours=1))
        result = run(path, *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            "“One”: nobody was here since 10:00. Nothing was stopped.\n"
            "It ended then: helpdesk time stop --at 10:00\n"
            "All of it counts: helpdesk time stop --keep\n"
        )
        assert rows(path) == [("One", None, None)]
        assert told(path, "status")["running"]["unclear_since"] == "2026-11-16T09:00:00Z"

    @pytest.mark.parametrize("gone", [timedelta(minutes=9), timedelta(hours=14)], ids=str)
    def test_a_night_after_the_desk_was_left_is_a_question_and_a_moment_is_none(
        self, path: Place, clocks: Clocks, gone: timedelta
    ) -> None:
        run(path, "start", "One")
        clocks.go_on(hours=1)
        leave_the_desk(path, clocks)
        clocks.go_on(seconds=gone.total_seconds())
        result = run(path, "start", "Two")
        if gone < timedelta(hours=1):
            assert (result.exit_code, result.stderr) == (0, "")
        else:
            assert result.stderr.startswith("“One”: nobody was here since yesterday 10:00.")
            assert rows(path) == [("One", None, None)]

    @pytest.mark.parametrize(
        ("answer", "took"), [(("--at", "10:00"), 60), (("--at", "1h"), 120), (("--keep",), 180)]
    )
    def test_the_ways_out_of_the_question(
        self, path: Place, clocks: Clocks, answer: tuple[str, ...], took: float
    ) -> None:
        run(path, "start", "One")
        clocks.go_on(hours=3)
        put_in_doubt(path, timedelta(hours=1))
        assert run(path, "stop", *answer).exit_code == 0
        assert rows(path) == [("One", None, took)]

    def test_the_time_that_is_offered_ends_it_to_the_second(
        self, path: Place, clocks: Clocks
    ) -> None:
        clocks.go_on(seconds=20)
        run(path, "start", "One")
        clocks.go_on(days=1)
        put_in_doubt(path, timedelta(seconds=30))
        offered = 'helpdesk time stop --at "2026-11-16 09:00"\n'
        assert offered in run(path, "stop").stderr
        assert run(path, "stop", "--at", "2026-11-16 09:00").exit_code == 0
        assert rows(path) == [("One", None, 0.5)]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--at", "8:59"), "“One” began at 09:00, so it cannot end before."),
            (("--at", "soon"), "“soon” is no time that has passed."),
            (("--at", "2026-11-16 09:20"), "is no time that has passed."),
            (("--at", "9:05", "--keep"), "Say --at or --keep, not both."),
        ],
    )
    def test_a_time_that_cannot_be_stops_nothing(
        self, path: Place, clocks: Clocks, words: tuple[str, ...], said: str
    ) -> None:
        run(path, "start", "One")
        clocks.go_on(minutes=10)
        result = run(path, "stop", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert rows(path) == [("One", None, None)]


class TestNames:
    @BOTH
    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--client", "acme"), "“acme” may be “Acme Ibérica”, “Acme Servicios”. Say more"),
            (("--client", "sol"), "no client “sol”. Did you mean “Clínica Sol”?"),
            (("--client", "Clinca Sol"), "Did you mean “Clínica Sol”?"),
            (("--client", "100%"), "There is no client “100%”."),
            (("--client", ""), "There is no client “”."),
            (("--project", "migration"), "There is no project “migration”."),
            (("--activity", "Trabel"), "type of activity “Trabel”. Did you mean “Travel”?"),
            (("--ticket", "77"), "There is no ticket 77."),
            (("--client", "Clínica Sol", "--internal"), "Say a client or --internal, not both."),
        ],
    )
    def test_a_name_that_is_not_one_changes_nothing(
        self, path: Place, options: tuple[str, ...], said: str
    ) -> None:
        result = run(path, "start", "One", *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert rows(path) == []

    @pytest.mark.parametrize("name", ["acme iberica", "ACME  IBÉRICA", "acme i"])
    def test_a_name_counts_without_accents_and_by_its_beginning(
        self, path: Place, name: str
    ) -> None:
        run(path, "start", "One", "--client", name)
        assert rows(path) == [("One", "Acme Ibérica", None)]

    def test_a_whole_name_counts_although_others_begin_so(self, path: Place) -> None:
        desk = open_database(path)
        editing.add_client(technician("ana"), {"name": "Acme"})
        desk.close()
        run(path, "start", "One", "--client", "acme")
        assert rows(path) == [("One", "Acme", None)]

    def test_without_a_title_and_a_ticket_nothing_starts(self, path: Place) -> None:
        result = run(path, "start", "--client", "clínica")
        assert result.exit_code == 2
        assert "Say what it is" in result.stderr
        assert rows(path) == []


class TestStatus:
    @BOTH
    def test_it_ends_with_0_when_a_timer_runs_and_with_1_when_none_does(
        self, path: Place, clocks: Clocks
    ) -> None:
        result = run(path, "status")
        assert (result.exit_code, result.stdout) == (1, "No timer is running. · today 0:00\n")
        run(path, "start", "--ticket", "1")
        clocks.go_on(minutes=65)
        result = run(path, "status")
        assert (result.exit_code, result.stdout) == (
            0,
            "Printer: $(reboot) #(reboot) · Clínica Sol · #1\n1:05 since 09:00 · today 1:05\n",
        )

    def test_a_format_is_filled_in_with_harmless_text(self, path: Place, clocks: Clocks) -> None:
        run(path, "start", "--ticket", "1")
        clocks.go_on(minutes=65)
        assert run(path, "status", "--format", "#[bold]{icon} {title}{{{ticket}}}").stdout == (
            "#[bold]▶ Printer: ＄(reboot) ＃(reboot){1}\n"
        )
        fields = "{client}|{elapsed}|{elapsed_minutes}|{today}|{today_minutes}|{title:9}"
        assert run(path, "status", "--format", fields).stdout == (
            "Clínica Sol|1:05|65|1:05|65|Printer:…\n"
        )

    def test_idle_is_what_is_said_when_none_runs(self, path: Place, clocks: Clocks) -> None:
        run(path, "add", "8:00-8:30", "--title", "One")
        result = run(path, "status", "--format", "{title}")
        assert (result.exit_code, result.stdout) == (1, "")
        result = run(path, "status", "--format", "{title}", "--idle", "{icon} {today}{title}")
        assert (result.exit_code, result.stdout) == (1, "■ 0:30\n")

    def test_a_question_has_a_sign_of_its_own(self, path: Place, clocks: Clocks) -> None:
        run(path, "start", "One")
        clocks.go_on(hours=3)
        put_in_doubt(path, timedelta(hours=1))
        assert run(path, "status", "--format", "{icon}").stdout == "?\n"
        assert "Nobody was here since 10:00" in run(path, "status").stdout

    @pytest.mark.parametrize(
        ("template", "said"),
        [
            ("{titel}", "There is no field {titel}. There are: {icon} {title}"),
            ("{}", "There is no field {}."),
            ("{title.__class__}", "There is no field {title.__class__}."),
            ("{title!r}", "There is no field {title}."),
            ("{title:>9}", "how many characters"),
            ("{title", "A brace is not closed"),
        ],
    )
    def test_a_wrong_format_ends_with_2(self, path: Place, template: str, said: str) -> None:
        result = run(path, "status", "--format", template)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr

    @given(st.text())
    def test_no_title_can_act_on_a_terminal_a_shell_or_a_status_bar(self, title: str) -> None:
        shown = filled(read("{title}"), dict.fromkeys(FIELDS, title))
        assert not set(shown) & set("#$%`\\")
        assert not any(ord(sign) < 0x20 or 0x7F <= ord(sign) < 0xA0 for sign in shown)

    def test_a_process_of_its_own_says_it_whatever_the_terminal_can_show(
        self, tmp_path: Path
    ) -> None:
        path = fresh_database(tmp_path)
        command = [sys.executable, "-m", "helpdesk_tui", "--db", str(path), "time"]
        environ = os.environ | {"PYTHONPATH": str(ROOT), "LOGNAME": "ana"}

        def process(*words: str, encoding: str = "utf-8") -> tuple[int, str]:
            env = environ | {"PYTHONIOENCODING": encoding}
            ran = subprocess.run([*command, *words], env=env, capture_output=True)
            return ran.returncode, ran.stdout.decode(encoding)

        status = ("status", "--format", "{icon} {title} {elapsed}")
        assert process("status")[0] == 1
        assert process("start", "Contraseña")[0] == 0
        assert process(*status) == (0, "▶ Contraseña 0:00\n")
        assert process(*status, encoding="latin-1") == (0, "? Contraseña 0:00\n")

    def test_to_look_signs_nobody_in(self, path: Place) -> None:
        (Path(os.environ["HELPDESK_CONFIG_DIR"]) / "config.toml").write_text('technician = "eva"')
        assert run(path, "status").exit_code == 1
        desk = open_database(path)
        assert find("eva") is None
        desk.close()

    def test_a_desk_that_is_not_there_is_not_made(self, tmp_path: Path) -> None:
        result = run(tmp_path / "none.db", "status")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "There is no file" in result.stderr
        assert not (tmp_path / "none.db").exists()


class TestAdding:
    @BOTH
    def test_the_reading_is_said_and_the_entry_is_there(self, path: Place, clocks: Clocks) -> None:
        words = ("ayer", "16:00", "45m", "--title", "Llamada", "--client", "clinica")
        assert run(path, "add", *words).stdout == (
            "Sun 15 Nov 16:00-16:45 · 0:45\nAdded: Llamada · Clínica Sol, 0:45.\n"
        )
        assert rows(path) == [("Llamada", "Clínica Sol", 45)]

    def test_a_dry_run_only_says_the_reading(self, path: Place, clocks: Clocks) -> None:
        result = run(path, "add", "7:00-8:30 -10m", "--title", "One", "--dry-run")
        assert result.stdout == "Mon 16 Nov 07:00-08:30 · without 07:40-07:50 · 1:20\n"
        assert rows(path) == []

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            ("ayre 16:00 45m", "“ayre” is neither a day nor a time.\n  ayre 16:00 45m\n  ^^^^\n"),
            ("ayer 16:00 45x", "  ayer 16:00 45x\n"),
            ("10:00-11:00", "Nothing was added: Mon 16 Nov 10:00-11:00"),
        ],
    )
    def test_what_cannot_be_read_or_lies_ahead_adds_nothing(
        self, path: Place, clocks: Clocks, words: str, said: str
    ) -> None:
        result = run(path, "add", words, "--title", "One")
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr
        assert rows(path) == []

    def test_an_overlap_is_refused_with_both_and_the_ways_out(
        self, path: Place, clocks: Clocks
    ) -> None:
        run(path, "add", "7:00-8:00", "--title", "One", "--client", "clinica")
        result = run(path, "add", "7:30-8:30", "--title", "Two")
        assert result.exit_code == 1
        assert result.stderr == (
            "That time is recorded already. Nothing was changed.\n"
            "  + Mon 16 Nov 07:30-08:30 · 1:00 · Two\n"
            "  = Mon 16 Nov 07:00-08:00 · 1:00 · One · Clínica Sol\n"
            "--overlap shorten: only what is free of the new one is added.\n"
            "--overlap cut: what is recorded gives way.\n"
            "--overlap keep: both stay, one over the other.\n"
        )
        assert rows(path) == [("One", "Clínica Sol", 60)]

    def test_what_runs_is_shown_as_running_where_it_is_in_the_way(
        self, path: Place, clocks: Clocks
    ) -> None:
        run(path, "start", "One")
        clocks.go_on(hours=2)
        result = run(path, "add", "1h", "--title", "Two")
        assert result.exit_code == 1
        assert "\n  = since 09:00, running · One\n" in result.stderr
        assert run(path, "add", "1h", "--title", "Two", "--overlap", "cut").exit_code == 0
        assert run(path, "status").stdout == "One\n1:00 since 09:00 · today 2:00\n"

    @BOTH
    @pytest.mark.parametrize(
        ("way", "left"), [("shorten", [60, 30]), ("cut", [30, 60]), ("keep", [60, 60])]
    )
    def test_the_ways_out_of_an_overlap(
        self, path: Place, clocks: Clocks, way: str, left: list[float]
    ) -> None:
        run(path, "add", "7:00-8:00", "--title", "One")
        assert run(path, "add", "7:30-8:30", "--title", "Two", "--overlap", way).exit_code == 0
        assert [length for _title, _client, length in rows(path)] == left

    def test_json_tells_the_entry_and_what_was_put_away(self, path: Place, clocks: Clocks) -> None:
        run(path, "add", "7:30-8:00", "--title", "One")
        words = ("7:00-8:30 -8:00-8:10", "--title", "Two", "--overlap", "cut")
        added = told(path, "add", *words)
        assert added["put_away"] == [1]
        assert added["added"]["seconds"] == 80 * 60
        assert added["added"]["breaks"] == [["2026-11-16T07:00:00Z", "2026-11-16T07:10:00Z"]]


class TestTheLog:
    @pytest.fixture
    def full(self, path: Place, clocks: Clocks) -> Place:
        """Sunday's night shift, two entries over one another, and a timer that runs on Monday."""
        for words in (
            ("sun 23:00 - 1:00", "--title", "Night", "--client", "clinica"),
            ("7:00-8:00", "--title", "One"),
            ("7:30-8:30", "--title", "Two", "--overlap", "keep"),
        ):
            assert run(path, "add", *words).exit_code == 0
        run(path, "start", "Now", "--ticket", "1")
        clocks.go_on(minutes=12)
        return path

    def test_today_is_listed_with_its_total(self, full: Place) -> None:
        assert run(full, "log").stdout.splitlines() == [
            "Mon 16 Nov · 2:42",
            "  00:00-01:00   1:00  Night · Clínica Sol",
            "  07:00-08:00   1:00  One",
            "  07:30-08:30   0:30  Two · 1:00 long, over another entry",
            "  09:00-…       0:12  Now · Clínica Sol · #1",
        ]

    def test_what_ends_before_it_begins_is_marked(self, path: Place, clocks: Clocks) -> None:
        run(path, "start", "One")
        clocks.reboot()
        clocks.step(minutes=-30)
        assert run(path, "stop").exit_code == 0
        assert run(path, "log").stdout.splitlines() == [
            "Mon 16 Nov · 0:00",
            "  09:00-09:00   0:00  One · ends at 08:30, before it begins",
        ]

    def test_several_days_end_with_their_total(self, full: Place) -> None:
        listed = run(full, "log", "--from", "yesterday", "--client", "clinica").stdout.splitlines()
        assert listed[:3] == [
            "Sun 15 Nov · 1:00",
            "  23:00-24:00   1:00  Night · Clínica Sol",
            "Mon 16 Nov · 1:12",
        ]
        assert listed[-1] == "Total: 2:12"

    @pytest.mark.parametrize(
        ("words", "first", "last"),
        [
            ((), "2026-11-16", "2026-11-16"),
            (("--day", "ayer"), "2026-11-15", "2026-11-15"),
            (("--week",), "2026-11-16", "2026-11-22"),
            (("--week", "15/11"), "2026-11-09", "2026-11-15"),
            (("--from", "1/11"), "2026-11-01", "2026-11-16"),
            (("--to", "sun"), "2026-11-15", "2026-11-15"),
        ],
    )
    def test_the_days_that_are_meant(
        self, full: Place, words: tuple[str, ...], first: str, last: str
    ) -> None:
        listed = told(full, "log", *words)
        assert (listed["from"], listed["to"]) == (first, last)
        assert listed["seconds"] == sum(day["seconds"] for day in listed["days"])

    def test_json_has_each_entry_once(self, full: Place) -> None:
        listed = told(full, "log", "--from", "sun")
        assert [entry["title"] for entry in listed["entries"]] == ["Night", "One", "Two", "Now"]
        assert [day["seconds"] for day in listed["days"]] == [3600, 9720]

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--day", "31/2"), "“31/2” is no day."),
            (("--from", "today", "--to", "yesterday"), "The first day comes after the last one."),
            (("--day", "--week"), "Say --day, --week, or --from and --to."),
            (("--client", "nobody"), "There is no client “nobody”."),
        ],
    )
    def test_a_wrong_call_ends_with_2(self, path: Place, words: tuple[str, ...], said: str) -> None:
        result = run(path, "log", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert said in result.stderr

    def test_an_empty_day_says_so(self, path: Place) -> None:
        result = run(path, "log")
        assert (result.exit_code, result.stdout) == (0, "Nothing was recorded.\n")


@BOTH
def test_an_open_desk_hears_of_it_by_its_feed(path: Place) -> None:
    desk = open_database(path)
    heard: SimpleQueue[list[Change]] = SimpleQueue()
    feed = database.feed(heard.put)
    feed.start()
    command = [sys.executable, "-m", "helpdesk_tui", "--db", named(path), "time", "start", "One"]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    changes = heard.get(timeout=10)
    feed.stop()
    assert [(change.entity, change.field) for change in changes] == [(Entity.ENTRY, "created")]
    running = timer.running(technician("ana"))
    desk.close()
    assert running
    assert running.what.title == "One"


@pytest.mark.parametrize(
    ("shell", "words", "offered"),
    [
        (BashComplete, "start --client acm", [r"Acme\\ Ibérica", r"Acme\\ Servicios"]),
        (BashComplete, "log --client ñ", [r"Ñandú\\ \\&\\ Hijos\\ \\$\\(id\\)"]),
        (ZshComplete, "add --client clin", ["Clínica Sol"]),
        (ZshComplete, "switch --ticket ", ["1"]),
        (ZshComplete, "start --ticket 2", []),
    ],
)
def test_a_shell_completes_clients_and_ones_own_tickets(
    path: Place,
    monkeypatch: pytest.MonkeyPatch,
    shell: type[BashComplete | ZshComplete],
    words: str,
    offered: list[str],
) -> None:
    typed = ["time", *words.split(" ")]
    monkeypatch.setenv("HELPDESK_DB", named(path))
    monkeypatch.setenv("_HELPDESK_COMPLETE", f"{shell.name}_complete")
    completion = shell(helpdesk, {}, "helpdesk", "_HELPDESK_COMPLETE")
    found = completion.get_completions(typed[:-1], typed[-1])
    assert [item.value for item in found] == offered


def test_a_shell_hears_nothing_of_a_desk_that_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPDESK_DB", str(tmp_path / "none.db"))
    completion = ZshComplete(helpdesk, {}, "helpdesk", "_HELPDESK_COMPLETE")
    assert completion.get_completions(["time", "start", "--client"], "a") == []


@pytest.mark.parametrize("command", time_group.commands.values(), ids=lambda one: one.name)
def test_every_command_and_option_is_explained(command: click.Command) -> None:
    assert command.help
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    assert run(Path("none.db"), str(command.name), "--help", lang="es").exit_code == 0
