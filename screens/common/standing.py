"""What the technician at this desk may do: it holds as soon as a lead has said so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models import allowed
from helpdesk_tui.models.people import Technician
from helpdesk_tui.people import technicians
from helpdesk_tui.storage.faults import explain

if TYPE_CHECKING:
    from .host import Host

_NOW = {
    Technician.LEAD: N_("You lead this desk from now on."),
    Technician.TECHNICIAN: N_("You are a technician at this desk from now on."),
    Technician.GUEST: N_("You are a guest at this desk from now on, and read along."),
}


async def follow(app: Host) -> None:
    """The technician may have got another role, or have left the team: their keys follow."""
    desk = app.desk
    before = desk.me
    try:
        me = await desk.read(technicians.again, before)
        refusal = await desk.read(allowed.refusal, me.id)
    except Exception as error:
        if explain(error) is None:
            raise
        return  # nobody has asked
    if me == desk.me:
        return
    desk.me = me
    app.keymap_ = replace(app.keymap_, only_reads=me.only_reads)
    app.standing_changed()
    if refusal and me.retired:
        app.say(f"{refusal} " + _("What you have typed is kept."))
    elif (me.role, me.retired) != (before.role, before.retired):
        app.say(_(_NOW[me.role]))


async def tell_why(app: Host) -> None:
    """Says why a key that would write does not."""
    refusal = await app.desk.read(allowed.refusal, app.desk.me.id)
    if refusal:
        app.say(str(refusal), bad=True)
