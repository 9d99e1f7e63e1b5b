"""A fault costs one line and a note in the log, not the desk.

Textual ends the program on the first exception, and shows local variables, passwords among them.
Here the log gets the traceback without them. An exception also ends the message loop of the widget
that it passed through, which would leave a picture that no key reaches: so it is caught one step
earlier, around the dispatch of each message, in every widget, Textual's own included.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from rich.text import Text
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import WorkerFailed

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line

logger = logging.getLogger("helpdesk")

QUIET_SECONDS = 10.0
"""How long the same fault stays quiet: one in drawing comes back with every frame."""


class FaultProofApp(App[None]):
    """An app that goes on after a fault; one while it starts still ends it, with one sentence.

    The start is over when the app is mounted: a first screen for which `on_mount` waits is a part
    of it.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._is_started = False
        self._told: dict[tuple[object, ...], float] = {}

    def show_fault(self, text: str) -> None:
        """Show one cleaned line about a fault; a screen with a place for it overrides this."""
        self.notify(text, severity="error", markup=False)

    async def _ready(self) -> None:
        await super()._ready()
        # Textual comes here after a failed start too, but handles no message then.
        self.call_later(self._mark_started)

    def _mark_started(self) -> None:
        self._is_started = True

    def known(self, error: Exception) -> str | None:
        """What to say of trouble that is no mistake of ours; None when it may be one."""
        return None

    def hear_of_thread(self, ended: threading.ExceptHookArgs) -> None:
        """The hook of threads that end with an exception: the desk goes on, at its start too."""
        error = ended.exc_value
        if isinstance(error, Exception) and not self.call_later(self._go_on_after, error):
            logger.error("%s", _named(error), exc_info=error)

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self._is_started:
            self._go_on_after(error)
            return
        self._let_pilot_know(error)
        logger.error("could not start: %s", _named(error), exc_info=error)
        known = self.known(error)
        sentence = known or _("The desk could not start: {fault}. The log has the details.").format(
            fault=_named(error)
        )
        self._return_code = 2 if known else 1
        self._exit_renderables.append(Text(sentence))
        self._close_messages_no_wait()

    def _go_on_after(self, error: Exception) -> None:
        known = self.known(error)
        if known:
            logger.error("%s", known, exc_info=error)
            self.show_fault(known)
            return
        self._let_pilot_know(error)
        if self._is_news(error):
            logger.error("%s", _named(error), exc_info=error)
            sentence = _("Something went wrong and the desk goes on: {fault}. The log has it all.")
            self.show_fault(sentence.format(fault=_named(error)))

    def _let_pilot_know(self, error: Exception) -> None:
        """It raises the first one again, so that tests see every fault."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()

    def _is_news(self, error: Exception) -> bool:
        traceback = error.__traceback__
        while traceback is not None and traceback.tb_next is not None:
            traceback = traceback.tb_next
        place = (traceback.tb_frame.f_code, traceback.tb_lineno) if traceback else ()
        fault = (type(error), *place)
        now = time.monotonic()
        is_news = now - self._told.get(fault, -QUIET_SECONDS) >= QUIET_SECONDS
        if is_news:
            self._told[fault] = now
        return is_news


def _named(error: Exception) -> str:
    return line(f"{type(error).__name__}: {error}")


_dispatch = MessagePump._dispatch_message


async def _dispatch_and_survive(pump: MessagePump, message: Message) -> None:
    try:
        await _dispatch(pump, message)
    except Exception as error:
        app = pump.app
        if not (isinstance(app, FaultProofApp) and app._is_started):
            raise
        app._handle_exception(error)


MessagePump._dispatch_message = _dispatch_and_survive  # type: ignore
