"""A text in the technician's own editor, while the desk steps aside."""

from __future__ import annotations

import asyncio
import os
import shlex
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App

from helpdesk_tui.i18n import _


def command() -> list[str]:
    """The editor that the environment names, as arguments."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")


async def edit(app: App[Any], text: str) -> tuple[str, str]:
    """The text as the editor left it, and a sentence when something went wrong.

    Whatever happens to the editor, what it had written is taken, and nothing typed before is lost.
    The file lies in a folder of its own that nobody else can read.
    """
    with tempfile.TemporaryDirectory(prefix="helpdesk-") as folder:
        path = Path(folder, "text.md")
        path.write_text(text, encoding="utf-8")
        problem = ""
        try:
            with app.suspend():
                process = await asyncio.create_subprocess_exec(*command(), str(path))
                code = await process.wait()
            if code:
                problem = _("The editor ended with {code}; your text is as it left it.").format(
                    code=code
                )
        except OSError as error:
            problem = _("The editor “{command}” cannot be started: {reason}.").format(
                command=" ".join(command()), reason=error.strerror
            )
        try:
            written = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return text, _("The editor took the file away; your text is as it was.")
    return written.rstrip("\n"), problem
