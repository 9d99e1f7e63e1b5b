"""What holds on every screen: palette, help, own keys, looks, and the line at the bottom."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import pytest

from helpdesk_tui import paths
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.screens import commands
from helpdesk_tui.screens.parts.bars import Bar, Menu
from helpdesk_tui.settings import Settings, load
from helpdesk_tui.tickets import handover
from tests.screens.conftest import Seat, SitDown
from tests.support import row


def own_keys(text: str) -> Settings:
    """The settings of somebody who has written this into their file."""
    file = paths.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return load(file)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_a_command_by_what_it_says_and_does_it(
    seat: Seat, key: str
) -> None:
    await seat.press("j", key)
    await seat.sees("Commands")
    await seat.type("close it for")
    await seat.sees("Close it for good")
    await seat.press("enter")

    await seat.lists(1, 3, 4, 5, 6, 7, 8)
    await seat.sees("z takes it back")


async def test_the_palette_is_left_by_esc_and_says_when_nothing_fits(seat: Seat) -> None:
    await seat.press("colon")
    await seat.sees("Commands")
    await seat.type("zzzzqq")
    await seat.press("enter")
    await seat.sees("zzzzqq")

    await seat.press("escape")

    await seat.sees_no("Commands")
    await seat.press("j")
    await seat.has_in_hand(2)


async def test_a_screen_that_goes_while_it_asks_takes_its_bar_along_without_a_fault(
    seat: Seat,
) -> None:
    await seat.press("2", "colon")
    await seat.sees("Commands")
    going = seat.app.front
    assert going
    going.query_one(Bar).leave()
    seat.app.pop_screen()
    await seat.has_in_hand(1)
    assert await going.ask(Menu("Too late?", [])) is None
    await seat.press("j")
    await seat.has_in_hand(2)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_tells_the_keys_of_the_screen_with_their_names(seat: Seat, key: str) -> None:
    await seat.press(key)
    await seat.sees("On this screen", "queue.")
    await seat.press("slash")
    await seat.sees("enter keeps it")
    await seat.type("urgent")
    await seat.sees("Set how urgent it is", "ticket.priority")
    await seat.sees_no("ticket.assign")
    await seat.press("escape")
    await seat.sees("queue.")

    await seat.press("q")

    await seat.has_in_hand(1)


async def test_every_command_of_the_queue_is_in_its_help(seat: Seat) -> None:
    await seat.press("question_mark")
    await seat.sees("On this screen")
    seen = ""
    for _ in range(12):
        seen += seat.picture
        await seat.press("ctrl+d")

    wanted = (*commands.QUEUE, *commands.TRIAGE, *commands.NEW, *commands.EVERYWHERE)
    assert [command.id for command in wanted if command.id not in seen] == []


async def test_help_is_read_from_either_end(seat: Seat) -> None:
    await seat.press("question_mark")
    await seat.sees("On this screen")

    await seat.press("G")
    await seat.sees("In a bar: tab to the next field")
    await seat.sees_no("On this screen")

    await seat.press("g")
    await seat.sees("On this screen")


async def test_the_end_of_help_stays_in_sight_when_a_note_takes_a_line(
    seat: Seat, luis: int
) -> None:
    await seat.press("question_mark", "G")
    await seat.sees("In a bar: tab to the next field")
    handover.write(luis, "The till of ACME is on a spare")
    await seat.sees("f6 reads what luis has left for you")
    await seat.sees("In a bar: tab to the next field")


async def test_a_key_of_ones_own_works_and_is_shown(sit_down: SitDown) -> None:
    seat = await sit_down(settings=own_keys('[keys]\n"ticket.priority" = "f12"\n'))
    await seat.has_in_hand(1)
    await seat.press("f12")
    await seat.sees("critical")
    await seat.press("1")
    await seat.until(lambda: row(1).priority == 1, "P1")

    await seat.press("p")
    await seat.press("question_mark")
    await seat.sees("On this screen")
    await seat.press("slash")
    await seat.type("urgent")
    await seat.until(lambda: re.search(r"f12 +Set how urgent", seat.picture), "f12 in the help")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ('[keys]\n"ticket.take" = "x"\n', "line 2", "taken by ticket.resolve"),
        ('theme = "dark"\n[keys]\n"ticket.tkae" = "f6"\n', "line 3", "Did you mean “ticket.take”?"),
        ('[keys]\n"ticket.take" = "ctrl+m"\n', "line 2", "cannot tell"),
    ],
    ids=["clash", "unknown", "chord"],
)
async def test_a_key_that_cannot_be_is_told_with_its_line_and_the_desks_own_holds(
    sit_down: SitDown, text: str, line: str, told: str
) -> None:
    seat = await sit_down(settings=own_keys(text), size=(120, 30))

    await seat.sees(line, told)
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)
    await seat.press("a")
    await seat.until(lambda: row(9).assignee == "ana", "a still takes it")


async def test_a_look_follows_another_and_is_remembered(seat: Seat) -> None:
    looks = [repr(seat.app.look)]
    names = []
    for _ in range(3):
        await seat.press("f2")
        await seat.sees("Theme: ")
        names.append(seat.app.remembered.theme)
        looks.append(repr(seat.app.look))

    assert len(set(names)) == 3
    assert looks[0] == looks[3]
    assert len(set(looks)) == 3
    await seat.press("j")
    await seat.has_in_hand(2)


async def test_what_was_told_gives_way_to_the_keys_after_a_while(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpdesk_tui.screens.frame.frame.TOLD", 1.0)
    await seat.press("p", "1")
    await seat.sees("z takes it back")
    await seat.sees_no("z takes it back")
    await seat.sees("? help")


async def test_shift_q_leaves_the_desk_and_what_is_remembered_is_written(
    sit_down: SitDown, tmp_path: Path
) -> None:
    seat = await sit_down()
    await seat.press("right_square_bracket")
    await seat.sees("My teams")

    await seat.press("Q")

    await seat.until(lambda: not seat.app.is_running or seat.app._exit, "it ends")
    seat.app.finish()
    assert '"view": "teams"' in paths.state_file().read_text()


async def test_ctrl_c_says_how_to_leave_instead_of_leaving(seat: Seat) -> None:
    await seat.press("ctrl+c")
    await seat.sees("Q leaves the desk")


async def test_without_colours_every_screen_is_drawn(
    sit_down: SitDown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seat = await sit_down()
    await seat.has_in_hand(1)
    await seat.press("enter")
    await seat.sees("Nobody can print prescriptions", "Also open there")
    await seat.press("question_mark")
    await seat.sees("On this screen")
    await seat.press("q", "0")
    await seat.sees("Contacts", "Assets")
    await seat.press("plus")
    await seat.sees("New client")


async def test_what_is_typed_while_the_desk_is_slow_to_ask_is_never_taken_for_commands(
    seat: Seat,
) -> None:
    waiting = asyncio.create_task(seat.app.desk.read(time.sleep, 0.8))
    before = row(1)
    await seat.press(*"cdXdX")

    await waiting
    await seat.sees("technicians only", "dXdX")
    assert row(1) == before


async def test_a_theme_in_the_settings_holds_over_the_one_that_was_last_worn(
    sit_down: SitDown,
) -> None:
    worn = Remembered(theme="dark")
    written = await sit_down(settings=own_keys('theme = "light"\n'), remembered=worn)
    assert written.app.theme == "light"


async def test_a_theme_that_was_last_worn_comes_back(sit_down: SitDown) -> None:
    seat = await sit_down(remembered=Remembered(theme="light"))
    assert seat.app.theme == "light"
