"""The macros that a desk may begin with, in plain words: no blame, and no promise without a day."""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

import tomli_w

from helpdesk_tui.macros import keeping
from helpdesk_tui.macros.check import check
from helpdesk_tui.macros.keeping import Ready, Who

FILE = "macros.toml"


def starter(language: str, who: Who) -> list[Ready]:
    """The macros, which say what they say in both languages, with names and labels in this one."""
    written: dict[str, Any] = tomllib.loads(
        resources.files("helpdesk_tui.samples").joinpath(FILE).read_text("utf-8")
    )
    for one in written["macro"]:
        for key in ("name", "labels"):
            if key in one:
                one[key] = one[key][language]
    macros, problems = check(Path(FILE), tomli_w.dumps(written), who)
    assert not problems, problems
    return macros


def save(by: int, language: str, start: datetime) -> None:
    """Gives them to everybody at the open desk, which has had them since `start`."""
    for one in starter(language, keeping.who(by)):
        keeping.make(one, start)
