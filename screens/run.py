"""The desk on this terminal from its opening to its end, which is the end of the process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from helpdesk_tui import paths, remembered
from helpdesk_tui.desk import Desk
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.safe_text import clean
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.opening import Opened, open_database

from . import tidying
from .app import DeskApp
from .common import when
from .terminal import log
from .terminal.ending import Ending
from .terminal.fitness import terminal_problem

if TYPE_CHECKING:
    from helpdesk_tui.intake.peek import Input


class CannotOpen(Exception):
    """The desk cannot be shown here; the sentence that it carries says why."""


def run(
    database: Place,
    settings: Settings,
    *,
    at_end: Callable[[], None] = lambda: None,
    to_map: Input | None = None,
) -> NoReturn:
    """Opens the desk on this terminal until it is left, and ends the process with it.

    `at_end` is called last, when the database is closed and the terminal is as it was. With
    `to_map` it begins with what the columns of that file mean.

    Raises:
        CannotOpen: the terminal is none that the desk can be drawn on.
        StorageProblem: the database cannot be opened.
    """
    problem = terminal_problem()
    if problem:
        raise CannotOpen(problem)
    log.write_to(paths.log_file())
    opened = _opened(database, settings)
    when.use_zone(settings.zone)
    desk = Desk(sign_in(settings.technician))
    app = DeskApp(desk, opened.path, settings, remembered.load(), to_map)
    ending = Ending(app, app.typed.save)
    ending.install()
    threading.excepthook = app.hear_of_thread
    tidying.begin()
    app.run(mouse=settings.mouse)

    def finish() -> None:
        app.finish()
        from helpdesk_tui import desks  # which the first rows did not wait for

        desks.get_up()
        if left_running := app.timing.told_at_the_end():
            with suppress(OSError):  # the terminal may be gone
                print(clean(left_running))
        at_end()

    ending.leave(app.return_code or 0, finish)


def _opened(database: Place, settings: Settings) -> Opened:
    """The database, open. A server may want a password, and then a bar asks for it."""
    if isinstance(database, Path):
        return open_database(database)
    from helpdesk_tui.secrets import asking

    from . import password

    with asking.hand_over(partial(password.ask, theme=settings.theme)):
        return open_database(database)
