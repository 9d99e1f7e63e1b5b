"""What a technician does in a day, key by key, at a desk that may be killed at any moment."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.journeys.terminal import Terminal

Told = str | tuple[str, ...]
Steps = Iterator[tuple[str, Told]]
"""Keys, and what of it the screen tells then: one of these."""

Began = tuple[float, float]
"""The moments after which and before which the timer began to run on something."""

HEADER = "number,subject,status,priority,client,requester,created,description\n"
LETTER = "Dear Marta, we are with you at three; please leave the server off until then. "
SAVE, EMPTY, CLEAR, LEAVE = "\x13", "\x0c", "\x15", "\x1b"


class Killed(Exception):
    """The desk was killed."""


@dataclass(slots=True)
class Technician:
    """Somebody at a desk, until it is killed."""

    desk: Terminal
    folder: Path
    dies_at: float = math.inf
    """On the clock of `time.monotonic`."""
    patience: float = 20.0
    """Seconds until something must be seen."""
    timed: list[Began | None] = field(default_factory=lambda: [None])
    """What the timer may run on: one thing, or two while the screen has not told of the second."""
    typed: list[tuple[float, str]] = field(default_factory=list)
    """The letter that is being written, as it stood at each moment."""

    def dies_in(self, seconds: float) -> None:
        """Lets the desk be killed after so long."""
        self.dies_at = time.monotonic() + seconds

    def see(self, told: Told) -> None:
        """Looks until the screen tells one of these."""
        texts = (told,) if isinstance(told, str) else told
        end = time.monotonic() + self.patience
        while not any(text in self.desk.picture for text in texts):
            assert time.monotonic() < end, f"no {told!r} in\n{self.desk.picture}"
            self._look(0.02)

    def does(self, act: Callable[[Technician, int], Steps], number: int) -> None:
        """Does one thing, and has seen at the end that it is done."""
        for keys, told in act(self, number):
            self.desk.type(keys)
            if keys.endswith(LEAVE):
                self._look(0.1)  # what follows it at once is one key with it
            self.see(told)

    def writes(self, text: str) -> None:
        """Types letter by letter."""
        for count in range(1, len(text) + 1):
            self.desk.type(text[count - 1])
            self.typed.append((time.monotonic(), text[:count]))
            self._look(0.02)

    def turns_the_timer(self, keys: str, told: Told, *, on: bool = True) -> Steps:
        """Lets it run on something else, or on nothing."""
        pressed = time.monotonic()
        self.timed.append((pressed, math.inf) if on else None)
        yield keys, told
        self.timed = [(pressed, time.monotonic()) if on else None]

    def _look(self, seconds: float) -> None:
        left = self.dies_at - time.monotonic()
        if left <= 0:
            self.desk.signal(signal.SIGKILL)
            raise Killed
        self.desk.look(min(seconds, left))


def opens_a_ticket(who: Technician, number: int) -> Steps:
    yield "+", "New ticket"
    yield f"{EMPTY}Smoke {number}", f"Smoke {number}"
    yield SAVE, "opened · z"


def takes_a_call(who: Technician, number: int) -> Steps:
    yield "C", "Phone call"
    yield f"{EMPTY}Eva {number}\t\tIt beeps {number}", f"It beeps {number}"
    yield SAVE, "opened · z"


def triages(who: Technician, number: int) -> Steps:
    yield "p", "critical"
    yield str(1 + number % 4), ("z takes it back", "It is so already.")
    yield "E", "Edit "
    yield f"{EMPTY}{CLEAR}Subject {number}", f"Subject {number}"
    yield SAVE, "edited · z"


def replies(who: Technician, number: int) -> Steps:
    yield "r", "NOT SENT"
    yield EMPTY, "NOT SENT"
    who.writes(LETTER)
    yield str(number), f"{LETTER.split()[-1]} {number}"
    who.typed.clear()
    yield SAVE, "replied to"


def notes(who: Technician, number: int) -> Steps:
    yield "c", "technicians only"
    yield f"{EMPTY}The line is old {number}", f"old {number}"
    yield SAVE, "noted · z"


def labels_and_takes_it_back(who: Technician, number: int) -> Steps:
    yield "l", "Labels"
    yield f"{EMPTY}label{number}", f"label{number}"
    yield SAVE, "z takes it back"
    yield "z", "Taken back"
    yield "Z", "Done again"


def times_work(who: Technician, number: int) -> Steps:
    yield "f", "The timer starts on"
    yield f"{EMPTY}\tWork {number}", f"Work {number}"
    yield from who.turns_the_timer(SAVE, f"The timer runs on “Work {number}”")
    # What has lasted less than a second is not recorded, and nothing leads back to it.
    yield "", tuple(f"0:00:0{seconds}  Work {number}" for seconds in range(1, 6))
    yield from who.turns_the_timer("T", "The timer runs on “Subject")
    yield from who.turns_the_timer("-", f"Back to “Work {number}”")
    yield from who.turns_the_timer("t", ("has stopped after", "nothing was recorded"), on=False)
    yield from who.turns_the_timer("T", "The timer runs on “Subject")


def records_an_entry(who: Technician, number: int) -> Steps:
    begin = datetime(2020, 1, 1, 8) + timedelta(days=number // 600, minutes=number % 600)
    end = begin + timedelta(minutes=1)
    yield "i", "Time entry by hand"
    yield f"{EMPTY}{begin:%Y-%m-%d %H:%M}-{end:%H:%M}\t\tTold off {number}", f"off {number}"
    yield SAVE, "is recorded"


def prepares_a_talk(who: Technician, number: int) -> Steps:
    yield "b", ("Which bad news?", "Talk ")
    if "Which bad news?" in who.desk.picture:
        yield "equip\r", "Talk "
    yield "gjj\r", "ctrl+s save"
    yield f"{CLEAR}Joan {number}", f"Joan {number}"
    yield SAVE, "Their answer: kept"
    yield LEAVE, "Put away"


def imports_a_file(who: Technician, number: int) -> Steps:
    file = who.folder / f"in{number}.csv"
    rows = [f"{number}-{n},Printer,open,3,ACME,Marta,2026-11-16 08:00,Jams\n" for n in range(3)]
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    yield "I", "Import a table"
    yield f"{EMPTY}{file}\r", "knows these columns"
    yield "i", "New tickets: 3"


DAY = (
    *(opens_a_ticket, triages, notes, takes_a_call, replies, times_work, records_an_entry),
    *(labels_and_takes_it_back, imports_a_file, prepares_a_talk),
)
