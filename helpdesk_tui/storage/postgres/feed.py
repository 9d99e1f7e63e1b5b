"""Tells what any process commits on a server: at once, each event once, across lost connections.

Ids are drawn before a commit and so become visible out of order. The feed therefore remembers the
numbers that it has not seen below its newest, and looks for them again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

import psycopg

from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.faults import StorageProblem
from helpdesk_tui.storage.feed import Change
from helpdesk_tui.storage.postgres.driver import Connection, connect

CHANNEL = "helpdesk"

STIR = "presence"
"""What is called where there are no numbers to name."""

TELLS = (
    f"""\
CREATE FUNCTION tell_events() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', min(id) || '-' || max(id)) FROM told
        HAVING count(*) > 0; RETURN NULL; END
$$""",
    """\
CREATE TRIGGER tell_events AFTER INSERT ON event REFERENCING NEW TABLE AS told
    FOR EACH STATEMENT EXECUTE FUNCTION tell_events()""",
    f"""\
CREATE FUNCTION tell_presence() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_notify('{CHANNEL}', '{STIR}'); RETURN NULL; END
$$""",
    """\
CREATE TRIGGER tell_presence AFTER INSERT OR DELETE ON presence
    FOR EACH STATEMENT EXECUTE FUNCTION tell_presence()""",
)
"""The one place that calls the feeds, so that nothing that adds events can forget to.

Each statement names the numbers of its events; the server sends that when they are committed. Who
is on which ticket leaves no event: that it may have changed is all that is said of it.
"""

WINDOW = 10.0
"""Seconds for which missing numbers are looked for at every look; later, when they are named."""

LOOK = 5.0
"""Seconds after which the feed looks by itself, should nobody have called."""

MOST_PAUSE = 5.0
"""Seconds between two attempts to connect; the first come sooner."""

_LEAVE = 1.0
_SLICE = 0.25
_PAGE = 1000
_LOOK_BACK = 1000
_MOST_GAPS = 200
_READ = "SELECT id, entity, entity_id, field, batch FROM event WHERE "

Row = tuple[Any, ...]


@dataclass(slots=True)
class _Gap:
    """Numbers, both inclusive, that were not there when later ones were."""

    low: int
    high: int
    since: float


class ServerFeed(threading.Thread):
    """A thread that hands every new event to `callback`, a thousand at a time.

    The callback runs in this thread, must be quick and must not raise. Commits of this process
    are told as well. Events come in the order of their commits, as near as can be told.
    """

    def __init__(self, server: Server, callback: Callable[[list[Change]], None]) -> None:
        super().__init__(name="change feed", daemon=True)
        self.on_loss: Callable[[StorageProblem], None] = lambda _: None
        self.on_stir: Callable[[], None] = lambda: None
        self._server = server
        self._callback = callback
        self._ended = threading.Event()
        self._gaps: list[_Gap] = []
        with closing(connect(server)) as connection:
            newest = connection.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()
            self._seen: int = newest[0] if newest else 0
            self._look_back(connection)

    def stop(self) -> None:
        """End the thread; returns when it has ended, or soon when it waits for a silent server."""
        self._ended.set()
        if self.is_alive() and self is not threading.current_thread():
            self.join(_LEAVE)

    def run(self) -> None:
        pause = _SLICE
        while not self._ended.is_set():
            try:
                with closing(connect(self._server)) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._look(connection, self._gaps)  # what was missed while nobody listened
                    self.on_stir()
                    pause = _SLICE
                    self._follow(connection)
            except (psycopg.Error, StorageProblem):
                self._ended.wait(pause)
                pause = min(2 * pause, MOST_PAUSE)

    def _look_back(self, connection: Connection) -> None:
        """Notes what is missing just below the newest: others may be about to commit it."""
        floor = max(0, self._seen - _LOOK_BACK)
        found = connection.execute(
            "SELECT id FROM event WHERE id > %s AND id <= %s ORDER BY id", (floor, self._seen)
        ).fetchall()
        self._note_gaps(floor, [number for (number,) in found])

    def _follow(self, connection: Connection) -> None:
        """Waits for calls until the end of the feed or of the connection."""
        looked = time.monotonic()
        while not self._ended.is_set():
            calls = [call.payload for call in connection.notifies(timeout=_SLICE, stop_after=1)]
            named = [
                range(int(low), int(high) + 1)
                for call in calls
                if call != STIR
                for low, _dash, high in [call.partition("-")]
            ]
            now = time.monotonic()
            if STIR in calls or now - looked > LOOK:
                self.on_stir()
            young = [gap for gap in self._gaps if now - gap.since < WINDOW]
            if named or young or now - looked > LOOK:
                looked = now
                self._look(connection, [*young, *self._named(named, young)])

    def _named(self, named: list[range], young: list[_Gap]) -> list[_Gap]:
        """The older gaps in which something is said to have come."""
        return [
            gap
            for gap in self._gaps
            if gap not in young
            and any(gap.low < numbers.stop and numbers.start <= gap.high for numbers in named)
        ]

    def _look(self, connection: Connection, gaps: list[_Gap]) -> None:
        """Tells what has come in these gaps, and what is newer than all."""
        for gap in list(gaps):
            sql = f"{_READ} id BETWEEN %s AND %s ORDER BY id"
            late = connection.execute(sql, (gap.low, gap.high)).fetchall()
            if late:
                self._gaps.remove(gap)
                self._note_gaps(gap.low - 1, [*(row[0] for row in late), gap.high + 1], gap.since)
                self._tell(late)
        sql = f"{_READ} id > %s ORDER BY id LIMIT %s"
        while not self._ended.is_set():
            rows = connection.execute(sql, (self._seen, _PAGE)).fetchall()
            if not rows:
                return
            self._note_gaps(self._seen, [row[0] for row in rows])
            self._seen = rows[-1][0]
            self._tell(rows)

    def _note_gaps(self, before: int, numbers: list[int], since: float | None = None) -> None:
        """Remembers the numbers that are missing between these, which follow `before`."""
        for number in numbers:
            if number > before + 1:
                self._gaps.append(_Gap(before + 1, number - 1, since or time.monotonic()))
            before = number
        del self._gaps[:-_MOST_GAPS]

    def _tell(self, rows: list[Row]) -> None:
        left = iter(rows)
        while some := [Change(*row) for row in islice(left, _PAGE)]:
            self._callback(some)
