"""A client's sheet: worked out until it is given out, and as it was told from then on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from helpdesk_tui.models.billing import Rate, State, Terms
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.timesheets import sheet
from helpdesk_tui.timesheets.sheet import Sheet, Sum
from tests.timesheets.conftest import LATER, wrote

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def read(client: int, revision: int | None = None) -> Sheet:
    return sheet.read(client, MONDAY, SUNDAY, LATER, revision)


def activity(name: str) -> int:
    return int(Activity.create(name=name, sort_key=name, created_at=LATER).id)


def test_a_week_is_told_by_day_and_by_activity_raw_and_billed_side_by_side(
    ana: int, acme: int
) -> None:
    Terms.create(client=acme, rounding="up 15", to="marta@acme.example", created_at=LATER)
    Rate.create(client=acme, cents=60_00, created_at=LATER)
    travel = activity("Travel")
    wrote(ana, "16 9:00", "16 10:05", client=acme)
    wrote(ana, "16 22:30", "16 23:30", client=acme, title="Night", activity=travel)
    wrote(ana, "18 9:00", "18 9:10", client=acme, billable=False)
    found = read(acme)
    assert (found.id, found.state, found.revision, found.off) == (None, State.DRAFT, 1, 0)
    assert (found.to, found.rule.duration.minutes) == ("marta@acme.example", 15)
    assert found.by_day == {
        date(2026, 11, 16): Sum(3900 + 1800, 4500 + 1800, Decimal("105.00")),
        date(2026, 11, 17): Sum(1800, 1800, Decimal("30.00")),
        date(2026, 11, 18): Sum(600, 0, None),
    }
    assert found.by_activity == {
        "Travel": Sum(3600, 3600, Decimal("60.00")),
        "": Sum(4500, 4500, Decimal("75.00")),
    }
    assert found.total == Sum(8100, 8100, Decimal("135.00"))
    assert [line.technician for line in found.lines] == ["ana"] * 4


def test_there_is_no_sheet_of_nobody(ana: int) -> None:
    with pytest.raises(LookupError):
        read(4711)
