"""Opens a file, or the only table inside a zip, as bytes or as text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import IO

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.safe_text import clean

_SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json")


def member_of(path: Path) -> str:
    """The name of the only table in a zip; empty for a plain file.

    Raises IntakeError for a zip with no table in it, or with several.
    """
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        names = [
            name
            for name in archive.namelist()
            if name.lower().endswith(_SUFFIXES) and not name.startswith("__MACOSX/")
        ]
    if not names:
        raise IntakeError(_("There is no CSV or JSON-lines file in {path}.").format(path=path))
    if len(names) > 1:
        raise IntakeError(
            ngettext(
                "There is {count} table in {path}: {names}.",
                "There are {count} tables in {path}: {names}. Unpack it, import the right one.",
                len(names),
            ).format(count=len(names), path=path, names=clean(", ".join(names), multiline=False))
        )
    return names[0]


def open_bytes(path: Path, member: str) -> IO[bytes]:
    """The bytes of a file, or of the member of a zip."""
    if not member:
        return path.open("rb")
    with zipfile.ZipFile(path) as archive:  # an open member keeps the file open by itself
        return archive.open(member)


def open_text(path: Path, member: str, encoding: str) -> IO[str]:
    """The same as text, with its line ends as they are."""
    return io.TextIOWrapper(open_bytes(path, member), encoding=encoding, newline="")
