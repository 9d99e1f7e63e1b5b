"""`helpdesk macros` as somebody types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.storage.address import Place, named
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import opened, technician

VISIT = """\
[[macro]]
name = "Visit"
for = "all"
wait = "client"
labels = [
    "visit",
]
en = "We come {{ ask.day }}."
"""


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A desk with a ticket, and ana at it."""
    monkeypatch.setattr("helpdesk_tui.people.technicians.account", lambda: "ana")
    with opened_fresh(tmp_path, request.param) as desk:
        opened(technician("ana"))
    return desk.path


def run(path: Place, *arguments: str) -> Result:
    return CliRunner().invoke(helpdesk, ["--db", named(path), "macros", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "in.toml"
    found.write_text(VISIT, encoding="utf-8")
    return found


def test_a_file_is_taken_in_listed_shown_and_printed(path: Place, file: Path) -> None:
    checked = run(path, "check", str(file))
    assert (checked.exit_code, checked.output) == (0, f"{file} is in order.\nVisit\n")
    assert run(path, "list").exit_code == 1

    assert run(path, "load", str(file)).output == "1 macro was taken in.\n"
    assert run(path, "list", "come", "vis").output == (
        "Visit · for all · waits for the client · +visit\n"
    )
    assert run(path, "list", "nothing").exit_code == 1
    assert run(path, "show", "vis").output == VISIT
    filled = run(path, "show", "visit", "--ticket", "1")
    assert filled.output == "Then: waits for the client · +visit\nWe come ‹day›.\n"

    file.write_text(run(path, "export").output, encoding="utf-8")
    assert run(path, "load", str(file)).exit_code == 0
    assert len(run(path, "list").output.splitlines()) == 1


def test_mistakes_end_with_two_and_change_nothing(path: Place, file: Path) -> None:
    file.write_text(VISIT + '[[macro]]\nname = "No"\nen = "{{ x }}"\n', encoding="utf-8")
    for command in ("check", "load"):
        result = run(path, command, str(file))
        assert result.exit_code == 2
        assert f"{file}:11: macro.2.en: There is nothing called “x”." in result.output
    assert run(path, "list").exit_code == 1
    assert run(path, "show", "visit").exit_code == 1
    assert run(path, "show", "visit").output == "There is no macro “visit”.\n"


def test_the_sample_can_be_taken_in_in_either_language(path: Place, file: Path) -> None:
    for language in ("en", "es"):
        printed = CliRunner().invoke(
            helpdesk, ["--lang", language, "--db", named(path), "macros", "export", "--sample"]
        )
        file.write_text(printed.output, encoding="utf-8")
        assert run(path, "load", str(file)).exit_code == 0, printed.output
    assert len(run(path, "list").output.splitlines()) == 20


def test_a_ticket_that_is_not_there_is_told(path: Place, file: Path) -> None:
    run(path, "load", str(file))
    assert run(path, "show", "visit", "--ticket", "9").exit_code == 2
