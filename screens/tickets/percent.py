"""Jumping to the middle of the list, or as far down as one says."""

from __future__ import annotations

import re

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets.middle import Spot

from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .browsing import Browsing

MIDDLE = 50.0


async def ask(screen: Browsing) -> None:
    """Asks how far down, goes there, and says where that is."""

    async def submit(answers: Answers) -> str | None:
        try:
            percent = read(answers["percent"])
        except ValueError as error:
            return str(error)
        screen.run_worker(_go(screen, percent))
        return None

    field = Field("percent", _("Per cent"), reading=_read_back)
    title = _("How far down the list? Enter alone is the middle.")
    await screen.ask(Form(title, [field], submit, send=_("go there")))


async def _go(screen: Browsing, percent: float) -> None:
    spot = await screen.list.show_middle(percent / 100)
    if spot:
        screen.say(told(spot, percent))


def read(typed: str) -> float:
    """How far down in per cent: the middle when nothing is typed.

    Raises:
        ValueError: it is no number from 0 to 100; the message says so.
    """
    bare = typed.removesuffix("%").strip().replace(",", ".")
    if not bare:
        return MIDDLE
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]*)?", bare) or float(bare) > 100:
        raise ValueError(_("A number from 0 to 100, as in 75."))
    return float(bare)


def told(spot: Spot, percent: float) -> str:
    """Where a place in the list is."""
    if spot.before is None or spot.total is None:
        return _("About {percent} per cent of the list is above.").format(percent=f"{percent:g}")
    return _("Ticket {place} of {total} in this list.").format(
        place=f"{spot.before + 1:,}", total=f"{spot.total:,}"
    )


def _read_back(typed: str) -> str:
    percent = read(typed)
    if percent == MIDDLE:
        return _("To the middle.")
    return _("{percent} per cent of the list will be above.").format(percent=f"{percent:g}")
