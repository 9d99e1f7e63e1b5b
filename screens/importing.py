"""Tickets from a file: which file, which mapping, and the import in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from . import child
from .parts import files
from .parts.bars import Choice, Menu
from .parts.fields import Answers, Field
from .parts.forms import Form

if TYPE_CHECKING:
    from .hands import Hands
    from .host import Host

SUFFIXES = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".zip", ".eml", ".mbox")
"""Files that are offered for an import."""

After = Callable[[], Awaitable[None]]
"""Shows what has come in."""


async def import_file(screen: Hands) -> None:
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
            way = await _choose_way(screen, known.name) if known else "map"
    except IntakeError as error:
        screen.say(str(error), bad=True)
        return
    if way == "map":
        from .mapping import MappingScreen

        screen.app.push_screen(MappingScreen(Input(path), screen.start_anew))
    elif way == "import":
        screen.app.run_worker(carry_out(screen.app, path, [], screen.start_anew))


async def _choose_way(screen: Hands, mapping: str) -> str | None:
    """What to do with a file that a mapping knows."""
    title = _("The mapping “{name}” knows these columns.").format(name=mapping)
    choices = [
        Choice("i", _("import"), "import"),
        Choice("m", _("look at the columns first"), "map"),
    ]
    return await screen.ask(Menu(title, choices))


async def _ask_for_file(screen: Hands) -> Path | None:
    async def submit(answers: Answers) -> str | None:
        path = Path(answers["file"]).expanduser()
        return None if path.exists() else _("There is no file {path}.").format(path=path)

    def find(typed: str) -> list[Named]:
        return files.to_read(typed, SUFFIXES)

    fields = [Field("file", _("File"), find=find, free=True)]
    title = _("Import a table or mails")
    answers = await screen.ask(Form(title, fields, submit, send=_("import")))
    return Path(answers["file"]).expanduser() if answers else None


async def carry_out(app: Host, path: Path, how: Sequence[str], after: After) -> None:
    """Runs the import to its end, saying how long it takes, and shows what came of it."""
    work = asyncio.create_task(child.run(app, "import", "--brief", *how, str(path)))
    seconds = 0
    while not (await asyncio.wait({work}, timeout=1))[0]:
        seconds += 1
        app.say(_("Importing {name} … {count} s").format(name=path.name, count=seconds))
    code, lines = work.result()
    if code != 2:
        await after()
    app.say(" ".join(lines), bad=code != 0)
