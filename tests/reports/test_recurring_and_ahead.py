"""What comes again and again, and how long what there is will take; on both databases."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from helpdesk_tui.people import editing
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import forecast, recurring
from helpdesk_tui.reports.alike import gist
from helpdesk_tui.reports.recurring import Recurring
from helpdesk_tui.tickets import actions, queue
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import Viewer
from tests.sla.conftest import Watch
from tests.support import opened, row

WEEK = Period(date(2026, 11, 16), date(2026, 11, 22), UTC)
NOBODY = Viewer(0, (), UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("La impresora no imprime", "IMPRESORAS: no imprime"),
        ("Printer 3 is jammed", "printers 12 are jammed"),
        ("Re: VPN down", "The VPN is down"),
        ("Buzón lleno", "buzones llenos"),
        ("Copias del lunes 16/11", "Copias: miércoles, 2026-11-18"),
        ("Month end, October", "Month end (November)"),
    ],
)
def test_subjects_that_say_the_same_are_one(one: str, other: str) -> None:
    assert gist(one) == gist(other) != ""


@pytest.mark.usefixtures("desk")
def test_subjects_of_two_tickets_are_told_and_found_in_the_queue(ana: int, watch: Watch) -> None:
    acme = editing.add_client(ana, {"name": "ACME"}).things[0]
    opened(ana, "Printer 3 jams", client=acme)
    opened(ana, "The VPN drops")
    opened(ana, "printers jam", client=acme)
    opened(ana, "Printer jams again and again", client=acme)
    newest = opened(ana, "Printer jams")
    opened(ana, "12 - 4")
    opened(ana, "77")
    actions.resolve(ana, [row(newest)], "A new roller")
    watch.goes_on(1)
    found = recurring.read(WEEK, "", NOBODY)
    assert found.rows == (Recurring("Printer jams", 3, 2, 2, newest),)
    words = recurring.words_for(found.rows[0].subject, WEEK, "prio:3")
    assert {one.id for one in queue.page(Query(NOBODY, "all", text=words)).rows} == {1, 3, 4}
    assert recurring.read(WEEK, "client:none", NOBODY).rows == ()


@pytest.mark.usefixtures("desk")
def test_the_queue_is_held_against_the_pace_of_four_weeks(ana: int, watch: Watch) -> None:
    assert forecast.read("", NOBODY).days == 0
    tickets = [opened(ana, f"Number {number}") for number in range(10)]
    watch.goes_on(60 * 24 * 30)
    found = forecast.read("", NOBODY)
    assert (found.open, found.came, found.done, found.days) == (10, 0, 0, None)
    assert found.oldest is not None
    assert (found.oldest.number, found.oldest.subject) == (tickets[0], "Number 0")

    actions.resolve(ana, [row(number) for number in tickets[:4]], "Done")
    opened(ana)
    watch.goes_on(1)
    found = forecast.read("", NOBODY)
    assert (found.open, found.came, found.done) == (7, 1, 4)
    assert found.days == pytest.approx(7 * 28 / 4)
    assert found.days_with_new == pytest.approx(7 * 28 / 3)
    for number in range(5):
        opened(ana, f"One more {number}")
    found = forecast.read("", NOBODY)
    assert found.days_with_new is None
    assert forecast.read("subjectless", NOBODY).oldest is None
