"""The housekeeping of an open desk: done by its own thread, told of only where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpdesk_tui.storage.faults import explain

if TYPE_CHECKING:
    from .common.host import Host


async def keep_house(app: Host, told: set[str]) -> None:
    """Does what is due; what has failed is told once, by its words."""
    try:
        came = await app.desk.keep_house(app.database, app.settings)
    except Exception as error:
        if explain(error) is None:
            raise
        return  # nobody has asked: a server that is away is told to those who do
    for one in came:
        if not one.done and one.message not in told:
            told.add(one.message)
            app.say(one.message, bad=True)
