"""Two technicians press the same key at the same moment, each at a desk of their own.

One is first. The other is told who and what, keeps what they have typed, and decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import cases, talk
from helpdesk_tui.models.changes import text_of
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import thread
from tests.journeys.terminal import Terminal, at_desk, kept_in
from tests.storage.fresh import opened_fresh
from tests.support import opened, row, technician

Soak = Callable[[int, int], int]
TOLD = "ctrl+s again puts yours in its place."


@contextmanager
def two_desks(folder: Path, tickets: int) -> Iterator[tuple[Terminal, Terminal]]:
    """Ana and luis before the same tickets, which are nobody's; there is a talk about the first."""
    with opened_fresh(folder):
        ana = technician("ana")
        technician("luis")
        acme = editing.add_client(ana, {"name": "ACME"}).things[0]
        for number in range(tickets):
            opened(ana, f"Ticket {number}", client=acme)
        talks.begin(ana, acme, cases.find("equipment", None), ticket=1)
    with (
        at_desk(folder, "ana", columns=100, rows=30) as ana_,
        at_desk(folder, "luis", columns=100, rows=30) as luis,
    ):
        for person in (ana_, luis):
            person.until("Mine 0")
            person.press("]]", f"Unassigned {tickets}")
            person.has_in_hand(1)
        yield ana_, luis


def first_and_second(
    one: Terminal, other: Terminal, told: str, done: str
) -> tuple[Terminal, Terminal]:
    """Who was first and who was told so, once both know."""
    for person in (one, other):
        person.until_either(told, done)
    second = one if told in one.picture else other
    first = other if second is one else one
    assert told in second.picture
    assert told not in first.picture
    return first, second


def was(field: str, entity: int = Entity.TICKET, thing: int = 1) -> list[str | None]:
    """What a field became, from the first change to the last."""
    with_it = Event.select(Event.after).where(
        Event.entity == entity, Event.entity_id == thing, Event.field == field
    )
    return [text_of(after) for (after,) in with_it.order_by(Event.id).tuples()]


def test_of_two_who_take_a_ticket_at_once_one_has_it_and_the_other_is_told(
    tmp_path: Path, soak: Soak
) -> None:
    rounds = soak(4, 200)
    taken: dict[int, str] = {}
    met, number = 0, 1
    with two_desks(tmp_path, rounds + 1) as desks:
        while number <= rounds:
            for person in desks:
                person.has_in_hand(number)
            one, other = desks if number % 2 else desks[::-1]
            gone = f" {number} has just gone to"
            one.type("a")
            other.type("a")
            for person, name in zip(desks, ("ana", "luis"), strict=True):
                had = {f" {n} is yours": n for n in (number, number + 1)}
                person.until_either(gone, *had)
                taken |= {n: name for told, n in had.items() if told in person.picture}
            late = [person for person in desks if gone in person.picture]
            for person in late:
                person.until(f"{gone} {taken[number]}.", seconds=0)
            met += len(late)
            number += 1 if late else 2  # or it was seen to go, and the next was taken
    with kept_in(tmp_path):
        assert {number: row(number).assignee for number in taken} == taken
        assert all(len(was("assignee", thing=number)) == 1 for number in taken)
    print(f"{met} claims at once; ana was first {[*taken.values()].count('ana')} times")
    assert met > soak(0, rounds // 2)  # a busy machine gives one of them its turn first


def test_of_two_who_write_a_subject_at_once_the_second_keeps_their_text_and_decides(
    tmp_path: Path, soak: Soak
) -> None:
    rounds = soak(2, 100)
    texts = ["Ticket 0"]
    with two_desks(tmp_path, 2) as desks:
        for number in range(rounds):
            for person, name in zip(desks, ("ana", "luis"), strict=True):
                person.press("E", f"Subject      {texts[-1]} ")
                person.press(f"\x15{name} {number}", f"{name} {number}")
            one, other = desks if number % 2 else desks[::-1]
            one.type("\x13")
            other.type("\x13")
            first, second = first_and_second(*desks, TOLD, "takes it back")
            names = ["ana", "luis"] if first is desks[0] else ["luis", "ana"]
            second.until(f"{names[0]} has set subject to “{names[0]} {number}”", seconds=0)
            second.press("\x13", "takes it back")
            second.loses(TOLD)
            texts += [f"{name} {number}" for name in names]
            for person in desks:  # the list, which E goes by, may be behind the preview
                person.until(f"ACME      {texts[-1]} ")
    with kept_in(tmp_path):
        assert was("subject") == texts[1:], "both texts are in its history"


def test_of_two_who_write_one_field_of_a_talk_at_once_both_texts_are_kept(
    tmp_path: Path, soak: Soak
) -> None:
    rounds = soak(2, 100)
    texts = []
    with two_desks(tmp_path, 2) as desks:
        for person in desks:
            person.press("b", "Talk 1 · ACME")
            person.until("○ Their answer")
        for number in range(rounds):
            for person, name in zip(desks, ("ana", "luis"), strict=True):
                person.type("gjj")
                person.press("\r", "Text ")
                person.press(f"\x15{name} {number}", f"{name} {number}")
            one, other = desks if number % 2 else desks[::-1]
            one.type("\x13")
            other.type("\x13")
            first, second = first_and_second(*desks, TOLD, "Their answer: kept")
            names = ["ana", "luis"] if first is desks[0] else ["luis", "ana"]
            second.until(f"{names[0]} has set answer to “{names[0]} {number}”", seconds=0)
            second.press("\x13", "Their answer: kept")
            texts += [f"{name} {number}" for name in names]
            for person in desks:
                person.until(f"Their answer{' ' * 12}{texts[-1]}")  # and not only being typed
    with kept_in(tmp_path):
        assert was("answer", Entity.CONVERSATION) == texts


def test_replies_and_different_fields_at_once_are_all_there(tmp_path: Path) -> None:
    answer, payer = "Joan comes", "Eva, who pays"
    with two_desks(tmp_path, 2) as (ana, luis):
        for person in (ana, luis):
            person.press("r", "NOT SENT")
        ana.press("From ana", "From ana")
        luis.press("From luis", "From luis")
        ana.type("\x13")
        luis.type("\x13")
        _first, second = first_and_second(ana, luis, "ctrl+s again answers, too.", "takes it back")
        second.type("\x13")
        for person in (ana, luis):
            person.did(1)
        ana.press("p", "critical")
        luis.press("l", "Labels")
        luis.press("vip", "vip")
        ana.type("1")
        luis.type("\x13")
        for person in (ana, luis):
            person.until("1 P1")
        ana.press("b", "Talk 1 · ACME")
        luis.press("b", "Talk 1 · ACME")
        for person, downs, text in ((ana, "gjj", answer), (luis, "gjjj", payer)):
            person.until("○ Their answer")
            person.type(downs)
            person.press("\r", "ctrl+s save")
            person.press(text, text)
        ana.type("\x13")
        luis.type("\x13")
        for person in (ana, luis):
            person.until("✓ Their answer")
            person.until(f" {answer} ")
            person.until(f"with {payer}")
    with kept_in(tmp_path):
        assert {message.body for message in thread.messages(1)} >= {"From ana", "From luis"}
        assert (row(1).priority, row(1).tags) == (1, ("vip",))
        it = talk.read(1)
        assert it
        assert (it.answer, [person.name for person in it.people]) == (
            "Joan comes",
            ["Eva, who pays"],
        )
