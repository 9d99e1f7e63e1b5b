"""A file that is spoilt: what the desk meets of it is told in one sentence, and it goes on."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from helpdesk_tui.storage import driver
from helpdesk_tui.storage.faults import Fault, explain
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.tickets import actions, thread
from tests.screens.conftest import Seat, seated
from tests.screens.test_database_away import TEXT, files
from tests.storage.spoilers import PAGE, spoil
from tests.support import row

AROUND = (
    *("2", "3", "4", "1", "enter", "j", "escape", "p", "1", "escape", "r", "x"),
    *("escape", "escape", "1", "question_mark"),
)
"""Through every main screen, into a ticket, to an action and a draft, and to the help."""

DAMAGED = "The database is damaged."


@contextmanager
def spoilt(path: Path, by: int) -> Iterator[None]:
    """Every page but the first is spoilt for a while."""
    with closing(driver.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sound = path.read_bytes()
    spoil(path, random.Random(1), range(1, len(sound) // PAGE), PAGE)
    yield
    path.write_bytes(sound)
    actions.reply(by, [row(2)], "It is mended")  # SQLite looks anew when somebody has written


async def test_while_it_is_open_it_is_told_and_the_text_is_put_aside(
    seat: Seat, stocked: Opened, luis: int
) -> None:
    await seat.press("r")
    await seat.sees("ctrl+s save")
    with spoilt(Path(str(stocked.path)), luis):
        await seat.type(TEXT)
        await seat.sees(DAMAGED, "Your text is in", TEXT)
        assert TEXT in files()[0].read_text()
        await seat.press("escape", "2")
        await seat.sees(DAMAGED, "R tries again")
    await seat.press("R")
    await seat.sees("week ")
    await seat.press("1", "r")
    await seat.sees(TEXT)
    await seat.press("ctrl+s")
    await seat.until(lambda: thread.messages(1)[-1].body == TEXT, "it is on the ticket")
    assert files() == []


async def test_a_list_says_in_its_place_why_it_cannot_be_read_and_is_there_when_it_can(
    seat: Seat, stocked: Opened, luis: int
) -> None:
    await seat.press("0")
    await seat.sees("ACME Ibérica", "SRV-2")
    for key, there in (
        ("dollar_sign", "what is agreed about hours"),
        ("f8", "No client had hours in these days."),
    ):
        with spoilt(Path(str(stocked.path)), luis):
            await seat.press(key)
            await seat.sees(DAMAGED, "R tries again")
        await seat.press("R")
        await seat.sees(there)


async def test_wherever_it_is_spoilt_it_is_damage_that_is_told_and_never_a_fault_of_ours(
    stocked_template: Path, tmp_path: Path, soak: Callable[[int, int], int]
) -> None:
    for seed in range(soak(3, 200)):
        chance = random.Random(seed)
        path = tmp_path / f"{seed}.db"
        shutil.copy(stocked_template, path)
        pages = range(1, path.stat().st_size // PAGE)
        some = chance.sample(pages, chance.choice((1, len(pages) // 8, len(pages) // 2)))
        spoil(path, chance, some, chance.choice((60, PAGE)))
        assert await met(path) in (None, Fault.DAMAGED), f"seed {seed}"


def ended(seat: Seat) -> bool:
    """Whether it was left at the start already, with what is raised when the seat is given up."""
    return seat.app._exception is not None


async def met(path: Path) -> Fault | None:
    """What opening the desk there ends with; None when somebody could sit down at it."""
    try:
        with closing(open_database(path)) as desk:
            async with seated(desk) as seat:
                for key in AROUND:
                    await seat.press(key)
                    assert ended(seat) or "Something went wrong" not in seat.picture
                await seat.until(lambda: ended(seat) or "On this screen" in seat.picture)
    except Exception as error:
        problem = explain(error)
        if problem is None:
            raise
        return problem.fault
    return None
