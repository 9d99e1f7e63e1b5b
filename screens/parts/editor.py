"""A text in the technician's own editor, while the desk steps aside."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk_tui import paths
from helpdesk_tui.i18n import _
from helpdesk_tui.tickets.drafts import Unsaved

if TYPE_CHECKING:
    from ..common.host import Host


def command() -> list[str]:
    """The editor that the environment names, as arguments."""
    return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")


async def edit(
    app: Host, text: str, as_draft: Callable[[str], Unsaved], name: str = "text.md"
) -> tuple[str, str]:
    """The text as the editor left it, and a sentence when something went wrong.

    Whatever happens to the editor, what it had written is taken, and nothing typed before is lost.
    The file of this name lies in the state folder and nobody else can read it. When the desk is
    ended meanwhile it stays there, because the editor may still write; `as_draft` says which draft
    has the text.
    """
    try:
        arguments = command()
    except ValueError:
        return text, _("$EDITOR cannot be read as a command: check its quotes.")
    folder = paths.state_dir()
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(dir=folder, prefix="editing-"), name)
    path.write_text(text, encoding="utf-8")
    written = text

    def so_far() -> str:
        try:
            return path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
        except OSError:  # the editor took the file away, or we have
            return written

    app.typed.in_editor = lambda: as_draft(so_far())
    with app.suspend():
        problem = await _run([*arguments, str(path)])
    written = so_far()
    # A line that drops ends the editor and then us, on a thread.
    app.typed.take(as_draft(written))
    app.typed.in_editor = None
    shutil.rmtree(path.parent)
    return written, problem


async def _run(arguments: Sequence[str]) -> str:
    """Runs the editor to its end; a sentence when that was no good one."""
    try:
        process = await asyncio.create_subprocess_exec(*arguments)
        code = await process.wait()
    except OSError as error:
        return _("The editor “{command}” cannot be started: {reason}.").format(
            command=arguments[0], reason=error.strerror
        )
    if code:
        return _("The editor ended with {code}; your text is as it left it.").format(code=code)
    return ""
