"""The cue view: one sentence, one key a tick, written at once; and its rehearsal, which is not."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from helpdesk_tui.conversations import actions, cases, sitting, talk
from helpdesk_tui.conversations.talk import NextStep, Option, Person, Statement, Talk
from helpdesk_tui.models.conversations import Wants
from helpdesk_tui.models.events import Event
from helpdesk_tui.people import editing
from helpdesk_tui.screens.talks.cue import CueScreen
from helpdesk_tui.screens.talks.rehearsing import RehearsalScreen
from helpdesk_tui.storage.opening import Opened
from tests.screens.conftest import Seat, SitDown

HEADLINE = "The server will not survive; replace it this week."
COPY = "Last night's copy is good; nothing is lost."
LONG = (
    "Mail, invoicing and the payroll of the Barcelona office will stand still until the supplier "
    "has brought the part 🔧 and we have tried it with the real data, not before Friday."
)
SIZES = pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)], ids=lambda one: one[0])

Open = Callable[..., Awaitable[Seat]]


@pytest.fixture
def conversation(stocked: Opened, ana: int) -> int:
    """A talk in step 4: Marta and Joan want to know everything, and three statements are ready."""
    marta = editing.add_contact(ana, 1, {"name": "Marta 🦄 Ruiz", "language": "en"}).things[0]
    begun = actions.begin(ana, 1, cases.find("equipment", None), asset=1).things[0]
    write(ana, begun, headline=HEADLINE, language="en", step=4)
    for name, contact in (("Marta 🦄 Ruiz", marta), ("李小龙先生", None)):
        actions.add(ana, begun, Person, name=name, contact=contact, wants=Wants.EVERYTHING)
    for text in ("Two of its four disks have failed.", COPY, LONG):
        actions.add(ana, begun, Statement, text=text)
    actions.add(ana, begun, Option, text="A new server", cost=320_000, ready="Friday")
    return begun


def now(conversation: int) -> Talk:
    found = talk.read(conversation)
    assert found
    return found


def write(by: int, conversation: int, **fields: Any) -> Talk:
    actions.write(by, now(conversation), **fields)
    return now(conversation)


@pytest.fixture
def opened(sit_down: SitDown, conversation: int) -> Open:
    """Opens the cue view, or the rehearsal."""

    async def open_(kind: type[CueScreen] | type[RehearsalScreen] = CueScreen, **how: Any) -> Seat:
        seat: Seat = await sit_down(**how)
        with seat.app._context():
            await seat.app.push_screen(kind(conversation))
        await seat.sees("·")
        await seat.settle()
        return seat

    return open_


def words(seat: Seat) -> str:
    """What is on the screen, as one line."""
    return " ".join(seat.picture.split())


@SIZES
async def test_only_the_sentence_what_it_is_and_a_line_of_keys_are_on_the_screen(
    opened: Open, size: tuple[int, int]
) -> None:
    seat = await opened(size=size)
    await seat.sees("I have bad news about SRV-2.", "warn first")
    await seat.press("space")
    await seat.until(lambda: HEADLINE in words(seat))
    lines = [line for line in seat.picture.splitlines() if line.strip()]
    assert "headline" in lines[0]
    assert "space said" in lines[-1]
    assert "helpdesk" not in seat.picture
    first = next(n for n, line in enumerate(seat.picture.splitlines()) if "The server" in line)
    assert abs(first - size[1] / 2) < 4


@SIZES
async def test_a_long_sentence_with_wide_signs_is_whole_and_keeps_its_margin(
    opened: Open, size: tuple[int, int]
) -> None:
    seat = await opened(size=size)
    await seat.press(*["space"] * 3, "c", "c")
    await seat.until(lambda: LONG in words(seat))
    said = [line for line in seat.picture.splitlines() if "supplier" in line or "part" in line]
    assert all(line.startswith("   ") and line.endswith("  ") for line in said)


async def test_each_key_is_a_tick_that_is_written_at_once(opened: Open, conversation: int) -> None:
    seat = await opened()
    await seat.press("space")
    await seat.sees("headline")
    assert now(conversation).warned
    await seat.press("space")
    await seat.sees("now wait", "Let it arrive.")
    await seat.press("p")
    await seat.sees("1 of 3")
    assert (now(conversation).said, now(conversation).paused) == (True, True)
    await seat.press("space")
    await seat.sees("1 of 3: clear?", "✓ told")
    assert [one.told for one in now(conversation).statements] == [True, False, False]
    await seat.press("c")
    await seat.sees("2 of 3")
    assert now(conversation).statements[0].clear


async def test_space_never_says_for_them_that_it_is_clear(opened: Open, conversation: int) -> None:
    seat = await opened()
    await seat.press(*["space"] * 5)
    await seat.sees("2 of 3")
    first = now(conversation).statements[0]
    assert (first.told, first.clear) == (True, False)


async def test_what_is_clear_has_been_told(opened: Open, conversation: int) -> None:
    seat = await opened()
    await seat.press(*["space"] * 3)
    await seat.sees("1 of 3")
    await seat.press("c")
    await seat.sees("2 of 3")
    statement = now(conversation).statements[0]
    assert statement.told
    assert statement.clear


async def test_one_goes_back_and_forth_without_a_tick(opened: Open, conversation: int) -> None:
    seat = await opened()
    await seat.press("j", "right", "down")
    await seat.sees("1 of 3")
    await seat.press("k", "left", "up", "up")
    await seat.sees("warn first")
    assert not now(conversation).warned


@pytest.mark.parametrize("key", ["u", "z"])
async def test_a_tick_is_taken_back(opened: Open, conversation: int, key: str) -> None:
    seat = await opened()
    await seat.press("space")
    await seat.sees("headline")
    await seat.press("k")
    await seat.sees("✓ said")
    await seat.press(key)
    await seat.sees("· said", "Taken back")
    assert not now(conversation).warned


async def test_a_gate_says_in_a_line_what_is_missing_and_lets_go_when_it_has_it(
    opened: Open, ana: int, conversation: int
) -> None:
    seat = await opened()
    await seat.press("space", "space", "p", "n")
    await seat.sees("To step 5: tell statement 1, or leave it out (+2)")
    assert now(conversation).step == 4
    await seat.press("c", "c", "c")
    await seat.sees("n: to step 5, React")
    await seat.press("n")
    await seat.sees("5 React", "I can see that this is a blow.")
    await seat.sees_no("to step 5")
    assert (now(conversation).step, now(conversation).jumps) == (5, ())


@pytest.mark.parametrize("key", ["J", "N"])
async def test_a_jump_is_kept_with_what_was_missing(
    opened: Open, conversation: int, key: str
) -> None:
    seat = await opened()
    await seat.press(key)
    await seat.sees("go straight to")
    await seat.press("5")
    await seat.sees("5 React")
    (jump,) = now(conversation).jumps
    assert (jump.left, jump.taken) == (4, 5)
    assert "say the headline" in jump.missing


async def test_their_words_go_where_the_sentence_asks(opened: Open, conversation: int) -> None:
    seat = await opened()
    await seat.press(*["space"] * 4, "w")
    await seat.sees("They said", "Text")
    await seat.type("so one more and it is gone?")
    await seat.press("enter")
    await seat.sees("“so one more and it is gone?”")
    assert now(conversation).statements[0].words == "so one more and it is gone?"


async def test_a_word_that_the_bar_was_left_with_is_kept(opened: Open, conversation: int) -> None:
    seat = await opened()
    await seat.press(*["space"] * 4, "w")
    await seat.sees("They said")
    await seat.type("so it")
    await seat.press("escape")
    await seat.until(lambda: now(conversation).statements[0].words == "so it")


async def test_each_who_is_there_says_how_much(opened: Open, ana: int, conversation: int) -> None:
    for person in now(conversation).people:
        actions.edit(ana, person, wants=Wants.UNSAID)
    write(ana, conversation, step=3)
    seat = await opened()
    await seat.sees("Marta 🦄 Ruiz", "How much would you like to know now")
    await seat.press("w")
    await seat.sees("Marta 🦄 Ruiz wants")
    await seat.press("s")
    await seat.sees("李小龙先生")
    await seat.press("w", "e")
    await seat.sees("change your mind")
    assert [one.wants for one in now(conversation).people] == [Wants.SUMMARY, Wants.EVERYTHING]


async def test_step_five_has_no_clock_and_helps_with_silence_and_price(
    opened: Open, ana: int, conversation: int
) -> None:
    sitting.begin(ana, now(conversation), "Europe/Madrid")
    seat = await opened()
    await seat.press("j")
    await seat.sees("0 of 30 min")
    write(ana, conversation, step=5)
    await seat.sees("5 React")
    assert not re.search(r"\d:\d\d|\bmin\b|\b30\b", seat.picture)
    await seat.press("s")
    await seat.sees("What are you thinking?", "into the silence")
    await seat.press("dollar_sign")
    await seat.sees("A new server: €3,200.00, Friday.")
    await seat.press("escape")
    await seat.sees("1 of 4")
    await seat.press(*["space"] * 4)
    await seat.sees("To step 6: a note of how they took it")
    assert now(conversation).asked_more


async def test_what_was_seen_is_for_whoever_noted_it_and_never_on_the_screen(
    opened: Open, ana: int, luis: int, conversation: int
) -> None:
    write(ana, conversation, step=5, reaction="She is furious.")
    hers = await opened()
    await hers.sees("blow")
    assert "furious" not in hers.picture
    his = await opened(login="luis")
    await his.press("w")
    await his.sees("private note of somebody else")
    assert "furious" not in his.picture


async def test_step_six_reads_the_steps_aloud_and_ends_there(
    opened: Open, ana: int, conversation: int
) -> None:
    actions.add(ana, conversation, NextStep, text="Order the server", who="ana", cost=0)
    write(ana, conversation, step=6)
    seat = await opened()
    await seat.press("space")
    await seat.sees("Order the server: ana, no cost.")
    await seat.press("space", "n")
    await seat.sees("Before the end: step 1: by when, who authorises it")
    assert now(conversation).step == 6


async def test_another_terminal_sees_the_tick_and_keeps_its_place(opened: Open) -> None:
    one, other = await opened(), await opened(login="luis")
    await other.press("j")
    await other.sees("headline", "· said")
    await one.press("space", "space")
    await one.sees("now wait")
    await other.sees("headline", "✓ said")


async def test_another_hand_leads_the_screen_to_its_step(
    opened: Open, luis: int, conversation: int
) -> None:
    seat = await opened()
    await seat.press("space")
    await seat.sees("headline")
    actions.go(luis, now(conversation), 6)
    await seat.sees("6 Next steps", "1 of 2")


async def test_no_slip_of_the_hand_leads_away_from_a_talk(opened: Open) -> None:
    seat = await opened()
    await seat.press("1", "2", "0", "t", "T", "f", "i")
    await seat.settle()
    await seat.sees("warn first")
    await seat.press("escape")
    await seat.has_in_hand(1)


async def test_a_rehearsal_runs_through_all_steps_and_writes_nothing(
    opened: Open, conversation: int
) -> None:
    before, events = now(conversation), Event.select().count()
    seat = await opened(RehearsalScreen, size=(40, 20))
    await seat.sees("rehearsal 0:0")
    await seat.press(*["space"] * 3, "c", "c", "c")
    await seat.sees("5 React")
    await seat.press("n")
    await seat.sees("6")
    await seat.press("n")
    await seat.sees("Keep a note of it")
    await seat.press("t")
    await seat.has_in_hand(1)
    assert (now(conversation), Event.select().count()) == (before, events)


async def test_a_rehearsal_cannot_undo_what_was_done_before_it(
    opened: Open, ana: int, conversation: int
) -> None:
    seat = await opened()
    await seat.press("space")
    await seat.sees("headline")
    with seat.app._context():
        await seat.app.push_screen(RehearsalScreen(conversation))
    await seat.sees("rehearsal")
    await seat.press("u", "z", "w")
    await seat.settle()
    assert now(conversation).warned


async def test_the_clock_of_a_rehearsal_runs_and_its_note_is_kept(
    opened: Open, conversation: int
) -> None:
    with time_machine.travel("2026-11-21T13:32:00+00:00", tick=False) as clock:
        seat = await opened(RehearsalScreen)
        clock.shift(timedelta(minutes=12, seconds=40))
        await seat.sees("rehearsal 12:40")
        await seat.press("escape")
        await seat.sees("Rehearsed in 12:40")
        await seat.press("escape")
        await seat.sees_no("Rehearsed in")
        await seat.sees("warn first")
        await seat.press("escape", "k")
        await seat.has_in_hand(1)
    (note,) = now(conversation).rehearsed.splitlines()
    assert "rehearsed in 12:40. Longest: 12:40 “I have bad news about SRV-2.”" in note


async def test_a_note_of_a_rehearsal_is_only_for_whoever_leads_the_talk(opened: Open) -> None:
    seat = await opened(RehearsalScreen, login="luis")
    await seat.sees("rehearsal")
    await seat.press("escape")
    await seat.sees_no("rehearsal")
