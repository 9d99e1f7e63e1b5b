"""Finds out in which encoding a file is written, by trying it on all of the file."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError

_CHUNK = 1 << 20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first pass over a file finds. `guessed`: nothing in the file says so for certain."""

    encoding: str
    guessed: bool
    lines: int


def survey(
    open_bytes: Callable[[], IO[bytes]], wanted: str | None = None, most: int | None = None
) -> Survey:
    """The encoding of a file and the number of its lines, of its first `most` bytes at most.

    The one that is wanted, else what the file's first bytes say, else UTF-8, else cp1252 as a
    guess. Raises IntakeError when the file is no text in it.
    """
    if wanted:
        return Survey(_known(wanted), False, _lines(open_bytes, _known(wanted), most))
    with open_bytes() as stream:
        head = stream.read(4)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return Survey(encoding, False, _lines(open_bytes, encoding, most))
    try:
        return Survey("utf-8", False, _lines(open_bytes, "utf-8", most))
    except IntakeError:
        return Survey("cp1252", True, _lines(open_bytes, "cp1252", most))


def _known(name: str) -> str:
    try:
        known = codecs.lookup(name).name
        " ".encode(known)  # base64 and its like are codecs, but not of text
    except (LookupError, UnicodeError) as error:
        raise IntakeError(_("There is no encoding {name}.").format(name=name)) from error
    return "utf-8-sig" if known == "utf-8" else known  # reads both, with the mark and without


def _lines(open_bytes: Callable[[], IO[bytes]], encoding: str, most: int | None) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = read = 0
    try:
        with open_bytes() as stream:
            while chunk := stream.read(_CHUNK):
                lines += decoder.decode(chunk).count("\n")
                read += len(chunk)
                if most and read >= most:
                    return lines + 1
            decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise IntakeError(
            _("The file is not text in {encoding}. Say which with --encoding.").format(
                encoding=encoding
            )
        ) from error
    return lines + 1
