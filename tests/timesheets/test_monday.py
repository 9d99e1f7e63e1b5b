"""Monday: a row for each client whose period has ended, and each row as the sheet itself says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from helpdesk_tui.models.billing import Every, Terms
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.timesheets import giving, monday, sheet
from helpdesk_tui.timesheets.monday import Due
from helpdesk_tui.timesheets.rows import Missing
from tests.support import technician
from tests.timesheets.conftest import LATER, client, instant, wrote
from tests.timesheets.test_giving import letter

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)


def due(back: int = 0, now: datetime = NOW) -> dict[str, Due]:
    return {row.name: row for row in monday.due(now, back)}


def agree(client: int, **terms: object) -> None:
    Terms.create(client=client, to="x@acme.example", created_at=LATER, **terms)


def test_each_client_is_there_with_the_period_of_their_own_that_ended_last(
    ana: int, acme: int
) -> None:
    monthly, nothing, quiet = (client(ana, name) for name in ("Fénix", "Gil", "Sol"))
    agree(monthly, every=Every.MONTH)
    agree(nothing)
    wrote(ana, "16 9:00", "16 10:00", client=acme)
    wrote(ana, datetime(2026, 10, 31, 22, tzinfo=UTC), "1 1:00", client=monthly)
    wrote(ana, "23 7:00", "23 7:30", client=quiet)
    rows = due()
    assert list(rows) == ["ACME Ibérica", "Fénix", "Gil"]
    assert (rows["ACME Ibérica"].first, rows["ACME Ibérica"].missing) == (MONDAY, Missing.RECIPIENT)
    assert (rows["Fénix"].last, rows["Fénix"].worked) == (date(2026, 10, 31), 3600)
    assert rows["Fénix"].is_ready
    assert rows["Gil"].missing is Missing.NOTHING
    assert due(1)["Fénix"].first == date(2026, 9, 1)
    assert "ACME Ibérica" not in due(1)


def test_a_week_has_ended_by_the_clients_own_calendar(ana: int, acme: int) -> None:
    kolkata = client(ana, "Kolkata Ltd", "Asia/Kolkata")
    for whom in (acme, kolkata):
        wrote(ana, "22 9:00", "22 10:00", client=whom)
    rows = due(now=instant("22 20:00"))
    assert "ACME Ibérica" not in rows, "in Madrid it is Sunday still"
    assert rows["Kolkata Ltd"].last == SUNDAY


def test_a_row_says_what_the_sheet_says_whatever_lies_over_what(ana: int, acme: int) -> None:
    random, people = Random(9), [ana, technician("luis")]
    whom = [acme, client(ana, "Kolkata Ltd", "Asia/Kolkata"), client(ana, "Fénix")]
    agree(whom[0], rounding="default 5 5 15")
    agree(whom[1], rounding="up 15 by day", minimum=1800)
    for _number in range(120):
        begin = instant("15 18:00") + timedelta(minutes=random.randrange(8 * 24 * 60))
        end = begin + timedelta(minutes=random.choice((5, 20, 50, 300)))
        wrote(
            random.choice(people),
            begin,
            end,
            client=random.choice([*whom, None]),
            together=random.random() < 0.2,
            billable=random.random() < 0.8,
        )
    for row in monday.due(NOW):
        told = sheet.read(row.client, row.first, row.last, NOW)
        assert (row.worked, row.billed) == (told.total.worked, told.total.billed)
        assert row.missing is told.missing


def test_what_was_given_out_is_shown_as_told_and_when_until_it_is_corrected(
    ana: int, acme: int
) -> None:
    agree(acme)
    one = wrote(ana, "16 9:00", "16 10:00", client=acme)
    giving.tell(ana, acme, MONDAY, SUNDAY, NOW, letter)
    row = due()["ACME Ibérica"]
    assert (row.is_given, row.is_ready, row.worked, row.missing) == (True, False, 3600, None)
    Entry.update(end=instant("16 9:30")).where(Entry.id == one).execute()
    assert due()["ACME Ibérica"].missing is Missing.OFF
    giving.revise(ana, sheet.read(acme, MONDAY, SUNDAY, NOW))
    row = due()["ACME Ibérica"]
    assert (row.revision, row.is_ready, row.worked) == (2, True, 1800)
    assert due(-1, NOW + timedelta(days=14))["ACME Ibérica"].last_told


def test_a_client_who_is_asked_for_is_in_doubt_while_somebody_works(ana: int, acme: int) -> None:
    agree(acme)
    wrote(ana, "21 9:00", None, client=acme)
    row = due()["ACME Ibérica"]
    assert (row.missing, row.because_of) == (Missing.RUNNING, "ana")
