"""The screen of figures: counted elsewhere, drawn with bars, and led on to the tickets."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Message, MessageKind, Shelf, Ticket
from helpdesk_tui.reports import figures
from helpdesk_tui.reports.figures import Table
from helpdesk_tui.screens.common import child
from helpdesk_tui.screens.figures import asked, figure_lines
from helpdesk_tui.screens.figures.asked import Asked, Shown
from tests.screens.conftest import Seat, SitDown
from tests.support import technician
from tests.timesheets.conftest import wrote


async def at_figures(seat: Seat) -> None:
    await seat.press("6")
    await seat.sees("no category", "counted just now")


def line(seat: Seat, beginning: str) -> list[str]:
    """The words of the line that begins so."""
    lines = [line.strip() for line in seat.picture.splitlines()]
    return next(line for line in lines if line.startswith(beginning))[len(beginning) :].split()


async def test_figures_stand_beside_their_bars_and_the_look_ahead_below(seat: Seat) -> None:
    await at_figures(seat)
    assert line(seat, "no category")[:2] == ["14", "13"]
    assert line(seat, "all")[:2] == ["14", "13"]
    assert "█" in line(seat, "no category")[-1]
    await seat.sees("13 open, 1 of them waiting. In 4 weeks: 14 came, 1 done.")


async def test_dimension_and_period_go_by_keys(seat: Seat) -> None:
    await at_figures(seat)
    await seat.press("d")
    await seat.sees("Figures by", "c Client")
    await seat.press("c")
    await seat.sees("Clínica Sol")
    assert [line(seat, name)[0] for name in ("ACME Ibérica", "Clínica Sol")] == ["8", "4"]
    await seat.press("tab", "tab", "tab")
    await seat.sees("Technician ·", "luis")
    await seat.press("shift+tab")
    await seat.sees("Team ·", "no team")
    await seat.press("left_square_bracket")
    await seat.sees("No ticket came in this period.")
    await seat.press("p", "y")
    await seat.sees("no team")
    await seat.press("right_square_bracket")
    await seat.sees("The period after this one has not begun.")
    await seat.press("p", "a", "right_square_bracket")
    await seat.sees("These are all tickets; p picks a period.")
    await seat.press("d", "s")
    await seat.sees("Recurring subjects · all", "No two tickets of this period have like")


async def test_bars_are_of_the_column_that_is_picked_and_wide_screens_have_more(
    sit_down: SitDown,
) -> None:
    seat: Seat = await sit_down(size=(140, 40))
    await at_figures(seat)
    assert "ø resolved" in seat.picture
    await seat.press("d", "t")
    await seat.sees("Technician ·", "luis", "nobody")
    assert "█" in line(seat, "ana")[-1]
    await seat.press(*"llllll")  # of those that wait, of which luis has the only one
    await seat.until(lambda: "█" not in line(seat, "ana")[-1])
    assert "█" in line(seat, "luis")[-1]


async def test_a_row_leads_to_its_tickets(seat: Seat) -> None:
    await at_figures(seat)
    await seat.press("d", "c")
    await seat.sees("Clínica Sol")
    await seat.press("j", "enter")
    await seat.lists(2, 4, 6, 8)
    assert "All open" in seat.top
    await seat.press("6", "d", "t")
    await seat.sees("nobody")
    await seat.press("j", "enter")
    await seat.lists(9, 10, 11, 12)


def test_a_row_of_which_nothing_came_leads_to_what_is_open_from_before() -> None:
    period = asked.usual(date(2026, 11, 22))
    row = replace(figures.row(1, "ACME", []), backlog=3)
    table = Table("client", period, "", datetime(2026, 11, 22, tzinfo=UTC), (row,), row)
    assert Shown(Asked(period, "client"), table).tickets(0) == ("all", 'client:"ACME"')


async def test_a_filter_holds_for_all_that_is_counted(seat: Seat) -> None:
    await at_figures(seat)
    await seat.press("slash")
    await seat.type("printer\n")
    await seat.sees("· printer", "2 open, 0 of them waiting")
    await seat.until(lambda: line(seat, "all")[:2] == ["2", "2"])
    await seat.press("slash")
    await seat.type(" nothing\n")
    await seat.sees("The queue is empty.")
    await seat.press("slash")
    await seat.type(" prio:x\n")
    await seat.sees("“x” is not a number", "printer nothing")


async def test_figures_are_written_to_a_file(seat: Seat, tmp_path: Path) -> None:
    await at_figures(seat)
    await seat.press("W")
    await seat.sees("Write “Category · ", "to a file")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(tmp_path / "figures.txt"))
    await seat.press("ctrl+s")
    await seat.sees("End the name with .csv or .json.")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(tmp_path / "figures.csv"))
    await seat.press("ctrl+s")
    await seat.sees("Saved to")
    assert "category" in (tmp_path / "figures.csv").read_text()


async def test_counting_is_stopped_by_esc_and_what_is_shown_stays(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at_figures(seat)
    ended: list[str] = []

    async def never(*arguments: object, **how: object) -> tuple[int, list[str]]:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append("ended")
        raise AssertionError

    monkeypatch.setattr(child, "run", never)
    await seat.press("tab")
    await seat.sees("Team · ", "counting …", "no category")
    await seat.press("escape")
    await seat.sees("The counting was stopped; what is shown is as it was.", "Category · ")
    assert ended == ["ended"]
    await seat.press("escape")
    await seat.has_in_hand(1)
    await seat.press("6")
    await seat.sees("Counting the tickets …")
    await seat.press("escape")
    await seat.sees("The counting was stopped. R tries again.")


async def test_a_command_that_only_reads_ends_with_who_waits_for_it(
    seat: Seat, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "endless.csv")
    endless = str(tmp_path / "endless.csv")

    def running() -> list[psutil.Process]:
        return [one for one in psutil.Process().children() if endless in one.cmdline()]

    reading = asyncio.create_task(child.run(seat.app, "import", endless, only_reads=True))
    await seat.until(running)
    await seat.pause(0.5)  # it waits for what nobody will ever write
    assert running()
    reading.cancel()
    await seat.until(lambda: not running())
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_what_cannot_be_counted_says_why(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*arguments: object, **how: object) -> tuple[int, list[str]]:
        return 2, ["The disk is gone."]

    monkeypatch.setattr(child, "run", fails)
    await seat.press("6")
    await seat.sees("The disk is gone. R tries again.")
    monkeypatch.undo()
    await seat.press("R")
    await seat.sees("no category")


def test_a_bar_shows_whatever_is_more_than_nothing() -> None:
    assert [figure_lines.bar(number, 100, 5) for number in (0, 1, 50, 100)] == [
        "",
        "▌",
        "██▌",
        "█████",
    ]


@pytest.fixture
def routine(stocked: object) -> int:
    """Three weeks of the same for ACME, once on a ticket."""
    now = datetime.now(UTC).replace(microsecond=0)
    ana = technician("ana")
    acme = Client.get(Client.name == "ACME Ibérica").id
    for week, title in enumerate(
        ("Looked through copies", "copies looked through", "Copise looked through")
    ):
        wrote(
            *(
                ana,
                now - timedelta(days=1 + 7 * week, minutes=30),
                now - timedelta(days=1 + 7 * week),
            ),
            title=title,
            client=acme,
            ticket=None if week else 1,
            description="Open the console.\nRun again what failed.",
        )
    return int(acme)


@pytest.mark.usefixtures("routine")
async def test_a_routine_is_told_by_week_and_leads_to_its_entries(seat: Seat) -> None:
    await at_figures(seat)
    await seat.press("D")
    await seat.sees("A procedure is drafted from a routine: d r shows them.")
    await seat.press("d", "r")
    await seat.sees(
        "3 times on 3 days · 1 technician · 1 ticket · 1:30 h in all", "h a year at this"
    )
    assert line(seat, "Looked through copies")[:4] == ["ACME", "Ibérica", "3", "1:30"]
    assert "0:30 0:30 0:30" in " ".join(seat.picture.split())
    await seat.press("enter")
    await seat.sees("Looked through copies · ACME Ibérica", "0:30", "Copise looked")
    await seat.press("j", "o")
    await seat.sees("No ticket is about this entry.")
    await seat.press("k", "o")
    await seat.sees("Also open there")
    await seat.press("escape", "escape")
    await seat.sees("3 times on 3 days")


@pytest.mark.usefixtures("routine")
async def test_a_procedure_is_drafted_and_nothing_is_kept_unless_it_is_saved(seat: Seat) -> None:
    await at_figures(seat)
    await seat.press("d", "r")
    await seat.sees("3 times on 3 days")
    await seat.press("D")
    await seat.sees(
        "Draft of a procedure", "Procedure: Looked through copies (ACME", "What for: Looked"
    )
    await seat.sees("1. Open the console (3)", "2. Run again what failed (3)")
    await seat.press("escape")
    await seat.until(lambda: "Draft of a procedure" not in seat.picture)
    assert (Ticket.select().count(), Draft.select().count()) == (14, 0)
    await seat.press("D")
    await seat.sees("1. Open the console (3)")
    await seat.press("ctrl+s")
    await seat.sees("15 opened · z takes it back")
    ticket = Ticket.get_by_id(15)
    assert (ticket.client, ticket.subject) == (
        None,
        "Procedure: Looked through copies (ACME Ibérica)",
    )
    (told,) = Message.select().where(Message.ticket == 15)
    assert told.kind == MessageKind.NOTE
    assert "2. Run again what failed (3)" in told.body
    await seat.press("z")
    await seat.until(lambda: Ticket.get_by_id(15).shelf not in (Shelf.LIVE, Shelf.DONE))
