"""The desk that screens ask: it takes their questions off the UI thread.

`read` and `write` run a function on a database thread and hand back frozen data.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from helpdesk_tui.models.changes import Done
from helpdesk_tui.people.technicians import Me
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.feed import Change, Feed
from helpdesk_tui.storage.orm import database
from helpdesk_tui.storage.thread import DatabaseThread, Superseded
from helpdesk_tui.tickets import aside, drafts

if TYPE_CHECKING:
    from helpdesk_tui.housekeeping.tick import Came
    from helpdesk_tui.settings import Settings
    from helpdesk_tui.storage.address import Place

logger = logging.getLogger("helpdesk")

P = ParamSpec("P")
T = TypeVar("T")

PATIENCE = 1.0
"""Seconds after which a write is taking long: another program may hold the database."""

AGAIN = 5.0
"""Seconds after which it is said once more that a write is taking long."""

KEEP_TIME = 1.0
"""Seconds that what is written at the end is given: a frozen server would take 30."""

LEAVE_TIME = 2.0
"""Seconds that a database thread is given to finish what it was asked."""

__all__ = ["Desk", "Superseded"]


class Desk:
    """The open database of this run, with one thread that reads and one that writes.

    Once it keeps house, a third does that: a copy takes longer than anybody wants to wait. Another
    makes what takes long to make.
    """

    def __init__(self, me: Me) -> None:
        self.me = me
        self.id = secrets.token_hex(8)
        """This run of the desk, as the others know it."""
        self.on_wait: Callable[[], None] = lambda: None
        self._reader = DatabaseThread("desk-reads")
        self._writer = DatabaseThread("desk-writes")
        self._keeper: DatabaseThread | None = None
        self._maker: DatabaseThread | None = None
        self._keeping = False
        self._leaving = threading.Event()

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function answers."""
        return await self._reader.run(partial(function, *args, **kwargs))  # type: ignore[no-any-return]

    async def latest(
        self, topic: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What the function answers, unless a later question of the same topic replaces it.

        Raises:
            Superseded: the answer is not needed any more.
        """
        return await self._reader.run(partial(function, *args, **kwargs), topic)  # type: ignore[no-any-return]

    def drop(self, topic: str) -> None:
        """Nobody needs the answer about this topic any more; who waits for it hears Superseded."""
        self._reader.drop(topic)

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function answers once its change is committed; `on_wait` hears of a long one."""
        job = partial(carried_out, partial(function, *args, **kwargs))
        work = asyncio.ensure_future(self._writer.run(job))
        patience = PATIENCE
        while not (await asyncio.wait({work}, timeout=patience))[0]:
            self.on_wait()
            patience = AGAIN
        return await work  # type: ignore[no-any-return]

    async def make(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for a change that takes long to prepare: no other write waits for it."""
        self._maker = self._maker or DatabaseThread("desk-makes")
        job = partial(carried_out, partial(function, *args, **kwargs))
        return await self._maker.run(job)  # type: ignore[no-any-return]

    async def note(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for what nobody has asked for: that it takes long is told to nobody."""
        job = partial(carried_out, partial(function, *args, **kwargs))
        return await self._writer.run(job)  # type: ignore[no-any-return]

    async def finish(
        self, draft: tuple[str, str], function: Callable[P, Done], *args: P.args, **kwargs: P.kwargs
    ) -> Done:
        """Carries out an action and forgets its draft in the same transaction."""

        def both() -> Done:
            with database.atomic():  # the action's own transaction joins this one
                done = function(*args, **kwargs)
                if not done.conflicts:
                    drafts.discard(self.me.id, *draft)
            if not done.conflicts:
                aside.forget(self.me.id, *draft)
            return done

        return await self.write(both)

    async def keep_house(self, place: Place, settings: Settings) -> list[Came]:
        """Does what is due and nobody else is at; what that came to. Nothing while it is at it."""
        if self._keeping:
            return []

        def work() -> list[Came]:
            from helpdesk_tui.housekeeping.tick import orders, tick

            try:
                return tick(orders(place, settings), self._leaving)
            finally:
                database.close()  # for the rest of the minute a server has one guest less

        self._keeper = self._keeper or DatabaseThread("desk-keeps")
        self._keeping = True
        try:
            return await self._keeper.run(work)  # type: ignore[no-any-return]
        finally:
            self._keeping = False

    def keep(self, unsaved: drafts.Unsaved) -> bool:
        """Writes a draft while the desk is being left; whether that went well, and soon enough."""

        def save() -> None:
            drafts.save(self.me.id, *unsaved)
            aside.forget(self.me.id, *unsaved[:2])

        return self.at_the_end(save, "a draft could not be written: %s")

    def at_the_end(self, work: Callable[[], None], otherwise: str) -> bool:
        """Writes while the desk is being left; whether that went well, and soon enough.

        `otherwise` goes to the log with the fault in its way.
        """
        kept = threading.Event()

        def write() -> None:
            try:
                database.wake()
                work()
                kept.set()
            except Exception as error:
                logger.error(otherwise, error)
            finally:
                database.close()

        writing = threading.Thread(target=write, name="keep", daemon=True)
        writing.start()
        writing.join(KEEP_TIME)
        return kept.is_set()

    def feed(self, callback: Callable[[list[Change]], None]) -> Feed:
        """A feed of what anybody commits from now on; the callback runs in its own thread."""
        return database.feed(callback)  # type: ignore[no-any-return]

    def close(self) -> bool:
        """Lets the threads finish, but for a copy; False when one of them could not in time."""
        self._leaving.set()
        threads = filter(None, (self._writer, self._reader, self._maker, self._keeper))
        ended = [thread.close(LEAVE_TIME) for thread in threads]
        return all(ended)
