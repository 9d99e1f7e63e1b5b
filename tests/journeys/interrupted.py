"""Somebody who types into the fields of a talk and is interrupted, again and again."""

from __future__ import annotations

import signal
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from helpdesk_tui.conversations import actions, steps, unsettled
from helpdesk_tui.conversations.steps import Field, Kind, Lines
from helpdesk_tui.conversations.talk import PARTS, Person
from helpdesk_tui.screens.talks.talk_lines import place
from helpdesk_tui.tickets import drafts
from tests.journeys.leading import SAVE, bar_open, goes_to, in_hand, talk, talk_of
from tests.journeys.terminal import Terminal, at_desk, kept_in
from tests.support import technician

LONGEST = 1.3
"""Seconds of typing after which somebody is killed at the latest."""

LETTERS = "bcdfghjklñpqsáéíúü¿"
"""In no order do they begin a name that a bar offers."""


class Leader:
    """Somebody in a talk of their own, who types into any of its fields and is interrupted."""

    def __init__(self, login: str, step: int) -> None:
        self.login, self.step, self.random = login, step, Random(login)
        self.id = technician(login)
        self.talk = talk_of(self.id, f"Cliente de {login}")
        actions.go(self.id, talk(self.talk), step)
        self.takes_text = [
            asked
            for asked in steps.step(step).asks
            if isinstance(asked, Lines)
            or (asked.kind in (Kind.LINE, Kind.TEXT) and asked.name != "rehearsed")
        ]
        self.asked: Field | Lines = self.takes_text[0]
        self.stood = ""
        """What stood in the bar when it was opened."""
        self.typed = ""
        self.echoed: list[tuple[float, int]] = []
        """When how many of the letters could be seen."""

    def sits_down(self, desk: Terminal) -> None:
        """Takes the talk up: at the field that was left, with what was typed there."""
        kept = self.kept()
        desk.until("SRV-2 does not start")
        desk.press("b", steps.step(self.step).aim)
        if kept:
            desk.until("ctrl+s")
            desk.until(kept.strip()[:20])
            desk.type(SAVE)
            desk.loses("(being typed)")
            desk.holds(lambda: not bar_open(desk), "the end of the bar")
            assert kept.strip() in self.written()
        elif self.typed:
            desk.holds(lambda: self.asked.label in in_hand(desk), "the same field")

    def opens_a_bar(self, desk: Terminal) -> None:
        self.asked = self.random.choice(self.takes_text)
        self.stood = "" if isinstance(self.asked, Lines) else self.written()[0]
        goes_to(desk, self.asked.label)
        desk.press("\r", "ctrl+s")
        self.typed, self.echoed = "", []

    def types(self, desk: Terminal, seconds: float) -> None:
        """Types into the bar for so long."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            letter = self.random.choice(LETTERS)
            desk.type(letter)
            self.typed += letter
            desk.look(0.03)
            if self.typed[-4:] in desk.picture:
                self.echoed.append((time.monotonic(), len(self.typed)))

    def is_killed(self, folder: Path) -> bool:
        """Sits down, types and is killed; whether there is a draft of what was typed."""
        with at_desk(folder, self.login, rows=44) as desk:
            self.sits_down(desk)
            self.opens_a_bar(desk)
            self.types(desk, self.random.uniform(0, LONGEST))
            killed_at = time.monotonic()
            desk.signal(signal.SIGKILL)
            assert desk.code() == 128 + signal.SIGKILL
        long_ago = [count for at, count in self.echoed if at < killed_at - 1.0]
        kept = self.kept()
        assert (self.stood + self.typed).startswith(kept)
        assert not long_ago or len(kept) >= len(self.stood) + long_ago[-1]
        return bool(kept)

    @property
    def column(self) -> str:
        """What is typed in."""
        if isinstance(self.asked, Field):
            return self.asked.name
        return "name" if self.asked.kind is Person else "text"

    def kept(self) -> str:
        """What the draft says of the field that was typed in."""
        draft = drafts.load(self.id, unsettled.target(self.talk), place(self.asked))
        return draft.fields[self.column] if draft else ""

    def written(self) -> list[str]:
        """What the field says, or each of these lines."""
        it = talk(self.talk)
        if isinstance(self.asked, Field):
            return [getattr(it, self.asked.name)]
        return [getattr(part, self.column) for part in getattr(it, PARTS[self.asked.kind][1])]


def killed_while_typing(pipe: Connection, folder: Path, login: str, step: int, kills: int) -> None:
    """Sends how many drafts the kills have left behind, or what went wrong."""
    with kept_in(folder):
        leader = Leader(login, step)
        try:
            pipe.send(sum(leader.is_killed(folder) for _kill in range(kills)))
        except AssertionError:
            pipe.send(traceback.format_exc())
