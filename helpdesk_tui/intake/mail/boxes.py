"""Boxes of mails: where each mail lies in them, and its bytes.

The standard library's `mailbox` ends an mbox's mail at every line that begins with "From ", also in
the middle of a letter; here the line after it has to be a header too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.formats import FROM_LINE, Format
from helpdesk_tui.intake.mail.heads import instant
from helpdesk_tui.safe_text import clean

LONGEST_MAIL = 25 << 20
"""Bytes of a mail that are read; its text comes first, its attachments may go on."""

LONGEST_HEAD = 1 << 16
"""Bytes in which the headers of a mail have to end."""

_LONGEST_LINE = 1 << 20  # a file may be one line; beyond this it counts as several
_HEADER = re.compile(rb">?[!-9;-~]+[ \t]*:|>From ")
_QUOTED_START = re.compile(rb"^>(>*From )", re.MULTILINE)


class Box(Protocol):
    """A box of mails, each known by a number: its first line, or its place among the files."""

    @property
    def numbers(self) -> Collection[int]:
        """Of all mails, in the order of the box."""

    def read(self, number: int, most: int) -> bytes:
        """The beginning of a mail, of `most` bytes. Raises IntakeError when it is gone."""

    def arrived(self, number: int) -> datetime | None:
        """When the box says that the mail came."""

    def place(self, number: int) -> str:
        """Where the mail is, for a person."""

    def copy(self, numbers: Collection[int], named: Path | None) -> Path:
        """Copies these mails byte by byte to where it is named or else to a new place beside."""


def open_box(path: Path, format: Format) -> Box:
    """The mails of a file or a folder. Raises IntakeError when it cannot be read."""
    try:
        if format is Format.MBOX:
            return Mbox(path)
        if format is Format.MAILDIR:
            files = [*path.glob("cur/*"), *path.glob("new/*")]
        else:
            files = [*path.rglob("*.[eE][mM][lL]")] if path.is_dir() else [path]
        return Folder(path, sorted(file for file in files if file.is_file()))
    except OSError as error:
        raise _unreadable(path, error) from error


class Mbox:
    """All mails in one file, each under a line that begins with "From "."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spans: dict[int, tuple[int, int]] = {}
        here = 0
        line, at = b"", 0
        open_mail: tuple[int, int] | None = None
        with path.open("rb") as stream:
            for number, following in enumerate(iter(partial(stream.readline, _LONGEST_LINE), b"")):
                if (
                    line.startswith(b"From ")
                    and FROM_LINE.match(line)
                    and (number == 1 or _HEADER.match(following))
                ):
                    if open_mail:
                        self._spans[open_mail[0]] = (open_mail[1], at)
                    open_mail = (number, at)
                line, at, here = following, here, here + len(following)
        if open_mail:
            self._spans[open_mail[0]] = (open_mail[1], here)

    @property
    def numbers(self) -> Collection[int]:
        return self._spans.keys()

    def read(self, number: int, most: int) -> bytes:
        _first, _end, mail = self._raw(number, most).partition(b"\n")
        return _QUOTED_START.sub(rb"\1", mail) if b">From " in mail else mail

    def arrived(self, number: int) -> datetime | None:
        first = self._raw(number, 1000).partition(b"\n")[0].decode("ascii", "replace")
        return instant(" ".join(first.split()[2:]))

    def place(self, number: int) -> str:
        return _("line {line}").format(line=number)

    def copy(self, numbers: Collection[int], named: Path | None) -> Path:
        target = _target(self._path, named)
        with target.open("wb") as stream:
            for number in sorted(numbers):
                start, stop = self._spans[number]
                stream.write(self._raw(number, stop - start))
        return target

    def _raw(self, number: int, most: int) -> bytes:
        start, stop = self._spans[number]
        return _read(self._path, start, min(most, stop - start))


class Folder:
    """A mail a file: a Maildir, a folder of .eml files, or one such file alone."""

    def __init__(self, path: Path, files: list[Path]) -> None:
        self._path = path
        self._files = files

    @property
    def numbers(self) -> Collection[int]:
        return range(1, len(self._files) + 1)

    def read(self, number: int, most: int) -> bytes:
        return _read(self._files[number - 1], 0, most)

    def arrived(self, number: int) -> datetime | None:
        seconds = self._files[number - 1].name.partition(".")[0]  # how a Maildir names its files
        if len(seconds) not in (9, 10) or not seconds.isdecimal():
            return None
        return datetime.fromtimestamp(int(seconds), UTC)

    def place(self, number: int) -> str:
        return clean(self._within(number), multiline=False)

    def copy(self, numbers: Collection[int], named: Path | None) -> Path:
        target = _target(self._path, named)
        for number in numbers:
            file = target / self._within(number) if self._path.is_dir() else target
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._files[number - 1], file)
        return target

    def _within(self, number: int) -> str:
        file = self._files[number - 1]
        return str(file.relative_to(self._path)) if file != self._path else file.name


def _target(path: Path, named: Path | None) -> Path:
    """Where refused mails go: nothing that is there already is written over unless it is named."""
    if named:
        if named.exists() and named.samefile(path):
            raise IntakeError(_("The refused mails need a place of their own."))
        return named
    names = (
        path.with_name(f"{path.stem}.refused{'' if n == 1 else f'-{n}'}{path.suffix}")
        for n in count(1)
    )
    return next(name for name in names if not name.exists())


def _read(path: Path, start: int, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            stream.seek(start)
            return stream.read(most)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> IntakeError:
    words = _("{path} cannot be read ({reason}).")
    return IntakeError(words.format(path=path, reason=error.strerror or error))
