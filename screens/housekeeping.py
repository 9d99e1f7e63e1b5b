"""The housekeeping of an open desk: done by its own thread, told of only where it fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpdesk_tui.storage.faults import explain

from .common import child

if TYPE_CHECKING:
    from .common.host import Host


async def keep_house(app: Host, told: set[str]) -> None:
    """Does what is due; what has failed is told once, by its words."""
    try:
        came = await app.desk.keep_house(app.database, app.settings)
        left_behind = await app.desk.read(_is_left_behind)
    except Exception as error:
        if explain(error) is None:
            raise
        return  # nobody has asked: a server that is away is told to those who do
    failed = [one.message for one in came if not one.done]
    if left_behind:
        code, lines = await child.run(app, "sla", "recompute")
        failed += [" ".join(lines[-2:])] if code else []
    for words in failed:
        if words not in told:
            told.add(words)
            app.say(words, bad=True)


def _is_left_behind() -> bool:
    """In the database's thread, which does not mind what is imported late."""
    from helpdesk_tui.housekeeping import tick

    return tick.is_left_behind()
