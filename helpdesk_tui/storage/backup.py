"""Copies of a database that is in use, and the way back from one.

Attachments lie outside the database, named by the hash of their bytes, so they never change:
those that a copy lacks are linked or copied to `<copy>.attachments/` beside it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.storage import driver, locks, places
from helpdesk_tui.storage.faults import Fault, StorageProblem, explain, explained
from helpdesk_tui.storage.header import read_header

Progress = Callable[[str], None]
"""Is told each step in words before it begins."""

Beat = Callable[[], None]
"""Is called again and again while a copy is made; what it raises ends that, and nothing is left."""

LOCK_PATIENCE = 2.0
"""Seconds to wait for a database that somebody else is making, updating or restoring."""

_STAMP = "%Y%m%d-%H%M%S"

_PAGES_AT_ONCE = 500
_INSTRUCTIONS_AT_ONCE = 100_000
"""Of SQLite's own, some milliseconds' worth."""

_COMPANIONS = ("-wal", "-shm", "-journal")


def backup(
    source: Path,
    target: Path,
    *,
    replace: bool = False,
    progress: Progress | None = None,
    beat: Beat = lambda: None,
    former: Path | None = None,
) -> None:
    """Copy a database, also while others write to it, with its attachments.

    The copy is checked in full and has its attachments before it gets its name, and is one file
    that its owner alone may read. Attachments that a `former` copy has are linked to it. Raises
    StorageProblem and whatever `beat` raises, with nothing left of the copy.
    """
    source, target = source.expanduser().resolve(), target.expanduser().absolute()
    if read_header(source) is None:
        raise StorageProblem(Fault.MISSING, source)
    if target.exists() and (not replace or target.samefile(source)):
        raise StorageProblem(Fault.EXISTS, target)
    places.refuse_leftovers(target)
    attachments = places.attachments_copy(target)
    had = attachments.exists()
    with locks.lock(source, alone=False, patience=LOCK_PATIENCE), explained():
        arrival = places.unfinished(target)
        try:
            copy_checked(source, arrival, progress, beat=beat)
            copy_missing(
                places.attachments_folder(source),
                attachments,
                progress,
                beat=beat,
                near=former and places.attachments_copy(former),
            )
            arrival.rename(target)
            places.sync(target.parent)
        finally:
            arrival.unlink(missing_ok=True)
            if not (had or target.exists()):
                shutil.rmtree(attachments, ignore_errors=True)


def restore(copy: Path, target: Path, *, progress: Progress | None = None) -> Path | None:
    """Put a checked copy in a database's place; returns where the present one was moved to.

    Nobody may have the database open. A file whose first bytes are destroyed is no longer known
    as the desk's: move it away by hand first. Raises StorageProblem, with all as it was.
    """
    copy, target = copy.expanduser().resolve(), target.expanduser().resolve()
    if read_header(copy) is None:
        raise StorageProblem(Fault.MISSING, copy)
    try:
        read_header(target)
    except StorageProblem as problem:
        if problem.fault is not Fault.EMPTY:
            raise
    places.refuse_network(target)
    places.prepare_folder(target.parent)
    places.require_writable(target)
    with locks.lock(target, alone=True, patience=LOCK_PATIENCE), explained():
        arrival = places.unfinished(target)
        try:
            copy_checked(copy, arrival, progress, journal=driver.best_journal())
            copy_missing(places.attachments_copy(copy), places.attachments_folder(target), progress)
            aside = _set_aside(target)
            arrival.rename(target)
            places.sync(target.parent)
        finally:
            arrival.unlink(missing_ok=True)
    return aside


def copy_checked(
    source: Path,
    target: Path,
    progress: Progress | None = None,
    *,
    journal: str = "delete",
    beat: Beat = lambda: None,
) -> None:
    """Copy a database, check the copy in full and give it its name. Takes no lock.

    Without a WAL all who write wait for the copying, so that is done in one go, without a beat.
    """
    draft = places.unfinished(target)
    places.prepare_folder(target.parent)
    with explained():
        try:
            os.close(places.create_file(draft))
            with (
                contextlib.closing(driver.connect(source)) as old,
                contextlib.closing(driver.connect(draft)) as new,
            ):
                _tell(progress, _("Copying {name}").format(name=source.name))
                new.execute("PRAGMA synchronous=off")
                in_wal = old.execute("PRAGMA journal_mode").fetchone() == ("wal",)
                # One moment: else whatever is committed meanwhile lets the copy begin anew.
                old.execute("BEGIN")
                old.execute("SELECT count(*) FROM sqlite_master").fetchall()
                if in_wal:
                    old.backup(new, pages=_PAGES_AT_ONCE, progress=lambda *_: beat())
                else:
                    old.backup(new)
                old.execute("COMMIT")
                _tell(progress, _("Checking the copy"))
                if complaints(new, beat):
                    raise StorageProblem(Fault.DAMAGED)
                _leave_out_who_is_there(new)
                new.execute(f"PRAGMA journal_mode={journal}")
            places.sync(draft)
            draft.rename(target)
            places.sync(target.parent)
        finally:
            draft.unlink(missing_ok=True)


def _leave_out_who_is_there(copy: driver.Connection) -> None:
    """Who was on which ticket when a copy was made is nobody's business later."""
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'presence'").fetchone():
        copy.execute("PRAGMA secure_delete=1")
        copy.execute("DELETE FROM presence")


