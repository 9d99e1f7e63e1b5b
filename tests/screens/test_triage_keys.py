"""One key each: what it does, on the screen and in the database, back and forth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from helpdesk_tui import paths
from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Wait
from helpdesk_tui.screens.tickets import clipboard
from helpdesk_tui.tickets import actions, thread
from helpdesk_tui.tickets.queue import Row
from tests.screens.conftest import Seat, SitDown
from tests.support import found, opened, row, state


@dataclass(frozen=True)
class Key:
    """Keys pressed and text typed on the second ticket of the list, and what becomes of it."""

    name: str
    keys: tuple[str, ...]
    becomes: Callable[[Row], bool]
    asks: str = ""
    text: str = ""
    then: tuple[str, ...] = ()
    says: str = ""
    before: Callable[[int, Row], object] | None = None


KEYS = [
    Key("assign", ("A",), lambda r: r.assignee == "luis", "Assign to", "lui", ("enter",)),
    Key("team", ("A",), lambda r: r.team_id == 1, "Assign to", "supp", ("enter",)),
    Key("priority", ("p", "1"), lambda r: r.priority == 1),
    Key("status by menu", ("s", "n"), lambda r: r.status == Status.NEW),
    Key("close by menu", ("s", "c"), lambda r: r.status == Status.CLOSED),
    Key("close", ("X",), lambda r: r.status == Status.CLOSED and r.closed_at is not None),
    Key("put away", ("d",), lambda r: r.deleted),
    Key("label", ("l",), lambda r: r.tags == ("vpn",), "Labels", "vpn", ("enter",)),
    Key(
        "label off",
        ("l",),
        lambda r: r.tags == ("vip",),
        "Labels",
        "vip -vpn",
        ("enter",),
        before=lambda by, seen: actions.label(by, [seen], ["vpn"]),
    ),
    Key(
        "wait",
        ("w", "s"),
        lambda r: (
            (r.status, r.wait_reason) == (Status.WAITING, Wait.SUPPLIER) and bool(r.wait_until)
        ),
        "until when?",
        "2h",
        ("enter",),
    ),
    Key(
        "wait without a date",
        ("s", "w", "c"),
        lambda r: (r.status, r.wait_reason, r.wait_until) == (Status.WAITING, Wait.CLIENT, None),
        "until when?",
        "",
        ("enter",),
    ),
    Key(
        "resolve",
        ("x",),
        lambda r: r.status == Status.RESOLVED,
        "Solution",
        "It was the cable",
        ("ctrl+s",),
        "It was the cable",
    ),
    Key(
        "resolve without a word",
        ("x",),
        lambda r: r.status == Status.RESOLVED,
        "Solution",
        "",
        ("ctrl+s",),
    ),
    Key(
        "reply",
        ("r",),
        lambda r: r.status == Status.OPEN,
        "NOT SENT",
        "We are on our way",
        ("ctrl+s",),
        "We are on our way",
    ),
    Key(
        "note",
        ("c",),
        lambda r: r.status == Status.OPEN,
        "technicians only",
        "She is angry",
        ("ctrl+s",),
        "She is angry",
    ),
    Key(
        "edit",
        ("E",),
        lambda r: r.subject == "VPN drops every ten minutes!",
        "Edit 2",
        "!",
        ("ctrl+s",),
    ),
]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name.replace(" ", "-"))
async def test_a_key_does_it_z_takes_it_back_and_shift_z_does_it_again(
    seat: Seat, luis: int, key: Key
) -> None:
    if key.before:
        key.before(luis, row(2))
        await seat.press("R")
    await seat.press("j")
    await seat.has_in_hand(2)
    before = state(2)

    await seat.press(*key.keys[:1])
    for more in key.keys[1:]:
        await seat.sees("esc leave it")
        await seat.press(more)
    if key.asks:
        await seat.sees(key.asks)
        await seat.type(key.text)
        await seat.press(*key.then)
    await seat.sees("z takes it back")
    await seat.until(lambda: key.becomes(row(2)), f"2 becomes so: {row(2)}")
    assert not key.says or key.says in said(2)
    after = state(2)

    await seat.press("z")
    await seat.sees("Taken back")
    assert state(2) == before
    assert len(said(2)) == 1, "what was written is withdrawn"
    await seat.press("Z")
    await seat.sees("Done again")
    assert state(2) == after
    assert not key.says or key.says in said(2)


def said(ticket: int) -> list[str]:
    return [message.body for message in thread.messages(ticket)]


async def test_a_free_ticket_is_taken_by_one_key(seat: Seat, ana: int) -> None:
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)

    await seat.press("a")

    await seat.lists(10, 11, 12)
    assert (row(9).assignee_id, row(9).status) == (ana, Status.OPEN)
    await seat.sees("Unassigned 3")


async def test_what_undo_brings_back_is_seen_again(seat: Seat) -> None:
    await seat.press("j", "X")
    await seat.lists(1, 3, 4, 5, 6, 7, 8)

    await seat.press("z")

    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)
    await seat.has_in_hand(2)


async def test_undo_goes_back_step_by_step_and_then_says_that_it_is_at_the_end(seat: Seat) -> None:
    before = state(1), state(2)
    await seat.press("p", "1")
    await seat.sees("z takes it back")
    await seat.press("j", "p", "2")
    await seat.until(lambda: row(2).priority == 2, "2 is P2")
    await seat.press("z")
    await seat.until(lambda: row(2).priority == 3, "2 is back")
    await seat.press("z")
    await seat.until(lambda: row(1).priority == 3, "1 is back")

    await seat.press("z")

    await seat.sees("There is nothing to undo.")
    assert (state(1), state(2)) == before


async def test_undo_is_refused_with_the_reason_when_another_has_changed_it_since(
    seat: Seat, luis: int
) -> None:
    await seat.press("p", "1")
    await seat.sees("z takes it back")
    actions.set_priority(luis, [row(1)], 2)

    await seat.press("z")

    await seat.sees("luis has changed it since")
    assert row(1).priority == 2


async def test_what_undo_could_not_take_back_of_many_is_told(seat: Seat, luis: int) -> None:
    await seat.press("space", "space", "space", "p", "1")
    await seat.sees("3 tickets")
    actions.set_priority(luis, [row(2)], 2)

    await seat.press("z")

    await seat.sees("luis")
    assert [row(ticket).priority for ticket in (1, 2, 3)] == [3, 2, 3]


async def test_a_menu_is_left_by_esc_and_other_keys_do_nothing(seat: Seat) -> None:
    before = state(1)
    await seat.press("p")
    await seat.sees("critical")
    await seat.press("j", "x", "7", "a")
    await seat.sees("critical")

    await seat.press("escape")

    await seat.sees_no("critical")
    assert state(1) == before
    await seat.press("j")
    await seat.has_in_hand(2)


# Conflicts


async def stale(seat: Seat, act: Callable[[], object], *keys: str) -> None:
    """Presses keys on what another has changed before the screen could know."""
    feed = seat.app._feed
    assert feed
    feed.stop()
    act()
    await seat.press(*keys)


async def test_a_conflict_shows_both_sides_and_theirs_can_stay(seat: Seat, luis: int) -> None:
    await stale(seat, lambda: actions.set_priority(luis, [row(1)], 4), "p", "1")
    await seat.sees("luis has set priority to “P4”", "P1", "keep theirs", "mine all the same")

    await seat.press("k")

    await seat.sees("1 P4")
    assert row(1).priority == 4


async def test_a_conflict_can_be_settled_with_mine_all_the_same(seat: Seat, luis: int) -> None:
    await stale(seat, lambda: actions.set_priority(luis, [row(1)], 4), "p", "1")
    await seat.sees("mine all the same")

    await seat.press("o")

    await seat.until(lambda: row(1).priority == 1, "mine holds")
    await seat.press("z")
    await seat.until(lambda: row(1).priority == 4, "and is taken back to theirs")


@pytest.mark.parametrize(
    ("keys", "text", "theirs"),
    [
        (("A",), "lui", lambda by: actions.assign(by, [row(1)], None)),
        (("w", "c"), "", lambda by: actions.wait(by, [row(1)], Wait.OTHER)),
    ],
    ids=["assign", "wait"],
)
async def test_a_conflict_met_in_a_bar_is_asked_about_too(
    seat: Seat, luis: int, keys: tuple[str, ...], text: str, theirs: Callable[[int], object]
) -> None:
    await stale(seat, lambda: theirs(luis), keys[0])
    for key in keys[1:]:
        await seat.sees("esc leave it")
        await seat.press(key)
    await seat.sees("ctrl+s")
    await seat.type(text)
    await seat.press("ctrl+s")

    await seat.sees("luis has set", "keep theirs", "mine all the same")
    await seat.press("o")
    await seat.sees("z takes it back")


async def test_a_conflict_met_in_a_form_keeps_the_form_and_asks_once_more(
    seat: Seat, luis: int
) -> None:
    await stale(seat, lambda: actions.edit(luis, row(1), {"subject": "Something else"}), "E")
    await seat.sees("Edit 1")
    await seat.type("!")
    await seat.press("ctrl+s")
    await seat.sees("luis has set subject to “Something else”", "prescriptions!")

    await seat.press("ctrl+s")

    await seat.until(lambda: row(1).subject == "Nobody can print prescriptions!", "mine holds")


async def test_different_fields_merge_without_a_word(seat: Seat, luis: int) -> None:
    await stale(seat, lambda: actions.set_priority(luis, [row(1)], 4), "s", "n")

    await seat.sees("z takes it back")
    assert (row(1).priority, row(1).status) == (4, Status.NEW)


async def test_many_with_one_changed_by_another_are_done_and_the_one_is_told(
    seat: Seat, luis: int
) -> None:
    await seat.press("space", "space", "space")
    await stale(seat, lambda: actions.set_priority(luis, [row(2)], 4), "p", "1")

    await seat.until(lambda: row(3).priority == 1, "the others are done")
    assert [row(ticket).priority for ticket in (1, 2, 3)] == [1, 4, 1]
    await seat.sees("somebody else")


# New tickets


async def test_a_new_ticket_is_written_in_one_bar(seat: Seat, ana: int) -> None:
    await seat.press("plus")
    await seat.sees("New ticket")
    await seat.type("The door squeaks\nMarta\n")
    await seat.press("tab", "tab", "tab", "tab")
    await seat.type("All day long")
    await seat.press("ctrl+s")

    await seat.until(lambda: seat.foot.startswith("15 "), "15 is told")
    ticket = row(15)
    assert (ticket.subject, ticket.client, ticket.requester) == (
        *("The door squeaks", "ACME Ibérica", "Marta Ruiz"),
    )
    assert (ticket.priority, ticket.kind, ticket.status) == (3, Kind.INCIDENT, Status.NEW)
    assert found(ana, "squeaks long") == {15}
    await seat.press("z")
    await seat.until(lambda: row(15).deleted, "undone")


async def test_a_ticket_without_a_subject_is_asked_for_one(seat: Seat) -> None:
    await seat.press("plus")
    await seat.sees("New ticket")
    await seat.press("ctrl+s")

    await seat.sees("A ticket needs a subject.")


async def test_a_call_is_kept_with_a_caller_that_nobody_knew(seat: Seat, ana: int) -> None:
    await seat.press("C")
    await seat.sees("Phone call")
    await seat.type("Pepe Pérez\nClínica\n")
    await seat.press("tab")
    await seat.type("The lift speaks Finnish")
    await seat.press("ctrl+s")

    await seat.until(lambda: found(ana, "finnish"), "the ticket is there")
    (number,) = found(ana, "finnish")
    ticket = row(number)
    assert (ticket.requester, ticket.client) == ("Pepe Pérez", "Clínica Sol")
    (message,) = thread.messages(number)
    assert (message.who, message.ours, message.kind) == ("Pepe Pérez", False, MessageKind.REQUEST)


async def test_a_call_about_a_ticket_is_added_to_it(seat: Seat) -> None:
    await seat.press("C")
    await seat.sees("Phone call")
    await seat.type("Marta Ruiz\n")
    await seat.press("tab")
    await seat.type("till")
    await seat.sees("The till does not open")
    await seat.press("enter")
    await seat.type("Still closed")
    await seat.press("ctrl+s")

    await seat.until(lambda: len(thread.messages(5)) == 2, "the call is kept")
    last = thread.messages(5)[-1]
    assert (last.who, last.body, last.ours) == ("Marta Ruiz", "Still closed", False)


async def test_single_letters_never_fire_while_something_is_typed(seat: Seat) -> None:
    before = {ticket: state(ticket) for ticket in range(1, 15)}
    letters = "axdXQzZ+?1:*"
    for key, title in (("plus", "New ticket"), ("slash", "ctrl+s as a view"), ("r", "NOT SENT")):
        await seat.press(key)
        await seat.sees(title)
        await seat.type(letters)
        await seat.sees(letters)
        await seat.press("escape")
        await seat.sees_no(title)
    assert {ticket: state(ticket) for ticket in range(1, 15)} == before
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)


async def test_copying_offers_the_number_and_never_says_that_it_is_copied(seat: Seat) -> None:
    await seat.press("j", "y")
    await seat.sees("2 was offered to your terminal's clipboard")


async def test_a_text_that_no_terminal_takes_is_in_the_file_only(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "MOST", 20)
    monkeypatch.setattr(seat.app, "copy_to_clipboard", lambda _text: pytest.fail("too long"))
    await seat.press("Y")
    await seat.sees("too long for a terminal's clipboard; it is in")
    assert (paths.state_dir() / "copied.txt").read_text().startswith("#1 ")


async def test_no_more_tickets_are_copied_whole_than_are_soon_read(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "TICKETS", 2)
    await seat.press("asterisk", "Y")
    await seat.sees("2 tickets at most are copied whole; W writes a list of all to a file.")
    assert not (paths.state_dir() / "copied.txt").exists()


async def test_a_ticket_made_elsewhere_can_be_taken_from_an_arrival(
    sit_down: SitDown, luis: int
) -> None:
    seat = await sit_down()
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.has_in_hand(9)
    ticket = opened(luis, "Brand new")
    await seat.sees("1 new")

    await seat.press("R", "G")
    await seat.has_in_hand(ticket)
    await seat.press("a")
    await seat.until(lambda: row(ticket).assignee == "ana", "taken")
