"""Gives back a terminal that a desk has left as it was: killed, or gone with its host."""

from __future__ import annotations

import os
import termios
import tty

MOUSE_OFF = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l"

EVERYTHING = (
    "\x1b[?2026l"  # show what is drawn at once
    "\x1b[?2004l\x1b[?7h\x1b[?2048l"  # pastes are plain, lines wrap, sizes are not reported
    f"{MOUSE_OFF}\x1b[?1002l\x1b[?1005l"  # nor is the mouse, in an editor's way either
    "\x1b[?1004l"  # nor which window is in front
    "\x1b[<9u\x1b[>4m"  # Kitty's keys and xterm's, before the other screen is left
    "\x1b[?1049l\x1b[?25h\x1b[0 q"  # the shell's screen, and its cursor
    "\x1b[m\x1b(B\x0f\x1b[?1l\x1b>"  # plain colours, plain letters, plain arrow keys
)
"""Undoes every mode that the desk or an editor in it may have set; harmless where none is."""


def reset(terminal: int) -> None:
    """Puts a terminal into the state that a shell expects, as `stty sane` and `reset` would.

    Which characters erase, interrupt and so on is left as it is. Raises termios.error where the
    descriptor is no terminal, and BlockingIOError where the line takes nothing.
    """
    attributes = termios.tcgetattr(terminal)
    attributes[tty.IFLAG] |= termios.ICRNL | termios.IXON
    attributes[tty.IFLAG] &= ~(termios.IGNBRK | termios.INLCR | termios.IGNCR | termios.ISTRIP)
    attributes[tty.OFLAG] |= termios.OPOST | termios.ONLCR
    attributes[tty.CFLAG] |= termios.CREAD
    attributes[tty.LFLAG] |= termios.ISIG | termios.ICANON | termios.IEXTEN
    attributes[tty.LFLAG] |= termios.ECHO | termios.ECHOE | termios.ECHOK
    attributes[tty.LFLAG] &= ~(termios.ECHONL | termios.NOFLSH | termios.TOSTOP)
    attributes[tty.CC][termios.VMIN], attributes[tty.CC][termios.VTIME] = 1, 0
    termios.tcsetattr(terminal, termios.TCSANOW, attributes)
    termios.tcflow(terminal, termios.TCOON)  # as ctrl+q does
    os.write(terminal, EVERYTHING.encode())
    termios.tcflush(terminal, termios.TCIFLUSH)  # what the mouse has typed meanwhile
