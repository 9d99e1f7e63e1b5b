"""How much of each entry lies on each day, to the second, whatever the clocks do at night."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.storage.orm import database
from helpdesk_tui.worktime import portions
from helpdesk_tui.worktime.spent import between
from tests.timesheets.conftest import LATER, client, wrote

NIGHTS = {
    "Europe/Madrid": datetime(2026, 10, 24, 20, tzinfo=UTC),
    "America/Havana": datetime(2026, 3, 8, 2, tzinfo=UTC),
    "Pacific/Auckland": datetime(2026, 12, 31, 9, tzinfo=UTC),
}
"""In Havana the clocks jump over midnight; in Auckland it is New Year."""

lying = st.lists(
    st.tuples(
        st.integers(0, 30 * 3600), st.integers(0, 26 * 3600), st.booleans(), st.integers(0, 2)
    ),
    min_size=1,
    max_size=6,
)


def told(client: int, first: date, last: date) -> list[tuple[int, int]]:
    return [(one.day.day, one.seconds) for one in portions.of_client(client, first, last, LATER)]


def test_an_entry_over_midnight_is_cut_by_the_clients_calendar(ana: int, acme: int) -> None:
    wrote(ana, "16 22:30", "17 1:00", client=acme)
    assert told(acme, date(2026, 11, 16), date(2026, 11, 16)) == [(16, 1800), (17, 7200)]
    kolkata = client(ana, "Kolkata Ltd", "Asia/Kolkata")
    wrote(ana, "18 18:00", "18 19:00", client=kolkata)
    assert told(kolkata, date(2026, 11, 18), date(2026, 11, 19)) == [(18, 1800), (19, 1800)]


def test_a_minute_that_was_recorded_twice_counts_once_and_for_the_work_before_the_scan(
    ana: int, acme: int
) -> None:
    other = client(ana, "Fénix SL")
    wrote(ana, "16 9:00", "16 12:00", client=acme, together=True, title="Scan")
    wrote(ana, "16 10:00", "16 11:00", client=other)
    assert told(acme, date(2026, 11, 16), date(2026, 11, 16)) == [(16, 7200)]
    assert told(other, date(2026, 11, 16), date(2026, 11, 16)) == [(16, 3600)]


def test_breaks_what_was_put_away_and_a_clock_set_back_count_nothing(ana: int, acme: int) -> None:
    begin, end = datetime(2026, 11, 16, 10, tzinfo=UTC), datetime(2026, 11, 16, 10, 30, tzinfo=UTC)
    breaks = f"{to_micros(begin)}/{to_micros(end)}"
    wrote(ana, "16 9:00", "16 11:00", client=acme, breaks=breaks)
    wrote(ana, "16 12:00", "16 13:00", client=acme, retired=True)
    wrote(ana, "16 15:00", "16 14:00", client=acme)
    assert told(acme, date(2026, 11, 16), date(2026, 11, 16)) == [(16, 5400)]


@pytest.mark.parametrize("zone", NIGHTS)
@given(lying=lying)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_portions_are_what_counting_second_by_second_gives(
    ana: int, acme: int, zone: str, lying: list[tuple[int, int, bool, int]]
) -> None:
    """Each second of the technician is one entry's, on the day that its client's clock shows."""
    where, start = ZoneInfo(zone), NIGHTS[zone]
    with database.atomic() as transaction:
        Client.update(zone=zone).execute()
        for begin, length, together, whose in lying:
            first = start + timedelta(seconds=begin // 600 * 600)
            last = first + timedelta(seconds=length // 600 * 600)
            wrote(ana, first, last, client=acme if whose else None, together=together, zone=zone)
        entries = between(None, datetime(2000, 1, 1, tzinfo=UTC), LATER + timedelta(days=90))
        found = Counter[tuple[int, date]]()
        for one in portions.cut(entries, {acme: where}, LATER + timedelta(days=90)):
            found[one.spent.id, one.day] += one.seconds
        transaction.rollback()
    counted = Counter[tuple[int, date]]()
    for step in range(0, 60 * 3600, 600):
        at = start + timedelta(seconds=step)
        over = [one for one in entries if one.end and one.begin <= at < one.end]
        if over:
            owner = min(over, key=lambda one: (one.together, one.begin, one.id))
            counted[owner.id, at.astimezone(where).date()] += 600
    assert found == counted


def test_what_runs_counts_up_to_now(ana: int, acme: int) -> None:
    wrote(ana, "16 9:00", None, client=acme)
    now = datetime(2026, 11, 16, 9, 40, tzinfo=UTC)
    (one,) = portions.of_client(acme, date(2026, 11, 16), date(2026, 11, 22), now)
    assert (one.seconds, Entry.get().end) == (2400, None)
