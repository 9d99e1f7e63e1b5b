"""Rules are saved: first it is shown which tickets that would move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import promises
from helpdesk_tui.tickets.promises import Moves

from ..parts.bars import Choice, Menu
from . import rule_changes, rules_draft
from .rule_changes import Made
from .rules_workbench import RulesWorkbench, Step


async def save(screen: RulesWorkbench) -> None:
    """Shows what the rules would do, and saves them when that is what is wanted."""
    now, desk = screen.ready(), screen.app.desk
    if now is None:
        return
    if screen.saved and not screen.is_changed:
        # Read anew it has the public holidays of today's list.
        anew = await desk.read(rule_changes.read, now.text)
        if not isinstance(anew, Made) or _public_days(anew) == _public_days(screen.saved):
            screen.say(_("Nothing is changed here."))
            return
        now = anew
    held = await desk.read(rules_draft.open_, None)
    moves = await _weigh(screen, now.document)
    if moves is None:
        return
    screen.show_moves(moves)
    title = _("Save these rules?")
    if held.version != screen.basis:
        title = _("Other rules were saved since you began; yours take their place.")
    if await screen.ask(Menu(title, [Choice("enter", _("save them"), True)])):
        await screen.hold(now, _("The rules are saved."))
        screen.past, screen.future = [Step(held.saved, saved=True)], []


async def _weigh(screen: RulesWorkbench, document: Mapping[str, Any]) -> Moves | None:
    """What the rules would do, with how far that is worked out; None when esc breaks it off."""
    bar = Menu[Moves](_("Working out what this would move …"), [])

    async def work() -> None:
        parts, moves = promises.moves(document), None
        try:
            while part := await screen.app.desk.read(_next, parts):  # others read in between
                moves = part
                told = _("Working out what this would move: {done} of {all}")
                bar.retitle(told.format(done=f"{part.checked:,}", all=f"{part.every:,}"))
        except Exception:
            bar.leave()
            raise
        if moves:
            bar.give(moves)

    working = screen.run_worker(work())
    try:
        return await screen.ask(bar)
    finally:
        working.cancel()


def _public_days(rules: Made) -> dict[str, set[str]]:
    """The public holidays of each calendar; what they are called depends on who looks."""
    calendars = rules.document["calendars"].items()
    return {name: set(calendar.get("public", ())) for name, calendar in calendars}


def _next(parts: Iterator[Moves]) -> Moves | None:
    return next(parts, None)
