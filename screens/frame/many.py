"""Something done to thousands of tickets: slice by slice, so that nothing and nobody waits for it.

Each slice is a transaction of its own, as large as fits into `GOAL`. After it others have their
turn for a while: several may wait for the lock of a file, and each has it alone.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from helpdesk_tui.desk import Desk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused, new_batch
from helpdesk_tui.models.parts import joined, part_of

from ..parts.progress import Progress
from .frame import Frame

T = TypeVar("T")

FEW = 50
"""Tickets that are done at once, and of which nobody needs to see how far they have come."""

FEWEST, LARGEST = 8, 200
"""Tickets in one transaction."""

GOAL = 0.03
"""Seconds for which a slice holds the database: others wait for it, of this desk and elsewhere."""

REST = 1.5
"""For how many times as long as a slice took others have their turn after it."""

SHOWN_AFTER = 0.3
"""Seconds after which it is shown how far it has come."""


@dataclass(frozen=True, slots=True)
class Came:
    """How far it came: all of it, unless it was stopped or an error has ended it."""

    done: Done
    count: int
    """Things that were dealt with; those after them were not."""
    refused: Refused | None = None
    """Why nothing was done to some of them."""
    error: Exception | None = None


def busy() -> str:
    """Why something else cannot be done to many tickets."""
    return _("Something is being done to many tickets still; esc stops it.")


async def in_slices(
    screen: Frame, what: str, things: Sequence[T], step: Callable[[Sequence[T]], Done]
) -> Came | None:
    """Takes the step for all of these things, under one batch; None while another is at it."""
    app = screen.app
    if app.at_many:
        screen.say(busy(), bad=True)
        return None
    app.at_many = True
    app.own.add(batch := new_batch())
    try:
        async with shown(screen, what, len(things)) as progress:
            return await paced(app.desk, batch, things, step, progress.tell)
    finally:
        app.at_many = False


async def paced(
    desk: Desk,
    batch: int,
    things: Sequence[T],
    step: Callable[[Sequence[T]], Done],
    tell: Callable[[int], bool],
) -> Came:
    """The same without a screen, until `tell`, which hears how many are done, wants no more."""
    parts: list[Done] = []
    refused = error = None
    at, size, goes_on = 0, FEW, True
    try:
        while goes_on and at < len(things):
            some = things[at : at + size]
            try:
                done, took = await desk.write(part_of, batch, partial(step, some))
                parts.append(done)
                size = max(FEWEST, min(LARGEST, int(len(some) * GOAL / max(took, 0.001))))
            except Refused as raised:
                refused, took = raised, GOAL
            at += len(some)
            goes_on = tell(at)
            await asyncio.sleep(took * REST)
    except Exception as raised:
        error = raised
    return Came(joined(batch, parts), at, refused, error)


class _Shown:
    """A bar that is there whenever nothing else is asked."""

    def __init__(self, screen: Frame, what: str, all_: int) -> None:
        self._screen, self._what, self._all = screen, what, all_
        self._begun = time.monotonic()
        self._bar: Progress | None = None
        self._asking: set[asyncio.Task[None]] = set()
        self.stopped = False

    def tell(self, done: int) -> bool:
        """So much is done by now; whether it goes on."""
        bar = self._bar
        self.stopped = self.stopped or bool(bar and bar.stopped)
        if bar and not bar.answer.done():
            bar.tell(done)
        elif time.monotonic() - self._begun > SHOWN_AFTER and self._is_free():
            self._bar = Progress(self._what, self._all)
            self._bar.tell(done)
            self._asking.add(asyncio.create_task(self._screen.ask(self._bar)))
        return not self.stopped

    def _is_free(self) -> bool:
        screen = self._screen
        return screen.is_here and not (screen.bar_open or screen.is_telling)

    async def close(self) -> None:
        """It is over."""
        if self._bar and not self._bar.answer.done():
            self._bar.answer.set_result(None)
        await asyncio.gather(*self._asking)


@asynccontextmanager
async def shown(screen: Frame, what: str, all_: int) -> AsyncIterator[_Shown]:
    """Shows how far something has come, once it takes a while."""
    screen.hush()  # from here on what is told is about what goes on, and stays to be read
    progress = _Shown(screen, what, all_)
    try:
        yield progress
    finally:
        await progress.close()
