"""The screens as they look: in two sizes and both languages, compared with what was.

After a wanted change: `pytest tests/screens/test_pictures.py --snapshot-update`, then look at them.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from docs.pictures import tidy
from helpdesk_tui import clock, i18n
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.screens.frame import frame
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import handover, promises
from tests.screens.conftest import Seat, seated
from tests.screens.promised import document
from tests.storage.fresh import opened_fresh
from tests.support import SATURDAY, technician


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


LANGUAGES = pytest.mark.parametrize("language", ["en", "es"])
SIZES = pytest.mark.parametrize(
    "size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}"
)

Demonstrate = Callable[..., AbstractAsyncContextManager[Seat]]


@pytest.fixture
def demonstrate(demonstrations: dict[str, Path], tmp_path: Path) -> Demonstrate:
    """Seats ana at a demonstration of her own in a language, at a terminal of a size.

    Unless she has just come she has read what the last shift has left.
    """

    @asynccontextmanager
    async def seat_at(
        language: str, size: tuple[int, int], *, just_come: bool = False
    ) -> AsyncIterator[Seat]:
        i18n.install(language)
        path = tmp_path / "helpdesk.db"
        shutil.copy(demonstrations[language], path)
        path.chmod(0o600)
        desk = open_database(path)
        if not just_come:
            me = technician("ana")
            handover.mark_read(me, [note.id for note in handover.unread(me, ())])
        try:
            async with seated(desk, size=size, settings=Settings(cursor="lit")) as seat:
                yield seat
        finally:
            desk.close()

    return seat_at


@LANGUAGES
@SIZES
async def test_the_screens_look_as_they_did(
    demonstrate: Demonstrate, picture: SnapshotAssertion, language: str, size: tuple[int, int]
) -> None:
    async with demonstrate(language, size, just_come=True) as seat:
        await seat.until(lambda: seat.in_hand, "tickets")
        await seat.press("j", "j")
        await seat.sees("f6")
        assert await settled(seat) == picture(name="queue")
        await seat.press("f6")
        await seat.sees("(10")
        assert await settled(seat) == picture(name="handover")
        await seat.press("escape")
        await seat.press("enter")
        await seat.until(lambda: seat.in_hand is None, "the ticket")
        await seat.sees(i18n._("Like this one:"))  # it is looked for once the ticket is there
        assert await settled(seat) == picture(name="ticket")
        await seat.press("2", "left_square_bracket")
        await seat.until(lambda: "09:" in seat.picture, "the day before")
        assert await settled(seat) == picture(name="day")
        await seat.press("w")
        await seat.until(lambda: "40:00" in seat.picture, "the week")
        assert await settled(seat) == picture(name="week")


@LANGUAGES
@SIZES
async def test_talks_and_their_steps_look_as_they_did(
    demonstrate: Demonstrate, picture: SnapshotAssertion, language: str, size: tuple[int, int]
) -> None:
    async with demonstrate(language, size) as seat:
        await seat.press("3")
        await seat.sees("Núñez")
        assert await settled(seat) == picture(name="talks")
        await seat.press("enter")  # one that has ended
        for number in (6, 5):
            await seat.sees(f"● {number}")
            assert await settled(seat) == picture(name=f"step{number}")
            await seat.press("p")
        await seat.press("escape", "j", "enter")  # one in the middle of its statements
        for number in (4, 3, 2, 1):
            await seat.sees(f"● {number}")
            assert await settled(seat) == picture(name=f"step{number}")
            await seat.press("p")


@LANGUAGES
async def test_the_cue_view_looks_on_a_phone_as_it_did(
    demonstrate: Demonstrate, picture: SnapshotAssertion, language: str
) -> None:
    async with demonstrate(language, (40, 20)) as seat:
        await seat.press("3")
        await seat.sees("Núñez")
        await seat.press("j", "enter")
        await seat.sees("● 4")
        await seat.press("v")
        await seat.sees("Todavía no sabemos")
        assert await settled(seat) == picture(name="cue")


@SIZES
async def test_the_rules_look_as_they_did(
    demonstrate: Demonstrate, picture: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with demonstrate("en", size) as seat:
        promises.save(None, document())
        await seat.press("f3")
        await seat.sees("Madrid", "0:38:00")
        await seat.press("L", "right", "right", "right")
        assert await settled(seat) == picture(name="calendar")
        await seat.press("G")
        await seat.sees("Everyone")
        assert await settled(seat) == picture(name="policy")
