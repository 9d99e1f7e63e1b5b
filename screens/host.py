"""What every screen and bar may ask of the program: the desk, the look, the keys, a word in a line.

The program itself, which knows the screens, is `app.DeskApp`; below it nobody knows it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpdesk_tui.desk import Desk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.faults import explain
from helpdesk_tui.tickets import aside, drafts
from helpdesk_tui.tickets.history import Undoing

from . import keymap
from .look import LOOKS, THEMES, Look
from .terminal.driver import DeskDriver
from .terminal.faults import FaultProofApp
from .terminal.keys import OrderlyApp
from .terminal.line_filter import ControlFilter

if TYPE_CHECKING:
    from helpdesk_tui.worktime.stopwatch import Reading

    from .timer_face import Face

logger = logging.getLogger("helpdesk")

ASIDE_AFTER = 0.4
"""Seconds after which a draft that the database does not take is put aside, and is so again."""


class Host(OrderlyApp, FaultProofApp):
    """The state that outlives a screen, and the services that all of them share."""

    def __init__(self, desk: Desk, database: Place, settings: Settings, known: Remembered) -> None:
        super().__init__(driver_class=DeskDriver, ansi_color=True)
        self.animation_level = "none"
        self._filters.append(ControlFilter())
        self.desk = desk
        desk.on_wait = lambda: self.say(_("Waiting for the database …"))
        self.database = database
        self.own_desk = f"{database} {desk.me.login}"
        """What one's own desks have in common."""
        self.settings = settings
        self.remembered = known
        self.marks_cursor = settings.marks_cursor()
        self.preview = settings.preview
        self.keymap_ = keymap.resolve(settings)
        self.undoing = Undoing()
        self.own: set[int] = set()
        """The batches of one's own actions: the feed tells of them, too."""
        self.unsaved: drafts.Unsaved | None = None
        """The draft that is being typed and not written yet."""
        self._one_draft = asyncio.Lock()
        self._aside: tuple[drafts.Unsaved, Path] | None = None
        """The draft as it was last put aside, and where."""
        self.in_editor: Callable[[], drafts.Unsaved] | None = None
        """Reads what $EDITOR has written so far, while it has the terminal."""
        for theme in THEMES:
            self.register_theme(theme)
        chosen = settings.line_of("theme") is not None  # what a person wrote holds at each start
        self.wear(settings.theme if chosen or known.theme not in LOOKS else known.theme)

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tells something in one line on the screen that is seen."""
        raise NotImplementedError

    async def changed(self, tickets: set[int], batch: int = 0) -> None:
        """One's own action has changed these tickets."""
        raise NotImplementedError

    async def time_changed(self, batch: int = 0) -> None:
        """Entries of the technician have changed, by one's own action or elsewhere."""
        raise NotImplementedError

    def talk_changed(self) -> None:
        """Something in a conversation has changed, by undo or elsewhere."""
        raise NotImplementedError

    async def record(
        self, action: Callable[[int], Done], told: str, already: str = ""
    ) -> str | None:
        """Changes entries, tells it and keeps it for undo; answers why it cannot be done.

        `already` is told where nothing had to be changed.
        """
        raise NotImplementedError

    async def time_call(self, title: str, client: int | None, since: Reading) -> None:
        """Puts the timer on a phone call that began at some moment."""
        raise NotImplementedError

    async def call_is_about(self, ticket: int) -> None:
        """The call on which the timer runs, if it runs on one, turns out to be about a ticket."""
        raise NotImplementedError

    def timed(self, entry: int | None) -> timedelta | None:
        """For how long the timer has been running on this entry; None where it does not."""
        raise NotImplementedError

    def timer_face(self) -> Face:
        """The line of the timer as it is now."""
        raise NotImplementedError

    def tell_problems(self) -> bool:
        """Tells what is wrong with the person's own keys; whether there is anything."""
        if self.keymap_.problems:
            self.say(_("Keys: {problem}").format(problem=" ".join(self.keymap_.problems)), bad=True)
        return bool(self.keymap_.problems)

    def wear(self, name: str) -> None:
        """Takes on a look."""
        self.theme = name
        look = LOOKS[name]
        # Without colours what is lit would be bold, as many a title beside it is.
        self.look: Look = replace(look, lit=LOOKS["16"].lit) if self.no_color else look

    def remember(self, **what: Any) -> None:
        """Keeps in mind how the desk is used; it is written when the desk is left."""
        self.remembered = replace(self.remembered, **what)

    async def keep(self) -> None:
        """Writes the draft that is being typed.

        As long as the database does not take it, it is put aside as it is at each moment. Raises
        what has kept the database from it.
        """
        async with self._one_draft:
            unsaved = self.unsaved
            if unsaved is None:
                return
            me, desk = self.desk.me.id, self.desk
            writing = asyncio.ensure_future(desk.write(drafts.save, me, *unsaved))
            while not (await asyncio.wait({writing}, timeout=ASIDE_AFTER))[0]:
                await self._put_aside()
            if writing.exception():
                await self._put_aside()
            await writing
            if self.unsaved in (unsaved, None):  # else the file may know more than the row
                await asyncio.to_thread(aside.forget, me, *unsaved[:2])
                self.unsaved = self._aside = None

    async def _put_aside(self) -> None:
        unsaved = self.unsaved
        if unsaved is None or (self._aside and self._aside[0] is unsaved):
            return
        try:
            path = await asyncio.to_thread(drafts.put_aside, self.desk.me.id, *unsaved)
        except OSError as error:
            logger.error("a draft could not be put aside: %s", error)
            self._aside = None
        else:
            self._aside = unsaved, path

    def save(self) -> None:
        """Keeps what is typed and not written yet. It takes plain data, in whatever thread."""
        if in_editor := self.in_editor:
            self.unsaved = in_editor()
        unsaved = self.unsaved
        if unsaved is None:
            return
        if not self.desk.keep(unsaved):
            path = drafts.put_aside(self.desk.me.id, *unsaved)
            logger.error("a draft could not be written and is in %s", path)

    def rescue(self, error: Exception) -> bool:
        """Tells where what is typed lies, because the database does not take it.

        False when it lies nowhere: then it is in its bar alone.
        """
        logger.error("a draft could not be written: %s", explain(error) or error, exc_info=error)
        if self._aside is None:
            words = _("{problem} What you type is in this bar only: leave it open.")
            self.say(words.format(problem=explain(error) or error), bad=True)
            return False
        words = _("{problem} Your text is in {path} until it can be saved.")
        self.say(words.format(problem=explain(error) or error, path=self._aside[1]), bad=True)
        return True
