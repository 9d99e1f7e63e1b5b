"""Payloads in every text of a desk, seen on every screen and bar, in a real terminal."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import unicodedata
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.tickets import Message, MessageKind
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import tuples
from tests.house.test_keys import all_screens
from tests.journeys.terminal import Terminal, at_desk
from tests.terminal import others
from tests.terminal.payloads import PAYLOADS, seen_of
from tests.terminal.poisoned import doubted, labelled, poison, poison_case, write_table
from tests.terminal.walk import (
    CLIENTS,
    DAY,
    ENTER,
    ESC,
    F4,
    PARTS,
    QUEUE,
    SAVE,
    SHIFT,
    TALKS,
    Step,
    Watch,
    step,
    walking,
    watch,
)

TEXTS = tuple(PAYLOADS.values())

OWN = re.compile(
    r"\x1b(?:\[\d+;\d+H|\[[\d;]*m|\[\?(?:7|25|100[0346]|1015|1049|2004|2026|2048)[hl]"
    r"|\[\?20(?:26|48)\$p|\[>25u|\[<u|\]22;(?:default|pointer|text)\x07)"
)
"""What the driver writes: cursor, colours, modes of the terminal, the shape of the pointer."""

COPY = re.compile(r"\x1b\]52;c;([\w+/=]*)\x07")

SEQUENCE = re.compile(
    r"[\x1b][\[(][?<>=!]*[\d;:]*[ -/]*[@-~]|\x1b[\]P_^Xk][^\x07\x1b]*|\x1b[^\[\]]|[\x80-\x9f]+"
)

SOAK = "HELPDESK_SOAK" in os.environ

CLICK = "\x1b[<35;{x};{y}M\x1b[<{button};{x};{y}M\x1b[<{button};{x};{y}m"
"""The pointer comes to a cell, and a button goes down and up; 16 more is with ctrl."""


@pytest.fixture(scope="module", autouse=True)
def _shifted() -> Iterator[None]:
    """It is the same weekday and hour here as at the desks of the walks."""
    real = clock.now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: real() + SHIFT)
        yield


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a desk, a case and a table in which every text is a payload."""
    folder = tmp_path_factory.mktemp("poisoned")
    _poison(folder, TEXTS)
    return folder


