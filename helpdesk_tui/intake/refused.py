"""Keeps the rows that an import refused, so that they can be mended."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.rows import Source


def copy_refused(source: Source, lines: Collection[int], named: Path | None) -> Path:
    """Copies the refused rows, to be mended, to a place that is named or else is new."""
    try:
        return source.copy_refused(lines, named)
    except OSError as error:
        raise IntakeError(
            _("The refused rows cannot be written to {path} ({reason}).").format(
                path=error.filename, reason=error.strerror
            )
        ) from error
