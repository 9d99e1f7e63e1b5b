"""Tells what kind of input a file or a folder is, by its name and its first bytes."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError


class Format(StrEnum):
    """The kinds of input, as `--format` names them."""

    CSV = "csv"
    JSONL = "jsonl"
    EML = "eml"
    MBOX = "mbox"
    MAILDIR = "maildir"


TABLES = (Format.CSV, Format.JSONL)

SUFFIXES = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
    ".eml": Format.EML,
    ".mbox": Format.MBOX,
}
"""What a name says; a file of which neither the name nor the first bytes say it is CSV."""

FROM_LINE = re.compile(rb"From (?:.*\d\d:\d\d.*)?\r?\n")
"""The line above each mail of an mbox: who, and when."""

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # what text in Unicode may begin with
_HEAD = 1024
_JSON_LIST = re.compile(rb"\[\s*[\[{\]]")
_HEADERS = re.compile(rb"(?:[!-9;-~]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){2}")


def format_of(path: Path) -> Format:
    """The kind of input that the path is.

    A folder with `cur`, `new` or `tmp` in it is a Maildir, another one holds .eml files.
    Raises IntakeError for a folder without mails.
    """
    if path.is_dir():
        if (path / "cur").is_dir() or (path / "new").is_dir():
            return Format.MAILDIR
        if next(path.rglob("*.[eE][mM][lL]"), None) is None:
            raise IntakeError(_("{path} is no Maildir and holds no .eml files.").format(path=path))
        return Format.EML
    if zipfile.is_zipfile(path):
        return Format.CSV
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    for mark in _MARKS:
        head = head.removeprefix(mark)
    start = head.replace(b"\0", b"").lstrip()
    named = SUFFIXES.get(path.suffix.lower())
    if named is not Format.CSV and FROM_LINE.match(start):
        return Format.MBOX
    if named is None and (start.startswith(b"{") or _JSON_LIST.match(start)):
        return Format.JSONL
    if named is None and _HEADERS.match(head):
        return Format.EML
    return named or Format.CSV
