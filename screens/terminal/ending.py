"""A clean end, whoever asks for it: what is unsaved is saved, and the process is gone in seconds.

A signal may find the main thread anywhere, even stuck or holding a lock, so nothing is done there:
the interpreter's C handler writes the signal's number into a pipe, and a thread of its own reads
it. The same thread watches the terminal for a hang-up that no signal tells of.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Any, NoReturn

from textual.app import App

from .driver import DeskDriver
from .fitness import STDIN

logger = logging.getLogger("helpdesk")

SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
SAVE_SECONDS = 1.5
"""How long the loop is not asked to leave because `save` still runs."""
GRACE_SECONDS = 3.0
"""From the signal to the end, whatever hangs."""
FINISH_SECONDS = 2.0
"""How long the database threads may take at the end."""


class Ending:
    """Ends the app on HUP, TERM, INT, QUIT and on a terminal that hangs up.

    `save` is called once, on a thread of its own, while the loop goes on or hangs: it takes plain
    data (a copy of a dict, never a widget) and opens its own connection.
    """

    def __init__(self, app: App[Any], save: Callable[[], None]) -> None:
        self._app = app
        self._save = save
        self._saver: Thread | None = None
        self._wakeup, self._signalled = os.pipe()
        os.set_blocking(self._signalled, False)

    def install(self) -> None:
        """Start to listen; called once, on the main thread, before the app runs."""
        signal.set_wakeup_fd(self._signalled, warn_on_full_buffer=False)
        for number in SIGNALS:
            signal.signal(number, self._noted)
        os.register_at_fork(before=_hold, after_in_parent=_let_go, after_in_child=_forget)
        Thread(target=self._watch, name="ending", daemon=True).start()

    def leave(self, code: int, finish: Callable[[], None] | None = None) -> NoReturn:
        """End the process with this exit code, at the latest two seconds from now.

        `finish` waits for the database threads. Other threads are not waited for: a busy one
        would keep a desk alive that nobody sees any more.
        """

        def last() -> None:
            if finish is not None:
                _logging_faults(finish)
            if self._saver is not None:
                self._saver.join()
            sys.stdout.flush()
            sys.stderr.flush()

        finisher = Thread(target=last, name="finish", daemon=True)
        finisher.start()
        finisher.join(FINISH_SECONDS)
        os._exit(code)

    def _noted(self, number: int, _frame: object) -> None:
        """The signal's number is in the pipe already.

        One that has stopped is woken with SIGCONT to hear it, whose handler runs after this one.
        """
        driver = self._app._driver
        if isinstance(driver, DeskDriver) and number in (signal.SIGHUP, signal.SIGTERM):
            driver.end()

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._wakeup, select.POLLIN)
        poll.register(STDIN, 0)  # only what poll always tells: hang-up and error
        while True:
            for descriptor, what in poll.poll():
                if descriptor == self._wakeup:
                    for number in os.read(self._wakeup, 64):
                        if self._is_an_end(number):
                            self._end(number)
                elif what & (select.POLLHUP | select.POLLERR):
                    self._end(signal.SIGHUP)
                else:
                    poll.unregister(STDIN)  # a system whose poll does not know terminals

    def _is_an_end(self, number: int) -> bool:
        """Ctrl+C and Ctrl+\\ in an editor that has the terminal are the editor's, not ours."""
        driver = self._app._driver
        lent = isinstance(driver, DeskDriver) and not driver.is_active
        return number in SIGNALS and not (lent and number in (signal.SIGINT, signal.SIGQUIT))

    def _end(self, number: int) -> NoReturn:
        """Save, ask the loop to leave, and end the process when it does not."""
        deadline = time.monotonic() + GRACE_SECONDS
        code = 128 + number

        def save() -> None:
            _logging_faults(self._save)
            logger.info("saved and ending: %s", signal.Signals(number).name)

        self._saver = Thread(target=save, name="save", daemon=True)
        self._saver.start()
        self._saver.join(SAVE_SECONDS)
        asked = False
        while time.monotonic() < deadline:
            asked = asked or self._ask_to_leave(code)
            time.sleep(0.05)
        driver = self._app._driver
        if isinstance(driver, DeskDriver):
            driver.restore()
        os._exit(code)

    def _ask_to_leave(self, code: int) -> bool:
        """Whether there was a loop to ask: there is none yet while the desk starts."""
        loop = self._app._loop
        if loop is None:
            return False
        try:
            loop.call_soon_threadsafe(lambda: self._app.exit(return_code=code))
        except RuntimeError:  # closed at this moment, so the app has left
            return False
        return True


def _hold() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)


def _let_go() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)


def _forget() -> None:
    """A forked child shares the pipe: its signals must not end its parent."""
    signal.set_wakeup_fd(-1)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    _let_go()


def _logging_faults(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        logger.exception("at the end")
