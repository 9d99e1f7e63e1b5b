"""The real `helpdesk` on a database that it must not open: two sentences, 2, nothing changed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from helpdesk_tui.storage import driver
from helpdesk_tui.storage.faults import Fault
from tests.journeys.terminal import COMMAND, at_desk, environment
from tests.journeys.test_killed import desk_of
from tests.storage.fresh import fresh_database
from tests.storage.spoilers import PAGE, spoil
from tests.storage.test_refusals import (
    CLOSED_OFF,
    SPOILT,
    of_another_group,
    table_of_mounts,
    with_a_broken_schema,
)
from tests.terminal.hand import ROOT

COMMANDS = (
    ("export",),
    ("time", "log"),
    ("talks", "list"),
    ("tick",),
    ("privacy", "export", "1"),
)

AS_ANYBODY = """
import ctypes
for passes_by in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: permissions hold for root, too
    ctypes.CDLL(None).prctl(24, passes_by, 0, 0, 0)  # PR_CAPBSET_DROP
"""


@pytest.mark.parametrize(("spoil", "fault"), [*SPOILT, *CLOSED_OFF])
def test_a_file_that_is_not_the_desks_not_sound_or_not_to_be_written(
    tmp_path: Path,
    spoil: Callable[[Path], None],
    fault: Fault,
    soak: Callable[[int, int], int],
) -> None:
    path = a_database(tmp_path)
    spoil(path)
    is_refused(tmp_path, path, fault, COMMANDS[: soak(1, len(COMMANDS))])


def test_a_network_file_system(tmp_path: Path, soak: Callable[[int, int], int]) -> None:
    path = a_database(tmp_path)
    table = table_of_mounts(path.parent, "nfs4")
    (tmp_path / "sitecustomize.py").write_text(
        "from pathlib import Path\n"
        "from helpdesk_tui.storage import places\n"
        f"places.MOUNTS = Path({str(table)!r})\n"
    )
    commands = COMMANDS[: soak(1, len(COMMANDS))]
    environ = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"}
    is_refused(tmp_path, path, Fault.NETWORK, commands, environ)


def test_a_page_in_the_middle_that_the_first_list_needs(tmp_path: Path) -> None:
    desk_of(tmp_path, 1)
    path = tmp_path / "helpdesk.db"
    with closing(driver.connect(path)) as connection:
        found = "SELECT rootpage FROM sqlite_schema WHERE name = 'ticket'"
        (page,) = connection.execute(found).fetchone()
    spoil(path, Random(1), [page - 1], PAGE)
    with at_desk(tmp_path) as desk:
        desk.until("The database is damaged.")  # it ends, or goes on if it was up already
        assert "Something went wrong" not in desk.picture
        assert "could not start" not in desk.picture
    code, said = ended(("export",), environment(tmp_path, "ana"))
    assert code == 2
    assert_says(said, Fault.DAMAGED)


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [(with_a_broken_schema, Fault.DAMAGED), (of_another_group, Fault.NO_ENTRY)],
)
def test_the_doctor_finds_the_same(
    tmp_path: Path, spoil: Callable[[Path], None], fault: Fault
) -> None:
    path = a_database(tmp_path)
    spoil(path)
    code, said = ended(("doctor",), environment(tmp_path, "ana", str(path)))
    assert code == 1
    assert_says(said, fault)


def a_database(folder: Path) -> Path:
    theirs = folder / "theirs"
    theirs.mkdir()
    return fresh_database(theirs)


def is_refused(
    folder: Path,
    path: Path,
    fault: Fault,
    commands: Sequence[Sequence[str]],
    environ: Mapping[str, str] | None = None,
) -> None:
    """The desk in its terminal and the commands say what it is and what to do, and end with 2."""
    before = content_of(path)
    env = environment(folder, "ana", str(path)) | dict(environ or {})
    of_command = fault if path.exists() else Fault.MISSING  # only the desk would make one
    with at_desk(folder, database=str(path), environ=environ, before=AS_ANYBODY) as desk:
        for command in commands:
            code, said = ended(command, env)
            assert code == 2, said
            assert_says(said, of_command)
            assert len(said.splitlines()) == 2
        assert desk.code(20) == 2, desk.picture
    assert_says(desk.seen.decode(), fault)
    assert content_of(path) == before
    assert {file.name for file in path.parent.iterdir()} <= {path.name, f"{path.name}.lock"}


def content_of(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def ended(command: Sequence[str], env: Mapping[str, str]) -> tuple[int, str]:
    """How a command ends, and what it says."""
    done = subprocess.run(
        [*COMMAND, *command],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=lambda: exec(AS_ANYBODY),
    )
    return done.returncode, done.stdout + done.stderr


def assert_says(said: str, fault: Fault) -> None:
    """Its sentence and its way out, and nothing that is for a programmer."""
    for sentence in fault.value:
        for words in re.split(r"\{\w+\}", sentence):
            assert words.strip() in said, said
    assert "Traceback" not in said
