"""A shift of two at two real desks: they take, write, answer and merge at once, and hand over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.i18n import _
from helpdesk_tui.models import merges
from helpdesk_tui.models.tickets import MessageKind
from helpdesk_tui.tickets import drafts, handover, thread
from tests.journeys.leading import LEAVE, SAVE
from tests.journeys.terminal import Terminal, at_desk
from tests.storage.fresh import opened_fresh
from tests.support import opened, row, technician

PATIENCE = 20.0
WITHIN = 2.0
"""Seconds within which one sees another."""

UNASSIGNED, ALL = 2, 6
"""Views: how far they are below one's own tickets."""

TICKETS = 9
NOTED = "Ask for the key of the cellar"
HANDED = "The backup runs late, see #1"


class Shift:
    """Desks in one language before the same tickets, which are nobody's."""

    def __init__(self, folder: Path, language: str, stack: ExitStack) -> None:
        self.folder, self.language, self._stack = folder, language, stack

    def comes(self, login: str) -> Terminal:
        """Somebody sits down at a desk of their own."""
        language = ("--lang", self.language)
        desk = at_desk(self.folder, login, *language, columns=100, rows=32)
        return self._stack.enter_context(desk)

    def two(self, views: int) -> tuple[Terminal, Terminal]:
        """Ana and luis, so many views further down than their own."""
        both = self.comes("ana"), self.comes("luis")
        for person in both:
            sees(person, f"{_('Mine')} 0")
            person.type("]" * views)
            person.has_in_hand(1, PATIENCE)
        return both


@pytest.fixture(params=["en", "es"])
def shift(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Shift]:
    """In either language; what is kept can be looked into while it lasts."""
    i18n.install(request.param)
    with opened_fresh(tmp_path), ExitStack() as stack:
        ana, *_others = map(technician, ("ana", "luis", "eva"))
        for number in range(1, TICKETS + 1):
            opened(ana, f"Ticket {number}")
        yield Shift(tmp_path, request.param, stack)


def sees(person: Terminal, *texts: str) -> None:
    for text in texts:
        person.until(text, PATIENCE)


def types(person: Terminal, keys: str, *texts: str) -> None:
    """Types and sees what comes of it."""
    person.type(keys)
    sees(person, *texts)


def writes(person: Terminal, key: str, text: str) -> None:
    """Begins a text about the ticket in hand."""
    types(person, key, "ctrl+s")
    types(person, text, text)


def has_kept(person: Terminal, login: str, ticket: int, kind: str, text: str) -> None:
    """What somebody is writing is kept, as it is."""

    def kept() -> bool:
        draft = drafts.load(technician(login), f"ticket:{ticket}", kind)
        return draft is not None and draft.fields["body"] == text

    person.comes_to(kept, PATIENCE)


def replies(ticket: int) -> list[tuple[str, str]]:
    """All that is read in a ticket, with who wrote it."""
    said = thread.messages(ticket)
    return [(one.who, one.body) for one in said if one.kind == MessageKind.REPLY]


def test_one_has_the_ticket_and_the_other_is_told_who_and_keeps_what_they_typed(
    shift: Shift,
) -> None:
    people = dict(zip(("ana", "luis"), shift.two(UNASSIGNED), strict=True))
    words = _("{number} has just gone to {who}. {key} and your name make it yours all the same.")
    number, late = 1, ""
    while not late:  # on a busy machine the other may see it go, and take the next
        for person in people.values():
            person.has_in_hand(number, PATIENCE)
            writes(person, "c", NOTED)
            types(person, LEAVE, _("Your draft is kept; ctrl+l in the bar empties it."))
        gone = {who: words.format(number=number, who=who, key="A") for who in people}
        had = [f" {one} {_('is yours')}" for one in (number, number + 1)]
        for person in people.values():
            person.type("a")
        for who, person in people.items():
            person.until_either(*gone.values(), *had, seconds=PATIENCE)
            late = who if any(told in person.picture for told in gone.values()) else late
        number += 0 if late else 2
    first, second = ("ana" if late == "luis" else "luis"), people[late]
    assert gone[first] in second.picture
    assert had[0] in people[first].picture
    assert row(number).assignee == first

    second.type("]" * (ALL - UNASSIGNED))
    second.holds(lambda: second.listed[:1] == [1], "all tickets", PATIENCE)
    second.type("g" + "j" * (number - 1))
    second.has_in_hand(number, PATIENCE)
    types(second, "c", NOTED)


