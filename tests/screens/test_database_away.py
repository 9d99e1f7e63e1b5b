"""While the file of the database takes nothing: it is told, typing goes on, and no text is lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui import paths
from helpdesk_tui.storage import driver, places
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import drafts, thread
from tests.screens.conftest import Seat, SitDown, seated

REPLY = ("ticket:1", "reply")
TEXT = "Pull the plug"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program writes, and does not come to an end."""
    with closing(driver.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def moved(path: Path) -> Iterator[None]:
    """Somebody moves the file away, and sees what that has done."""
    elsewhere = path.with_name("old.db")
    path.rename(elsewhere)
    yield
    elsewhere.rename(path)


def files() -> list[Path]:
    """The texts that were put aside."""
    return list(paths.state_dir().glob("unsaved-*"))


def row_of(technician: int) -> str:
    """What the database has of the reply, whatever lies beside it."""
    draft = drafts._find(technician, *REPLY)
    return draft.fields["body"] if draft else ""


async def test_while_the_database_is_locked_typing_goes_on_and_is_put_aside_within_a_second(
    seat: Seat, stocked: Opened, ana: int
) -> None:
    await seat.press("r")
    with locked(Path(str(stocked.path))):
        begun = time.monotonic()
        await seat.type(TEXT)
        await seat.until(files, "it lies in a file")
        assert time.monotonic() - begun < 1.5  # a second, and a busy machine
        await seat.sees("Waiting for the database")
        await seat.type(" now")
        await seat.until(lambda: f"{TEXT} now" in files()[0].read_text(), "the file follows")
        assert files()[0].stat().st_mode & 0o777 == 0o600
        assert row_of(ana) == ""
    await seat.until(lambda: not files(), "the database has it")
    assert row_of(ana) == f"{TEXT} now"


@pytest.fixture
async def impatient(stocked: Opened) -> AsyncIterator[Seat]:
    """A desk that waits half a second for another program, not half a minute."""
    database.obj.timeout = 0.5
    async with seated(stocked) as seat:
        await seat.has_in_hand(1)
        yield seat


async def test_a_database_that_stays_locked_is_tried_again_by_itself(
    impatient: Seat, stocked: Opened, ana: int
) -> None:
    await impatient.press("r")
    with locked(Path(str(stocked.path))):
        await impatient.type(TEXT)
        await impatient.sees("Another program kept the database locked", "Your text is in")
        await impatient.type(" now")
        await impatient.until(lambda: f"{TEXT} now" in files()[0].read_text(), "it follows", 1.5)
    await impatient.until(lambda: row_of(ana) == f"{TEXT} now", "the draft is written")
    await impatient.until(lambda: not files(), "the file is used up")


async def test_a_text_that_was_put_aside_is_found_again_at_the_next_start_and_used_up_when_saved(
    sit_down: SitDown, stocked: Opened, ana: int
) -> None:
    first = await sit_down()
    await first.press("r")
    with locked(Path(str(stocked.path))):
        await first.type(TEXT)
        await first.until(files, "it lies in a file")
        kept = files()[0].read_bytes()
        name = files()[0]
    await first.until(lambda: not files(), "the database has it")
    drafts.discard(ana, *REPLY)
    name.write_bytes(kept.replace(drafts.RUN.encode(), b"killed"))  # as a kill leaves it
    async with seated(stocked) as seat:
        await seat.sees("Drafts wait for you: 1")
        await seat.press("r")
        await seat.sees("taken over from your other terminal", TEXT)
        await seat.press("ctrl+s")
        await seat.until(lambda: thread.messages(1)[-1].body == TEXT, "it is on the ticket")
        assert files() == []
        assert drafts.waiting(ana) == []


async def test_who_leaves_the_bar_or_the_desk_meanwhile_keeps_the_text(
    impatient: Seat, stocked: Opened, ana: int
) -> None:
    await impatient.press("r")
    with locked(Path(str(stocked.path))):
        await impatient.type(TEXT)
        await impatient.press("escape")
        await impatient.sees("Your text is in")
        await impatient.press("r")
        await impatient.sees(TEXT)
        await impatient.type("s")
        impatient.app.typed.save()
        assert f"{TEXT}s" in files()[0].read_text()
    await impatient.until(lambda: row_of(ana) == f"{TEXT}s", "it is written in the end", 12)


async def test_a_database_that_becomes_read_only_is_told_and_written_to_when_it_can_be_again(
    seat: Seat, ana: int
) -> None:
    async def only_read(whether: bool) -> None:
        await seat.app.desk.write(database.execute_sql, f"PRAGMA query_only={whether:d}")

    await only_read(True)
    await seat.press("r")
    await seat.type(TEXT)
    await seat.sees("has become read-only", "Your text is in", TEXT)
    assert TEXT in files()[0].read_text()
    await seat.press("escape", "p", "1")
    await seat.sees("has become read-only")
    await only_read(False)
    await seat.press("escape", "escape", "r")
    await seat.sees(TEXT)
    await seat.until(lambda: row_of(ana) == TEXT, "the draft is written")
    await seat.until(lambda: not files(), "the file is used up")


async def test_a_file_that_is_moved_away_is_told_nothing_is_written_and_all_goes_on_when_it_is_back(
    seat: Seat, stocked: Opened, ana: int
) -> None:
    path = Path(str(stocked.path))
    await seat.press("r")
    with moved(path):
        await seat.sees("moved, deleted or", seconds=2)
        await seat.type(TEXT)
        await seat.until(files, "it lies in a file")
        await seat.press("ctrl+s")
        await seat.pause(0.2)
        await seat.sees("moved, deleted or", TEXT)
    await seat.until(lambda: row_of(ana) == TEXT, "the draft is written")
    await seat.press("escape", "p", "1")
    await seat.sees("1 P1")


async def test_another_file_in_its_place_is_not_written_to(
    seat: Seat, stocked: Opened, ana: int
) -> None:
    path = Path(str(stocked.path))
    shutil.copy(path, path.with_name("copy.db"))
    before = path.with_name("copy.db").read_bytes()
    with moved(path):
        path.with_name("copy.db").rename(path)
        await seat.sees("moved, deleted or", seconds=2)
        await seat.press("p", "1")
        await seat.settle()
        assert path.read_bytes() == before
        path.unlink()


@pytest.fixture
async def crowded(stocked: Opened) -> AsyncIterator[Seat]:
    """A desk whose state folder takes nothing, in a session that has a folder of its own."""
    database.obj.timeout = 0.5
    async with seated(stocked) as seat:
        paths.state_dir().parent.mkdir(parents=True, exist_ok=True)
        paths.state_dir().write_text("in the way")
        yield seat
        paths.state_dir().unlink()


async def test_where_the_state_folder_takes_nothing_the_sessions_folder_does(
    crowded: Seat, stocked: Opened, ana: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    await crowded.press("r")
    with locked(Path(str(stocked.path))):
        await crowded.type(TEXT)
        await crowded.until(lambda: list((tmp_path / "helpdesk").glob("unsaved-*")), "a file")
    await crowded.until(lambda: row_of(ana) == TEXT, "the database has it")
    assert list((tmp_path / "helpdesk").iterdir()) == []


async def test_where_nothing_takes_it_the_bar_stays_and_says_so(
    crowded: Seat, stocked: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    await crowded.press("r")
    with locked(Path(str(stocked.path))):
        await crowded.type(TEXT)
        await crowded.press("escape")
        await crowded.sees("leave it open", TEXT)
    await crowded.press("escape")
    await crowded.sees("Your draft is kept")


async def test_what_nothing_takes_is_told_and_logged_once_until_it_changes(
    crowded: Seat,
    stocked: Opened,
    ana: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    tries: list[str] = []
    put_aside = drafts.put_aside

    def tried(by: int, target: str, *how: Any) -> Path:
        tries.append(target)
        return put_aside(by, target, *how)

    monkeypatch.setattr(drafts, "put_aside", tried)
    await crowded.has_in_hand(1)
    await crowded.press("r")
    await crowded.sees("ctrl+s")
    with locked(Path(str(stocked.path))):
        await crowded.type(TEXT)
        await crowded.sees("leave it open")
        await crowded.until(lambda: len(tries) > 3, "it is tried again and again")
        logged = [record.getMessage() for record in caplog.records]
        assert sum("could not be put aside" in line for line in logged) == 1
        assert sum("could not be written" in line for line in logged) == 1
    await crowded.until(lambda: row_of(ana) == TEXT, "the database has it")


def test_a_file_has_an_identity_as_long_as_it_can_be_seen(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert places.identity(file) is None
    file.touch()
    assert places.identity(file) == places.identity(file.rename(tmp_path / "b"))
