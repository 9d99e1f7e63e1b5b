"""One's own desks in other terminals: told at the start, and ended from here."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from helpdesk_tui import desks
from helpdesk_tui.desks import Other
from helpdesk_tui.i18n import _

from ..common import when
from ..parts.bars import Choice, Menu
from .frame import Frame


async def arrive(screen: Frame) -> str:
    """Lets one's other desks know of this one, and says which are open; empty when none is."""
    own = screen.app.own_desk
    with suppress(OSError):  # else they do not know of it
        await asyncio.to_thread(desks.sit_down, own)
    found = await asyncio.to_thread(desks.others, own)
    if not found:
        return ""
    words = _("Your desk on {terminal} is open too; {key} ends it.")
    terminals = ", ".join(_where(other) for other in found)
    return words.format(terminal=terminals, key=screen.app.keymap_.key("desk.take_over"))


async def take_over(screen: Frame) -> None:
    """Asks which other desk is to end, and ends it; its drafts and its timer are here already."""
    found = await asyncio.to_thread(desks.others, screen.app.own_desk)
    if not found:
        screen.say(_("No other desk of yours is open on this machine."))
        return
    choices = [Choice(str(n), _where(other), other) for n, other in enumerate(found[:9], 1)]
    other = await screen.ask(Menu(_("Which desk of yours is to save and end?"), choices))
    if other is None:
        return
    screen.say(_("It is saving …"))
    if await asyncio.to_thread(desks.end, other):
        screen.say(_("Your desk on {terminal} has ended.").format(terminal=other.terminal))
    else:
        words = _("Your desk on {terminal} does not end: it may belong to another account.")
        screen.say(words.format(terminal=other.terminal), bad=True)


def _where(other: Other) -> str:
    if other.last_key is None:
        return other.terminal
    words = _("{terminal} (last key {time})")
    return words.format(terminal=other.terminal, time=when.stamp(other.last_key))
