"""Asking for the order of a list."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets.views import SORTS

from ..frame.frame import Frame
from ..parts.bars import Choice, Menu

_KEYS = {
    "clock": "c",
    "priority": "p",
    "changed": "l",
    "age": "a",
    "client": "t",
    "number": "n",
}


async def ask(screen: Frame) -> str | None:
    """The order that is chosen; empty: the present one turned round."""
    choices = [Choice(_KEYS[sort.key], _(sort.title), sort.key) for sort in SORTS.values()]
    return await screen.ask(Menu(_("Sort"), [*choices, Choice("r", _("turn round"), "")]))
