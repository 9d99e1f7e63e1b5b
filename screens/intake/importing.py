"""Tickets or hours from a file: which file, which mapping, and the import in its own process."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from ..parts import files
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .import_running import carry_out

if TYPE_CHECKING:
    from ..frame.frame import Frame

SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json", ".zip", ".eml", ".mbox")
"""Files that are offered for an import."""


async def import_file(screen: Frame) -> None:
    """Imports a file once it is known what its columns mean."""
    from helpdesk_tui.intake import saved
    from helpdesk_tui.intake.errors import IntakeError
    from helpdesk_tui.intake.formats import TABLES, format_of
    from helpdesk_tui.intake.peek import Input, peek

    path = await _ask_for_file(screen)
    if path is None:
        return
    way: str | None = "import"
    try:
        if await asyncio.to_thread(format_of, path) in TABLES:  # mails have no columns
            sample = await asyncio.to_thread(peek, Input(path))
            known = await asyncio.to_thread(saved.known, sample.header)
            if not known:
                way = "map"
            else:
                way = await _choose_way(screen, known.name)
    except IntakeError as error:
        screen.say(str(error), bad=True)
        return
    if way == "map":
        from .mapping import MappingScreen

        screen.app.push_screen(MappingScreen(Input(path), screen.start_anew))
    elif way == "import":
        screen.app.run_worker(carry_out(screen.app, path, [], screen.start_anew))


async def _choose_way(screen: Frame, mapping: str) -> str | None:
    """What to do with a file that a mapping knows."""
    title = _("The mapping “{name}” knows these columns.").format(name=mapping)
    choices = [
        Choice("i", _("import"), "import"),
        Choice("m", _("look at the columns first"), "map"),
    ]
    return await screen.ask(Menu(title, choices))


async def _ask_for_file(screen: Frame) -> Path | None:
    async def submit(answers: Answers) -> str | None:
        path = files.meant(answers["file"])
        return None if path.exists() else _("There is no file {path}.").format(path=path)

    def find(typed: str) -> list[Named]:
        return files.to_read(typed, SUFFIXES)

    fields = [Field("file", _("File"), find=find, free=True)]
    title = _("Import a table or mails")
    answers = await screen.ask(Form(title, fields, submit, send=_("import")))
    return files.meant(answers["file"]) if answers else None
