"""What the desk needs of a terminal, and its true size."""

from __future__ import annotations

import os

from helpdesk_tui.i18n import _

STDIN, STDOUT = 0, 1
FALLBACK_SIZE = (80, 24)
SMALLEST_SIZE = (40, 10)
_NOT_A_SCREEN = ("", "dumb", "unknown")


def terminal_problem() -> str | None:
    """One sentence on why the desk cannot be drawn here, or None where it can.

    The locale is no obstacle: the desk writes and reads UTF-8 whatever LANG says.
    """
    if not (os.isatty(STDIN) and os.isatty(STDOUT)):
        return _(
            "The desk needs a terminal for its keys and its picture: "
            "run it without a pipe, and over SSH with ssh -t."
        )
    if os.environ.get("TERM", "").lower() in _NOT_A_SCREEN:
        return _(
            "This terminal cannot draw a full screen (TERM is “{term}”): "
            "open another one, or set TERM to what yours is, such as xterm-256color."
        ).format(term=os.environ.get("TERM", ""))
    try:
        terminal = open_terminal()
    except OSError as error:
        return _("The terminal cannot be opened ({reason}): log in anew and try again.").format(
            reason=error.strerror
        )
    columns, rows = terminal_size(terminal)
    os.close(terminal)
    least_columns, least_rows = SMALLEST_SIZE
    if columns < least_columns or rows < least_rows:
        return _(
            "This terminal has {columns}x{rows} characters and the desk needs "
            "{least_columns}x{least_rows}: make the window larger."
        ).format(columns=columns, rows=rows, least_columns=least_columns, least_rows=least_rows)
    return None


def open_terminal() -> int:
    """A descriptor of our own for the terminal, which never makes anybody wait.

    O_NONBLOCK belongs to the open file and the shell shares the one of stdin, so a second one is
    opened. After `su` only /dev/tty may be opened; without a controlling terminal only its name.
    """
    flags = os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK
    try:
        return os.open(os.ttyname(STDIN), flags)
    except OSError:
        return os.open("/dev/tty", flags)


def terminal_size(terminal: int) -> tuple[int, int]:
    """Columns and rows as the terminal itself has them; COLUMNS and LINES are not asked.

    A serial line that does not know says 0x0 and gets 80x24.
    """
    try:
        columns, rows = os.get_terminal_size(terminal)
    except OSError:  # it is gone
        return FALLBACK_SIZE
    return columns or FALLBACK_SIZE[0], rows or FALLBACK_SIZE[1]
