"""Monday on screen: sheets looked at, given out one by one or all, corrected and asked about."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui import clock
from helpdesk_tui.models.billing import Query, Sheet, State, Terms
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.timesheets import giving, letter
from helpdesk_tui.timesheets import letters as lying
from helpdesk_tui.timesheets.rows import Sheet as Told
from tests.screens.conftest import Seat, SitDown
from tests.support import technician

MADRID = ZoneInfo("Europe/Madrid")


def last_monday() -> date:
    today = clock.now().astimezone(MADRID).date()
    return today - timedelta(days=today.weekday() + 7)


def wrote(by: int, client: str, hour: int, minutes: int, **columns: object) -> int:
    """An entry of last week's Monday, in Madrid."""
    begin = datetime.combine(last_monday(), time(hour), MADRID)
    whose = Client.get(Client.name == client).id
    entry = Entry.create(
        technician=by,
        client=whose,
        begin=begin,
        end=begin + timedelta(minutes=minutes),
        zone="Europe/Madrid",
        created_at=begin,
        **{"title": "Server", **columns},
    )
    return int(entry.id)


@pytest.fixture
async def seat(sit_down: SitDown, ana: int) -> Seat:
    """Ana on a Monday: ACME is ready, and nobody gets the sheet of Clínica Sol."""
    acme = Client.get(Client.name == "ACME Ibérica").id
    to = "Marta Ruiz <marta@acme.example>"
    Terms.create(client=acme, rounding="up 15", to=to, created_at=clock.now())
    wrote(ana, "ACME Ibérica", 9, 65)
    wrote(ana, "ACME Ibérica", 11, 20, title="Printer")
    wrote(ana, "Clínica Sol", 15, 30)
    seat: Seat = await sit_down()
    await seat.has_in_hand(1)
    await seat.press("f8")
    await seat.sees("2 clients · 1:55 h · 1 ready")
    return seat


def letters() -> list[Path]:
    folder = lying.folder()
    return sorted(folder.glob("*.eml")) if folder.exists() else []


def line(seat: Seat, words: str) -> str:
    return next(one for one in seat.picture.splitlines() if words in one)


async def test_each_client_has_a_row_with_hours_recipients_and_state(seat: Seat) -> None:
    assert line(seat, "  ACME").split() == [
        *("ACME", "Ibérica", "1:25", "→", "1:45", "Marta", "Ruiz", "ready")
    ]
    assert "! nobody gets it" in line(seat, "  Clínica Sol")
    await seat.press("j")
    await seat.sees("Nobody gets it yet: e says who.")
    await seat.press("s")
    await seat.sees("Nobody gets it yet: say who.")
    await seat.press("e")
    await seat.sees("Agreed with Clínica Sol")
    await seat.type("Dra. Gil <gil@sol.example>")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "Dra. Gil")
    assert "ready" in line(seat, "  Clínica Sol")
    await seat.press("dollar_sign")
    await seat.sees("Clínica Sol · what is agreed about hours")
    await seat.press("escape", "[")
    await seat.sees("ACME Ibérica", "nothing to tell")


async def test_one_is_given_out_once_it_was_said_who_gets_it_and_taken_back(seat: Seat) -> None:
    await seat.press("s")
    await seat.sees("gets 1:45 for week", "marta@acme.example", "NOT SENT")
    assert not Sheet.select().exists()
    await seat.press("s")
    await seat.sees("was given out,")
    (letter,) = letters()
    assert b"marta@acme.example" in letter.read_bytes()
    await seat.sees("given out")
    told = letter.read_bytes()
    await seat.press("w")
    await seat.sees("The letter lies there as it was told")
    letter.write_bytes(told[:1000])
    await seat.press("w")
    await seat.sees("The letter was written again, NOT SENT")
    assert letter.read_bytes() == told
    await seat.press("z")
    await seat.sees("Taken back: ", "Its letter was removed", "1 ready")
    assert letters() == []
    await seat.press("Z")
    await seat.sees("Give it out anew")
    await seat.press("s", "s")
    await seat.sees("0 ready")
    assert letters() == [letter]
    await seat.press("u")
    await seat.sees("is a draft again. Its letter was removed", "1 ready")
    assert letters() == []
    await seat.press("w")
    await seat.sees("It was not given out, and no letter of it is here.")


