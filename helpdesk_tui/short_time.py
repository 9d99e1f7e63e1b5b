"""Times short enough for a column: an age of one unit, a clock of hours and minutes."""

from __future__ import annotations

from helpdesk_tui.i18n import N_, _

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR
WEEK = 7 * DAY
YEAR = 365 * DAY

_UNITS = (
    (YEAR, N_("{count}y")),
    (WEEK, N_("{count}w")),
    (DAY, N_("{count}d")),
    (HOUR, N_("{count}h")),
    (MINUTE, N_("{count}m")),
)


def age(seconds: float) -> str:
    """How long ago, in the largest unit that fits: `42m`, `5h`, `3d`, `2w`; rounded down."""
    for size, form in _UNITS:
        if seconds >= size:
            return _(form).format(count=int(seconds // size))
    return _("{count}m").format(count=0)


def clock(seconds: float) -> str:
    """Time left as `H:MM`, overdue with a minus (`-0:12`), beyond 99 hours in days (`4d`).

    Seconds are cut off, so the sign alone tells the last minute before from the first one after.
    """
    sign = "-" if seconds < 0 else ""
    minutes = int(abs(seconds)) // MINUTE
    hours = minutes // 60
    if hours > 99:
        return sign + _("{count}d").format(count=hours // 24)
    return f"{sign}{hours}:{minutes % 60:02}"


def hours(seconds: float) -> str:
    """A length of work as `H:MM`, minutes rounded down; it may be longer than a day."""
    return f"{int(seconds) // HOUR}:{int(seconds) // MINUTE % 60:02}"
