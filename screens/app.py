"""The program on the screen: it holds the desk, the look and the keys, and shows one screen."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from textual.worker import WorkerFailed

from helpdesk_tui import paths, remembered
from helpdesk_tui.desk import Desk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.faults import explain
from helpdesk_tui.storage.feed import Change, ChangeFeed
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.tickets import drafts
from helpdesk_tui.tickets.history import Undoing

from . import keymap, when
from .frame import Frame
from .look import LOOKS, THEMES, Look
from .queue import QueueScreen
from .terminal.driver import DeskDriver
from .terminal.ending import Ending
from .terminal.faults import FaultProofApp
from .terminal.fitness import terminal_problem
from .terminal.keys import OrderlyApp
from .terminal.line_filter import ControlFilter

logger = logging.getLogger("helpdesk")


class DeskApp(OrderlyApp, FaultProofApp):
    """One technician's desk on one terminal."""

    CSS_PATH: ClassVar = ["../styles/base.tcss", "../styles/queue.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar = []

    def __init__(self, desk: Desk, database: Path, settings: Settings, known: Remembered) -> None:
        super().__init__(driver_class=DeskDriver, ansi_color=True)
        self.animation_level = "none"
        self._filters.append(ControlFilter())
        self.desk = desk
        desk.on_wait = lambda: self.say(_("Waiting for the database …"))
        self.database = database
        self.remembered = known
        self.marks_cursor = settings.marks_cursor()
        self.preview = settings.preview
        self.keymap_ = keymap.resolve(settings)
        self.undoing = Undoing()
        self.unsaved: drafts.Unsaved | None = None
        """The draft that is being typed and not written yet."""
        self.in_editor: Callable[[], drafts.Unsaved] | None = None
        """Reads what $EDITOR has written so far, while it has the terminal."""
        self._own: set[int] = set()
        self._feed: ChangeFeed | None = None
        for theme in THEMES:
            self.register_theme(theme)
        name = known.theme or settings.theme
        self._wear(name if name in LOOKS else settings.theme)

    def _wear(self, name: str) -> None:
        self.theme = name
        self.look: Look = LOOKS[name]

    async def on_mount(self) -> None:
        await self.push_screen(QueueScreen())
        self._feed = ChangeFeed(self.database, self._told_of)
        self._feed.start()
        self.set_timer(when.until_next_minute(), self._minute)

    def tell_problems(self) -> bool:
        """Tells what is wrong with the person's own keys; whether there is anything."""
        if self.keymap_.problems:
            self.say(_("Keys: {problem}").format(problem=" ".join(self.keymap_.problems)), bad=True)
        return bool(self.keymap_.problems)

    # The frame in front

    @property
    def front(self) -> Frame | None:
        """The screen that is seen."""
        return self.screen if isinstance(self.screen, Frame) else None

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tells something in one line on the screen that is seen."""
        if self.front:
            self.front.say(words, bad=bad)

    def action_help_quit(self) -> None:
        """Ctrl+C, which elsewhere means leaving."""
        key = self.keymap_.key("desk.quit")
        self.say(_("{key} leaves the desk; nothing is lost.").format(key=key))

    def show_fault(self, text: str) -> None:
        self.say(text, bad=True)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of the database is told in its own sentence, any other one as it comes."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        problem = explain(error)
        if problem is not None and self._is_started:
            logger.error("%s", problem, exc_info=error)
            self.say(str(problem), bad=True)
        else:
            super()._handle_exception(error)

    def _minute(self) -> None:
        if self.front:
            self.front.tick()
        self.set_timer(when.until_next_minute(), self._minute)

    # What changes

    async def changed(self, tickets: set[int], batch: int = 0) -> None:
        """One's own action has changed these tickets."""
        self._own.add(batch)
        for screen in self.screen_stack:
            if isinstance(screen, Frame):
                screen.world_changed(tickets, own=True)

    def _told_of(self, changes: list[Change]) -> None:
        """In the feed's thread: somebody has committed something."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._others_changed, changes)

    def _others_changed(self, changes: list[Change]) -> None:
        tickets = {
            change.entity_id
            for change in changes
            if change.entity == Entity.TICKET and change.batch not in self._own
        }
        if tickets:
            for screen in self.screen_stack:
                if isinstance(screen, Frame):
                    screen.world_changed(tickets, own=False)

    # What is remembered

    def remember(self, **what: Any) -> None:
        """Keeps in mind how the desk is used; it is written when the desk is left."""
        self.remembered = replace(self.remembered, **what)

    def next_theme(self) -> None:
        """Dark, light, 16 colours, and round again."""
        names = list(LOOKS)
        name = names[(names.index(self.theme) + 1) % len(names)]
        self._wear(name)
        self.remember(theme=name)
        self.refresh_css(animate=False)
        for screen in self.screen_stack:
            screen.refresh(layout=True)
            if isinstance(screen, Frame):
                screen.restyle()

    # The end

    def save(self) -> None:
        """Keeps what is typed and not written yet. It takes plain data, in whatever thread."""
        if self.in_editor is not None:
            self.unsaved = self.in_editor()
        unsaved = self.unsaved
        if unsaved is None:
            return
        try:
            drafts.save(self.desk.me.id, *unsaved)
        except Exception as error:
            path = drafts.put_aside(*unsaved)
            logger.error("a draft could not be written and is in %s: %s", path, error)

    def rescue(self, error: Exception) -> None:
        """Puts what is typed into a file, because the database does not take it."""
        if self.unsaved is None:
            raise error
        path = drafts.put_aside(*self.unsaved)
        self.unsaved = None
        problem = explain(error) or error
        self.say(
            _("{problem} Your text is in {path}.").format(problem=problem, path=path), bad=True
        )

    def finish(self) -> None:
        """Lets the database threads end and notes how the desk was left."""
        if self._feed:
            self._feed.stop()
        self.save()
        self.desk.close()
        try:
            remembered.save(self.remembered)
        except OSError as error:
            logger.warning("what is remembered could not be written: %s", error)


class CannotOpen(Exception):
    """The desk cannot be shown here; the sentence that it carries says why."""


def run(
    database: Path, settings: Settings, *, at_end: Callable[[], None] = lambda: None
) -> NoReturn:
    """Opens the desk on this terminal until it is left, and ends the process with it.

    `at_end` is called last, when the database is closed and the terminal is as it was.

    Raises:
        CannotOpen: the terminal is none that the desk can be drawn on.
        StorageProblem: the database cannot be opened.
    """
    problem = terminal_problem()
    if problem:
        raise CannotOpen(problem)
    _log_to(paths.log_file())
    opened = open_database(database)
    when.use_zone(settings.zone)
    app = DeskApp(Desk(sign_in(settings.technician)), opened.path, settings, remembered.load())
    ending = Ending(app, app.save)
    ending.install()
    gc.freeze()
    gc.enable()
    app.run(mouse=settings.mouse)

    def finish() -> None:
        app.finish()
        at_end()

    ending.leave(app.return_code or 0, finish)


def _log_to(path: Path) -> None:
    """Errors go to a file and never to the terminal; the file is made with the first of them."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    handler = logging.FileHandler(path, delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
