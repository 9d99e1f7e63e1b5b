"""Keeps the rows that an import refused, so that they can be mended."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from pathlib import Path
from typing import IO

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.reading import Sheet


def copy_refused(sheet: Sheet, lines: Collection[int], named: Path | None) -> Path:
    """Copies the refused rows, to be mended, to a file that is named or else is new."""
    try:
        if named:
            if named.exists() and named.samefile(sheet.path):
                raise IntakeError(_("The refused rows need a file of their own."))
            target: IO[str] = named.open("w", encoding=sheet.encoding, newline="")
        else:
            target = _new_file(sheet)
        with target:
            sheet.copy_rows(lines, target)
    except OSError as error:
        raise IntakeError(
            _("The refused rows cannot be written to {path} ({reason}).").format(
                path=error.filename, reason=error.strerror
            )
        ) from error
    return Path(target.name)


def _new_file(sheet: Sheet) -> IO[str]:
    """A file beside the sheet; an older one, perhaps half mended, is never overwritten."""
    for number in count(1):
        suffix = ".refused.csv" if number == 1 else f".refused-{number}.csv"
        try:
            name = sheet.path.with_name(sheet.path.stem + suffix)
            return name.open("x", encoding=sheet.encoding, newline="")
        except FileExistsError:
            continue
    raise AssertionError("there is no end of numbers")
