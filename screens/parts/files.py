"""Names of files while they are typed."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from .fields import NEW


def meant(typed: str) -> Path:
    """The path that is typed; ~ is the home folder, and ~x that of x if there is one."""
    return Path(os.path.expanduser(typed))


def to_read(typed: str, suffixes: Collection[str]) -> list[Named]:
    """Files with these suffixes, and folders, that go on from what is typed."""
    found = [
        entry
        for entry in _entries(typed)
        if entry.is_dir() or not suffixes or entry.suffix.lower() in suffixes
    ]
    return [_named(entry) for entry in found]


def to_write(typed: str) -> list[Named]:
    """The file that is typed, and folders that go on from it."""
    path = meant(typed)
    if not typed or os.path.isdir(path):  # which is asked of names too long for a file, too
        return folders(typed)
    known = _("is there already") if os.path.exists(path) else _("new")
    return [Named(NEW, typed, known), *folders(typed)]


def folders(typed: str) -> list[Named]:
    """Folders that go on from what is typed."""
    return [_named(entry) for entry in _entries(typed) if entry.is_dir()]


def _entries(typed: str) -> list[Path]:
    path = meant(typed or ".")
    folder, start = (path, "") if typed.endswith("/") or not typed else (path.parent, path.name)
    try:
        found = [entry for entry in folder.iterdir() if entry.name.startswith(start)]
    except (OSError, ValueError):  # no folder, or no name of one
        return []
    return sorted(entry for entry in found if entry.name.isprintable())  # others no key can name


def _named(entry: Path) -> Named:
    return Named(NEW, f"{entry}/" if entry.is_dir() else str(entry))
