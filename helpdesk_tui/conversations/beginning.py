"""How a conversation begins: with the facts of its case, in words that the client would use."""

from __future__ import annotations

from typing import Any

from helpdesk_tui import paths
from helpdesk_tui.conversations import actions, cases
from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.people import Asset, Client
from helpdesk_tui.models.tickets import Ticket


def begin(
    by: int, client: int, case: str, *, ticket: int | None = None, asset: int | None = None
) -> Done:
    """Begins a conversation with the facts of its case, in the language of whoever hears them."""
    found = cases.load(paths.cases_dir()).find(case)
    if found is None:
        return actions.begin(by, client, case, ticket=ticket, asset=asset)
    language, form = actions.spoken_to(client, ticket)
    machine: Any = Asset.get_by_id(asset) if asset else None
    if machine is None and ticket:
        machine = Ticket.get_by_id(ticket).asset
    told = found.told(
        language,
        form,
        asset=machine.name if machine else "",
        client=Client.get_by_id(client).name,
    )
    return actions.begin(by, client, case, told.facts, ticket=ticket, asset=asset)
