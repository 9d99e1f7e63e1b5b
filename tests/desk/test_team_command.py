"""`helpdesk team`: inviting, joining, roles, and what is refused with which code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.storage.opening import open_database
from tests.storage.fresh import fresh_database
from tests.support import technician


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A desk that ana leads, which nobody has open."""
    path = fresh_database(tmp_path)
    opened = open_database(path)
    technician("ana")
    opened.close()
    return path


def call(path: Path, login: str, *words: str) -> Result:
    folder = path.parent / f"config-{login}"
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text(f'technician = "{login}"\n')
    env = {"HELPDESK_CONFIG_DIR": str(folder)}
    return CliRunner(env=env).invoke(helpdesk, ["--db", str(path), *words], prog_name="helpdesk")


def team(path: Path, login: str, *words: str) -> Result:
    return call(path, login, "team", *words)


def test_a_lead_invites_and_the_other_joins_with_the_code(desk: Path) -> None:
    assert "By invitation" in team(desk, "ana", "joining", "invitation").output
    invited = team(desk, "ana", "invite", "Eva Gil", "--role", "guest")
    code = invited.stdout.strip()
    assert f"Eva Gil runs `helpdesk team join {code}` within 7 days" in invited.stderr
    closed = team(desk, "eva", "role", "ana", "guest")
    assert (closed.exit_code, closed.stderr) == (
        2,
        "This desk is joined by invitation.\n"
        "Ask a lead (ana) for a code, then run `helpdesk team join CODE`.\n",
    )
    assert "Welcome, Eva Gil" in team(desk, "eva", "join", code).output
    again = team(desk, "luis", "join", code)
    assert (again.exit_code, "lets nobody in" in again.stderr) == (1, True)

    told = json.loads(team(desk, "ana", "list", "--json").stdout)
    assert told["joining"] == "invitation"
    assert [(one["name"], one["login"], one["role"]) for one in told["team"]] == [
        ("ana", "ana", "lead"),
        ("Eva Gil", "eva", "guest"),
    ]
    assert "guest, who only reads" in team(desk, "ana", "list").output


def test_what_a_guest_writes_from_the_shell_is_refused_with_2(desk: Path) -> None:
    code = team(desk, "ana", "invite", "Eva", "--role", "guest").stdout.strip()
    team(desk, "eva", "join", code)
    table = desk.parent / "tickets.csv"
    table.write_text("subject\nThe printer\n")
    for words in (("time", "start", "x"), ("import", str(table))):
        refused = call(desk, "eva", *words)
        assert refused.exit_code == 2, refused.output
        assert "You are a guest at this desk and read along" in refused.stderr


def test_roles_are_given_and_taken_by_leads_alone(desk: Path) -> None:
    refused = team(desk, "luis", "retire", "ana")
    assert (refused.exit_code, refused.stderr) == (1, "That is for a lead to do: ana.\n")
    assert team(desk, "ana", "role", "luis", "lead").output == "luis: lead\n"
    assert team(desk, "luis", "retire", "ana").exit_code == 0
    gone = team(desk, "ana", "role", "luis", "guest")
    assert (gone.exit_code, "A lead (luis) can bring you back" in gone.stderr) == (2, True)
    unknown = team(desk, "luis", "role", "nobody", "guest")
    assert (unknown.exit_code, "nobody called “nobody”" in unknown.stderr) == (1, True)
