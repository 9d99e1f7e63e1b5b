"""Rules are saved: first it is shown which tickets that would move."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import promises

from ..parts.bars import Choice, Menu
from . import rules_draft
from .rules_making import Making, Step


async def save(screen: Making) -> None:
    """Shows what the rules would do, and saves them when that is what is wanted."""
    now, desk = screen.ready(), screen.app.desk
    if now is None:
        return
    if not screen.is_changed:
        screen.say(_("Nothing is changed here."))
        return
    held = await desk.read(rules_draft.open_, None)
    screen.say(_("Working out what this would move …"))
    moves = await desk.read(promises.moves, now.document)
    screen.hush()
    screen.show_moves(moves)
    title = _("Save these rules?")
    if held.version != screen.basis:
        title = _("Other rules were saved since you began; yours take their place.")
    if await screen.ask(Menu(title, [Choice("enter", _("save them"), True)])):
        await screen.hold(now, _("The rules are saved."))
        screen.past, screen.future = [Step(held.saved, saved=True)], []
