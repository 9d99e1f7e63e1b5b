"""Where the desk keeps its files on this machine."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from helpdesk_tui.i18n import _

APP = "helpdesk"

SHOWN = 40
"""Characters of a name that is refused for its length."""


def config_dir() -> Path:
    """The folder of the person's settings (`HELPDESK_CONFIG_DIR` overrides it)."""
    return _folder("config")


def data_dir() -> Path:
    """The folder of the database and what belongs to it (`HELPDESK_DATA_DIR` overrides it)."""
    return _folder("data")


def state_dir() -> Path:
    """The folder of what the program notes for itself (`HELPDESK_STATE_DIR` overrides it)."""
    return _folder("state")


def config_file() -> Path:
    """The person's settings; the desk reads this file and never writes it."""
    return config_dir() / "config.toml"


def mappings_dir() -> Path:
    """The mappings that the person has made for files to import."""
    return config_dir() / "mappings"


def cases_dir() -> Path:
    """The cases of bad news that the person has written."""
    return config_dir() / "cases"


def templates_dir() -> Path:
    """The templates that the person has made in place of built-in ones."""
    return config_dir() / "templates"


def state_file() -> Path:
    """What the program remembers between two runs."""
    return state_dir() / "state.json"


def log_file() -> Path:
    """The log; nothing is ever logged to the terminal."""
    return state_dir() / "helpdesk.log"


def database_file() -> Path:
    """The database, unless another one is named."""
    return data_dir() / "helpdesk.db"


def too_long(error: OSError) -> str | None:
    """What to say when the name of a file is too long for the system; None of another trouble."""
    if error.errno != errno.ENAMETOOLONG:
        return None
    name = f"{max(Path(str(error.filename)).parts, key=len)[:SHOWN]}…"
    return _("“{name}” is too long for the name of a file.").format(name=name)


def _folder(kind: str) -> Path:
    chosen = os.environ.get(f"HELPDESK_{kind.upper()}_DIR")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    found: Path = getattr(platformdirs, f"user_{kind}_path")(APP, appauthor=False)
    return found
