"""A thread of its own for one connection, so that nothing waits for the database but who asked it.

A question may replace an earlier one of the same topic: what nobody waits for any more is
interrupted on its connection, not merely ignored. A write has no topic and is never interrupted.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from time import sleep
from typing import Any

from helpdesk_tui.storage.orm import database

INSISTING = 0.005
"""Seconds between two attempts to interrupt a question."""


class Superseded(Exception):
    """A later question has taken this one's place; nobody needs the answer."""


class _Job:
    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Any] = self.loop.create_future()
        self.stale = False
        self.begun = False

    def answer(self, result: Any, error: BaseException | None = None) -> None:
        """Hands the answer to the event loop, unless that has gone or nobody waits any more."""

        def settle() -> None:
            if self.future.done():
                return
            if error is None:
                self.future.set_result(result)
            else:
                self.future.set_exception(error)

        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(settle)


class DatabaseThread:
    """Runs functions one after the other on its own connection."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._latest: dict[str, _Job] = {}
        self._running: _Job | None = None
        self._connection: Any = None
        self._interruption: threading.Thread | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[], Any], topic: str = "") -> Any:
        """What `work` returns. With a topic it replaces an earlier question of the same topic.

        Raises:
            Superseded: a later question of this topic came first.
        """
        job = _Job(work)
        if topic:
            with self._guard:
                self._give_up(topic)
                self._latest[topic] = job
        self._jobs.put(job)
        return await job.future

    def drop(self, topic: str) -> None:
        """Gives up what was asked last about this topic: whoever waits for it hears Superseded."""
        with self._guard:
            self._give_up(topic)

    def _give_up(self, topic: str) -> None:
        earlier = self._latest.get(topic)
        if earlier is not None and not earlier.stale:
            earlier.stale = True
            if earlier is self._running:
                self._interrupt(earlier)

    def close(self, patience: float) -> bool:
        """Lets what was asked finish and closes the connection; False when that takes too long."""
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _interrupt(self, job: _Job) -> None:
        """In a thread of its own: a server is told over the network.

        Again and again: between two statements of the job there is nothing to interrupt.
        """
        connection = self._connection

        def insist() -> None:
            while self._running is job:
                database.interrupt(connection)
                sleep(INSISTING)

        self._interruption = threading.Thread(target=insist, daemon=True)
        self._interruption.start()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            result, error = None, None
            try:
                if not job.stale:
                    result = self._work(job)
            except BaseException as raised:  # whoever asked is told, and the thread goes on
                error = raised
            with self._guard:
                self._running = None
                interruption, self._interruption = self._interruption, None
            if interruption:  # after this it cannot hit the next job by mistake
                interruption.join()
            job.answer(result, Superseded() if job.stale and (error or not job.begun) else error)
        database.close()

    def _work(self, job: _Job) -> Any:
        connection = database.wake()  # outside the guard: a server may take seconds
        with self._guard:
            if job.stale:
                return None
            self._connection, self._running, job.begun = connection, job, True
        return job.work()
