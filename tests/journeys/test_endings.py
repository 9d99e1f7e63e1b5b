"""Two hundred ways to end a desk with a text half typed, a talk open and a timer running."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from helpdesk_tui.conversations import actions, unsettled
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import drafts
from tests.journeys.leading import talk, talk_of
from tests.journeys.terminal import Terminal, at_desk, run
from tests.storage.fresh import opened_fresh
from tests.support import linux_only, technician
from tests.terminal.hand import assert_given_back, child_of, until_gone

GONE_WITHIN = 5.0
TEXT = "Pull the plug of the old one, Señora."
SIZE = {"columns": 160, "rows": 44}

EDITOR = """#!/bin/sh
printf ' Then plug the new one in.' >> "$1"
echo EDITING
sleep 20
"""

NOT_CONTROLLED = """
import os
desk = os.fork()
if desk:
    status = os.waitpid(desk, 0)[1]
    os._exit(os.waitstatus_to_exitcode(status))
os.setsid()
"""
"""The desk leads a session that has no terminal: nobody sends it a SIGHUP."""


@dataclass(frozen=True, slots=True)
class End:
    """A way to end, and what the line and the desk did before that."""

    name: str
    signals: tuple[signal.Signals, ...] = ()
    closed: bool = False
    stalled: bool = False
    controlled: bool = True
    editing: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> int:
        """How the desk is to exit."""
        real = [one for one in self.signals if one not in (signal.SIGSTOP, signal.SIGCONT)]
        return 128 + (real or [signal.SIGHUP])[0]


ENDS = (
    End("SIGHUP", (signal.SIGHUP,)),
    End("SIGTERM", (signal.SIGTERM,)),
    End("SIGINT", (signal.SIGINT,)),
    End("SIGQUIT", (signal.SIGQUIT,)),
    End("all at once", (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)),
    End("closed", closed=True),
    End("no controlling terminal, SIGTERM", (signal.SIGTERM,), controlled=False),
    End("stdin at its end, no signal", closed=True, controlled=False),
    End("stalled, SIGHUP", (signal.SIGHUP,), stalled=True),
    End("stalled, SIGTERM", (signal.SIGTERM,), stalled=True),
    End("stalled, closed", closed=True, stalled=True),
    End("stalled, stdin at its end, no signal", closed=True, stalled=True, controlled=False),
    End("stopped, closed", (signal.SIGSTOP,), closed=True),
    End("in the editor, SIGTERM", (signal.SIGTERM,), editing=True),
    End("in the editor, closed", closed=True, editing=True),
    End("stopped, SIGTERM", (signal.SIGSTOP, signal.SIGTERM, signal.SIGCONT)),
)


class Technician:
    """Somebody with a ticket, a talk about it and a timer, whose desk is ended again and again."""

    def __init__(self, folder: Path, login: str) -> None:
        self.folder, self.login, self.id = folder, login, technician(login)
        self.talk = talk_of(self.id, f"Cliente de {login}")
        actions.go(self.id, talk(self.talk), 2)
        self._places = cycle(("reply", "picture"))

    def is_ended(self, end: End) -> None:
        """Sits down, types, and is ended; all of it must be there."""
        before = "" if end.controlled else NOT_CONTROLLED
        kind, text = next(self._places), TEXT
        environ = {"EDITOR": str(self.folder / "editor.sh")}
        with at_desk(self.folder, self.login, before=before, environ=environ, **SIZE) as desk:
            process = desk.pid if end.controlled else self._child(desk)
            self._types(desk, kind)
            if end.stalled:
                stall(desk, process)
            if end.editing:
                desk.press("\x0f", "EDITING")
                text += " Then plug the new one in."
            begun = time.monotonic()
            for number in end.signals:
                os.kill(process, number)
            if end.closed:
                desk.hang_up()
            code = desk.code(GONE_WITHIN, looking=not end.stalled)
            until_gone(process, begun + GONE_WITHIN)
            if end.controlled or not end.closed:
                assert code in {128 + one for one in end.signals} | {end.code}
            if not end.closed:
                assert_given_back(desk)
        target = "ticket:" + str(self.talk) if kind == "reply" else unsettled.target(self.talk)
        draft = drafts.load(self.id, target, kind)
        assert draft, f"{end}: nothing of {kind} was kept"
        assert text in draft.fields.values(), f"{end}: {draft.fields} of {kind}"
        drafts.discard(self.id, target, kind)

    def _types(self, desk: Terminal, kind: str) -> None:
        desk.until("SRV-2 does not start")
        desk.until("●   ")
        if kind == "reply":
            desk.press("r", "ctrl+s")
        else:
            desk.press("b", "In their own words")
            desk.press("\r", "ctrl+s")
        desk.press(TEXT, TEXT)

    def _child(self, desk: Terminal) -> int:
        desk.until("SRV-2 does not start")
        return child_of(desk.pid)


def stall(desk: Terminal, process: int | None = None) -> None:
    """Nobody reads any more: the window is redrawn until the kernel takes nothing for a while.

    Now and then it says that it has room and yet wakes nobody; then the desk has written no more
    through many redraws.
    """
    written = Path(f"/proc/{process or desk.pid}/io")
    rows, full, still, before = cycle((40, 44)), 0, 0, ""
    while full < 5 and still < 40:
        desk.resize(160, next(rows))
        os.kill(process or desk.pid, signal.SIGWINCH)  # whose terminal does not control it
        time.sleep(0.06)
        full = full + 1 if is_stalled(desk) else 0
        (now,) = (line for line in written.read_text().splitlines() if line.startswith("wchar"))
        still, before = still + 1 if now == before else 0, now


def is_stalled(desk: Terminal) -> bool:
    """Whether the kernel's buffer for what the desk writes is full."""
    line = os.open(f"/proc/{desk.pid}/fd/0", os.O_WRONLY | os.O_NOCTTY)
    try:
        return not select.select([], [line], [], 0)[1]
    finally:
        os.close(line)


@pytest.fixture
def people(tmp_path: Path) -> Iterator[list[Technician]]:
    """Four technicians at desks that share a database, with a timer that runs for each."""
    editor = tmp_path / "editor.sh"
    editor.write_text(EDITOR)
    editor.chmod(0o700)
    with opened_fresh(tmp_path):
        people = [Technician(tmp_path, login) for login in ("ana", "luis", "eva", "paco")]
        for one in people:
            run(tmp_path, "time", "start", "A long morning", login=one.login)
        yield people


@linux_only
@pytest.mark.timeout(3600)
def test_however_it_ends_all_is_saved_it_is_gone_in_time_and_the_terminal_is_given_back(
    people: list[Technician], soak: Callable[[int, int], int]
) -> None:
    ends = cycle(ENDS)
    wanted = [next(ends) for _ in range(soak(len(ENDS), 200))]

    def is_ended_again_and_again(n: int) -> None:
        for end in wanted[n :: len(people)]:
            people[n].is_ended(end)

    with ThreadPoolExecutor(len(people)) as hands:
        list(hands.map(is_ended_again_and_again, range(len(people))))
    running = list(Entry.select().where(Entry.end.is_null()))
    assert len(running) == len(people)
    assert all(entry.doubt is None for entry in running)
    assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
