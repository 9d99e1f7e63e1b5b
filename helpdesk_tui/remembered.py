"""What the program notes for itself between two runs; the person's settings are another file."""

from __future__ import annotations

import os
import tempfile
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from helpdesk_tui import paths


@dataclass(frozen=True, slots=True)
class Remembered:
    """How the desk looked when it was last left; empty means: never chosen."""

    theme: str = ""
    screen: str = ""
    view: str = ""
    sort: str = ""
    sizes: dict[str, int] = field(default_factory=dict)
    filters: list[str] = field(default_factory=list)
    """The filters that were used, in neutral words, the newest first."""


def load() -> Remembered:
    """What was last saved; a file that cannot be read is set aside as `state.toml.damaged`."""
    path = paths.state_file()
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError:
        return Remembered()
    except ValueError:
        path.replace(path.with_name(path.name + ".damaged"))
        return Remembered()
    never = Remembered()
    known: dict[str, Any] = {
        name: value
        for name, value in document.items()
        if type(value) is type(getattr(never, name, None))
    }
    return Remembered(**known)


def save(remembered: Remembered) -> None:
    """Replace the file as a whole, so that a crash leaves the old one or the new one.

    Raises OSError when the folder cannot be written.
    """
    import tomli_w

    path = paths.state_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # 0600 by itself
    try:
        with os.fdopen(descriptor, "wb") as file:
            tomli_w.dump(asdict(remembered), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink()
        raise
