"""What every screen and bar may ask of the program: the desk, the look, the keys, a word in a line.

The program itself, which knows the screens, is `app.DeskApp`; below it nobody knows it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import work

from helpdesk_tui.desk import Desk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.address import Place
from helpdesk_tui.tickets.undoing import Undoing

from ..terminal import line_filter
from ..terminal.driver import DeskDriver
from . import keymap
from .company import Company
from .handed import Handed
from .look import LOOKS, THEMES, Look
from .program import Program
from .typed import Typed

if TYPE_CHECKING:
    from helpdesk_tui.worktime.stopwatch import Reading

    from .timer_face import Face


class Host(Program):
    """The state that outlives a screen, and the services that all of them share."""

    def __init__(self, desk: Desk, database: Place, settings: Settings, known: Remembered) -> None:
        super().__init__(driver_class=DeskDriver, ansi_color=True)
        self.animation_level = "none"
        line_filter.guard()
        self.desk = desk
        desk.on_wait = lambda: self.say(_("Waiting for the database …"))
        self.database = database
        self.drawn = asyncio.Event()
        self.own_desk = f"{database} {desk.me.login}"
        """What one's own desks have in common."""
        self.settings = settings
        self.remembered = known
        self.marks_cursor = settings.marks_cursor()
        self.preview = settings.preview
        self.keymap_ = keymap.resolve(settings, only_reads=desk.me.only_reads)
        self.undoing = Undoing()
        self.own: set[int] = set()
        """The batches of one's own actions: the feed tells of them, too."""
        self.at_many = False
        """Whether something is being done to many tickets."""
        self.typed = Typed(desk, partial(self.say, bad=True))
        self.company = Company(self)
        self.handed = Handed(self)
        for theme in THEMES:
            self.register_theme(theme)
        chosen = settings.line_of("theme") is not None  # what a person wrote holds at each start
        self.wear(settings.theme if chosen or known.theme not in LOOKS else known.theme)

    def exit(self, *args: Any, **how: Any) -> None:
        """Leaves; a ctrl+z typed from here on does not take the terminal again."""
        if isinstance(self._driver, DeskDriver):
            self._driver.end()
        super().exit(*args, **how)

    def refresh_css(self, animate: bool = True) -> None:
        """Reads the styles anew, in the colours that are worn; at the start they are yet to be."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def standing_changed(self) -> None:
        """Other keys write than before, or none."""
        raise NotImplementedError

    async def changed(self, tickets: set[int], batch: int = 0) -> None:
        """One's own action has changed these tickets."""
        raise NotImplementedError

    def show_tickets(self, view: str, words: str) -> None:
        """Shows the queue with a view and a filter, as it is typed."""
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

    @work(group="draft")
    async def keep_rest(self) -> None:
        """Writes what a bar has left behind that is gone."""
        try:
            await self.typed.keep()
        except Exception as error:
            self.typed.rescue(error)
