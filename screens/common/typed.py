"""What is typed and not written yet, and where it lies as long as the database does not take it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from helpdesk_tui.desk import Desk
from helpdesk_tui.i18n import _
from helpdesk_tui.storage.faults import explain
from helpdesk_tui.tickets import aside, drafts
from helpdesk_tui.tickets.drafts import Kept, Key, Unsaved

logger = logging.getLogger("helpdesk")

ASIDE_AFTER = 0.4
"""Seconds after which a draft that the database does not take is put aside, and is so again."""


class Typed:
    """Every draft as it was typed last, until the database has it."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        """`say` tells bad news in a line."""
        self._desk, self._say = desk, say
        self._unsaved: dict[Key, Unsaved] = {}
        self._aside: dict[Key, tuple[Unsaved, Path]] = {}
        """The drafts as they were put aside last, and where."""
        self._writing = asyncio.Lock()
        self._told: tuple[str, Path | None] | None = None
        """The trouble that was told last, and where the text was then."""
        self._refusal = ""
        """Why the last draft could not be put aside."""
        self.in_editor: Callable[[], Unsaved] | None = None
        """Reads what $EDITOR has written so far, while it has the terminal."""

    def take(self, draft: Unsaved) -> None:
        """This is how the draft stands now."""
        self._unsaved[draft.key] = draft

    def unsaved(self, key: Key) -> Unsaved | None:
        """The draft as it was typed last; None when the database has it."""
        return self._unsaved.get(key)

    def latest(self, key: Key, kept: Kept | None) -> Kept | None:
        """The draft as it was read, or as a bar that is gone has left it since."""
        left = self._unsaved.get(key)
        if left is None or (kept and kept.written_at >= left.at):
            return kept
        return Kept(left.fields, left.at, elsewhere=False) if any(left.fields.values()) else None

    async def keep(self) -> None:
        """Writes what is typed by now.

        As long as the database does not take it, it is put aside as it is at each moment. Raises
        what has kept the database from it.
        """
        async with self._writing:
            for unsaved in list(self._unsaved.values()):
                await self._write(unsaved)
            self._told = None

    async def _write(self, unsaved: Unsaved) -> None:
        key, me = unsaved.key, self._desk.me.id
        writing = asyncio.ensure_future(self._desk.write(drafts.save, me, *unsaved))
        while not (await asyncio.wait({writing}, timeout=ASIDE_AFTER))[0]:
            await self._put_aside()
        if writing.exception():
            await self._put_aside()
        await writing
        if self._unsaved.get(key, unsaved) is unsaved:  # else the file may know more than the row
            await self._forget(key)

    async def put_aside(self) -> None:
        """Puts aside what is typed by now: a write is under way that may take or discard it."""
        async with self._writing:
            await self._put_aside()

    async def _put_aside(self) -> None:
        for key, unsaved in list(self._unsaved.items()):
            if self._is_aside(key):
                continue
            try:
                path = await asyncio.to_thread(drafts.put_aside, self._desk.me.id, *unsaved)
            except OSError as error:
                self._aside.pop(key, None)
                if str(error) != self._refusal:
                    self._refusal = str(error)
                    logger.error("a draft could not be put aside: %s", error)
            else:
                self._aside[key], self._refusal = (unsaved, path), ""

    def _is_aside(self, key: Key) -> bool:
        return key in self._aside and self._aside[key][0] is self._unsaved[key]

    async def use_up(self, key: Key) -> None:
        """The draft has become what it was for."""
        async with self._writing:
            await self._forget(key)

    async def _forget(self, key: Key) -> None:
        """Nobody needs the draft as it is now; what is typed from here on is another."""
        self._unsaved.pop(key, None)
        self._aside.pop(key, None)
        await asyncio.to_thread(aside.forget, self._desk.me.id, *key)

    def leave_aside(self, key: Key) -> None:
        """Leaves the draft to its file, if that has all of it."""
        if self._is_aside(key):
            del self._unsaved[key], self._aside[key]

    def save(self) -> None:
        """Keeps what is typed, at the end. It takes plain data, in whatever thread."""
        if in_editor := self.in_editor:
            self.take(in_editor())
        for unsaved in list(self._unsaved.values()):
            if self._desk.keep(unsaved):
                continue
            try:
                path = drafts.put_aside(self._desk.me.id, *unsaved)
            except OSError as error:
                logger.error("a draft could neither be written nor put aside: %s", error)
            else:
                logger.error("a draft could not be written and is in %s", path)

    def rescue(self, error: Exception, *, asked: bool = False) -> bool:
        """Tells where what is typed lies, because the database does not take it.

        It is told when somebody has `asked` for it by leaving, else as often as it changes. False
        when some of it lies nowhere: then that is in its bar alone.
        """
        problem = str(explain(error) or error)
        files = [self._aside[key][1] if key in self._aside else None for key in self._unsaved]
        path = None if None in files or not files else files[-1]
        told, self._told = self._told, (problem, path)
        if told != self._told:
            logger.error("a draft could not be written: %s", problem, exc_info=error)
        if asked or told != self._told:
            words = (
                _("{problem} Your text is in {path} until it can be saved.")
                if path
                else _("{problem} What you type is in this bar only: leave it open.")
            )
            self._say(words.format(problem=problem, path=path))
        return path is not None
