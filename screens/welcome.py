"""An empty desk: what to do first."""

from __future__ import annotations

import asyncio
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from . import child, new_ticket
from .hands import Hands
from .parts import files
from .parts.bars import Choice, Menu
from .parts.fields import Answers, Field
from .parts.forms import Form

SUFFIXES = (".csv", ".tsv", ".txt", ".zip")
"""Files that are offered for an import."""


async def offer(screen: Hands) -> None:
    """Offers sample data, an import or a first ticket; esc leaves the desk empty."""
    choices = [
        Choice("s", _("sample data to try things out"), "sample"),
        Choice("i", _("import a file"), "import"),
        Choice("+", _("a first ticket"), "ticket"),
    ]
    chosen = await screen.ask(Menu(_("This desk is empty."), choices))
    if chosen == "sample":
        await _fill(screen)
    elif chosen == "import":
        await import_file(screen)
    elif chosen == "ticket":
        await new_ticket.from_scratch(screen)
        await screen.start_anew()


async def _fill(screen: Hands) -> None:
    from helpdesk_tui.samples.demo import fill_demo

    desk = screen.app.desk
    screen.say(_("Writing sample data …"))
    await desk.write(fill_demo, clock.now(), desk.me.login)
    await screen.start_anew()
    screen.say(_("Sample data: 40 clients and their tickets. ? shows the keys."))


async def import_file(screen: Hands) -> None:
    """Imports a file in a process of its own, so that the keys go on."""

    async def submit(answers: Answers) -> str | None:
        path = Path(answers["file"]).expanduser()
        if not path.is_file():
            return _("There is no file {path}.").format(path=path)
        screen.run_worker(_carry_out(screen, path))
        return None

    def find(typed: str) -> list[Named]:
        return files.to_read(typed, SUFFIXES)

    fields = [Field("file", _("File"), find=find, free=True)]
    title = _("Import a CSV file, zipped or not")
    await screen.ask(Form(title, fields, submit, send=_("import")))


async def _carry_out(screen: Hands, path: Path) -> None:
    """Runs the import to its end, saying how long it takes, and shows what came of it."""
    work = asyncio.create_task(child.run(screen.app, "import", "--brief", str(path)))
    seconds = 0
    while not (await asyncio.wait({work}, timeout=1))[0]:
        seconds += 1
        screen.say(_("Importing {name} … {count} s").format(name=path.name, count=seconds))
    code, lines = work.result()
    if code != 2:
        await screen.start_anew()
    screen.say(" ".join(lines), bad=code != 0)
