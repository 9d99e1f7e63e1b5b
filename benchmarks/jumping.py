"""How long a jump to the end or the middle of a long list takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from benchmarks.figures import Figure, percentile
from benchmarks.programs import FIRST_ROW, Bench
from benchmarks.terminal import Terminal
from helpdesk_tui.storage import driver

LAST = {
    "l": "SELECT id FROM ticket WHERE shelf = 0 ORDER BY changed_at, id LIMIT 1",
    "c": "SELECT id FROM ticket WHERE shelf = 0 ORDER BY due_at DESC, id DESC LIMIT 1",
}
"""For the keys of two orders, by last change and by clock, the ticket at the end."""

PLACE = r"per cent of the list is above|in this list\."
"""What is said when the middle has been reached."""


def measure(bench: Bench, tickets: int, times: int) -> Iterator[Figure]:
    """Goes to the end and to the middle of the done tickets, in two orders."""
    ends: list[float] = []
    middles: list[float] = []
    with closing(driver.connect(bench.database(tickets))) as connection:
        last = {key: connection.execute(sql).fetchone()[0] for key, sql in LAST.items()}
    with bench.desk(tickets, view="done") as desk:
        desk.when(FIRST_ROW)
        for order, ticket in last.items():
            desk.press("S", 0.3)
            desk.type(order)
            for _ in range(times):
                ends.append(_jump(desk, "g", "G", rf"▌ *{ticket} P"))
                middles.append(_jump(desk, "%", "\r", PLACE))
    for where, taken in (("end", ends), ("middle", middles)):
        what = f"jump to the {where} of the done tickets: key to rows, p95"
        yield Figure(what, percentile(taken, 0.95) * 1000, " ms", at_most=150)


def _jump(desk: Terminal, before: str, key: str, there: str) -> float:
    """Seconds from the key that jumps to the picture of the rows around the place."""
    desk.type(before)
    desk.settle()
    desk.forget()
    at = desk.type(key)
    return desk.when(there) - at
