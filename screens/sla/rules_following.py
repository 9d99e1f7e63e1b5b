"""New rules hold, and the tickets follow them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import promises

from ..common import child

if TYPE_CHECKING:
    from ..common.host import Host


async def hold(app: Host, document: Mapping[str, Any], told: str) -> int:
    """Saves a new version, which holds from now on, and lets the tickets follow; its number."""
    version = await app.desk.write(promises.save, app.desk.me.id, document)
    app.say(told)
    app.run_worker(_bring_up_to_date(app, told), group="recompute")
    return version


async def _bring_up_to_date(app: Host, told: str) -> None:
    """Works the tickets out anew in a process of its own, and tells how far it has come."""

    def progress(line: str) -> None:
        app.say(_("{done} Tickets follow: {progress}").format(done=told, progress=line))

    code, lines = await child.run(app, "sla", "recompute", told=progress)
    if code < 0:  # it was killed
        app.say(_("Not every ticket follows yet: a desk goes on within a minute."), bad=True)
        return
    if code:
        app.say(" ".join(lines[-2:]), bad=True)
        return
    app.say(_("{done} Every ticket follows them.").format(done=told))
