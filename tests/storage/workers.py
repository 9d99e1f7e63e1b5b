"""What the other processes of these tests do, and how they are started."""

from __future__ import annotations

import multiprocessing
import os
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from helpdesk_tui.clock import now
from helpdesk_tui.models.events import Event
from helpdesk_tui.storage import faults
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.storage.orm import database

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload([__name__, "playhouse.migrations"])

Work = Callable[..., None]


class Worker:
    """Another process that runs `work(pipe, *given)`; `ask` waits for the next thing it sends."""

    def __init__(self, work: Work, *given: Any) -> None:
        self.pipe, theirs = _context.Pipe()
        self.process: ForkServerProcess = _context.Process(
            target=work, args=(theirs, *given), daemon=True
        )
        self.process.start()
        theirs.close()

    def ask(self, patience: float = 20.0) -> Any:
        assert self.pipe.poll(patience), "the other process says nothing"
        return self.pipe.recv()

    def go(self) -> None:
        """Tell the process to go on."""
        self.pipe.send(None)

    def end(self) -> None:
        self.process.join(20)
        assert self.process.exitcode == 0


def record(number: int, field: str = "status") -> None:
    """Commit one event."""
    with database.atomic():
        Event.create(at=now(), entity=1, entity_id=number, field=field, batch=number)


def opens(pipe: Connection, path: Path) -> None:
    """Opens the database once told to, says whether that went well, and closes it once told to."""
    pipe.send("ready")
    pipe.recv()
    opened = answer(pipe, lambda: open_database(path, patience=5))
    if opened:
        pipe.recv()
        opened.close()


def answer(pipe: Connection, work: Callable[[], Opened]) -> Opened | None:
    """Send "open", or the fault with its two sentences."""
    try:
        opened = work()
    except faults.StorageProblem as problem:
        pipe.send((problem.fault, problem.message, problem.way_out))
        return None
    pipe.send("open")
    return opened


def writes(pipe: Connection, path: Path, count: int) -> None:
    """Commits `count` events once told to, and sends how many were refused."""
    opened = open_database(path)
    pipe.send("ready")
    pipe.recv()
    refused = 0
    for number in range(count):
        try:
            record(number)
        except Exception:
            refused += 1
    pipe.send(refused)
    opened.close()


def writes_until_killed(pipe: Connection, path: Path) -> None:
    """Commits events without end, and sends the number of each after its commit."""
    open_database(path)
    number = 0
    while True:
        with database.atomic():
            Event.create(at=now(), entity=1, entity_id=number, field="status", batch=number)
            Event.create(at=now(), entity=2, entity_id=number, field="status", batch=number)
        pipe.send(number)
        number += 1


def writes_to_a_full_disk(pipe: Connection, path: Path) -> None:
    """Commits until no file may grow any more, then sends the last commit and the fault."""
    opened = open_database(path)
    limit = path.stat().st_size + 40_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    number = 0
    try:
        while True:
            record(number, "x" * 2000)
            number += 1
    except Exception as error:
        problem = faults.explain(error)
        pipe.send((number, problem.fault if problem else repr(error)))
    opened.close()


def opens_as_nobody(pipe: Connection, path: Path) -> None:
    """Opens the database as an account without rights, where this process may choose."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    answer(pipe, lambda: open_database(path, patience=0.2))


def holds_a_write(pipe: Connection, path: Path) -> None:
    """Keeps a transaction open until told to end."""
    opened = open_database(path)
    with database.atomic():
        Event.create(at=now(), entity=1, entity_id=1, field="status", batch=1)
        pipe.send("writing")
        pipe.recv()
    opened.close()
