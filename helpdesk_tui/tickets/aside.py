"""What is being typed while the database does not take it: one private file for each draft.

The files lie in the state folder, or in the session's own where that takes nothing either (a full
disk). They are looked for wherever a draft is, and are gone once the database has it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any

from helpdesk_tui import paths, private_file
from helpdesk_tui.storage.orm import database

_PREFIX, _SUFFIX = "unsaved-", ".toml"

OLD = 3600.0
"""Seconds after which nobody is still writing a file."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A draft in a file, and the run of the program that put it there."""

    target: str
    kind: str
    fields: dict[str, str]
    writer: str
    written_at: datetime


def put(
    by: int, target: str, kind: str, fields: Mapping[str, str], writer: str, at: datetime
) -> Path:
    """Writes a draft of this moment to its file, all of it or nothing; says where that is.

    Raises:
        OSError: no folder takes it.
    """
    import tomli_w

    known: dict[str, Any] = {
        "database": _database(),
        "technician": by,
        "target": target,
        "kind": kind,
        "writer": writer,
        "written_at": at,
        "fields": dict(fields),
    }
    data = tomli_w.dumps(known, multiline_strings=True).encode("utf-8", "replace")
    *others, last = (folder / _name(by, target, kind) for folder in _folders())
    for path in others:
        with suppress(OSError):
            private_file.replace(path, data)
            return path
    private_file.replace(last, data)
    return last


def find(by: int, target: str, kind: str) -> Aside | None:
    """The draft of this technician that lies in a file, or None."""
    files = [folder / _name(by, target, kind) for folder in _folders()]
    found = [aside for file in files if (aside := _read(file, by))]
    return max(found, key=lambda aside: aside.written_at, default=None)


def waiting(by: int) -> list[Aside]:
    """Every draft of this technician that lies in a file; what a kill left unfinished goes."""
    for unfinished in (file for folder in _folders() for file in folder.glob(f".{_PREFIX}*")):
        with suppress(OSError):
            if time() - unfinished.stat().st_mtime > OLD:
                unfinished.unlink()
    files = (file for folder in _folders() for file in folder.glob(f"{_PREFIX}*{_SUFFIX}"))
    return [aside for file in sorted(files) if (aside := _read(file, by))]


def forget(by: int, target: str, kind: str) -> None:
    """Takes the file away: the database has what was in it."""
    for folder in _folders():
        with suppress(OSError):
            (folder / _name(by, target, kind)).unlink()


def _folders() -> Iterator[Path]:
    yield paths.state_dir()
    if session := os.environ.get("XDG_RUNTIME_DIR"):
        yield Path(session, paths.APP)


def _name(by: int, target: str, kind: str) -> str:
    """Told apart by the number at its end; the words are for a person who looks for it."""
    number = sha256(repr((_database(), by, target, kind)).encode()).hexdigest()[:12]
    words = re.sub(r"\W+", "-", f"{target}-{kind}")[:40]
    return f"{_PREFIX}{words}-{number}{_SUFFIX}"


def _database() -> str:
    """The address of the open database; a server's has no password in it."""
    return str(database.database)


def _read(path: Path, by: int) -> Aside | None:
    """What is in a file, if it is of this technician and of the open database."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    import tomllib

    try:
        known = tomllib.loads(data.decode())
        if (known["database"], known["technician"]) != (_database(), by):
            return None
        aside = Aside(*(known[name] for name in Aside.__slots__))
        is_ours = all(isinstance(text, str) for text in aside.fields.values())
        return aside if is_ours and aside.written_at.tzinfo else None
    except (ValueError, KeyError, AttributeError):  # not one of ours, or somebody has mended it
        return None
