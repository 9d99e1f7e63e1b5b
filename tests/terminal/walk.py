"""A walk through every screen of a desk, and the bars that open over them, by keys alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpdesk_tui import clock
from tests.journeys.terminal import Terminal, at_desk
from tests.terminal.hand import ROOT

ESC, ENTER, SAVE, DOWN = "\x1b", "\r", "\x13", "\x1b[B"
F3, F4, F5, F6 = "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~"
F7, F8, F9 = "\x1b[18~", "\x1b[19~", "\x1b[20~"
QUEUE, CLIENTS, DAY, TALKS, TALK = "/ filter", "m asset", "m move", "F figures", "A adjourn"
"""What the footer of a screen has while nothing is asked there."""

COLUMNS, EVIDENCE, CUE, RULES = "v values", "s save", "w they said", "ctrl+o TOML"
FIGURES, TERMS = "p period", "b hours bought"
MONDAY, SHEET = "[ earlier", "p paragraph"
PIVOT = "x turn"

SHIFT = datetime(2026, 11, 18, 10, 0, tzinfo=UTC) - clock.now()
"""A walk begins on a Wednesday in the forenoon: what lies on a desk depends on the hour."""

Step = tuple[str, ...]
"""Keys, and what is on the screen after them, in windows of any size: one of these."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the walk, from the queue on, and the classes of the screens that it comes to."""

    steps: tuple[Step, ...]
    screens: frozenset[str] = frozenset()


