"""A desk is killed while it gives a sheet out: the real letter, at every kind of moment."""

from __future__ import annotations

import os
import resource
import signal
import sys
from email import message_from_bytes, policy
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import SheetLine, State, Terms
from helpdesk_tui.paths import data_dir
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.timesheets import giving, letter, letters, put_right, sheet
from helpdesk_tui.timesheets.rows import Sheet
from tests.storage.hands import ready
from tests.storage.workers import Worker
from tests.timesheets.conftest import LATER, client, wrote
from tests.timesheets.test_giving import MARTA, MONDAY, SUNDAY, lengthen

OFTEN = 4
"""Of statements every so many is one before which a desk is killed; of all else each is."""

HALF = 3000
"""Bytes of a letter that a disk takes before the desk is gone."""


@pytest.fixture
def week(ana: int, acme: int) -> int:
    """A client whose week is ready to be told."""
    Terms.create(client=acme, rounding="up 15", to=MARTA, created_at=LATER)
    wrote(ana, "16 9:00", "16 10:05", client=acme)
    wrote(ana, "17 9:00", "17 9:50", client=acme, title="Printer")
    return acme


# What the other process does


def gives(pipe: Connection, place: Place, data: str, by: int, whom: int, at: int) -> None:
    """Gives the week out, and is killed before what it does as number `at`; else tells all that."""
    os.environ["HELPDESK_DATA_DIR"] = data
    did: list[str] = []

    def about_to(what: str) -> None:
        did.append(what)
        if len(did) == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with ready(pipe, place):
        _watch(about_to)
        giving.tell(by, whom, MONDAY, SUNDAY, LATER, letter.write)
        pipe.send(did)


def _watch(about_to: Any) -> None:
    """Statements, commits, and all that is done to files in the folder of letters."""
    kind, folder = type(database.obj), str(letters.folder())
    execute, commit = kind.execute_sql, kind.commit

    def executing(self: object, *given: object, **known: object) -> object:
        about_to("statement")
        return execute(self, *given, **known)

    def committing(self: object) -> None:
        about_to("commit")
        commit(self)
        about_to("committed")

    def happens(event: str, given: tuple[object, ...]) -> None:
        is_there = any(isinstance(one, str | Path) and str(one).startswith(folder) for one in given)
        if is_there and (event == "open" or event.startswith("os.")):
            about_to(event)

    kind.execute_sql, kind.commit = executing, committing
    sys.addaudithook(happens)


def gives_half(pipe: Connection, place: Place, data: str, by: int, whom: int) -> None:
    """The kernel ends it in the midst of writing the letter."""
    os.environ["HELPDESK_DATA_DIR"] = data

    def half(told: Sheet, folder: Path) -> Path:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (HALF, HALF))
        return letter.write(told, folder)

    with ready(pipe, place):
        giving.tell(by, whom, MONDAY, SUNDAY, LATER, half)


def _begun(work: Any, desk: Opened, *given: object) -> Worker:
    worker = Worker(work, desk.path, str(data_dir()), *given)
    assert worker.ask() == "ready"
    worker.go()
    return worker


# What it has left


def given_out() -> bool:
    return billing.Sheet.select().where(billing.Sheet.state == State.GIVEN).exists()


def lying() -> list[Path]:
    """The letters that lie there, each of them whole."""
    folder = letters.folder()
    found = sorted(folder.glob("*.eml")) if folder.exists() else []
    for path in found:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert [part.get_content_maintype() for part in mail.iter_parts()] == [
            *("multipart", "application")
        ]
        assert not any(part.defects for part in mail.walk())
    return found


def again(ana: int, week: int) -> str:
    return put_right.again(ana, week, MONDAY, SUNDAY, LATER, letter.write)


def test_a_kill_at_any_moment_leaves_a_sheet_given_out_with_its_letter_or_free(
    desk: Opened, ana: int, week: int, tmp_path: Path
) -> None:
    other = client(ana, "Fénix")
    Terms.create(client=other, rounding="up 15", to=MARTA, created_at=LATER)
    for day in (18, 19):
        wrote(ana, f"{day} 9:00", f"{day} 9:50", client=other)
    worker = _begun(gives, desk, ana, other, 0)
    did = worker.ask(60)
    worker.end()
    giving.take_back(ana, sheet.read(other, MONDAY, SUNDAY, LATER))
    for one in lying():
        one.unlink()
    SheetLine.delete().execute()
    assert {"os.rename", "open", "os.mkdir", "commit", "committed"} <= set(did)
    moments = [
        number for number, what in enumerate(did, 1) if what != "statement" or number % OFTEN == 0
    ]
    left = set[tuple[bool, int]]()
    for moment in moments:
        worker = _begun(gives, desk, ana, week, moment)
        worker.process.join(60)
        assert worker.process.exitcode in (-signal.SIGKILL, 0)
        told = given_out()
        there = lying()
        left.add((told, len(there)))
        if told:
            read = sheet.read(week, MONDAY, SUNDAY, LATER)
            (path,) = there
            assert letter.write(read, tmp_path).read_bytes() == path.read_bytes()
            assert (SheetLine.select().count(), read.off) == (2, 0)
            path.unlink()
            assert again(ana, week).startswith("The letter was written again")
            assert letter.write(read, tmp_path).read_bytes() == path.read_bytes()
            put_right.follow(giving.take_back(ana, read))
            SheetLine.delete().execute()
        else:
            assert not SheetLine.select().exists()
            lengthen(ana, 1)  # nothing is locked
            assert again(ana, week) in {
                "It was not given out, and no letter of it is here.",
                *(f"Its letter was removed; if it was sent, the client has it: {p}" for p in there),
            }
        assert lying() == []
    assert left == {(False, 0), (False, 1), (True, 1)}, "never a second letter, and none without"
    giving.tell(ana, week, MONDAY, SUNDAY, LATER, letter.write)
    (path,) = letters.folder().iterdir()  # and nothing that was in the making
    assert path.suffix == ".eml"


def test_a_kill_in_the_midst_of_the_letter_leaves_none_and_the_next_try_clears_the_half(
    desk: Opened, ana: int, week: int
) -> None:
    worker = _begun(gives_half, desk, ana, week)
    worker.process.join(60)
    assert worker.process.exitcode == -signal.SIGXFSZ
    (half,) = letters.folder().glob(".preparing-*/.*")
    assert half.stat().st_size == HALF
    assert (given_out(), lying()) == (False, [])
    lengthen(ana, 1)
    path = giving.tell(ana, week, MONDAY, SUNDAY, LATER, letter.write)[1]
    assert list(letters.folder().iterdir()) == [path] == lying()
