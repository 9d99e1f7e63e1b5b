"""The desk of a command that does one thing and ends: it must be there already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.saying import told


@contextmanager
def existing_desk(context: Context) -> Iterator[None]:
    """The database, open; one that is not there is not made. Raises StorageProblem."""
    from helpdesk_tui.storage.faults import Fault, StorageProblem, explained
    from helpdesk_tui.storage.header import read_header
    from helpdesk_tui.storage.opening import open_database

    place = database_place(context)
    if isinstance(place, Path) and read_header(place.expanduser()) is None:
        raise StorageProblem(Fault.MISSING, place)
    with explained():
        opened = open_database(place)
        try:
            yield
        finally:
            opened.close()


@contextmanager
def at_the_desk(context: Context) -> Iterator[None]:
    """The same; trouble with the database ends the command with two sentences and 2."""
    from helpdesk_tui.storage.faults import StorageProblem

    try:
        with existing_desk(context):
            yield
    except StorageProblem as problem:
        raise told(problem, 2) from None