PARTS = {
    "ticket": Part(
        (
            *((ENTER, "esc back"), ("\x04\x04\x04", "esc back"), ("G", "Also open there")),
            *(("h", "History"), ("\x04", "opened the ticket"), ("h", "esc back")),
            *(("n", " 10135"), ("n", " 10136"), ("n", " 10137")),
            *(
                ("y", "was offered"),
                ("Y", "The text was offered", "That is too long"),
                ("a", "It is so already"),
            ),
            *(("z", "nothing to undo"), (ESC, "number P")),
        ),
        frozenset({"TicketScreen"}),
    ),
    "queue": Part(
        (
            *(("?", "On this screen"), ("G", "In a bar: tab"), ("q", "number P")),
            *((":", "Commands"), (ESC, QUEUE)),
            *(
                ("A", "Assign to"),
                ("q", "Who          q"),
                (ESC, QUEUE),
                (F5, "near due"),
                (ESC, QUEUE),
            ),
            *(("*", QUEUE, "again marks"), ("*", QUEUE, "marked."), ("U", "number P")),
            *(("l", "Labels · has"), ("q", "type to narrow it down"), (ESC, QUEUE)),
            *(("E", "Edit 10"), ("\t\tq", "Requester    q")),
            *(("\t\tq", "Category     q"), ("\tq", "Kind         q"), (ESC, "draft is kept")),
            *(("r", "Reply to q"), (ESC, QUEUE), ("c", "technicians only"), (ESC, QUEUE)),
            *(("s", "x Resolved"), (ESC, QUEUE), ("w", "a supplier"), (ESC, QUEUE)),
            *(("S", "turn round"), (ESC, QUEUE), ("x", "Solution, for"), (ESC, QUEUE)),
            *(("!", "One more of the same"), ("q", "q  new"), (ESC, "draft is kept")),
            *(("=", "Like 10", "No other ticket is"), (ESC, QUEUE, "No other ticket is")),
            *(("f", "The timer starts on"), ("q", "q  new"), (ESC, QUEUE)),
            *(("b", "Which bad news?"), ("q", "Case         q"), (ESC, QUEUE)),
            *(("T", "The timer runs on"), ("i", "Time entry by hand"), (ESC, QUEUE)),
            *(("m", "Merge 10"), ("q", "Ticket       q"), (ESC, QUEUE)),
            *(("L", "w blocked by"), ("w", "blocked by …"), ("q", "Ticket       q"), (ESC, QUEUE)),
            *(("B", "A ticket of its own"), ("q", "Message      q"), (ESC, QUEUE)),
            *(("P", "Approval, NOT SENT"), ("q", "Of whom      q"), (ESC, QUEUE)),
            *(("V", "save as a view"), (ESC, QUEUE), ("W", "to a file"), (ESC, QUEUE)),
            *(("+", "New ticket"), ("q", "Subject      q"), ("\tq", "Requester    q")),
            *(("\tq", "Client       q"), ("\tq", "Machine      q"), (ESC, "draft is kept")),
            *(("C", "Phone call"), ("q", "Caller       q"), (ESC, "draft is kept")),
            *(("/", "as a view"), ("client:q", "/ client:q"), (ESC, QUEUE), (ESC, QUEUE)),
            *(("]", "▏ My teams", "· My teams"), ("]", "▏ Unassigned", "· Unassigned")),
            *(("]]]", "▏ Waiting", "· Waiting"), ("]]]]", "▏ q0", "Queue · q0")),
            *(("]]", "▏ q0", "Queue · q0"), ("1", "number P")),
        ),
        frozenset({"HelpScreen"}),
    ),
    "clients": Part(
        (
            *(("0", CLIENTS), ("jjj", "open ticket"), ("j", CLIENTS), ("j", CLIENTS)),
            *(("\tj", CLIENTS), ("e", "Telephone"), (ESC, CLIENTS)),
            *(("M", "\n As  "), ("q", "Client       q"), (ESC, CLIENTS)),
            *(("jjjjjj", CLIENTS), ("e", "Serial no."), (ESC, CLIENTS)),
            *(("m", "New machine of"), (ESC, CLIENTS), ("c", "New contact of"), (ESC, CLIENTS)),
            *(("+", "New client"), (ESC, CLIENTS), ("S", "W write"), ("[", "W write")),
            *((ENTER, "W write", "Nothing was missed"), (ESC, "W write", CLIENTS), (ESC, CLIENTS)),
            *(("$", "To             q"), ("e", "To           q"), ("\t\tq", "not understood")),
            *((ESC, "draft is kept"), ("jjjjjjjje", "Activity  "), ("\t\tq", "Activity     q")),
            *((ESC, "draft is kept"), ("p", "What an hour costs q"), (ESC, TERMS)),
            *(("b", "has bought"), (ESC, TERMS), ("Ge", "Note         q"), (ESC, TERMS)),
            *((ESC, CLIENTS),),
            *(("/", "takes it back"), ("q", "/ q"), (ESC, CLIENTS), ("1", "number P")),
        ),
        frozenset({"ClientsScreen", "KeptScreen", "TermsScreen"}),
    ),
    "time": Part(
        (
            *(("2", DAY), ("[", "not billed"), ("gjj" + ENTER, "Edit “"), ("q", "not understood")),
            *((ESC, "draft is kept"), ("g", "not billed")),
            *(("s", "Split at"), (ESC, DAY), ("D", "Once more from"), (ESC, DAY)),
            *(("m", "Move to"), ("+9m", "Time         +9m"), (ENTER, "keep both")),
            *(("3", "z takes it back"), ("v", "keep both"), (ESC, DAY)),
            *(("+", "Time entry by hand"), (ESC, DAY)),
            *(("w", "  total"), ("{", "  total"), ("[", "  total")),
            *(("w", "not billed"), ("[[", "not billed"), ("j", "not billed"), ("1", "number P")),
        ),
        frozenset({"TimeScreen"}),
    ),
    "talks": Part(
        (
            *(("3", TALKS), ("/", "takes it back"), ("q", "/ q"), (ESC, TALKS)),
            *(("+", "Bad news for"), ("q", "Client       q"), ("\t\tq", "Ticket       q")),
            *((ESC, TALKS), ("G" + ENTER, "The talk is over"), ("\x04", "The talk is over")),
            *(("S", "is kept"), ("e", "Summary for q"), (ESC, TALK)),
            *(("S", "is kept"), ("w", "Folder       ~/"), (ESC, TALK)),
            *(("S", "is kept"), ("g", "How did they get it"), (ESC, TALK), (ESC, TALKS)),
            *(("g" + ENTER, "● 6 Next steps"), ("F", "6 Next steps: both")),
            *(("\x04\x04\x04", TALK), ("h", "EVIDENCE"), ("W", "WARNED BEFORE"), ("h", TALK)),
            *(
                ("G", "Former warnings"),
                ("F", TALK),
                ("e", EVIDENCE),
                ("s", "Folder       ~/"),
                (ESC, EVIDENCE),
                (ESC, TALK),
            ),
            *(("gjj" + ENTER, "A next step"), (ESC, TALK), ("C", "It is another case")),
            *((ESC, TALK), ("v", CUE), (" ", "2 of 5"), ("$", "price and date")),
            *(("s", "into the silence"), (ESC, "2 of 5"), ("w", "only for you"), (ESC, CUE)),
            *((ESC, TALK), ("V", "rehearsal 0:"), (" ", "2 of 5"), (ESC, "Rehearsed in")),
            *(
                ("t", TALK),
                (ESC, TALKS),
                ("]]]]", TALKS),
                ("F", "Figures of use"),
                (ESC, "Going on"),
            ),
            ("1", "number P"),
        ),
        frozenset(
            {"TalksScreen", "TalkScreen", "EvidenceScreen", "CueScreen", "RehearsalScreen"},
        ),
    ),
    "a talk": Part(
        (
            *(("3", TALKS), ("gjjj" + ENTER, "n goes to step 2"), ("G+", "Somebody who is there")),
            *(
                *(("q", "Name         q"), ("zz", "Name         qzz")),
                (ESC, "z takes it back"),
                ("kkkkkk+", "A piece of evidence"),
            ),
            *((ESC, TALK), ("A", "Adjourn until"), (ESC, TALK)),
            *(("n", "● 2 They know"), ("+", "A fact of the case"), (ESC, TALK)),
            *(("J", "go straight to"), ("5", "● 5 React"), ("+", "An option with its price")),
            *((ESC, TALK), ("G" + ENTER, "An option with its price"), (ESC, TALK)),
            *(("J", "go straight to"), ("6", "● 6 Next steps"), ("g+", "A next step")),
            *((ESC, TALK), ("n", "is kept"), (ESC, TALK), (ESC, TALKS), ("1", "number P")),
        ),
        frozenset({"TalksScreen", "TalkScreen"}),
    ),
    "macros": Part(
        (
            *(("M", "Canned reply"), ("q", "Macro        q"), (DOWN, "Macro        q")),
            *((DOWN, "Macro        q"), ("\x0f", "put away"), ("d", "is yours as well")),
            *(("M", "Canned reply"), ("zzz", "Macro        zzz"), ("\x0f", "n new"), (ESC, QUEUE)),
            *((ENTER, "esc back"), ("M", "Canned reply"), (ESC, "esc back"), (ESC, "number P")),
        ),
        frozenset({"TicketScreen"}),
    ),
    "rules": Part(
        (
            *((F3, RULES), ("L[l", RULES), ("+", "c calendar"), ("c", "Shifts"), (ESC, RULES)),
            *((ENTER, "Shifts"), ("q", "Name         q"), (ESC, "is kept"), ("G", "Warns after")),
            *((ENTER, "1st response"), ("q", "Name         q"), (ESC, "is kept")),
            *(("s", "Nothing is changed"), (ESC, "number P")),
        ),
        frozenset({"RulesScreen"}),
    ),
    "handover": Part(
        (
            *((F6, "To the next shift"), ("\x04\x04", "enter ticket"), ("\x15", "enter ticket")),
            *((F7, "numbers of tickets open there"), ("q\tq", "Team only    q")),
            *((ESC, "draft is kept"), (ESC, "number P")),
        ),
        frozenset({"HandoverScreen"}),
    ),
    "sheets": Part(
        (
            *((F8, MONDAY), (ENTER, SHEET), ("p", "It was given out"), ("a", "another question")),
            *(("n", "The client asks about"), (ESC, SHEET), ("a", "another question")),
            *(("a", "Answer to “q"), (ESC, SHEET), (ESC, MONDAY), ("j" + ENTER, SHEET)),
            *(("p", "Words above"), (ESC, SHEET), (ENTER, "Edit “"), (ESC, SHEET), ("G", SHEET)),
            *(
                ("s", "Give it out?"),
                (ESC, SHEET),
                (ESC, MONDAY),
                ("S", "Give out "),
                (ESC, MONDAY),
            ),
            *(("[", MONDAY), ("]]", MONDAY), ("e", "To    "), (ESC, MONDAY), ("$", TERMS)),
            *((ESC, MONDAY), (ESC, "number P")),
        ),
        frozenset({"MondayScreen", "SheetScreen", "TermsScreen"}),
    ),
    "figures": Part(
        (
            *(("6", "counted just now"), ("d", "w Week"), ("c", "  backlog"), ("jl", FIGURES)),
            *(("p", "4 weeks"), ("a", "Client · all"), ("/", "takes it back"), ("q", "/ q")),
            *((ESC, FIGURES), ("W", "to a file"), (ESC, FIGURES), ("d", "w Week")),
            *(("s", "  newest"), (ENTER, "▏ All open", "· All open"), (ESC, "number P")),
            *(("6", "counted just now"), ("d", "w Week"), ("r", "D drafts")),
            *(("D", "Draft of a"), (ESC, "D drafts"), (ENTER, "o ticket")),
            *(("o", "about this entry", "esc back"), (ESC, "D drafts"), (ESC, "number P")),
            *(("6", "counted just now"), ("\t\t", "Technician ·"), (ESC, "number P")),
            ("[[[[[[", "▏ Mine", "· Mine"),
        ),
        frozenset({"FiguresScreen", "BehindScreen"}),
    ),
    "pivot": Part(
        (
            *((F9, PIVOT), ("r", "t Ticket"), ("t", "Ticket ×"), ("c", "p Project"), ("p", PIVOT)),
            *(("p", "4 weeks"), ("a", "· all"), ("G>", "all ", "not rounded"), ("k", PIVOT)),
            *((ENTER, "o ticket"), ("\x04", "o ticket"), (ENTER, "Title"), (ESC, "o ticket")),
            *((ESC, PIVOT), ("v", "years by months"), ("y", "Year ×", "Client       "), (ESC, "")),
            *(("W", "to a file"), (ESC, PIVOT), (ESC, "number P")),
        ),
        frozenset({"PivotScreen", "BehindScreen"}),
    ),
    "columns": Part(
        (
            *(("I", "Import a table"), ("FILE", "in.csv"), (SAVE, "· delimiter")),
            *((ENTER, "take it"), ("q", "Means        q"), (ESC, COLUMNS)),
            *(("jj", "3 of 6"), ("v", "What the values of"), (ESC, COLUMNS), ("j", "4 of 6")),
            *(("v", "What the values of"), (ESC, COLUMNS), ("j", "5 of 6")),
            *(("t", "How the dates"), (ESC, COLUMNS), ("f", "How the file is read")),
            *((ESC, COLUMNS), ("}", COLUMNS), ("i", "6 of 6"), ("a", "6 of 6"), ("r", "6 of 6")),
            *((SAVE, "Save the mapping"), (ESC, COLUMNS), (ESC, "number P")),
        ),
        frozenset({"MappingScreen"}),
    ),
}
"""Each begins at the queue, and comes back to it."""

