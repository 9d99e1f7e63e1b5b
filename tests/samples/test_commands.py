"""`helpdesk sample` and `helpdesk demo`, as a person calls them."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.cli.demo import DATABASE, PREFIX, clear_leftovers
from helpdesk_tui.conversations import talk
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.samples import load
from helpdesk_tui.storage import locks
from helpdesk_tui.storage.opening import open_database
from tests.samples.records import fingerprint

ROOT = Path(__file__).parents[2]
LONG_AGO = time.time() - 3600


def sample(database: Path, *words: str) -> Result:
    return CliRunner().invoke(helpdesk, ["--db", str(database), "sample", *words])


def content(database: Path) -> tuple[int, str]:
    opened = open_database(database)
    try:
        return Ticket.select().count(), fingerprint()
    finally:
        opened.close()


class TestSample:
    def test_makes_the_tickets_and_says_where(self, tmp_path: Path) -> None:
        found = sample(tmp_path / "a.db", "--tickets", "120")
        assert found.exit_code == 0
        assert "120 tickets were added to" in found.output
        assert content(tmp_path / "a.db")[0] == 120

    def test_makes_entries_of_time_on_them_if_asked(self, tmp_path: Path) -> None:
        found = sample(tmp_path / "a.db", "--tickets", "20", "--entries", "300")
        assert found.exit_code == 0
        assert "300 entries of time on them." in found.output
        opened = open_database(tmp_path / "a.db")
        assert Entry.select().count() == 300
        opened.close()

    def test_makes_talks_about_them_if_asked(self, tmp_path: Path) -> None:
        found = sample(tmp_path / "a.db", "--tickets", "20", "--talks", "30")
        assert found.exit_code == 0
        assert "30 talks about them." in found.output
        opened = open_database(tmp_path / "a.db")
        told = [talk.read(number) for number in range(1, 31)]
        opened.close()
        assert all(one and len(one.statements) == 5 for one in told)
        assert {one.client for one in told if one} <= {*range(1, 70)}

    def test_makes_the_same_tickets_for_the_same_words(self, tmp_path: Path) -> None:
        words = (
            "--tickets",
            "60",
            "--talks",
            "9",
            "--seed",
            "5",
            "--now",
            "2026-11-21T10:00+01:00",
        )
        for name in ("a.db", "b.db"):
            assert sample(tmp_path / name, *words).exit_code == 0
        assert content(tmp_path / "a.db") == content(tmp_path / "b.db")

    def test_leaves_a_desk_with_tickets_alone_unless_asked(self, tmp_path: Path) -> None:
        sample(tmp_path / "a.db", "--tickets", "20")
        before = content(tmp_path / "a.db")
        found = sample(tmp_path / "a.db", "--tickets", "20")
        assert found.exit_code == 2
        assert "--add" in found.stderr
        assert content(tmp_path / "a.db") == before
        assert sample(tmp_path / "a.db", "--tickets", "20", "--add").exit_code == 0
        assert content(tmp_path / "a.db")[0] == 40

    @pytest.mark.parametrize(
        "words", [(), ("--tickets", "0"), ("--tickets", "5", "--now", "2026-11-21T10:00")]
    )
    def test_says_what_is_wrong_with_the_call(self, tmp_path: Path, words: tuple[str, ...]) -> None:
        assert sample(tmp_path / "a.db", *words).exit_code == 2
        assert not (tmp_path / "a.db").exists()

    def test_says_how_far_it_came_when_it_is_stopped(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(load, "CHUNK", 50)
        write, calls = load._Maker.write, []

        def stopped_in_the_third(maker: load._Maker, start: int, count: int) -> None:
            write(maker, start, count)
            calls.append(count)
            if len(calls) == 3:
                raise KeyboardInterrupt

        monkeypatch.setattr(load._Maker, "write", stopped_in_the_third)
        found = sample(tmp_path / "a.db", "--tickets", "500")
        assert found.exit_code == 130
        assert "100 tickets were added and stay" in found.stderr
        assert content(tmp_path / "a.db")[0] == 100


class TestDemo:
    @pytest.fixture
    def temporary(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        return tmp_path

    def test_opens_a_filled_desk_and_leaves_nothing_behind(self, temporary: Path) -> None:
        with started(temporary) as terminal:
            terminal.expect("SRV-2 no arranca")
            assert list(temporary.glob(f"{PREFIX}*/demo.db"))
            terminal.send("Q")
            terminal.expect("base de datos|thrown away")
            terminal.expect(pexpect.EOF)
        assert terminal.exitstatus == 0
        assert list(temporary.glob(f"{PREFIX}*")) == []

    def test_tidies_up_when_it_is_ended_by_a_signal(self, temporary: Path) -> None:
        with started(temporary) as terminal:
            terminal.expect("SRV-2 no arranca")
            terminal.kill(signal.SIGTERM)
            terminal.expect(pexpect.EOF)
        assert terminal.exitstatus == 128 + signal.SIGTERM
        assert list(temporary.glob(f"{PREFIX}*")) == []

    def test_clears_what_killed_runs_left_and_spares_those_that_run(self, temporary: Path) -> None:
        dead, alive, fresh = (temporary / f"{PREFIX}{name}" for name in ("dead", "alive", "fresh"))
        for folder in (dead, alive, fresh):
            folder.mkdir()
            (folder / "demo.db").touch()
        with locks.lock(alive / DATABASE, alone=True, patience=1):
            for folder in (dead, alive):
                os.utime(folder, (LONG_AGO, LONG_AGO))
            clear_leftovers()
        assert not dead.exists()
        assert alive.exists()
        assert fresh.exists()


def started(temporary: Path) -> pexpect.spawn[str]:
    """The demonstration in a terminal of its own."""
    return pexpect.spawn(
        f"{sys.executable} -m helpdesk_tui --lang es demo",
        env={**os.environ, "TERM": "xterm-256color", "TMPDIR": str(temporary)},
        cwd=ROOT,
        dimensions=(30, 110),
        encoding="utf-8",
        timeout=15,
    )
