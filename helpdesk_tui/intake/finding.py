"""Finds the mapping of a file: named by the person, or the one that knows its header."""

from __future__ import annotations

from pathlib import Path

from helpdesk_tui import paths
from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import MappingError, NoMapping
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


def named(name: str) -> Path:
    """The file of a mapping that a person names: a path, or the name of one that they saved."""
    path = Path(name).expanduser()
    saved = paths.mappings_dir() / f"{name}.toml"
    return saved if not path.is_file() and saved.is_file() else path


def recognise(header: tuple[str, ...]) -> Mapping:
    """The mapping that knows this header best; of two that know it alike, the person's own.

    Raises NoMapping when none does, and MappingError when only one that is damaged might.
    """
    damaged: list[Problem] = []
    best: Mapping | None = None
    for path in (*sorted(paths.mappings_dir().glob("*.toml")), *sorted(BUILT_IN.glob("*.toml"))):
        try:
            mapping = load_mapping(path)
        except MappingError as error:
            damaged += error.problems
            continue
        if mapping.fits(header) > (best.fits(header) if best else 0):
            best = mapping
    if best is not None:
        return best
    if damaged:
        raise MappingError(damaged)
    raise NoMapping(
        _(
            "No mapping knows these columns: {columns}. Say what they mean with"
            " `helpdesk import --map`, or with --mapping FILE."
        ).format(columns=", ".join(header))
    )
