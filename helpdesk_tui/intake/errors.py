"""What stops an import before anything is written."""

from __future__ import annotations

from collections.abc import Iterable

from helpdesk_tui.toml_text import Problem


class IntakeError(Exception):
    """The file cannot be imported, for the reason that it carries (a sentence to be read)."""


class MappingError(IntakeError):
    """The mapping is wrong or does not fit the file; `problems` holds every mistake found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class NoMapping(IntakeError):
    """Nobody has said yet what the columns of the file mean."""
