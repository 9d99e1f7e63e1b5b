"""Who else is on which ticket, and what this desk lets the others know of itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.timer import Timer

from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.faults import explain

if TYPE_CHECKING:
    from helpdesk_tui.tickets.presence import Other

    from .program import Program

REST = 0.3
"""Seconds that the hand rests on a ticket before the others hear of it."""

BEAT = 10.0
"""Seconds between two looks at what fades."""

AGAIN = 30.0
"""Seconds after which a desk says once more where it is: in twice that time it would fade."""

MOST = 20
"""Tickets that one text is told to be about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a desk is: on these tickets, reading or writing."""

    tickets: tuple[int, ...] = ()
    writing: bool = False


class Company:
    """The others on one's tickets. They hear of what is open or written on, and of no cursor."""

    def __init__(self, app: Program) -> None:
        self._app = app
        self._others: dict[int, tuple[Other, ...]] = {}
        self._writes: list[tuple[int, ...]] = []
        """What the bars that are open write on, the latest last."""
        self._told = Place()
        self._told_at = 0.0
        self._warned: set[tuple[int, str]] = set()
        """Of whom it was said that they write on this ticket, too."""
        self._resting: Timer | None = None

    def on(self, ticket: int) -> tuple[Other, ...]:
        """Who else is on this ticket."""
        return self._others.get(ticket, ())

    def letter(self, ticket: int) -> str:
        """A letter for a list: that somebody writes on it or reads it; empty for nobody."""
        others = self.on(ticket)
        if not others:
            return ""
        return (_("writes") if others[0].writing else _("reads"))[0]

    @contextmanager
    def writing(self, tickets: Iterable[int]) -> Iterator[None]:
        """While this lasts, something is being written on these tickets, if there are any."""
        these = tuple(tickets)[:MOST]
        if not these:
            yield
            return
        self._writes.append(these)
        self.stir()
        try:
            yield
        finally:
            self._writes.remove(these)
            self._warned.clear()
            self.stir()

    def stir(self) -> None:
        """The hand may have gone elsewhere: once it rests, the others are told."""
        if self._resting:
            self._resting.stop()
        self._resting = self._app.set_timer(REST, partial(self._do, self._settle))

    def look(self) -> None:
        """Others may have come or gone."""
        self._do(self._look)

    def beat(self) -> None:
        """Keeps this desk from fading, and sees others fade."""
        self._do(self._beat)

    def leave(self) -> None:
        """The desk is being left."""
        if self._told.tickets:
            from helpdesk_tui.tickets import presence

            desk = self._app.desk
            desk.at_the_end(partial(presence.leave, desk.id), "others think one is there: %s")

    def _do(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Beside everything else. Nobody has asked, so a database that is away is not told here."""

        async def quietly() -> None:
            try:
                await work()
            except Superseded:
                pass
            except Exception as error:
                if explain(error) is None:
                    raise

        self._app.run_worker(quietly())

    async def _settle(self) -> None:
        place = self._place()
        if place != self._told:
            await self._tell(place)
        self._warn()

    async def _beat(self) -> None:
        if self._told.tickets and time.monotonic() - self._told_at >= AGAIN:
            await self._tell(self._told)
        if self._others:
            await self._look()

    async def _tell(self, place: Place) -> None:
        from helpdesk_tui.tickets import presence

        self._told, self._told_at = place, time.monotonic()
        desk = self._app.desk
        await desk.note(presence.tell, desk.id, desk.me.id, place.tickets, writing=place.writing)

    async def _look(self) -> None:
        await self._app.drawn.wait()  # the first picture comes first
        from helpdesk_tui.tickets import presence

        desk = self._app.desk
        before = self._others
        self._others = await desk.latest("company", presence.others, desk.me.id)
        either = before.keys() | self._others.keys()
        changed = {ticket for ticket in either if before.get(ticket, ()) != self.on(ticket)}
        if changed:
            self._app.company_changed(changed)
            self._warn()

    def _place(self) -> Place:
        if self._writes:
            return Place(self._writes[-1], writing=True)
        return Place(tuple(self._app.open_tickets()[-1:]))

    def _warn(self) -> None:
        """Says once of each who they are that write on what one writes on."""
        here = {
            (ticket, other.name)
            for ticket in (self._writes[-1] if self._writes else ())
            for other in self.on(ticket)
            if other.writing
        }
        for ticket, name in sorted(here - self._warned):
            words = _("{who} is writing on {number}, too. Nothing is lost: both texts are kept.")
            self._app.say(words.format(who=line(name), number=ticket))
        self._warned |= here


def told(others: Sequence[Other]) -> str:
    """Who is there and does what."""
    return ", ".join(
        (_("{who} is writing") if other.writing else _("{who} is reading")).format(
            who=line(other.name)
        )
        for other in others
    )
