"""What the program notes for itself between two runs; the person's settings are another file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from helpdesk_tui import paths, private_file


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
    """What was last saved; a file that cannot be read is set aside as `state.json.damaged`."""
    path = paths.state_file()
    try:
        document = dict(json.loads(path.read_bytes()))
    except OSError:
        return Remembered()
    except (ValueError, TypeError):
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
    text = json.dumps(asdict(remembered), ensure_ascii=False, indent=1)
    private_file.replace(paths.state_file(), text.encode())
