"""Reads the person's `config.toml`, and says where each mistake is and what would be right."""

from __future__ import annotations

from pathlib import Path

from helpdesk_tui.settings.values import SAMPLE, Settings, SettingsError
from helpdesk_tui.toml_text import Problem, text_of

__all__ = ["SAMPLE", "Problem", "Settings", "SettingsError", "load", "read"]


def load(path: Path) -> Settings:
    """The settings in `path`; a file that is not there means the defaults.

    Raises SettingsError with all the mistakes at once.
    """
    settings, problems = read(path)
    if problems:
        raise SettingsError(problems)
    return settings


def read(path: Path) -> tuple[Settings, list[Problem]]:
    """What can be used of the settings in `path`, and what is wrong with the rest."""
    try:
        text = text_of(path)
    except FileNotFoundError:
        return Settings(), []
    if isinstance(text, Problem):
        return Settings(), [text]
    from helpdesk_tui.settings.check import check

    return check(path, text)
