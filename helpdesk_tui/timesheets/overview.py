"""All that is agreed with one client about their hours, as it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from helpdesk_tui.models.people import Client
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import terms
from helpdesk_tui.timesheets.granted import Grant, Left
from helpdesk_tui.timesheets.terms import Agreed, Days, Price


@dataclass(frozen=True, slots=True)
class Overview:
    """What is agreed with a client."""

    name: str
    country: str
    today: date
    """By the client's calendar."""
    agreed: Agreed
    given: tuple[Days, ...]
    """The days of the sheets that were given out, in order."""
    prices: tuple[Price, ...]
    price: int | None
    """Hundredths that an hour costs today, whatever is done; None where no price is known."""
    grants: tuple[Grant, ...]
    """All hours bought, the oldest first; those that hold today with what was used of them."""
    left: Left | None
    """None where none of them hold today."""


def read(client: int, now: datetime) -> Overview:
    """What is agreed with a client at an instant."""
    ((name, country),) = tuples(
        Client.select(Client.name, Client.country).where(Client.id == client)
    )
    day = terms.today(client, now)
    left = terms.bought(client, day, now)
    used = {one.id: one for one in left.grants} if left else {}
    return Overview(
        name,
        country,
        day,
        terms.terms_of(client),
        tuple(terms.given_out([client])[client]),
        tuple(terms.prices_of(client)),
        terms.tariff(client).rate(None, day),
        tuple(used.get(one.id, one) for one in terms.grants_of(client)),
        left,
    )
