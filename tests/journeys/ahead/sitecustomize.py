"""Puts the clock of a desk forward by HELPDESK_AHEAD seconds. Python loads this by its name.

So a minute ends when a test wants it to.
"""

from __future__ import annotations

import os
from datetime import timedelta

from helpdesk_tui import clock

_AHEAD = timedelta(seconds=float(os.environ["HELPDESK_AHEAD"]))
_now = clock.now
clock.now = lambda: _now() + _AHEAD
