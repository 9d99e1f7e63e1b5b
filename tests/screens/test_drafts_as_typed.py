"""What is typed is kept as it is typed, offered again, taken over, and used up by its action."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, aside, drafts, thread
from tests.screens.conftest import Seat, SitDown, seated
from tests.support import row

REPLY = ("ticket:1", "reply")


def draft(by: int, target: str = "ticket:1", kind: str = "reply") -> str | None:
    kept = drafts.load(by, target, kind)
    return kept.fields["body"] if kept else None


async def writing(seat: Seat, text: str, key: str = "r") -> None:
    await seat.press(key)
    await seat.sees("ctrl+s")
    await seat.type(text)
    await seat.sees(text)


async def test_a_draft_is_a_row_within_a_second_of_the_last_key(seat: Seat, ana: int) -> None:
    await writing(seat, "Dear Mar")
    await seat.until(lambda: draft(ana) == "Dear Mar", "the draft is written", 1)

    await seat.type("ta")
    await seat.until(lambda: draft(ana) == "Dear Marta", "and what follows", 1)


async def test_esc_keeps_the_draft_and_the_key_offers_it_again(seat: Seat, ana: int) -> None:
    await writing(seat, "Dear Marta")
    await seat.press("escape")
    await seat.sees("Your draft is kept")
    assert draft(ana) == "Dear Marta"
    assert thread.messages(1)[1:] == ()

    await seat.press("r")
    await seat.sees("Dear Marta", "Your draft of")
    await seat.type(", hello")
    await seat.press("ctrl+s")

    await seat.sees("z takes it back")
    assert thread.messages(1)[-1].body == "Dear Marta, hello"
    assert draft(ana) is None


async def test_a_draft_is_kept_for_each_ticket_and_each_kind(seat: Seat, ana: int) -> None:
    for text, key in (("for the client", "r"), ("for us", "c"), ("the end", "x")):
        await writing(seat, text, key)
        await seat.press("escape")
        await seat.sees_no("ctrl+s")
    await seat.press("j")
    await writing(seat, "another", "r")
    await seat.press("escape")
    await seat.sees_no("ctrl+s")

    kinds = [draft(ana, "ticket:1", kind) for kind in ("reply", "note", "solution")]
    assert kinds == ["for the client", "for us", "the end"]
    assert draft(ana, "ticket:2") == "another"
    assert set(drafts.waiting(ana)) == {
        *(("ticket:1", kind) for kind in ("reply", "note", "solution")),
        ("ticket:2", "reply"),
    }


async def test_an_emptied_text_leaves_no_draft(seat: Seat, ana: int) -> None:
    await writing(seat, "ab")
    await seat.until(lambda: draft(ana) == "ab", "kept")

    await seat.press("backspace", "backspace")

    await seat.until(lambda: draft(ana) is None, "gone")


async def test_the_desk_tells_of_waiting_drafts_when_it_opens(
    stocked: Opened, sit_down: SitDown, ana: int
) -> None:
    drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    seat = await sit_down()

    await seat.sees("Drafts wait for you: 1")


async def test_a_second_terminal_takes_the_draft_over_and_says_so(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(drafts, "RUN", "another terminal")
        drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    await seat.press("r")

    await seat.sees("Dear Marta", "taken over from your other terminal")
    await seat.type("!")
    await seat.until(lambda: draft(ana) == "Dear Marta!", "it goes on here")


async def test_what_was_typed_last_is_kept_when_the_desk_is_left_at_once(
    stocked: Opened, ana: int
) -> None:
    async with seated(stocked) as seat:
        await seat.has_in_hand(1)
        await writing(seat, "Dear Marta")
        await seat.press("f1")

    assert draft(ana) == "Dear Marta"


async def test_another_bar_in_its_place_does_not_lose_the_last_words(seat: Seat, ana: int) -> None:
    await writing(seat, "Dear Marta")
    await seat.press("ctrl+p")
    await seat.sees("Commands")
    await seat.press("escape")
    await seat.press("c")
    await seat.sees("technicians only")
    await seat.type("A note")

    await seat.until(lambda: draft(ana, kind="note") == "A note", "the note is kept")
    assert draft(ana) == "Dear Marta"


async def test_a_solution_that_another_has_forestalled_is_kept_and_both_sides_are_told(
    seat: Seat, ana: int, luis: int
) -> None:
    await writing(seat, "Water helped", "x")
    actions.wait(luis, [row(1)], 1)
    await seat.press("ctrl+s")

    await seat.sees("luis has set status to “Waiting”", "Water helped")
    assert draft(ana, kind="solution") == "Water helped"
    assert len(thread.messages(1)) == 1


async def test_a_write_that_fails_is_told_and_the_bar_stays_with_its_text(
    seat: Seat, ana: int
) -> None:
    await writing(seat, "Dear Marta")
    await seat.until(lambda: draft(ana) == "Dear Marta", "kept")

    def room(pages: int) -> None:
        database.execute_sql(f"PRAGMA max_page_count={pages}")

    await seat.app.desk.write(room, 1)  # as many as there are
    await seat.paste("\nOne more line of a very long story." * 2000)
    await seat.press("ctrl+s")

    await seat.sees("full", "a very long story", "ctrl+s")
    assert thread.messages(1)[1:] == ()
    assert draft(ana) == "Dear Marta"
    await seat.app.desk.write(room, 1_000_000)
    await seat.press("ctrl+s")
    await seat.until(lambda: draft(ana) is None, "it is done")
    assert thread.messages(1)[-1].body.startswith("Dear Marta\nOne more")


async def test_a_new_ticket_half_filled_in_is_offered_again_with_its_choices(seat: Seat) -> None:
    await seat.press("plus")
    await seat.sees("New ticket")
    await seat.type("The door squeaks\nMarta\n")
    await seat.sees("ACME Ibérica  ", "Marta Ruiz")
    await seat.press("escape")
    await seat.sees_no("New ticket")

    await seat.press("plus")

    await seat.sees("Your draft of", "The door squeaks", "Marta Ruiz", "ACME Ibérica")
    await seat.press("ctrl+s")
    await seat.until(lambda: seat.foot.startswith("15 "), "15 is told")
    assert (row(15).client, row(15).requester) == ("ACME Ibérica", "Marta Ruiz")


async def test_ctrl_l_begins_again_at_the_first_field(seat: Seat) -> None:
    await seat.press("plus")
    await seat.sees("New ticket")
    await seat.type("Wrong")
    await seat.press("tab", "tab", "ctrl+l")
    await seat.type("The till does not open")

    await seat.sees("Subject      The till does not open")


async def test_a_long_text_that_is_drawn_while_it_goes_costs_nothing(seat: Seat) -> None:
    await seat.press("r")
    await seat.sees("Reply to")
    area = seat.app.screen.query_one(TextArea)
    await seat.press("escape")
    await seat.until(lambda: not area.is_attached, "the form is gone")
    assert area.render_lines(Region(0, 0, 20, 3)) == [Strip.blank(20)] * 3


async def test_a_draft_that_is_opened_and_left_as_it_is_stays(seat: Seat) -> None:
    await seat.press("r")
    await seat.type("Dear Marta")
    await seat.press("escape")
    for _ in range(2):
        await seat.sees("Your draft is kept")
        await seat.press("r")
        await seat.sees("Your draft of", "Dear Marta")
        await seat.pause(0.6)  # it is this run's now
        await seat.press("escape")


class Gate:
    """Something that is done when it is let: `waited` once somebody stands before it."""

    def __init__(self, does: Callable[..., Any]) -> None:
        self._does = does
        self.waited, self.open = threading.Event(), threading.Event()

    def __call__(self, *args: Any) -> Any:
        self.waited.set()
        assert self.open.wait(20)
        return self._does(*args)


async def test_a_key_while_the_file_of_a_written_draft_goes_is_kept(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget = Gate(aside.forget)
    monkeypatch.setattr(aside, "forget", forget)
    await writing(seat, "Dear Mar")
    await seat.until(forget.waited.is_set, "the draft is written")
    await seat.type("ta")
    forget.open.set()

    await seat.until(lambda: draft(ana) == "Dear Marta", "what came last is written")


async def test_what_is_typed_between_esc_and_the_answer_of_the_database_is_kept(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Gate(drafts.save)
    monkeypatch.setattr(drafts, "save", save)
    await writing(seat, "Dear")
    await seat.press("escape")
    await seat.until(save.waited.is_set, "the draft is on its way")
    await seat.type(" Marta")
    await seat.sees("Dear Marta")  # the bar has not gone, so that is where the keys go
    save.open.set()

    await seat.sees("Your draft is kept")
    assert draft(ana) == "Dear Marta"


async def test_a_key_after_esc_waits_for_the_bar_to_go_and_is_not_typed_into_it(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = Gate(drafts.save)
    monkeypatch.setattr(drafts, "save", save)
    await writing(seat, "Dear")
    await seat.press("escape")
    await seat.until(save.waited.is_set, "the draft is on its way")
    await seat.press("question_mark")
    save.open.set()

    await seat.sees("On this screen")
    assert draft(ana) == "Dear"


async def test_what_is_typed_while_a_slow_database_takes_the_text_is_a_draft(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    discard = Gate(drafts.discard)
    monkeypatch.setattr(drafts, "discard", discard)
    await writing(seat, "Dear Marta")
    await seat.press("ctrl+s")
    await seat.until(discard.waited.is_set, "it is being saved")
    await seat.type(", and")
    await seat.sees("Dear Marta, and")
    save = Gate(drafts.save)
    monkeypatch.setattr(drafts, "save", save)
    discard.open.set()

    await seat.until(lambda: thread.messages(1)[-1].body == "Dear Marta", "it is saved")
    await seat.until(save.waited.is_set, "and the rest is on its way")
    await seat.press("r")
    await seat.sees("Your draft of", "Dear Marta, and")
    save.open.set()
    await seat.until(lambda: draft(ana) == "Dear Marta, and", "and the rest is kept")


class Moody:
    """A database that is quick, slow or out of order, as the dice fall."""

    def __init__(self, random: Random) -> None:
        self._random, self._save = random, drafts.save

    def __call__(self, *args: Any) -> None:
        mood = self._random.random()
        time.sleep(self._random.choice((0.0, 0.05, 0.5 if mood < 0.3 else 0.1)))
        if mood > 0.75:
            raise OSError("not now")
        self._save(*args)


@pytest.mark.parametrize("seed", range(2))
async def test_whatever_answers_late_or_not_at_all_what_was_typed_last_is_offered_again(
    seat: Seat,
    ana: int,
    monkeypatch: pytest.MonkeyPatch,
    soak: Callable[[int, int], int],
    seed: int,
) -> None:
    random = Random(seed)
    monkeypatch.setattr(drafts, "save", Moody(random))
    typed = ""
    for _ in range(soak(5, 300)):
        await seat.press("r")
        await seat.sees("Reply to")
        area = seat.app.screen.query_one(TextArea)
        assert area.text == typed
        for _ in range(random.randrange(1, 4)):
            await seat.type("".join(random.choices("abcdefghijkl", k=random.randrange(1, 5))))
            await seat.pause(random.choice((0, 0, 0.1, 0.6)))
        await seat.press("escape")
        while area.is_attached:
            await seat.pause(random.choice((0, 0.01)))
            if area.has_focus and random.random() < 0.3:
                await seat.type("z")
        typed = area.text