async def test_all_that_are_ready_are_given_out_and_what_another_desk_did_first_is_told(
    seat: Seat, sit_down: SitDown, luis: int
) -> None:
    sol = Client.get(Client.name == "Clínica Sol").id
    Terms.create(client=sol, to="gil@sol.example", created_at=clock.now())
    await seat.press("R")
    await seat.sees("2 ready")
    monday = last_monday()
    days = monday, monday + timedelta(days=6)
    await seat.press("S")
    await seat.sees("Give out 2 sheets?")
    giving.tell(luis, sol, *days, clock.now(), lambda told, folder: _empty(folder / "sol.eml"))
    await seat.press("s")
    await seat.sees("1 sheet was given out", "luis")
    assert Sheet.select().where(Sheet.state == State.GIVEN).count() == 2
    assert len(letters()) == 2
    await seat.press("S")
    await seat.sees("None of these is ready")


async def test_a_client_leads_to_their_pivot_and_their_workbook(seat: Seat) -> None:
    await seat.press("o")
    await seat.sees("Client × ISO week", "ACME Ibérica")
    await seat.press("escape")
    await seat.sees("NOT SENT")
    await seat.press("x")
    await seat.sees("Write recorded time to a workbook", "ACME Ibérica", str(last_monday()))
    await seat.press("escape")


def _empty(path: Path) -> Path:
    path.touch()
    return path


async def test_giving_out_all_of_them_stops_where_it_is_when_one_says_so(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        name = f"Client {number}"
        whose = editing.add_client(ana, {"name": name}).things[0]
        Terms.create(client=whose, to="x@client.example", created_at=clock.now())
        wrote(ana, name, 16 + number, 30)

    def slowly(told: Told, folder: Path) -> Path:
        sleep(0.4)
        return _empty(folder / f"{told.client.id}.eml")

    monkeypatch.setattr(letter, "write", slowly)
    await seat.press("R")
    await seat.sees("7 ready")
    await seat.press("S", "s")
    await seat.sees("Giving out · ", "esc stop")
    await seat.press("escape")
    await seat.sees("Stopped;")
    given = Sheet.select().where(Sheet.state == State.GIVEN).count()
    assert 0 < given < 7
    assert len(letters()) == given


async def test_a_sheet_is_looked_at_put_right_and_given_words(seat: Seat) -> None:
    await seat.press("enter")
    await seat.sees("1:25 worked → 1:45 billed", "Printer", "each entry up to the next 15 minutes")
    await seat.press("j", "enter")
    await seat.sees("Title        Printer")
    await seat.press("escape", "p")
    await seat.sees("Words above the sheet")
    await seat.press(*"All quiet.", "escape")
    await seat.sees("draft is kept")
    await seat.press("p")
    await seat.sees("Your draft of", "All quiet.")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back", "All quiet.")
    assert Sheet.get().paragraph == "All quiet."


async def test_a_client_asks_about_a_line_and_a_correction_puts_it_right(seat: Seat) -> None:
    await seat.press("enter")
    await seat.sees("Printer")
    await seat.press("a")
    await seat.sees("it was not given out yet")
    await seat.press("s", "s")
    await seat.sees("given out")
    await seat.press("j", "a")
    await seat.sees("The client asks about “Printer”")
    await seat.press(*"Marta", "tab", *"Why?", "ctrl+s")
    await seat.sees("? Marta: Why?")
    await seat.press("a", "a", *"Dust.", "ctrl+s")
    await seat.sees("= Dust.")
    await seat.press("a", "c")
    await seat.sees("correction 1", "put right by correction 1")
    entry = Entry.get(Entry.title == "Printer")
    Entry.update(end=entry.end - timedelta(minutes=10)).where(Entry.id == entry.id).execute()
    await seat.press("R", "G")
    await seat.sees("What differs from what was told")
    await seat.press("d")
    await seat.sees("It differs from what was told")
    await seat.press("s", "s")
    await seat.sees("given out")
    assert Query.get().correction_id == Sheet.get(Sheet.revision == 2).id
    assert len(letters()) == 2


async def test_a_guest_looks_and_gives_nothing_out(sit_down: SitDown, ana: int) -> None:
    guest = technician("eva")
    Technician.update(role=Technician.GUEST).where(Technician.id == guest).execute()
    wrote(ana, "ACME Ibérica", 9, 65)
    seat = await sit_down("eva")
    await seat.press("f8")
    await seat.sees("1 client ·")
    await seat.press("s")
    await seat.sees("guest")
    assert not Sheet.select().exists()