def complaints(connection: driver.Connection, beat: Beat = lambda: None) -> list[str]:
    """What the full integrity check finds, a hundred things at most; nothing when all is well.

    Raises whatever `beat` raises.
    """
    ended: list[Exception] = []

    def heed() -> bool:
        try:
            beat()
        except Exception as error:  # SQLite would only say that it was interrupted
            ended.append(error)
        return bool(ended)

    connection.set_progress_handler(heed, _INSTRUCTIONS_AT_ONCE)
    try:
        rows = connection.execute("PRAGMA integrity_check").fetchall()
    except driver.Error:
        if not ended:
            raise
    finally:
        connection.set_progress_handler(None, 0)
    if ended:
        raise ended[0]
    return [line for (line,) in rows if line != "ok"]


def copy_missing(
    source: Path,
    target: Path,
    progress: Progress | None = None,
    *,
    beat: Beat = lambda: None,
    near: Path | None = None,
) -> None:
    """Bring the attachments of one folder that another lacks into it, from `near` where it can."""
    missing = lacking(source, target)
    if missing:
        _tell(progress, _("Copying attachments"))
    for name in missing:
        beat()
        places.prepare_folder((target / name).parent)
        for folder in filter(None, (near, source)):
            with contextlib.suppress(FileNotFoundError):  # `near` lacks it, or it has been erased
                _link_or_copy(folder / name, target / name)
                break


def lacking(source: Path, target: Path) -> list[Path]:
    """The attachments of one folder that another lacks, by their names; drafts do not count."""
    return [
        name
        for file in source.rglob("[!.]*")
        if file.is_file() and not (target / (name := file.relative_to(source))).exists()
    ]


def timestamped(database: Path, reason: str, folder: Path | None = None) -> Path:
    """A free name for a copy among the backups of a database: name, UTC time, reason."""
    stem = f"{database.stem}-{clock.now():{_STAMP}}-{reason}"
    folder = folder or places.backups_folder(database)
    names = (f"{stem}{f'-{number}' if number else ''}{database.suffix}" for number in count())
    return next(folder / name for name in names if not os.path.exists(folder / name))


def copies_of(
    database: Path, folder: Path, reason: str = r"(?!replaced)\w+"
) -> list[tuple[datetime, Path]]:
    """The checked copies of a database in a folder, oldest first, by the time in their names.

    None in a folder that may not be entered.
    """
    stem, end = re.escape(database.stem), re.escape(database.suffix)
    named = re.compile(rf"{stem}-(\d{{8}}-\d{{6}})-{reason}(-\d+)?{end}")
    files = folder.iterdir() if os.path.isdir(folder) else ()
    return sorted(
        (datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), file)
        for file in files
        if (match := named.fullmatch(file.name))
    )


def _set_aside(database: Path) -> Path | None:
    """Give the present database, and what belongs to it, second names among the backups.

    Only the database itself keeps its first name too, until the new file takes it over.
    """
    aside = timestamped(database, "replaced")
    kept = None
    if database.exists():
        _fold(database)
        places.prepare_folder(aside.parent)
        _link_or_copy(database, aside)
        kept = aside
    for end in _COMPANIONS:
        companion = places.beside(database, end)
        if companion.exists():
            places.prepare_folder(aside.parent)
            companion.rename(places.beside(aside, end))
            kept = kept or places.beside(aside, end)
    return kept


def _fold(database: Path) -> None:
    """Bring the WAL into the file; where damage forbids that, leave it to move away with the file.

    Left where it is, it would be replayed into the file that comes.
    """
    try:
        with contextlib.closing(driver.connect(database, timeout=LOCK_PATIENCE)) as old:
            old.execute("PRAGMA journal_mode=delete")
    except driver.Error as error:
        problem = explain(error)
        if problem and problem.fault is Fault.LOCKED:  # by a program that is not the desk
            raise StorageProblem(Fault.IN_USE, database, locks.describe([])) from error


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        draft = places.unfinished(target)
        try:
            shutil.copyfile(source, draft)
            draft.chmod(places.file_mode(target.parent))
            places.sync(draft)
            draft.rename(target)
        finally:
            draft.unlink(missing_ok=True)


def _tell(progress: Progress | None, step: str) -> None:
    if progress:
        progress(step)
