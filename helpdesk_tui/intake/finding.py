"""Finds the mapping of a file: named by the person, or the one of our own that knows its header."""

from __future__ import annotations

from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError, MappingError
from helpdesk_tui.intake.mapping import Mapping
from helpdesk_tui.intake.mapping_check import check
from helpdesk_tui.toml_text import Problem

BUILT_IN = Path(__file__).parent / "mappings"


def load_mapping(path: Path) -> Mapping:
    """The mapping in a TOML file. Raises MappingError with every mistake at once."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MappingError([Problem(path, "", None, _("The file is not UTF-8 text."))]) from error
    except OSError as error:
        sentence = _("The file cannot be read ({reason}).").format(reason=error.strerror)
        raise MappingError([Problem(path, "", None, sentence)]) from error
    return check(path, text)


def recognise(header: tuple[str, ...]) -> Mapping:
    """The mapping of our own that knows this header best. Raises IntakeError when none does."""
    known = [load_mapping(path) for path in sorted(BUILT_IN.glob("*.toml"))]
    best = max(known, key=lambda mapping: mapping.fits(header))
    if not best.fits(header):
        raise IntakeError(
            _(
                "No mapping of ours knows these columns: {columns}. Say what they mean with"
                " --mapping FILE."
            ).format(columns=", ".join(header))
        )
    return best
