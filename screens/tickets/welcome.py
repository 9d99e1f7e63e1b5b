"""An empty desk: what to do first."""

from __future__ import annotations

from helpdesk_tui import clock
from helpdesk_tui.i18n import _

from ..parts.bars import Choice, Menu
from . import new_ticket
from .hands import Hands


class Welcome(Menu[str]):
    """What to do first. It goes when somebody else has done it."""


async def offer(screen: Hands) -> None:
    """Offers sample data, an import or a first ticket; esc leaves the desk empty."""
    choices = [
        Choice("s", _("sample data to try things out"), "sample"),
        Choice("i", _("import a file"), "import"),
        Choice("+", _("a first ticket"), "ticket"),
    ]
    chosen = await screen.ask(Welcome(_("This desk is empty."), choices))
    if chosen == "sample":
        await _fill(screen)
    elif chosen == "import":
        from ..intake.importing import import_file

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
