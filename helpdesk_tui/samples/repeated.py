"""What the demonstration desk does again and again for the same client, weeks before the plan too.

It is done before the office opens, when nothing of the plan is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from helpdesk_tui.samples.cast import Desk
from helpdesk_tui.samples.planned import Line
from helpdesk_tui.samples.texts import Phrases

_WEEKS = 10


def lines(desk: Desk, labels: Phrases, now: datetime, zone: str) -> Iterator[Line]:
    """The last ten weeks of it, as far as they lie before `now`; never by whoever runs the desk."""
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    monday = today - timedelta(days=today.weekday())
    _me, *others = desk.helpers
    for told in labels["routine"]:
        firm, at = desk.firm(told["client"]), time.fromisoformat(told["at"])
        for number in range(_WEEKS * len(told["weekdays"])):
            back, turn = divmod(number, len(told["weekdays"]))
            day = monday + timedelta(days=told["weekdays"][turn] - 7 * back)
            begin = datetime.combine(day, at, here).astimezone(UTC)
            minutes, title, note = (
                told[what][number % len(told[what])] for what in ("minutes", "titles", "notes")
            )
            end = begin + timedelta(minutes=minutes)
            helper = others[number % told["helpers"]]
            if end <= now:
                yield Line(
                    helper=helper.id,
                    begin=begin,
                    end=end,
                    what=told["what"],
                    title=title.format(date=f"{day.day}/{day.month}"),
                    description=note,
                    client=firm.id,
                )
