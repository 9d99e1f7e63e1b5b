"""Payloads in every text of a desk, seen on every screen and bar, in a real terminal."""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from helpdesk_tui import clock
from helpdesk_tui.safe_text import line
from tests.journeys.terminal import Terminal, at_desk
from tests.terminal.payloads import PAYLOADS, seen_of
from tests.terminal.poisoned import labelled, poison, poison_case

TEXTS = tuple(PAYLOADS.values())

OWN = re.compile(
    r"\x1b(?:\[\d+;\d+H|\[[\d;]*m|\[\?(?:7|25|1004|1049|2004|2026|2048)[hl]|\[\?20(?:26|48)\$p"
    r"|\[>25u|\[<u|\]22;default\x07)"
)
"""What the driver writes: cursor, colours, modes of the terminal, the shape of the pointer."""

SEQUENCE = re.compile(
    r"[\x1b][\[(][?<>=!]*[\d;:]*[ -/]*[@-~]|\x1b[\]P_^Xk][^\x07\x1b]*|\x1b[^\[\]]|[\x80-\x9f]+"
)

QUEUE = (
    *(("?", "On this screen"), ("\x04\x04", ""), ("q", "number P")),
    *((":", "Commands"), ("\x1b", "number P")),
    *(("A", "Assign to"), ("q", ""), ("\x1b", "number P")),
    *(("l", "Labels"), ("q", ""), ("\x1b", "number P")),
    *(("E", "Category"), ("\t\tq", ""), ("\t\tq", ""), ("\tq", ""), ("\x1b", "number P")),
    *(("r", "esc "), ("\x1b", "number P")),
    *(("c", "technicians only"), ("\x1b", "number P")),
    *(("s", "esc "), ("\x1b", "number P")),
    *(("w", "esc "), ("\x1b", "number P")),
    *(("S", "esc "), ("\x1b", "number P")),
    *(("x", "esc "), ("\x1b", "number P")),
    *(("!", "esc "), ("q", ""), ("\x1b", "number P")),
    *(("=", "esc "), ("\x1b", "number P")),
    ("T", ""),
    *(("i", "esc "), ("\x1b", "number P")),
    *(("V", "Views"), ("\x1b", "number P")),
    *(("W", "to a file"), ("\x1b", "number P")),
    *(("I", "esc "), ("\x1b", "number P")),
    *(("+", "Requester"), ("q", ""), ("\tq", ""), ("\tq", ""), ("\tq", ""), ("\x1b", "number P")),
    *(("C", "Caller"), ("q", ""), ("\x1b", "number P")),
    *(("/", "esc "), ("client:q", ""), ("\x1b", "number P"), ("\x1b", "number P")),
    *(("]", "My teams"), ("]", ""), ("]", ""), ("]]]]", ""), ("]]", ""), ("1", "number P")),
)
TICKET = (
    *(("\r", "esc back"), ("\x04\x04\x04", ""), ("G", ""), ("h", "History"), ("\x04", "")),
    *(("h", ""), ("n", ""), ("n", ""), ("n", ""), ("y", "offered"), ("Y", "offered")),
    *(("a", ""), ("z", ""), ("\x1b", "number P")),
)
CLIENTS = (
    *(("0", "Contacts"), ("jjj", ""), ("j", ""), ("j", ""), ("\t", ""), ("j", ""), ("jjjjjj", "")),
    *(("e", "ctrl+s"), ("\x1b", "Contacts"), ("c", "ctrl+s"), ("\x1b", "Contacts")),
    *(("+", "New client"), ("\x1b", "Contacts"), ("/", "esc "), ("q", ""), ("\x1b", "")),
    ("1", "number P"),
)
TIME = (
    *(("2", "enter edit"), ("jjj", ""), ("\r", "Title"), ("q", ""), ("\x1b", "")),
    *(("w", ""), ("{", ""), ("[", ""), ("w", ""), ("[[", ""), ("j", ""), ("s", ""), ("\x1b", "")),
    *(("1", "number P"),),
)
TALKS = (
    *(
        ("3", "Going on"),
        ("G\r", "They know"),
        ("\x04", ""),
        ("S", "is kept"),
        ("e", "ctrl+s"),
        ("\x1b", "They know"),
    ),
    *(("\x1b", "Going on"), ("g\r", "They know"), ("F", ""), ("\x04\x04\x04", ""), ("W", "")),
    *(("G", ""), ("F", ""), ("e", "s save"), ("\x1b", "They know"), ("gjj\r", "ctrl+s")),
    *(("\x1b", "They know"), ("C", "ctrl+s"), ("\x1b", "They know"), ("v", "space said")),
    *((" ", ""), ("$", ""), ("s", ""), ("\x1b", ""), ("\x1b", "They know"), ("V", ""), (" ", "")),
    *(
        ("\x1b", "Rehearsed in"),
        ("t", "They know"),
        ("\x1b", "Going on"),
        ("]]]]", ""),
        ("F", "Figures"),
    ),
    *(("\x1b", "Going on"), ("1", "number P")),
)
WALK = (*TICKET, *QUEUE, *CLIENTS, *TIME, *TALKS)
"""Keys, and what is on the screen after them."""

