"""The desk's own terminal driver: Textual's, without its ways to hang, to die or to spin.

Input and output are non-blocking on the event loop, so there is no thread that a dead or silent
terminal could leave waiting. It leans on private names of Textual, hence `textual==8.2.*`;
tests/terminal holds each upgrade to the same bytes as the stock driver and to what this one adds.
"""

from __future__ import annotations

import asyncio
import os
import signal
import termios
import tty
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import Any, cast

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver as stock
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message

from .fitness import open_terminal, terminal_size
from .keys import OrderlyApp
from .output import Output
from .pastes import Pastes
from .reset import MOUSE_OFF

READ_SIZE = 4096
MOST_AHEAD = 2000
"""Messages that may wait for the app; beyond that keys wait in the kernel and take no memory."""
_KITTY_KEYS = (
    stock.KITTY_DISAMBIGUATE_ESCAPE_CODES
    | stock.KITTY_REPORT_ALL_KEYS
    | stock.KITTY_REPORT_ASSOCIATED_TEXT
)


class DeskDriver(stock.LinuxDriver):
    """Draws and reads without waiting; a terminal that is gone becomes a SIGHUP to ourselves."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._size = size or terminal_size(self.fileno)
        self._terminal = -1
        self._output: Output | None = None
        self._tick: asyncio.TimerHandle | None = None
        self._is_ending = False

    @property
    def is_active(self) -> bool:
        """Whether the terminal is ours now; False before the start, in $EDITOR and at the end."""
        return self._output is not None

    def write(self, data: str) -> None:
        """Send data without waiting; whoever writes while the terminal is another's is ignored."""
        if self._output is not None:
            self._output.write(data)

    def flush(self) -> None:
        """Send at once what was written since the last time."""
        if self._output is not None:
            self._output.flush()

    def send_message(self, message: Message) -> None:
        """Hand a message to the app, whose loop this runs on."""
        self._app.post_message(message)

    def start_application_mode(self) -> None:
        """Take the terminal: raw keys, the other screen, and the modes that Textual wants."""
        if self.is_active or self._is_ending or not self._in_foreground():
            return
        restarted = self._terminal != -1
        self._terminal = open_terminal()
        self._output = Output(self._terminal, self._loop, self._repaint)
        signal.signal(signal.SIGWINCH, self._on_resize)
        self._send_size()

        self.write("\x1b[?1049h")  # the other screen
        self._enable_mouse_support()
        self._set_raw()
        self.write("\x1b[?25l\x1b[?1004h")  # no cursor; tell when the window gets the focus
        if not constants.DISABLE_KITTY_KEY:
            self.write(f"\x1b[>{_KITTY_KEYS}u")
        self._start_reading()
        self._request_terminal_sync_mode_support()
        self._query_in_band_window_resize()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        self._enable_mouse_support()
        self.flush()
        if restarted:
            self._loop.call_soon_threadsafe(self._repaint)
        if self._must_signal_resume:
            self._must_signal_resume = False
            self._loop.call_soon_threadsafe(self.send_message, self.SignalResume())

    def disable_input(self) -> None:
        """Stop reading, and forget what was typed ahead."""
        if not self.is_active:
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        if self._tick is not None:
            self._tick.cancel()
        self._loop.remove_reader(self._terminal)
        with suppress(termios.error):
            termios.tcflush(self._terminal, termios.TCIFLUSH)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        if (output := self._output) is None:
            return
        self.disable_input()
        self.restore()
        output.close()
        os.close(self._terminal)

    def restore(self) -> None:
        """Undo the modes of the terminal; any thread may do it, even when the loop is stuck."""
        output, self._output = self._output, None
        if output is None:
            return
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self._terminal, termios.TCSANOW, self.attrs_before)
        output.say_last(self._farewell())

    def end(self) -> None:
        """The desk ends, on whatever signal or key: it takes no terminal again.

        Nor is it stopped any more, in the background or by ctrl+z.
        """
        self._is_ending = True
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    def close(self) -> None:
        """Nothing is left to clean up after `stop_application_mode`."""

    def _repaint(self) -> None:
        self._app.refresh()

    def _farewell(self) -> str:
        mouse = MOUSE_OFF if self._mouse else ""
        resizes = "\x1b[?2048l" if self._in_band_window_resize else ""
        # Kitty's keys are given back before its other screen is left.
        return f"\x1b[?2004l\x1b[?7h{resizes}{mouse}\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"

    def _sigtstp_application(self, *_: object) -> None:
        """Stop as ctrl+z means it: the kernel lets nobody stop whom no shell could wake.

        Textual's SIGSTOP would stop a desk for good that was started by ssh or tmux itself.
        """
        if self._is_ending:
            return
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        if self._is_ending:
            self.end()
        elif self._auto_restart:
            self.resume_application_mode()

    def _sigcont_application(self, *_: object) -> None:
        """Carry on after a stop, also one by SIGSTOP, of which nobody told us."""
        if self._auto_restart and not self._is_ending:
            self.stop_application_mode()
            self.resume_application_mode()

    def _in_foreground(self) -> bool:
        """Whether the shell lets us draw. In the background we are stopped here instead.

        Setting the attributes to what they are changes nothing, and tells. The desk may be told to
        end in the midst of it, and must not stop then.
        """

        def stop_again(*_: object) -> None:
            if not self._is_ending:
                os.kill(os.getpid(), signal.SIGSTOP)

        signal.signal(signal.SIGTTOU, stop_again)
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        except termios.error:
            return False
        finally:
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            if self._is_ending:
                self.end()
        return not self._is_ending

    def _set_raw(self) -> None:
        with suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self._terminal)
            raw = termios.tcgetattr(self._terminal)
            raw[tty.LFLAG] = self._patch_lflag(raw[tty.LFLAG])
            raw[tty.IFLAG] = self._patch_iflag(raw[tty.IFLAG])
            raw[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self._terminal, termios.TCSANOW, raw)

    def _get_terminal_size(self) -> tuple[int, int]:
        return terminal_size(self.fileno)

    def _on_resize(self, *_: object) -> None:
        """A signal handler: the loop does the work, at a moment of its own."""
        if not self._in_band_window_resize:
            self._loop.call_soon_threadsafe(self._send_size)

    def _send_size(self) -> None:
        size = Size(*self._get_terminal_size())
        self.send_message(Resize(size, size))

    def _start_reading(self) -> None:
        self._parser, self._pastes = XTermParser(self._debug), Pastes()
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._loop.add_reader(self._terminal, self._read)

    def _read(self) -> None:
        if cast(OrderlyApp, self._app).ahead > MOST_AHEAD:
            self._loop.remove_reader(self._terminal)
            self._loop.call_later(0.05, self._read_on)
            return
        try:
            data = os.read(self._terminal, READ_SIZE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            # The kernel has not always a SIGHUP for us: then we tell ourselves, once.
            self._loop.remove_reader(self._terminal)
            signal.raise_signal(signal.SIGHUP)
            return
        try:
            for message in self._parser.feed(self._pastes.as_text(self._decode(data))):
                self.process_message(message)
        except (ValueError, OverflowError):
            # Textual stumbles over some key reports, such as ESC[97:65;2u; the next key counts.
            self._parser = XTermParser(self._debug)
        # An escape that nothing follows is the escape key, and only time tells.
        if self._tick is not None:
            self._tick.cancel()
        self._tick = self._loop.call_later(constants.ESCAPE_DELAY + 0.005, self._on_tick)

    def _read_on(self) -> None:
        if self.is_active:
            self._loop.add_reader(self._terminal, self._read)

    def _on_tick(self) -> None:
        for message in self._parser.tick():
            self.process_message(message)
