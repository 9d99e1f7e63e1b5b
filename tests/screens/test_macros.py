"""Canned replies on screen: seen as they would be here, and done as one with their changes."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from helpdesk_tui.macros import keeping
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.models.tickets import Message, Status, Wait
from helpdesk_tui.tickets import drafts
from helpdesk_tui.tickets.staged import ME, Staged
from tests.screens.conftest import Seat
from tests.support import row

ASK = Ready(
    "Ask for a time",
    es="Hola, {{ first_name }}: ¿[le|te] viene bien {{ ask.day }}?",
    staged=Staged(wait=Wait.CLIENT, days=3, on=("visita",)),
)
THANKS = Ready("Thanks", es="Gracias, {{ requester }}.")
TAKE = Ready("Take it", staged=Staged(assignee=ME, priority=2))
BROKEN = Ready("Broken", es="Hola, {{ cleint }}")


@pytest.fixture
def macros(seat: Seat, ana: int) -> Seat:
    """Ana at the small desk, which has some macros."""
    keeping.keep(ana, [ASK, THANKS, TAKE, BROKEN])
    return seat


def said(ticket: int) -> str:
    """The last thing in the thread that was not taken back."""
    found = Message.select().where(Message.ticket == ticket, ~Message.withdrawn)
    return str(found.order_by(Message.id.desc()).get().body)


async def pick(seat: Seat, words: str, *shown: str) -> None:
    await seat.press("M")
    await seat.sees("Canned reply")
    await seat.type(words)
    await seat.sees(*shown)
    await seat.press("enter")


async def test_it_is_found_by_its_text_and_shown_as_it_would_be_on_this_ticket(
    macros: Seat,
) -> None:
    await macros.press("M")
    await macros.sees("Ask for a time", "Thanks", "Take it")
    await macros.type("gracias")
    await macros.sees("Gracias, Marta Ruiz.")
    await macros.sees_no("Ask for a time")
    await macros.press("ctrl+u")
    await macros.type("bien")
    await macros.sees("Hola, Marta: ¿le viene bien ‹day›?", "Then: waits for the client, until")
    await macros.press("escape")
    await macros.sees_no("Canned reply")
    assert row(1).status == Status.OPEN


async def test_the_reply_and_its_changes_happen_as_one_and_are_taken_back_as_one(
    macros: Seat,
) -> None:
    before = row(1), said(1)
    await pick(macros, "time", "‹day›")
    await macros.sees("day")
    await macros.press("enter")
    await macros.sees("Nothing is said for “day” yet.")
    await macros.type("el martes")
    await macros.press("enter")
    await macros.sees("Reply to Marta Ruiz", "Hola, Marta: ¿le viene bien el martes?", "Then:")
    await macros.type(" Saludos")
    await macros.press("ctrl+s")
    await macros.until(lambda: row(1).status == Status.WAITING, "it waits")
    assert said(1) == "Hola, Marta: ¿le viene bien el martes? Saludos"
    assert row(1).tags == ("visita",)

    await macros.press("z")
    await macros.until(lambda: row(1).status == Status.OPEN, "it is open again")
    assert (row(1).tags, said(1)) == ((), before[1])


async def test_esc_keeps_the_text_and_its_changes_for_the_next_reply(
    macros: Seat, ana: int
) -> None:
    await pick(macros, "time", "‹day›")
    await macros.type("hoy\n")
    await macros.sees("viene bien hoy?")
    await macros.press("escape")
    await macros.sees("draft is kept")
    await macros.until(lambda: drafts.load(ana, "ticket:1", "reply"), "the draft")

    await macros.press("r")
    await macros.sees("viene bien hoy?", "Then: waits for the client")
    await macros.press("ctrl+t")
    await macros.sees_no("Then:")
    await macros.press("ctrl+s")
    await macros.sees("replied to")
    assert (row(1).status, row(1).tags) == (Status.OPEN, ())
    assert said(1).endswith("hoy?")


async def test_it_goes_below_what_was_written_before(macros: Seat) -> None:
    await macros.press("r")
    await macros.sees("Reply to")
    await macros.type("First this.")
    await macros.press("escape")
    await pick(macros, "thanks", "Gracias")
    await macros.sees("First this.", "Gracias, Marta Ruiz.")
    await macros.press("ctrl+s")
    await macros.sees("replied to")
    assert said(1) == "First this.\n\nGracias, Marta Ruiz."


async def test_one_without_a_text_asks_and_only_changes(macros: Seat) -> None:
    await macros.press("right_square_bracket", "right_square_bracket")
    await macros.has_in_hand(9)
    await pick(macros, "take", "Then:")
    await macros.sees("“Take it”: P2 · is yours", "do it")
    assert row(9).assignee_id is None
    await macros.press("enter")
    await macros.until(lambda: row(9).assignee == "ana", "it is hers")
    assert row(9).priority == 2


async def test_marked_tickets_are_answered_each_with_its_own_names(macros: Seat) -> None:
    await macros.press("space", "space")
    await pick(macros, "thanks", "Gracias")
    await macros.sees("a reply on 2 tickets, each with its own names")
    await macros.press("enter")
    await macros.sees("2 tickets “Thanks”")
    assert [said(1), said(2)] == ["Gracias, Marta Ruiz.", "Gracias, Dra. Gil."]
    await macros.press("z")
    await macros.sees("Taken back")
    assert "Gracias" not in said(1) + said(2)


async def test_what_is_wrong_with_it_is_told_before_anything_happens(macros: Seat) -> None:
    await macros.press("M")
    await macros.sees("Broken")
    await macros.type("broken")
    await macros.sees("There is nothing called “cleint”.", 'Did you mean "client"?')
    await macros.press("enter")
    await macros.settle()
    await macros.sees("Canned reply", "There is nothing called “cleint”.")


async def test_a_ticket_answers_it_as_well(macros: Seat) -> None:
    await macros.press("enter")
    await macros.sees("Also open there")
    await pick(macros, "thanks", "Gracias, Marta Ruiz.")
    await macros.sees("Reply to Marta Ruiz")


@pytest.fixture
def editor(macros: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """$EDITOR appends what is in this file. It gets no terminal: there is none."""
    program, text = tmp_path / "editor.py", tmp_path / "more"
    program.write_text(
        f"import sys\nwith open(sys.argv[1], 'a') as file: file.write(open({str(text)!r}).read())\n"
    )
    monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")
    monkeypatch.setattr(macros.app, "suspend", nullcontext)
    return text


async def test_a_new_one_is_written_in_the_editor_and_a_mistake_keeps_the_text(
    macros: Seat, editor: Path, ana: int
) -> None:
    editor.write_text('[[macro]]\nname = "Mine"\nfor = "me"\nen = "{{ x }}"\n')
    await macros.press("M", "ctrl+o")
    await macros.sees("change it in $EDITOR", "duplicate", "put away")
    await macros.press("n")
    await macros.sees("macro.toml:", "mistakes; your")
    assert len(keeping.seen_by(ana)) == 4
    kept = drafts.load(ana, "macro:new", "toml")
    assert kept
    assert "{{ x }}" in kept.fields["text"]


async def test_one_is_changed_copied_put_away_and_comes_back(
    macros: Seat, editor: Path, ana: int
) -> None:
    editor.write_text('en = "Thank you."\n')
    await macros.press("M", *"gracias")
    await macros.sees("Gracias, Marta")
    await macros.press("ctrl+o", "e")
    await macros.sees("“Thanks”: kept")
    (thanks,) = keeping.find(keeping.seen_by(ana), "thank you")
    assert (thanks.name, thanks.es) == ("Thanks", THANKS.es)

    await macros.press("M", *"gracias")
    await macros.sees("Gracias, Marta")
    await macros.press("ctrl+o", "d")
    await macros.sees("“Thanks” is yours as well")
    assert len(keeping.find(keeping.seen_by(ana), "thank you")) == 2

    await macros.press("M", *"broken")
    await macros.sees("cleint")
    await macros.press("ctrl+o", "x")
    await macros.sees("“Broken” was put away")
    assert not keeping.find(keeping.seen_by(ana), "broken")
    await macros.press("z")
    await macros.sees("Taken back")
    assert keeping.find(keeping.seen_by(ana), "broken")


async def test_what_was_answered_is_kept_when_it_is_left(macros: Seat, ana: int) -> None:
    await pick(macros, "time", "‹day›")
    await macros.sees("day")
    await macros.type("el martes")
    await macros.press("escape")
    await macros.sees("draft is kept")
    await pick(macros, "time", "‹day›")
    await macros.sees("el martes", "Your draft of")
    await macros.press("ctrl+s")
    await macros.sees("Hola, Marta: ¿le viene bien el martes?")
    await macros.press("ctrl+s")
    await macros.until(lambda: row(1).status == Status.WAITING, "it waits")
    assert drafts.waiting(ana) == []


async def test_a_text_on_top_of_another_keeps_the_changes_of_that(macros: Seat) -> None:
    await pick(macros, "time", "‹day›")
    await macros.type("el martes\n")
    await macros.sees("Then: waits for the client")
    await macros.press("escape")
    await pick(macros, "gracias", "Gracias, Marta Ruiz.")
    await macros.sees("bien el martes?", "Gracias, Marta Ruiz.", "Then: waits for the client")


async def test_a_colleague_who_was_quicker_is_told_of_and_the_text_opens_again(
    macros: Seat, editor: Path, ana: int, luis: int
) -> None:
    editor.write_text('en = "Thank you."\n')
    await macros.press("M", *"gracias")
    await macros.sees("Gracias, Marta")
    await macros.press("ctrl+o")
    await macros.sees("change it in $EDITOR")
    (thanks,) = keeping.find(keeping.seen_by(ana), "gracias")
    keeping.keep(luis, [replace(thanks, en="Many thanks.")], thanks)
    await macros.press("e")
    await macros.sees("luis has changed it since", "Your text is kept.")

    editor.write_text("")
    await macros.press("M", *"gracias")
    await macros.sees("Gracias, Marta")
    await macros.press("ctrl+o", "e")
    await macros.sees("“Thanks”: kept")
    (thanks,) = keeping.find(keeping.seen_by(ana), "thank you")
    assert (thanks.en, drafts.waiting(ana)) == ("Thank you.", [])
