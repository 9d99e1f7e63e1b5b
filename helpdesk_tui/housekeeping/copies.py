"""The copy that the desk makes of itself once a day, and what becomes of the older ones."""

from __future__ import annotations

import glob
import shutil
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from helpdesk_tui.housekeeping.thinning import Keep, kept
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.storage import backup, places
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.orm import database

JOB = "backup"

REASON = "daily"
"""Stands in the name of these copies; those that somebody asked for have another and are left."""

AGAIN = timedelta(hours=1)
"""How long a failure is left alone before the next attempt."""

_RESERVE = 100 * 1024 * 1024
"""Bytes that a copy must leave free: the desk itself goes on writing."""

_ABANDONED = 24 * 3600
"""Seconds after which what is left of an unfinished copy is nobody's: its process was killed."""

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


def is_younger(age: timedelta) -> bool:
    """Whether the last copy that is known was made within this time."""
    known = Lease.get_or_none(Lease.job == JOB)
    return bool(known and known.done_at and database.present() - known.done_at < age)


def note_made() -> None:
    """Keeps that a copy was made just now, by whomever."""
    with database.atomic():
        made = {"done_at": database.present(), "failed": ""}
        Lease.insert(job=JOB).on_conflict_ignore().execute()
        Lease.update(made).where(Lease.job == JOB).execute()


def make(source: Path, folder: Path, keep: Keep, beat: backup.Beat) -> Path:
    """A new copy, checked in full; once it is noted the older ones of its kind are thinned out.

    Raises StorageProblem, with every older copy still there, and whatever `beat` raises.
    """

    def unhurried() -> None:
        time.sleep(_YIELD)
        beat()

    older = backup.copies_of(source, folder, REASON)
    copy = backup.timestamped(source, REASON, folder)
    former = older[-1][1] if older else None
    try:
        _require_room(source, folder, former or copy)
        backup.backup(source, copy, beat=unhurried, former=former)
    except StorageProblem as problem:
        if problem.fault in (Fault.FULL, Fault.DISK):
            raise StorageProblem(Fault.NO_ROOM, folder) from problem
        raise
    note_made()
    _thin(source, folder, keep, copy)
    return copy


def _require_room(source: Path, folder: Path, near: Path) -> None:
    """Raises StorageProblem. Attachments count that can be linked neither from there nor `near`."""
    places.prepare_folder(folder)
    files = [places.beside(source, end) for end in ("", "-wal")]
    attachments = places.attachments_folder(source)
    if attachments.exists() and attachments.stat().st_dev != folder.stat().st_dev:
        missing = backup.lacking(attachments, places.attachments_copy(near))
        files += [attachments / name for name in missing]
    needed = 0
    for file in files:
        with suppress(FileNotFoundError):
            needed += file.stat().st_size
    if shutil.disk_usage(folder).free < needed + _RESERVE:
        raise StorageProblem(Fault.NO_ROOM, folder)


def _thin(source: Path, folder: Path, keep: Keep, newest: Path) -> None:
    found = backup.copies_of(source, folder, REASON)
    chosen = kept([at for at, _ in found], keep)
    for at, copy in found:
        if at not in chosen and copy != newest:
            with suppress(OSError):
                copy.unlink()
                shutil.rmtree(places.attachments_copy(copy))
    named = f"{glob.escape(source.stem)}-*-{REASON}*"
    folders = folder.glob(f"{named}.attachments")
    without_copy = (one for one in folders if not one.with_suffix("").exists())
    for left in (*folder.glob(f".*{named}.new*"), *without_copy):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
