"""`helpdesk demo`: a desk of sample data in a temporary folder, thrown away when it is left."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context, opening
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import _
from helpdesk_tui.settings import Settings

PREFIX = "helpdesk-demo-"
DATABASE = "demo.db"

_FRESH = 60.0
"""Seconds during which a folder is left alone: its run may not have opened the database yet."""


@click.command()
@click.pass_obj
def demo(context: Context) -> None:
    from helpdesk_tui.screens.run import run

    clear_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))

    def throw_away() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # the terminal may be gone
            say(_("That was the demonstration; its database was thrown away."))

    try:
        with opening():
            _fill(folder / DATABASE, context.settings)
            settings = replace(context.settings, backups="off")
            run(folder / DATABASE, settings, at_end=throw_away)
    finally:  # a desk that was opened has ended the process before this
        shutil.rmtree(folder, ignore_errors=True)


def clear_leftovers() -> None:
    """Removes the folders of demonstrations that were killed before they could tidy up.

    A desk that is open holds its database's lock, and the system lets go of it with the process.
    """
    from helpdesk_tui.storage import locks

    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):  # another start may be removing it too
            found = folder.lstat()
            if found.st_uid != os.getuid() or time.time() - found.st_mtime < _FRESH:
                continue
            if lock := locks.try_lock(folder / DATABASE, alone=True):
                with lock:
                    shutil.rmtree(folder)


def _fill(database: Path, settings: Settings) -> None:
    from helpdesk_tui.people.technicians import account
    from helpdesk_tui.samples.demo import fill_demo
    from helpdesk_tui.storage.opening import open_database

    opened = open_database(database)
    try:
        fill_demo(clock.now(), settings.technician or account())
    finally:
        opened.close()
