"""The documents say what the program does: keys, settings, commands, refusals, tables, links."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

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


def test_every_word_of_the_command_has_its_row() -> None:
    readme = page("README.md")
    assert [word for word in COMMANDS if not re.search(rf"^\| `{word}\b", readme, re.M)] == []


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
