"""A finished mapping gets its name, is tried on the whole file, and imports it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from helpdesk_tui.i18n import _
from helpdesk_tui.intake import saved
from helpdesk_tui.intake.begun import Begun
from helpdesk_tui.intake.errors import MappingError
from helpdesk_tui.intake.peek import Input
from helpdesk_tui.safe_text import clean
from helpdesk_tui.storage.whole import Unwritable

from ..common import child
from ..common.cells import fit
from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from ..parts.lines import Line, text
from .import_running import After, carry_out


class Savable(Frame):
    """A screen with a mapping of a file's columns that can be saved."""

    asked: Input
    """The file, and how it is read."""
    after: After
    begun: Begun | None

    def show_report(self, lines: list[Line]) -> None:
        """Shows what a trial found."""
        raise NotImplementedError


async def save(screen: Savable) -> None:
    """Asks for a name, saves the mapping under it, and offers what comes next."""
    begun = screen.begun
    assert begun
    asked_about = ""

    async def submit(answers: Answers) -> str | None:
        nonlocal asked_about
        name = saved.file_name(answers["name"])
        if not name:
            return _("A mapping needs a name.")
        if saved.file_of(name).exists() and name not in (begun.name, asked_about):
            asked_about = name
            return _("There is a mapping “{name}”. ctrl+s again writes over it.").format(name=name)
        plan = replace(begun.plan, source=begun.plan.source or name)
        try:
            await asyncio.to_thread(saved.save, plan, name, begun.sample.header)
        except MappingError as error:
            return " ".join(problem.sentence for problem in error.problems)
        except Unwritable as problem:
            return str(problem)
        screen.begun = Begun(begun.sample, plan, name, taken_up=False)
        return None

    offered = begun.name or saved.file_name(screen.asked.path.stem)
    field = Field("name", _("Name"), offered)
    answers = await screen.ask(Form(_("Save the mapping"), [field], submit))
    if answers is not None:
        name = saved.file_name(answers["name"])
        await _offer(screen, name, _("Saved as “{name}”.").format(name=name))


async def _offer(screen: Savable, name: str, told: str) -> None:
    """Offers a trial and the import until one of them, or nothing, is chosen."""
    choices = [
        Choice("t", _("try it on the whole file"), "try"),
        Choice("i", _("import, all or nothing"), "all"),
        Choice("k", _("import the good rows"), "good"),
    ]
    chosen = await screen.ask(Menu(told, choices))
    if chosen == "try":
        await _offer(screen, name, await _try(screen, name))
    elif chosen:
        how = [*_how(screen, name), *(["--keep-going"] if chosen == "good" else [])]
        app, path, after = screen.app, screen.asked.path, screen.after
        screen.dismiss()
        app.run_worker(carry_out(app, path, how, after))


def _how(screen: Savable, name: str) -> list[str]:
    """The mapping, and how the file is read where the person has said so."""
    asked = screen.asked
    how = ["--mapping", str(saved.file_of(name))]
    if asked.encoding:
        how += ["--encoding", asked.encoding]
    if asked.delimiter:
        how += ["--delimiter", "tab" if asked.delimiter == "\t" else asked.delimiter]
    if asked.format:
        how += ["--format", asked.format]
    return how


async def _try(screen: Savable, name: str) -> str:
    """Shows the report of a trial; answers what it came to."""
    screen.say(_("Trying it …"))
    path = str(screen.asked.path)
    code, lines = await child.run(screen.app, "import", "--dry-run", *_how(screen, name), path)
    look, cells = screen.app.look, screen.size.width
    style = look.text if code == 0 else look.late
    screen.show_report(
        [text(fit(f" {clean(said, multiline=False)}", cells), style) for said in lines]
    )
    return _("Every row can be imported.") if code == 0 else _("Not every row can be imported.")
