"""What is agreed with a client, on screen: seen, changed, refused with its field, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from helpdesk_tui import clock
from helpdesk_tui.models.billing import Every, Sheet, State
from helpdesk_tui.models.people import Contact
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.people import editing
from helpdesk_tui.rounding import rule
from helpdesk_tui.screens.common import when
from helpdesk_tui.timesheets import agreeing
from helpdesk_tui.timesheets.granted import Grant
from helpdesk_tui.timesheets.terms import Agreed, Price, grants_of, prices_of, terms_of
from tests.screens.conftest import Seat, SitDown
from tests.timesheets.conftest import wrote

ACME = 1


async def at_terms(seat: Seat) -> None:
    await seat.press("0")
    await seat.sees("ACME Ibérica", "SRV-2")
    await seat.press("dollar_sign")
    await seat.sees("what is agreed about hours")


def pack(by: int, hours: int, used: float) -> None:
    """Hours that ACME has bought ten days ago, and what was worked since."""
    now = clock.now().replace(microsecond=0)
    since = (now - timedelta(days=10)).date()
    agreeing.keep_bought(by, ACME, Grant(0, hours * 3600, False, since, None, "Pack"))
    begin = now - timedelta(days=2)
    wrote(by, begin, begin + timedelta(hours=used), client=ACME)


async def test_a_client_without_terms_gets_a_sheet_each_week(seat: Seat) -> None:
    await at_terms(seat)
    await seat.sees("each week · the present one from Mon", "as it was recorded", "b hours bought")
    await seat.press("escape")
    await seat.sees("m asset")


async def test_those_who_get_the_sheet_are_chosen_from_the_clients_people(
    seat: Seat, luis: int
) -> None:
    Contact.update(email="marta@acme.es").where(Contact.name == "Marta Ruiz").execute()
    editing.add_contact(luis, ACME, {"name": "Joan Vidal", "email": "joan@acme.es"})
    await at_terms(seat)
    await seat.press("j", "j", "j", "j", "e")
    await seat.sees("Joan Vidal <joan@acme.es>", "Marta Ruiz <marta@acme.es>")
    await seat.type("mar")
    await seat.sees_no("Joan Vidal")
    await seat.press("down", "enter", "shift+tab")
    await seat.type(", j")
    await seat.sees("Joan Vidal <joan@acme.es>")
    await seat.press("down", "enter", "ctrl+s")
    await seat.sees("z takes it back")
    assert terms_of(ACME).to == "Marta Ruiz <marta@acme.es>, Joan Vidal <joan@acme.es>"


async def test_terms_are_changed_with_their_reading_and_taken_back(seat: Seat) -> None:
    await at_terms(seat)
    await seat.press("j", "e")
    await seat.sees("Agreed with ACME Ibérica")
    await seat.type("15 minutes up by ticket")
    await seat.sees("each ticket of a day up to the next 15 minutes")
    await seat.type("\n0:30")
    await seat.sees("0:30 are billed at least")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "0:30 for a ticket on a day")
    agreed = terms_of(ACME)
    assert (agreed.rule, agreed.minimum) == (rule("up 15 by ticket"), 1800)

    await seat.press("z")
    await seat.sees("as it was recorded")
    assert terms_of(ACME).minimum == 0


async def test_the_first_day_of_a_sheet_is_read_by_how_often_there_is_one(seat: Seat) -> None:
    await at_terms(seat)
    await seat.press("e")
    await seat.sees("each week")
    await seat.press("ctrl+u")
    await seat.type("each m\n15")
    await seat.sees("each month from day 15: the present one from")
    await seat.press("ctrl+s")
    await seat.sees("each month from day 15 · the present one")
    agreed = terms_of(ACME)
    assert agreed.begins
    assert (agreed.every, agreed.begins.day) == (Every.MONTH, 15)


async def test_a_change_that_cuts_the_next_sheet_says_so_while_it_is_typed_and_after(
    seat: Seat, ana: int
) -> None:
    today = clock.now().date()
    monday = today - timedelta(days=today.weekday())
    last = monday - timedelta(days=1)
    made = {"client": ACME, "state": State.GIVEN, "created_at": clock.now()}
    Sheet.create(first=monday - timedelta(days=7), last=last, **made)
    await at_terms(seat)
    await seat.sees("each week · the present one")
    assert "is cut" not in seat.picture
    await seat.press("e")
    await seat.sees("each week")
    await seat.press("tab")
    begins = monday + timedelta(days=2)
    await seat.type(begins.isoformat())
    said = f"The next one is cut by what was given out: {when.day(monday)} to"
    await seat.sees(f"{said} {when.day(begins - timedelta(days=1))}.")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", said)
    await seat.press("z")
    await seat.sees("Taken back")
    await seat.until(lambda: "is cut" not in seat.picture)


async def test_what_cannot_be_kept_is_told_below_its_field_and_the_form_stays(seat: Seat) -> None:
    await at_terms(seat)
    await seat.press("j", "j", "j", "j", "e")
    await seat.sees("Agreed with ACME Ibérica")
    await seat.type("marta@acme.es, joan")
    await seat.sees("“joan” is not an e-mail address.")
    await seat.press("ctrl+s")
    await seat.sees("Agreed with ACME Ibérica", "“joan” is not an e-mail address.")
    await seat.type("@acme.es")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "marta@acme.es, joan@acme.es")


async def test_who_was_first_is_told_and_ctrl_s_again_puts_ones_own_in_its_place(
    seat: Seat, luis: int
) -> None:
    await at_terms(seat)
    await seat.press("j", "j", "e")
    await seat.sees("Agreed with ACME Ibérica")
    agreeing.change_terms(luis, Agreed(ACME), Agreed(ACME, minimum=600))
    await seat.type("15")
    await seat.press("ctrl+s")
    await seat.sees("Minimum: luis has changed it since", "ctrl+s again")
    await seat.press("ctrl+s")
    await seat.sees("0:15 for a ticket on a day")


async def test_a_price_is_added_changed_put_away_and_taken_back(seat: Seat) -> None:
    Activity.create(name="Visit", sort_key="visit", created_at=clock.now())
    await at_terms(seat)
    await seat.press("p")
    await seat.sees("What an hour costs ACME")
    await seat.type("60.5/h")
    await seat.sees("€60.50 an hour")
    await seat.type("\n2026-01-01\nvis")
    await seat.sees("             Visit")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "Visit  ", "since 2026-01-01")
    assert [(one.cents, one.name) for one in prices_of(ACME)] == [(6050, "Visit")]

    await seat.press("G", "d")
    await seat.sees("The price was put away")
    await seat.sees_no("since 2026-01-01")
    await seat.press("z")
    await seat.sees("since 2026-01-01")
    await seat.press("p")
    await seat.type("70")
    await seat.press("tab")
    await seat.type("2026-01-01\nvis")
    await seat.sees("             Visit")
    await seat.press("ctrl+s")
    await seat.sees("There is a price for this from that day on")


async def test_hours_bought_are_added_and_told_with_what_is_left(seat: Seat) -> None:
    await at_terms(seat)
    await seat.press("b")
    await seat.sees("Hours that ACME Ibérica has bought")
    await seat.type("10")
    await seat.sees("10:00 hours")
    await seat.type("\neach")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "10:00 left of 10:00 hours bought", "10:00 each month")
    await seat.press("G", "e")
    await seat.sees("Given        each month")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type("12")
    await seat.press("ctrl+s")
    await seat.sees("12:00 left of 12:00")
    assert [one.seconds for one in grants_of(ACME)] == [43_200]


async def test_whoever_changes_a_price_hears_who_was_first(seat: Seat, ana: int, luis: int) -> None:
    agreeing.keep_price(ana, Price(ACME, None, 5000, date(2026, 1, 1)))
    await at_terms(seat)
    await seat.sees("€50.00")
    await seat.press("G", "e")
    await seat.sees("An hour      50.00")
    (seen,) = prices_of(ACME)
    agreeing.keep_price(luis, replace(seen, since=date(2026, 2, 1)), seen)
    await seat.press("tab", "ctrl+u")
    await seat.type("2026-03-01")
    await seat.press("ctrl+s")
    await seat.sees("Since: luis has changed it since", "ctrl+s again")
    await seat.press("ctrl+s")
    await seat.sees("since 2026-03-01", "z takes it back")


async def test_the_card_warns_from_four_fifths_on(sit_down: SitDown, ana: int) -> None:
    pack(ana, 10, 8)
    agreeing.keep_price(ana, Price(ACME, None, 5000, None))
    seat = await sit_down()
    await seat.has_in_hand(1)
    await seat.press("0")
    await seat.sees("each week · €50.00 an hour · as it", "! only 2:00 left of 10:00 hours bought")


async def test_the_card_says_how_much_is_beyond_what_was_bought(
    sit_down: SitDown, ana: int
) -> None:
    pack(ana, 5, 5)
    seat = await sit_down()
    await seat.has_in_hand(1)
    await seat.press("0")
    await seat.sees("! the 5:00 hours bought are used up")
