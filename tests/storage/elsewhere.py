"""Somebody else at the same server, on a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg

from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.orm import database


class Elsewhere(threading.Thread):
    """Does something on a connection of its own; `end` hands back what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.work, self.answer, self.error = work, None, None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self.work()
        except Exception as error:
            self.error = error
        finally:
            database.close()

    def end(self) -> Any:
        self.join(10)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.answer


def _waiting(server: Server) -> int:
    """How many connections wait for a row or table that another holds."""
    with psycopg.connect(server.url) as connection:
        ((number,),) = connection.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(number)


def until_waiting(server: Server) -> None:
    for _ in range(500):
        if _waiting(server):
            return
    raise AssertionError("nobody waits")
