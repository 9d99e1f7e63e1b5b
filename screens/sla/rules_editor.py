"""All calendars and policies as TOML in $EDITOR; a text with mistakes is kept and gone on with."""

from __future__ import annotations

from helpdesk_tui.i18n import ngettext
from helpdesk_tui.tickets.drafts import Unsaved

from ..parts import editor
from . import rule_changes
from .rule_changes import Made
from .rules_workbench import RulesWorkbench


async def edit(screen: RulesWorkbench) -> None:
    """Opens the rules, or the text that is not right yet, and takes in what comes of it."""
    now = screen.now
    if now is None:
        return

    def as_draft(text: str) -> Unsaved:
        return screen.as_draft("" if text.strip() == now.text.strip() else text)

    text = screen.amiss or now.text
    written, problem = await editor.edit(screen.app, text, as_draft, rule_changes.FILE.name)
    found = await screen.app.desk.read(rule_changes.read, written)
    if not isinstance(found, Made):
        screen.left_amiss(written, found)
        told = ngettext(
            "{count} mistake; your text is kept, {key} goes on with it.",
            "{count} mistakes; your text is kept, {key} goes on with it.",
            len(found),
        )
        key = screen.app.keymap_.key("rules.editor")
        screen.say(told.format(count=len(found), key=key), bad=True)
    else:
        screen.left_amiss("", [])
        if found.text != now.text:
            screen.change(found)
    if problem:
        screen.say(problem, bad=True)
