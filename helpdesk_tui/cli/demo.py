"""`helpdesk demo`: a desk of sample data in a temporary folder, thrown away when it is left."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context
from helpdesk_tui.i18n import _
from helpdesk_tui.settings import Settings

PREFIX = "helpdesk-demo-"
_SIGNALS = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)
_FRESH = 60.0
"""Seconds during which a folder is left alone: its run may not have locked it yet."""


@click.command()
@click.pass_context
def demo(ctx: click.Context) -> None:
    from helpdesk_tui.storage.faults import StorageProblem, explained

    context: Context = ctx.obj
    clear_leftovers()
    try:
        with _throwaway_folder() as folder, explained():
            database = folder / "demo.db"
            _fill(database, context.settings)
            code = _run_apart(database, context.settings)
    except StorageProblem as problem:
        click.echo(problem.message, err=True)
        click.echo(problem.way_out, err=True)
        ctx.exit(2)
    with suppress(OSError):  # the terminal may be gone
        click.echo(_("That was the demonstration; its database was thrown away."))
    ctx.exit(code)


def clear_leftovers() -> None:
    """Removes the folders of demonstrations that were killed before they could tidy up."""
    from helpdesk_tui.storage import locks

    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another start may be removing it too
            found = folder.lstat()
            if found.st_uid != os.getuid() or time.time() - found.st_mtime < _FRESH:
                continue
            if lock := locks.try_lock(folder / "run", alone=True):
                with lock:
                    shutil.rmtree(folder)


@contextmanager
def _throwaway_folder() -> Iterator[Path]:
    """A folder that this run holds; the system lets go of it even when the run is killed."""
    from helpdesk_tui.storage import locks

    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with locks.lock(folder / "run", alone=True, patience=1):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(database: Path, settings: Settings) -> None:
    from helpdesk_tui.people.technicians import account
    from helpdesk_tui.samples.demo import fill_demo
    from helpdesk_tui.storage.opening import open_database

    opened = open_database(database)
    try:
        fill_demo(clock.now(), settings.technician or account())
    finally:
        opened.close()


def _run_apart(database: Path, settings: Settings) -> int:
    """The desk in a process of its own, which may end as abruptly as it likes; its exit code.

    Signals are passed on to it, and this process stays to tidy up.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _become_the_desk(database, settings)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, number)

    before = {number: signal.signal(number, pass_on) for number in _SIGNALS}
    try:
        _pid, status = os.waitpid(child, 0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def _become_the_desk(database: Path, settings: Settings) -> NoReturn:
    """Opens the desk, which ends this process; a start that fails ends it here."""
    from helpdesk_tui.screens.app import CannotOpen, run
    from helpdesk_tui.storage.faults import StorageProblem

    code = 1
    try:
        run(database, settings)
    except (CannotOpen, StorageProblem) as problem:
        click.echo(str(problem), err=True)
        code = 2
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)
