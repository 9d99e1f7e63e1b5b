"""The copy that the desk makes of itself once a day, and what becomes of the older ones."""

from __future__ import annotations

import re
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from helpdesk_tui.housekeeping.thinning import Keep, kept
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.storage import backup, places
from helpdesk_tui.storage.faults import Fault, StorageProblem

JOB = "backup"

REASON = "daily"
"""Stands in the name of these copies; those that somebody asked for have another and are left."""

AGAIN = timedelta(hours=1)
"""How long a failure is left alone before the next attempt."""

_RESERVE = 100 * 1024 * 1024
"""Bytes that a copy must leave free: the desk itself goes on writing."""

_ABANDONED = 24 * 3600
"""Seconds after which an unfinished copy is nobody's: its process was killed."""

_YIELD = 0.005
"""Seconds between two steps of a copy, in which the disk is the desk's."""


def is_due(now: datetime) -> bool:
    """Whether no copy was made on this day of UTC, and an attempt that failed is old enough."""
    known = Lease.get_or_none(Lease.job == JOB)
    just_failed = known and known.failed and timedelta(0) <= now - known.since < AGAIN
    return not (just_failed or is_made(now))


def is_made(now: datetime) -> bool:
    """Whether a copy was made on this day of UTC."""
    known = Lease.get_or_none(Lease.job == JOB)
    return bool(known and known.done_at and known.done_at.date() == now.date())


def make(database: Path, folder: Path, keep: Keep, beat: backup.Beat) -> Path:
    """A new copy, checked in full; only then are the older ones of its kind thinned out.

    Raises StorageProblem, with every older copy still there, and whatever `beat` raises.
    """

    def unhurried() -> None:
        time.sleep(_YIELD)
        beat()

    _require_room(database, folder)
    older = _copies(database, folder)
    copy = backup.timestamped(database, REASON, folder)
    former = older[max(older)] if older else None
    try:
        backup.backup(database, copy, beat=unhurried, former=former)
    except StorageProblem as problem:
        if problem.fault in (Fault.FULL, Fault.DISK):
            raise StorageProblem(Fault.NO_ROOM, folder) from problem
        raise
    _thin(database, folder, keep, copy)
    return copy


def _require_room(database: Path, folder: Path) -> None:
    places.prepare_folder(folder)
    needed = sum(
        file.stat().st_size
        for end in ("", "-wal")
        if (file := places.beside(database, end)).exists()
    )
    if shutil.disk_usage(folder).free < needed + _RESERVE:
        raise StorageProblem(Fault.NO_ROOM, folder)


def _thin(database: Path, folder: Path, keep: Keep, newest: Path) -> None:
    found = _copies(database, folder)
    chosen = kept(found, keep)
    for at, copy in found.items():
        if at not in chosen and copy != newest:
            copy.unlink(missing_ok=True)
            shutil.rmtree(places.attachments_copy(copy), ignore_errors=True)
    for draft in folder.glob(f".{database.stem}-*-{REASON}*.new*"):
        if time.time() - draft.stat().st_mtime > _ABANDONED:
            draft.unlink(missing_ok=True)


def _copies(database: Path, folder: Path) -> dict[datetime, Path]:
    """The copies of this kind, by the instant in their names."""
    named = re.compile(
        rf"{re.escape(database.stem)}-(\d{{8}}-\d{{6}})-{REASON}(-\d+)?{re.escape(database.suffix)}"
    )
    return {
        datetime.strptime(match[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC): file
        for file in sorted(folder.iterdir())
        if (match := named.fullmatch(file.name))
    }
