"""What the loop of a desk does, turn by turn, as the probe beside it notes that."""

from __future__ import annotations

from bisect import bisect
from pathlib import Path
from typing import NamedTuple

from tests.terminal.hand import ROOT

PROBE = Path(__file__).with_name("probe")
STEP = 0.01
"""Seconds from one moment at which something may come to the next."""


class Turn(NamedTuple):
    """What the loop did before it did anything else, in seconds; `began` as `time.monotonic`."""

    began: float
    took: float
    waited: float
    """For a core."""
    ran: float
    what: str


def probed(notes: Path) -> dict[str, str]:
    """What the shell of a desk has set whose turns are noted there."""
    return {"PYTHONPATH": f"{PROBE}:{ROOT}", "HELPDESK_PROBE": str(notes)}


def turns(notes: Path, since: float = 0.0) -> list[Turn]:
    """The turns that have begun since then."""
    noted = (line.split(" ", 4) for line in notes.read_text().splitlines())
    all_ = (Turn(*(int(micros) / 1e6 for micros in times), what) for *times, what in noted)
    return [turn for turn in all_ if turn.began > since]


def lag(noted: list[Turn], since: float, until: float) -> list[float]:
    """How long what comes at any moment waits for the loop, in seconds, the shortest first.

    That is until the end of what it is at, but for the waits of its thread for a core.
    """
    begun = [turn.began for turn in noted]
    moments = (since + n * STEP for n in range(int((until - since) / STEP)))
    at = ((moment, noted[bisect(begun, moment) - 1]) for moment in moments)
    return sorted(max(0.0, turn.began + turn.took - turn.waited - moment) for moment, turn in at)
