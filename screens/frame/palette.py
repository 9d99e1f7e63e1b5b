"""The command palette: any command of the screen, found by what it says."""

from __future__ import annotations

from collections.abc import Sequence

from textual.fuzzy import Matcher

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from ..commands import Command
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .frame import Frame


async def choose(screen: Frame, commands: Sequence[Command]) -> Command | None:
    """Asks for a command; None when the palette was left."""
    keymap = screen.app.keymap_

    def find(typed: str) -> list[Named]:
        matcher = Matcher(typed)
        scored = [
            (matcher.match(f"{_(c.short)} {_(c.help)}") if typed else 1.0, index, c)
            for index, c in enumerate(commands)
            if c.id != "desk.palette"
        ]
        scored.sort(key=lambda found: (-found[0], found[1]))
        return [
            Named(index, _(c.short), f"{_(c.help)}  {keymap.shown(c)}")
            for score, index, c in scored
            if score > 0
        ]

    async def submit(answers: Answers) -> str | None:
        if answers.chosen["command"] is None:
            return _("No command says that.")
        return None

    field = Field("command", _("Command"), find=find, first=True)
    answers = await screen.ask(Form(_("Commands"), [field], submit, send=_("do it")))
    chosen = answers.chosen["command"] if answers else None
    return None if chosen is None else commands[chosen]
