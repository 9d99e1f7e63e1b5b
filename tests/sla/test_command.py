"""`helpdesk sla` as somebody types it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.models.changes import as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people import editing
from helpdesk_tui.storage.address import Place, named
from helpdesk_tui.storage.opening import open_database
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import SATURDAY, opened, technician

RULES = """\
[calendar."Madrid 8-18"]
zone = "Europe/Madrid"
hours = ["lun-vie 8:00-18:00"]
country = "ES"
region = "MD"
holidays = { 2026-11-09 = "La Almudena" }

[[policy]]
name = "Oro"
calendar = "Madrid 8-18"
clients = ["acme"]
first_response = "90m"
resolution = "8h"
"""


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A desk with a client."""
    with opened_fresh(tmp_path, request.param) as desk:
        editing.add_client(technician("ana"), {"name": "ACME Ibérica"})
    return desk.path


def check(path: Place, file: Path, text: str) -> Result:
    file.write_text(text, encoding="utf-8")
    return CliRunner().invoke(helpdesk, ["--db", named(path), "sla", "check", str(file)])


@time_machine.travel(SATURDAY, tick=False)
def test_a_file_that_is_right_is_told_with_what_it_holds(path: Place, tmp_path: Path) -> None:
    ran = check(path, tmp_path / "rules.toml", RULES)
    assert (ran.exit_code, ran.output.splitlines()[1:]) == (
        0,
        [
            "Madrid 8-18 · Europe/Madrid · ES MD · 13 holidays in 2026",
            "1. Oro · Madrid 8-18 · first response 1h30 · resolution 8h",
        ],
    )


def test_every_mistake_is_told_and_it_ends_with_2(path: Place, tmp_path: Path) -> None:
    ran = check(path, tmp_path / "r.toml", RULES.replace("acme", "Acne").replace("90m", "2d"))
    assert ran.exit_code == 2
    first, second = ran.stderr.splitlines()
    assert first.endswith(
        "r.toml:11: policy.1.clients: There is no client “Acne”. Did you mean “ACME Ibérica”?"
    )
    assert "r.toml:12: policy.1.first_response: " in second


def test_a_file_that_is_no_text_is_told(path: Place, tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_bytes(b"\xff")
    words = ["--db", named(path), "sla", "check", str(tmp_path / "rules.toml")]
    ran = CliRunner().invoke(helpdesk, words)
    assert (ran.exit_code, "not UTF-8" in ran.stderr) == (2, True)


def test_without_a_desk_nothing_is_made(tmp_path: Path) -> None:
    ran = check(tmp_path / "none.db", tmp_path / "rules.toml", RULES)
    assert (ran.exit_code, (tmp_path / "none.db").exists()) == (2, False)


@time_machine.travel(SATURDAY, tick=False)
def test_an_instant_that_was_agreed_is_explained_where_the_ticket_is_due_then(path: Place) -> None:
    def explained(*how: str) -> Result:
        return CliRunner().invoke(helpdesk, ["--db", named(path), "sla", "explain", "1", *how])

    desk = open_database(path)
    ticket = opened(technician("ana"))
    desk.close()
    assert explained().exit_code == 1
    desk = open_database(path)
    with change(None) as hand:
        agreed = {"agreed_at": (None, as_stored(SATURDAY + timedelta(hours=2)))}
        hand.swap(Entity.TICKET, ticket, agreed)
    desk.close()
    said = explained()
    assert (said.exit_code, said.output) == (0, "1 · Agreed on this ticket: due 15:32\n")
    (plain,) = json.loads(explained("--json").output)
    assert plain == {"target": "agreed", "due": "2026-11-21T15:32:00+00:00"}
