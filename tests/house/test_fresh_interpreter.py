"""What a new process loads, and what it must not: start-up time is a budget."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.fresh import fresh_database

ROOT = Path(__file__).parent.parent.parent

LATE = {
    *("keyring", "jinja2", "markdown", "markdown_it", "psycopg", "psycopg2"),
    *("smtplib", "imaplib", "openpyxl", "babel", "humanize", "rapidfuzz", "lxml"),
    *("cryptography", "helpdesk_tui.secrets"),
    *("helpdesk_tui.filters.parse", "helpdesk_tui.tickets.matching", "helpdesk_tui.housekeeping"),
}


def loaded_by(module: str) -> set[str]:
    """The names of all modules in a new interpreter that has imported `module`."""
    code = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(run.stdout.split())


@pytest.mark.parametrize("module", ["helpdesk_tui", "helpdesk_tui.cli", "helpdesk_tui.settings"])
def test_the_package_alone_brings_in_no_textual(module: str) -> None:
    assert not loaded_by(module) & {"textual", "rich", "peewee"}


def test_the_way_to_the_first_screen_leaves_slow_libraries_for_later() -> None:
    loaded = loaded_by("helpdesk_tui.screens.run")
    assert "textual" in loaded
    assert not loaded & LATE


def test_a_status_bar_that_asks_for_the_timer_waits_for_no_screen(tmp_path: Path) -> None:
    code = (
        "import sys; from helpdesk_tui.cli import helpdesk;"
        " ended = helpdesk(sys.argv[1:], standalone_mode=False); print(ended, *sys.modules)"
    )
    status = ["time", "status", "--idle", "{today}"]
    run = subprocess.run(
        [sys.executable, "-c", code, "--db", str(fresh_database(tmp_path)), *status],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    told, (ended, *loaded) = run.stdout.splitlines()[0], run.stdout.splitlines()[1].split()
    assert (told, ended) == ("0:00", "1")
    slow = {"textual", "rich", "asyncio", "helpdesk_tui.calendars", "helpdesk_tui.worktime.day"}
    assert not set(loaded) & (LATE | slow)


def test_the_screens_are_never_imported_by_their_short_name() -> None:
    loaded = loaded_by("helpdesk_tui.screens.run")
    assert not [name for name in loaded if name.partition(".")[0] in ("screens", "styles")]


def test_plain_words_are_read_when_a_text_is_checked() -> None:
    assert not loaded_by("helpdesk_tui.wording") & {"tomllib", "textual", "peewee"}


def test_settings_that_nobody_wrote_cost_no_parser() -> None:
    code = (
        "import sys, pathlib, helpdesk_tui.settings as s;"
        " s.load(pathlib.Path('nowhere.toml')); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & {"tomllib", "difflib"}


def test_settings_are_read_without_building_a_calendar(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('hours = ["mon-fri 9:00-14:00"]\nholidays = [2026-12-25]\naway = 15\n')
    code = f"import sys, pathlib, helpdesk_tui.settings as s; s.load(pathlib.Path({str(file)!r}))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(run.stdout.split())
    assert "helpdesk_tui.typed_hours" in loaded
    assert not loaded & {"helpdesk_tui.calendars", "zoneinfo"}