_NOTES_SCREENS = """\
from datetime import timedelta

from textual.screen import Screen

from helpdesk_tui import clock

real = clock.now
clock.now = lambda: real() + timedelta(seconds={shift!r})
resumed = Screen._on_screen_resume

def noting(screen, event):
    if type(screen) is not Screen:  # Textual's own, before the first
        with open({file!r}, "a") as file:
            print(type(screen).__name__, file=file)
    return resumed(screen, event)

Screen._on_screen_resume = noting
"""
"""Runs in the desk's process, before the desk: which screens come to be seen is written down."""

OPENERS = ("xdg-open", "gio", "open", "www-browser", "sensible-browser", "x-www-browser", "wslview")


@dataclass(frozen=True, slots=True)
class Watch:
    """What a desk under watch leaves behind: the screens that it showed, the openers it started."""

    folder: Path

    @property
    def screens(self) -> set[str]:
        """The classes of the screens that were seen."""
        return set((self.folder / "screens").read_text().split())

    @property
    def opened(self) -> bool:
        """Whether a program that opens addresses was started."""
        return (self.folder / "opened").exists()


def watch(folder: Path, patch: pytest.MonkeyPatch) -> Watch:
    """Programs that open addresses come first on the path, and an editor that ends at once."""
    programs = folder / "programs"
    programs.mkdir()
    for name in OPENERS:
        (programs / name).write_text(f'#!/bin/sh\necho "$0 $*" >> "{folder / "opened"}"\n')
        (programs / name).chmod(0o755)
    (programs / "vi").symlink_to("/bin/true")
    notes = _NOTES_SCREENS.format(file=str(folder / "screens"), shift=SHIFT.total_seconds())
    (programs / "sitecustomize.py").write_text(notes)
    patch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return Watch(folder)


@contextmanager
def walking(watched: Watch, *, columns: int, rows: int, mouse: bool = False) -> Iterator[Terminal]:
    """The desk of a technician who leaves it by its front door, without one fault in its log."""
    folder = watched.folder
    settings = folder / "ana" / "config" / "config.toml"
    before = f"open({str(settings)!r}, 'a').write('mouse = true\\n')" if mouse else ""
    environ = {"PYTHONPATH": f"{folder / 'programs'}:{ROOT}", "ESCDELAY": "20"}
    with at_desk(folder, "ana", columns=columns, rows=rows, before=before, environ=environ) as desk:
        yield desk
        desk.type("Q")
        assert desk.code(10) == 0
    logs = [file.read_text(errors="replace") for file in folder.rglob("*.log")]
    assert logs == []


def step(desk: Terminal, keys: str, *wanted: str) -> None:
    """On a slow machine escape and the next key come in one read, and are alt: then once more."""
    desk.type(keys)
    try:
        desk.until_either(*wanted)
    except AssertionError:
        desk.type(ESC)
        desk.look(0.5)
        desk.type(keys)
        desk.until_either(*wanted)
    desk.look(0.02)
