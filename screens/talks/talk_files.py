"""Writing what the client gets to files: in which folder, and where they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from helpdesk_tui.i18n import _

from ..frame.frame import Frame
from ..parts import files
from ..parts.fields import Answers, Field, Find
from ..parts.forms import Form


async def write(
    screen: Frame, name: str, export: Callable[[Path], list[Path]], find: Find | None = None
) -> None:
    """Asks for a folder and writes files of this name there; `find` offers folders."""
    from helpdesk_tui.storage.whole import Unwritable

    told = ""

    async def submit(answers: Answers) -> str | None:
        nonlocal told
        folder = files.meant(answers["folder"])
        if not folder.is_dir():
            return _("There is no folder {path}.").format(path=folder)
        try:
            paths = await asyncio.to_thread(export, folder)
        except Unwritable as problem:
            return str(problem)
        others = ", ".join(path.suffix for path in paths[1:])
        told = _("Saved to {path}, and as {others}").format(path=paths[0], others=others)
        return None

    title = _("Write {name} as .md, .html and .txt").format(name=name)
    field = Field("folder", _("Folder"), "~/", find=find, free=True)
    await screen.ask(Form(title, [field], submit, send=_("write")))
    if told:
        screen.say(told)
