"""The documents say what the program does: keys, settings, commands, refusals, tables, links."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from textwrap import dedent

import pytest

from docs import keys
from helpdesk_tui.cli import COMMANDS
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.screens import commands
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.faults import Fault

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", keys.PAGES)
def test_the_tables_of_keys_are_those_of_the_commands(name: str) -> None:
    assert page(name) == keys.written(name), "python -m docs.keys writes them anew"


@pytest.mark.parametrize("name", ["README.md", "docs/es/guia.md"])
def test_every_command_of_a_screen_is_in_the_readers_tables(name: str) -> None:
    groups = set(" ".join(re.findall(r"<!-- keys: (.+?) -->", page(name))).split()) - {"FIELDS"}
    shown = {command.id for group in groups for command in getattr(commands, group)}
    assert shown == {command.id for command in commands.ALL if command not in commands.HELP}


def test_every_setting_has_its_row() -> None:
    section = page("docs/settings.md").split("\n## ")[2]
    rows = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert rows == [field.name for field in fields(Settings) if field.name != "lines"]


@pytest.mark.parametrize("name", ["README.md", "docs/es/guia.md"])
def test_every_word_of_the_command_has_its_row(name: str) -> None:
    rows = re.findall(r"^\| `([a-z-]+)[^|]*\| \S", page(name), re.MULTILINE)
    assert [word for word in COMMANDS if word not in rows] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_is_known(path: Path) -> None:
    told = path.read_text("utf-8")
    called = re.findall(
        r"(?:`|^    |&& )helpdesk\s+(?:--(?:db|lang)[ =][^\s`]+\s+)*([a-z-]+)", told, re.M
    )
    assert [word for word in called if word not in COMMANDS and not word.startswith("--")] == []


def blocks(after: str) -> list[str]:
    """The indented blocks of the page on housekeeping from these words on."""
    told = page("docs/housekeeping.md").partition(after)[2]
    return [dedent(block) for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", told, re.M)]


def test_the_units_for_systemd_are_units_and_tick(tmp_path: Path) -> None:
    service, timer, *_ = blocks("With **systemd**")
    (command,) = re.findall(r"^ExecStart=%h/\S+/helpdesk (\S+)$", service, re.MULTILINE)
    assert command in COMMANDS
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    units = [tmp_path / "helpdesk-tick.service", tmp_path / "helpdesk-tick.timer"]
    for file, unit in zip(units, (service, timer), strict=True):
        file.write_text(unit.replace("%h/.local/bin/helpdesk", "/bin/true"))
    verify = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *units]
    ran = subprocess.run(verify, capture_output=True, text=True, timeout=30)
    assert (ran.returncode, "helpdesk-tick" in ran.stderr) == (0, False), ran.stderr
    (when,) = re.findall(r"^OnCalendar=(.+)$", timer, re.MULTILINE)
    calendar = ["systemd-analyze", "calendar", "--iterations=2", when]
    assert subprocess.run(calendar, capture_output=True, timeout=30).returncode == 0


def test_the_line_for_cron_has_five_fields_and_ticks() -> None:
    (line,) = blocks("With **cron**")[0].strip().splitlines()
    *fields_, program, command = line.split()
    assert all(re.fullmatch(r"\*(/\d+)?|\d+", field) for field in fields_)
    assert (len(fields_), Path(program).name, command in COMMANDS) == (5, "helpdesk", True)


@pytest.mark.parametrize("fault", Fault)
def test_every_refusal_has_its_way_out(fault: Fault) -> None:
    said = re.sub(r"\{\w+\}\.?", "…", fault.value[0])
    rows = page("docs/troubleshooting.md").replace("process …", "…")
    assert f"| {said}" in rows.replace("….", "…")


def test_the_model_is_told_to_the_last_column() -> None:
    told = page("docs/model.md")
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", told, re.MULTILINE | re.DOTALL))
    missing = [
        f"{table._meta.table_name}.{column}"
        for table in TABLES
        for column in table._meta.fields
        if f"`{column}`" not in sections[table._meta.table_name]
    ]
    assert missing == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([\w-]+))?\)", path.read_text("utf-8"))
    for name, anchor in links:
        target = path.parent / name if name else path
        assert target.exists(), name
        if anchor:
            titles = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}
