"""The programs that are measured, each with settings and a memory of its own."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.terminal import Terminal

LOGIN = "bench"
FIRST_ROW = r"\d P[1-4] "
"""A row of the queue: the number's last digit and the priority."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder of its own: databases, and for each way to run the desk its settings."""

    folder: Path

    def database(self, tickets: int) -> Path:
        """The database that holds so many sample tickets."""
        return self.folder / f"{tickets}.db"

    def environ(self, *, view: str = "all", cursor: str = "auto") -> dict[str, str]:
        """The environment of a desk that was left in this view, apart from the person's files."""
        home = self.folder / f"{view}-{cursor}"
        home.mkdir(exist_ok=True)
        (home / "state.json").write_text(json.dumps({"view": view}))
        if cursor != "auto":
            (home / "config.toml").write_text(f'cursor = "{cursor}"\n')
        own = {f"HELPDESK_{kind}_DIR": str(home) for kind in ("CONFIG", "DATA", "STATE")}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {"TERM": "xterm-256color", "LANG": "C.UTF-8", "LOGNAME": LOGIN, **kept, **own}

    def desk(self, tickets: int, *, view: str = "all", cursor: str = "auto") -> Terminal:
        """The desk on so many tickets."""
        return Terminal(self.command(tickets), self.environ(view=view, cursor=cursor))

    def command(self, tickets: int) -> list[str]:
        """The command that opens the desk on so many tickets."""
        return python("helpdesk_tui", "--db", str(self.database(tickets)))

    def bare(self, *what: str) -> Terminal:
        """The program that it is compared with."""
        return Terminal(python("benchmarks.bare", *what), self.environ())


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with the Python at hand."""
    return [sys.executable, "-m", module, *arguments]
