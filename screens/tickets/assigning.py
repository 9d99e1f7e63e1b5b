"""To whom a ticket is given: first to whoever can help its client best just now."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui import clock
from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import N_, _, ngettext
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import actions, load
from helpdesk_tui.tickets.load import Offer, Why
from helpdesk_tui.tickets.queue import Row

from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .hands import Hands

_WHY = {Why.USUAL: N_("usual here"), Why.KNOWS: N_("knows them"), Why.FREE: ""}


async def assign(screen: Hands, rows: Sequence[Row]) -> None:
    """To a technician or a team; it says why somebody is offered."""
    if not rows:
        return
    clients = {row.client_id for row in rows}
    client = clients.pop() if len(clients) == 1 else None
    offers = await screen.app.desk.read(load.offered, client, clock.now())
    people = [Named(one.load.technician, one.load.name, why(one)) for one in offers]
    nobody = Named(0, _("nobody"))

    def find(text: str) -> list[Named]:
        words = fold(text).split()
        found = [one for one in people if all(word in fold(one.name) for word in words)]
        teams = [Named(-team.id, team.name, _("team")) for team in directory.teams(text)]
        return [*found, *teams, *([nobody] if fold(text) in fold(nobody.name) else [])]

    async def submit(answers: Answers) -> str | None:
        chosen = answers.chosen["who"]
        if chosen is None:
            return _("Who gets it?")
        label = _("given to {who}").format(who=answers["who"])
        if chosen < 0:
            await screen.do(label, lambda by, seen: actions.assign_team(by, seen, -chosen), rows)
        else:
            assignee = chosen or None
            await screen.do(label, lambda by, seen: actions.assign(by, seen, assignee), rows)
        return None

    await screen.ask(Form(_("Assign to"), [Field("who", _("Who"), find=find, first=True)], submit))


def why(offer: Offer) -> str:
    """Why somebody is offered, and what they have: "usual here · 7 open"."""
    count = ngettext("{count} open", "{count} open", offer.load.open)
    parts = [_(_WHY[offer.why]) if _WHY[offer.why] else "", count.format(count=offer.load.open)]
    if offer.load.warned:
        words = ngettext("{count} near its time", "{count} near their time", offer.load.warned)
        parts.append(words.format(count=offer.load.warned))
    if offer.is_overloaded:
        parts.append(_("has much to do"))
    return " · ".join(filter(None, parts))
