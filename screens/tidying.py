"""Garbage is looked for while nobody waits: going through a whole desk takes some 25 ms.

Python would do so in the middle of a key, and then most likely while a screen is being built.
"""

from __future__ import annotations

import gc

from .worktime.timer_keys import TimerKeys

EVERY = 5.0
"""Seconds between two looks whether it is time."""

ENOUGH = 10
"""Passes over what is young after which the old is gone through, as Python has it."""

_NEVER = 2**30


def begin() -> None:
    """What is there now stays, and what grows old from here on waits for `tidy`."""
    gc.freeze()
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, _NEVER)
    gc.enable()


def tidy(app: TimerKeys) -> None:
    """Goes through everything, if enough has come together and no key waits.

    With nothing open but the queue, what is there then will stay: it is not gone through again.
    """
    if gc.get_count()[2] > ENOUGH and not app.ahead:
        gc.collect()
        if len(app.frames) == 1 and not app.frames[0].bar_open:
            gc.freeze()