SOAK = "HELPDESK_SOAK" in os.environ


OPENERS = ("xdg-open", "gio", "open", "www-browser", "sensible-browser", "x-www-browser", "wslview")


def test_no_payload_leaves_any_screen_as_anything_but_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = _with_openers(tmp_path, monkeypatch)
    path = poison(tmp_path, TEXTS, clock.now())
    poison_case(tmp_path / "ana" / "config" / "cases" / "equipment.toml", TEXTS)
    before = _rows(path)
    with _walking(tmp_path, columns=130, rows=40) as desk:
        _page_through(desk)
        for keys, wanted in WALK:
            _step(desk, keys, wanted)
    _nothing_acts(desk, TEXTS)
    assert _unread(desk, TEXTS) == []
    assert b"Case" in desk.seen
    assert not opened.exists()
    assert _rows(path) == before


@pytest.mark.skipif(not SOAK, reason="all sizes and every payload in every place: HELPDESK_SOAK")
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.parametrize("turn", range(0, len(TEXTS), 8))
@pytest.mark.timeout(300)
def test_every_payload_in_every_place_at_every_size(
    tmp_path: Path, size: tuple[int, int], turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned = (*TEXTS[turn:], *TEXTS[:turn])
    opened = _with_openers(tmp_path, monkeypatch)
    poison(tmp_path, turned, clock.now())
    with _walking(tmp_path, columns=size[0], rows=size[1]) as desk:
        for keys, wanted in WALK:
            with suppress(AssertionError):  # what is wanted may have no room there
                _step(desk, keys, wanted, seconds=2)
    _nothing_acts(desk, turned)
    assert not opened.exists()


def _with_openers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs that open addresses, first on the path: the file that each of them would leave.

    The editor is one that ends at once.
    """
    opened, programs = folder / "opened", folder / "programs"
    programs.mkdir()
    for name in OPENERS:
        (programs / name).write_text(f'#!/bin/sh\necho "$0 $*" >> "{opened}"\n')
        (programs / name).chmod(0o755)
    (programs / "vi").symlink_to("/bin/true")
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return opened


@contextmanager
def _walking(folder: Path, *, columns: int, rows: int) -> Iterator[Terminal]:
    """The desk of a technician who leaves it by its front door, without one fault in its log."""
    with at_desk(folder, "ana", columns=columns, rows=rows) as desk:
        desk.until("number P")
        yield desk
        desk.type("Q")
        assert desk.code(10) == 0
    logs = [file.read_text(errors="replace") for file in folder.rglob("*.log")]
    assert logs == []


def _step(desk: Terminal, keys: str, wanted: str, seconds: float = 15) -> None:
    """On a slow machine escape and the next key come in one read, and are alt: then once more."""
    try:
        desk.press(keys, wanted, min(seconds, 3))
    except AssertionError:
        desk.type("\x1b")
        desk.look(0.5)
        desk.press(keys, wanted, seconds)
    desk.look(0.15 if keys == "\x1b" else 0.04)


def _page_through(desk: Terminal) -> None:
    """Ana's whole queue, half a page at a time."""
    desk.type("v")
    for _ in range(8):
        desk.look(0.1)
        desk.type("\x04")
    desk.press("g", "q000")
    desk.type("v")


def _nothing_acts(desk: Terminal, payloads: Sequence[str]) -> None:
    seen = desk.seen.decode("utf-8")
    sequences = {found for text in payloads for found in SEQUENCE.findall(text)}
    assert [found for found in sequences if found in OWN.sub("", seen)] == []
    assert [found for found in sequences if len(found) > 5 and found in seen] == []
    copied = re.findall(r"\x1b\]52;c;([\w+/=]*)\x07", seen)
    assert "T1dORUQ=" not in copied
    rest = OWN.sub("", re.sub(r"\x1b\]52;c;[\w+/=]*\x07", "", seen))
    bad = {sign for sign in rest if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert bad - {"\r", "\n"} == set()
    assert "OWNED" not in desk.screen.title


def _unread(desk: Terminal, payloads: Sequence[str]) -> list[str]:
    """The payloads whose beginning never came as `line` has it."""
    seen = seen_of(OWN.sub("", desk.seen.decode("utf-8")))
    wanted = [seen_of(line(labelled(n, payloads))[:24]) for n in range(len(payloads))]
    return [text for text in wanted if text not in seen]


def _rows(path: Path) -> list[tuple[str, int]]:
    """How many rows each table has: none came, none went."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
        kept = [name for name in names if name in ("ticket", "client", "contact", "conversation")]
        return [
            (name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
            for name in kept
        ]
