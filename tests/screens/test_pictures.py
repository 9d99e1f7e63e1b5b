"""The queue and a ticket as they look: in two sizes and both languages, compared with what was.

After a wanted change: `pytest tests/screens/test_pictures.py --snapshot-update`, then look at them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from docs.pictures import tidy
from helpdesk_tui import clock, i18n
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.screens import frame
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import open_database
from tests.screens.conftest import Seat, seated
from tests.storage.fresh import opened_fresh
from tests.support import SATURDAY


class Picture(SingleFileSnapshotExtension):
    """A picture is a file of its own, which a browser shows."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


@pytest.fixture(autouse=True)
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands and the machine has a name."""
    monkeypatch.setattr(clock, "now", lambda: SATURDAY)
    monkeypatch.setattr(frame, "HOST", "jump01")


@pytest.fixture(scope="module")
def demonstrations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demonstration desk in each language, closed."""
    paths = {}
    for language in ("en", "es"):
        i18n.install(language)
        with opened_fresh(tmp_path_factory.mktemp(language)) as desk:
            fill_demo(SATURDAY, "ana")
        paths[language] = desk.path
    i18n.install("en")
    return paths


async def settled(seat: Seat) -> str:
    """The picture once it has stopped changing."""
    before = None
    while before != (now := seat.drawn()):
        before = now
        await seat.pause(0.25)  # longer than the hand must rest for the preview to follow
    return tidy(now)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_look_as_they_did(
    demonstrations: dict[str, Path],
    tmp_path: Path,
    picture: SnapshotAssertion,
    language: str,
    size: tuple[int, int],
) -> None:
    i18n.install(language)
    path = tmp_path / "helpdesk.db"
    shutil.copy(demonstrations[language], path)
    path.chmod(0o600)
    desk = open_database(path)
    try:
        async with seated(desk, size=size, settings=Settings(cursor="lit")) as seat:
            await seat.until(lambda: seat.in_hand, "tickets")
            await seat.press("j", "j")
            assert await settled(seat) == picture(name="queue")
            await seat.press("enter")
            await seat.until(lambda: seat.in_hand is None, "the ticket")
            assert await settled(seat) == picture(name="ticket")
            await seat.press("2", "left_square_bracket")
            await seat.until(lambda: "09:" in seat.picture, "the day before")
            assert await settled(seat) == picture(name="day")
            await seat.press("w")
            await seat.until(lambda: "40:00" in seat.picture, "the week")
            assert await settled(seat) == picture(name="week")
    finally:
        desk.close()