@pytest.mark.parametrize("name", PARTS)
def test_no_payload_leaves_any_screen_as_anything_but_signs(
    poisoned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    watched = _at(poisoned, tmp_path, monkeypatch)
    before = _rows(tmp_path)
    with walking(watched, columns=130, rows=40) as desk:
        desk.until("number P")
        _walk(desk, name, tmp_path)
    nothing_acts(desk, TEXTS)
    assert watched.screens == PARTS[name].screens | {"QueueScreen"}
    assert not watched.opened
    assert _rows(tmp_path) == before


def test_the_walk_comes_to_every_screen() -> None:
    visited = {"QueueScreen"}.union(*(part.screens for part in PARTS.values()))
    assert visited == {screen.__name__ for screen in all_screens()}


def test_what_the_desk_asks_by_itself_is_asked_in_signs(
    poisoned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = _at(poisoned, tmp_path, monkeypatch)
    doubted(tmp_path / "helpdesk.db")
    with walking(watched, columns=130, rows=40) as desk:
        desk.until("nobody was here since")
        step(desk, "4", "Client       ")
        step(desk, ESC, QUEUE)
        with at_desk(tmp_path, "ana") as other:
            other.until("nobody was here since")
            step(desk, F4, "Which desk of yours")
            step(desk, ESC, QUEUE)
    nothing_acts(desk, TEXTS)
    assert not watched.opened


FORMS: dict[Callable[[int], None], tuple[Step, ...]] = {
    others.sets_subjects: (("E", "Edit 10"),),
    others.notes_clients: (("0", CLIENTS), ("e", "Name         q"), ("\x1b[Z", "Name         q")),
    others.names_entries: (
        *(("2", DAY), ("[", "not billed"), ("gjj" + ENTER, "Edit “"), ("\t\t", "Edit “")),
    ),
    others.answers: (("3", TALKS), ("gjjj" + ENTER, "goes to step 2"), ("gjj" + ENTER, "Text    ")),
}
"""What another does meanwhile, and how one comes to the field that this is about."""


@pytest.mark.parametrize("does", FORMS)
def test_both_sides_of_a_conflict_are_told_in_signs(
    poisoned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: Callable[[int], None]
) -> None:
    watched = _at(poisoned, tmp_path, monkeypatch)
    with walking(watched, columns=130, rows=40) as desk:
        desk.until("number P")
        for keys, *wanted in FORMS[does]:
            step(desk, keys, *wanted)
        desk.type(" mine")
        others.do(tmp_path / "helpdesk.db", does)
        desk.type(SAVE)
        desk.until("q016 ␛[21t echo has")  # set it, or changed the entry
        step(desk, ESC, "draft is kept")
    nothing_acts(desk, TEXTS)
    assert not watched.opened


def test_nothing_fires_under_the_pointer_and_an_address_is_shown_and_copied(
    poisoned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = _at(poisoned, tmp_path, monkeypatch)
    with walking(watched, columns=130, rows=40, mouse=True) as desk:
        desk.until("number P")
        first = desk.in_hand or 0
        _point(desk)
        desk.has_another_in_hand(first)  # so clicks do come
        for _ in _pages(desk):
            _point(desk)
        for ticket in _with_address(tmp_path / "helpdesk.db"):
            _open(desk, ticket)
            desk.until("https://evil.example")
            _point(desk)
            step(desk, "Y", "The text was offered")
            assert "https://evil.example" in _copied(desk)[-1]
            step(desk, ESC, "number P")
        for keys, wanted in (("0", "m asset"), ("3", "F figures"), ("g\r", "A adjourn")):
            step(desk, keys, wanted)
            _point(desk)
        copied = (tmp_path / "ana" / "state" / "copied.txt").read_text(encoding="utf-8")
        assert copied == _copied(desk)[-1] + "\n"
    nothing_acts(desk, TEXTS)
    assert _unread(desk, TEXTS, 24) == []
    assert not watched.opened


@pytest.mark.soak
@pytest.mark.skipif(not SOAK, reason="all sizes, every payload in every place: with --soak")
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
@pytest.mark.parametrize("turn", range(0, len(TEXTS), 8))
def test_every_payload_in_every_place_at_every_size(
    tmp_path: Path, size: tuple[int, int], turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = (*TEXTS[turn:], *TEXTS[:turn])
    _poison(tmp_path, turned)
    watched = watch(tmp_path, monkeypatch)
    with walking(watched, columns=size[0], rows=size[1]) as desk:
        desk.until("number P")
        for _ in _pages(desk):
            desk.look(0.1)
        desk.type("v")
        for name in PARTS:
            step(desk, "g", QUEUE)  # the ticket in hand is the first, as in a desk just opened
            _walk(desk, name, tmp_path)
    nothing_acts(desk, turned)
    assert _unread(desk, turned, 10) == []
    assert not watched.opened


def _walk(desk: Terminal, name: str, folder: Path) -> None:
    """A part of the walk; the table that it imports lies in the folder."""
    for keys, *wanted in PARTS[name].steps:
        step(desk, keys.replace("FILE", str(folder / "in.csv")), *wanted)


def _poison(folder: Path, payloads: Sequence[str]) -> None:
    """A desk, a case and a table full of payloads."""
    poison(folder, payloads, clock.now())
    poison_case(folder / "ana" / "config" / "cases" / "equipment.toml", payloads)
    write_table(folder / "in.csv", payloads)


def _at(poisoned: Path, folder: Path, patch: pytest.MonkeyPatch) -> Watch:
    """The same in a folder of one's own, under watch."""
    shutil.copytree(poisoned, folder, dirs_exist_ok=True)
    return watch(folder, patch)


def _pages(desk: Terminal) -> Iterator[None]:
    """Ana's whole queue without its preview, half a page at a time."""
    last = desk.in_hand or 0
    desk.type("G")
    desk.has_another_in_hand(last)
    while last != (last := desk.in_hand):  # it may have been a click that was still on its way
        desk.look(0.5)
    desk.press("gv", "q000")
    desk.has_another_in_hand(last or 0)
    yield
    while (before := desk.in_hand or 0) != last:
        desk.type("\x04")
        desk.has_another_in_hand(before)
        yield


def _point(desk: Terminal) -> None:
    """Brings the pointer over each row, and clicks there, without and with ctrl."""
    for y in range(2, 39):
        for x, button in ((28, 0), (56, 16)):
            desk.type(CLICK.format(x=x, y=y, button=button))
    desk.look(0.15)


def _with_address(path: Path) -> list[int]:
    """A ticket for each payload with an address, which somebody has sent in a mail."""
    opened = open_database(path)
    try:
        return [
            ticket
            for mark in ("]8;;https", "link=")
            for (ticket,) in tuples(
                Message.select(Message.ticket)
                .where(Message.kind == MessageKind.REQUEST, Message.body.contains(mark))
                .order_by(Message.ticket)
                .limit(1)
            )
        ]
    finally:
        opened.close()


def _open(desk: Terminal, ticket: int) -> None:
    """By its number: it comes into hand, or where it is not in this view, opens at once."""
    desk.type(f"/\x15{ticket}\r")
    desk.holds(lambda: ticket in (desk.in_hand, _on_its_own(desk)), f"{ticket} found")
    if desk.in_hand == ticket:
        step(desk, ENTER, "esc back")


def _on_its_own(desk: Terminal) -> int | None:
    """The ticket whose screen this is."""
    head = re.match(r" (\d+) ", desk.screen.display[2])
    return int(head[1]) if head and "esc back" in desk.picture else None


def _copied(desk: Terminal) -> list[str]:
    """What was sent to the terminal's clipboard."""
    return [b64decode(text).decode("utf-8") for text in COPY.findall(desk.seen.decode("utf-8"))]


def _acting(said: str) -> set[str]:
    """What is no sign to be seen, but for the ends of lines."""
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return {sign for sign in said if unicodedata.category(sign) in kinds} - {"\r", "\n"}


def nothing_acts(desk: Terminal, payloads: Sequence[str]) -> None:
    """Of all that has left, nothing steers the terminal but what the driver writes."""
    seen = desk.seen.decode("utf-8")
    sequences = {found for text in payloads for found in SEQUENCE.findall(text)}
    assert [found for found in sequences if found in OWN.sub("", seen)] == []
    assert [found for found in sequences if len(found) > 5 and found in seen] == []
    assert [text for text in _copied(desk) if _acting(text) - {"\t"} or text == "OWNED"] == []
    assert _acting(OWN.sub("", COPY.sub("", seen))) == set()
    assert "OWNED" not in desk.screen.title


def _unread(desk: Terminal, payloads: Sequence[str], signs: int) -> list[str]:
    """The payloads whose beginning never came as `line` has it."""
    seen = seen_of(OWN.sub("", desk.seen.decode("utf-8")))
    wanted = [seen_of(line(labelled(n, payloads))[:signs]) for n in range(len(payloads))]
    return [text for text in wanted if text not in seen]


def _rows(folder: Path) -> list[int]:
    """How many rows the tables have that a walk must leave alone: none came, none went."""
    with closing(sqlite3.connect(folder / "helpdesk.db")) as connection:
        return [
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in ("ticket", "client", "contact", "conversation")
        ]