def test_one_sees_within_two_seconds_that_the_other_reads_and_then_writes(shift: Shift) -> None:
    ana, luis = shift.two(ALL)
    for _round in range(5):  # a busy machine may hold up either of them
        reads = until_told(ana, luis, "\r", _("{who} is reading"))
        writes_ = until_told(ana, luis, "c", _("{who} is writing"))
        if max(reads, writes_) < WITHIN:
            return
        luis.type(LEAVE)
        luis.loses("ctrl+s", PATIENCE)
        luis.type(LEAVE)
        ana.loses("luis ", PATIENCE)
    raise AssertionError(f"in {reads:.1f} and {writes_:.1f} s at best")


def until_told(one: Terminal, other: Terminal, key: str, words: str) -> float:
    """In how many seconds one is told what luis does at a key."""
    begun = time.monotonic()
    other.type(key)
    sees(one, words.format(who="luis"))
    return time.monotonic() - begun


def test_of_two_who_answer_the_second_hears_of_the_first_and_decides(shift: Shift) -> None:
    ana, luis = shift.two(ALL)
    too = _("{who} is writing on {number}, too. Nothing is lost: both texts are kept.")
    for person, login in ((ana, "ana"), (luis, "luis")):
        writes(person, "r", f"From {login}")
        has_kept(person, login, 1, "reply", f"From {login}")
    for person, other in ((ana, "luis"), (luis, "ana")):
        sees(person, too.format(who=other, number=1))
    types(luis, SAVE, _("replied to, NOT SENT"))

    told = _("{who} has answered meanwhile: “{text}” ctrl+s again answers, too.")
    types(ana, SAVE, told.format(who="luis", text="From luis"), "From ana")
    has_kept(ana, "ana", 1, "reply", "From ana")
    assert replies(1) == [("luis", "From luis")]
    ana.type(SAVE)
    ana.comes_to(lambda: replies(1)[1:] == [("ana", "From ana")], PATIENCE)
    assert drafts.waiting(technician("ana")) == []


def test_an_answer_to_a_ticket_that_goes_into_another_is_kept_and_goes_along(
    shift: Shift,
) -> None:
    ana, luis = shift.two(ALL)
    writes(ana, "r", "We are coming")
    types(luis, "m", "ctrl+s")
    types(luis, "2\r", _("{numbers} is read in {into} now").format(numbers=1, into=2))

    gone = _("{who} has merged {number} into {other} meanwhile. It stays there.")
    told = f"{gone.format(who='luis', number=1, other=2)} {_('ctrl+s again writes it there.')}"
    types(ana, SAVE, told, "We are coming")
    has_kept(ana, "ana", 1, "reply", "We are coming")
    ana.type(SAVE)
    ana.comes_to(lambda: replies(2) == [("ana", "We are coming")], PATIENCE)
    assert merges.family(2) == [2, 1]
    assert drafts.waiting(technician("ana")) == []


def test_the_next_shift_sees_first_what_the_last_has_left_to_say(shift: Shift) -> None:
    luis = shift.comes("luis")
    sees(luis, f"{_('Mine')} 0")
    types(luis, "\x1b[18~", "ctrl+s")
    types(luis, HANDED, HANDED)
    types(luis, SAVE, _("Your note waits for the next shift"))
    luis.type("Q")
    assert luis.code(PATIENCE) == 0

    eva = shift.comes("eva")
    sees(eva, HANDED)
    top = eva.screen.display.index(next(row for row in eva.screen.display if HANDED in row))
    assert top < 3, "it stands over the work"
    assert "luis" in eva.screen.display[top]
    types(eva, "\x1b[17~", _("To the next shift"), f" {HANDED}", "1  Ticket 1")
    types(eva, LEAVE)
    eva.loses(HANDED, PATIENCE)
    assert handover.unread(technician("eva"), ()) == []
