"""What is agreed with three of the demonstration desk's clients about their hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from helpdesk_tui.models.billing import Bought, Every, Rate, Terms
from helpdesk_tui.models.people import Contact
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.samples.cast import Desk, Firm
from helpdesk_tui.samples.texts import Phrases
from helpdesk_tui.timesheets import terms

PACK, MONTHLY, ABROAD = "ACME Ibérica", "Asesoría Pons", "Hudson & Pike LLP"

_HOUR = 3600
_USED = 85
"""Percent of the pack that are used: enough for a warning."""


def save(desk: Desk, labels: Phrases, start: datetime, now: datetime) -> None:
    """Terms, prices and hours bought, agreed on at `start`. The hours are recorded already."""
    pack, monthly, abroad = (desk.firm(name) for name in (PACK, MONTHLY, ABROAD))
    _terms(pack, start, rounding="duration up 15 by ticket", minimum=_HOUR // 4)
    _terms(monthly, start, every=Every.MONTH, rounding="duration nearest 30 by day")
    _terms(abroad, start, currency="USD", rounding="duration up 6", wants_nothing_too=True)
    visit = Activity.get(Activity.name == labels["activities"]["visit"]).id
    travel = Activity.get(Activity.name == labels["activities"]["travel"]).id
    for client, activity, cents, since in (
        (None, None, 5000, None),
        (None, visit, 6000, None),
        (pack.id, None, 4800, None),
        (pack.id, None, 5200, date(now.year, 1, 1)),
        (abroad.id, None, 9500, None),
        (abroad.id, travel, 4500, None),
    ):
        Rate.create(client=client, activity=activity, cents=cents, since=since, created_at=start)
    month = now.date().replace(day=1)
    _buy(monthly, start, 40 * _HOUR, monthly=True, since=month.replace(month=1))
    since = now.date() - timedelta(days=40)
    note = labels["hours"]["pack"]
    bought = _buy(pack, start, 10_000 * _HOUR, since=since, note=note)
    left = terms.bought(pack.id, terms.today(pack.id, now), now)
    assert left
    hours = max(1, -(-left.used * 100 // (_USED * _HOUR)))
    Bought.update(seconds=hours * _HOUR, note=note.format(hours=hours)).where(
        Bought.id == bought
    ).execute()


def _terms(firm: Firm, at: datetime, **columns: object) -> None:
    asked = Contact.get_by_id(firm.people[0].id)
    Terms.create(client=firm.id, to=f"{asked.name} <{asked.email}>", created_at=at, **columns)


def _buy(firm: Firm, at: datetime, seconds: int, **columns: object) -> int:
    return int(Bought.create(client=firm.id, seconds=seconds, created_at=at, **columns).id)
