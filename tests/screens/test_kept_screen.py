"""SLA kept on screen: a client's months, what one of them missed, and the figures in files."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui import clock, paths
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.screens.sla.kept_lines import month_name
from helpdesk_tui.tickets import actions, promises
from tests.screens.conftest import Seat, SitDown
from tests.screens.promised import document
from tests.support import row


@pytest.fixture
def then(luis: int) -> datetime:
    """When tickets 1 and 3 of ACME came, forty days ago; 1 was answered late and 3 was not."""
    promises.save(luis, document())
    then = (clock.now() - timedelta(days=40)).astimezone(ZoneInfo("Europe/Madrid"))
    Ticket.update(created_at=then).where(Ticket.id.in_((1, 3))).execute()
    promises.bring_up_to_date()
    actions.reply(luis, [row(1)], "We look at it.")
    return then


@pytest.fixture
async def seat(sit_down: SitDown, then: datetime) -> Seat:
    """Ana at the months of ACME."""
    seat: Seat = await sit_down()
    await seat.has_in_hand(3)
    await seat.press("0")
    await seat.sees("Marta Ruiz")
    await seat.press("S")
    await seat.sees("ACME Ibérica: SLA kept", "Total")
    return seat


async def to_the_month(seat: Seat, then: datetime) -> None:
    """Opens the month in which the two came."""
    now = clock.now().astimezone(then.tzinfo)
    back = (now.year - then.year) * 12 + now.month - then.month
    await seat.press(*"j" * back, "enter")
    await seat.sees("1 missed, 1 late")


def line(seat: Seat, words: str) -> str:
    """The line of the screen that begins with these words."""
    return next(one for one in seat.picture.splitlines() if one.strip().startswith(words))


async def test_the_months_of_a_client_are_seen_and_their_sum(seat: Seat, then: datetime) -> None:
    assert line(seat, month_name(then.date())).split()[2:] == [
        *("2", "0/2", "0", "%", "—", "—", "1", "!1")
    ]
    assert line(seat, month_name(clock.now().date())).split()[2:] == [
        *("6", "0/6", "—", "—", "—", "6")
    ]
    assert line(seat, "Total").split()[1:4] == ["8", "0/8", "0"]

    await seat.press("escape")
    await seat.sees("Marta Ruiz")


async def test_what_a_month_missed_is_listed_and_leads_to_the_ticket(
    seat: Seat, then: datetime
) -> None:
    await seat.press("enter")
    await seat.sees("Nothing was missed for the tickets of")
    await to_the_month(seat, then)
    assert "still owed" in line(seat, "3  Scanner")
    assert "959h" in line(seat, "1  Nobody can print")  # forty days, less the half hour
    await seat.press("j", "enter")
    await seat.sees("We look at it.")

    await seat.press("escape")
    await seat.sees("1 missed, 1 late")
    await seat.press("k", "enter")
    await seat.sees("Scanner sends empty pages", "Marta Ruiz")
    await seat.press("r")
    await seat.sees("Reply")
    await seat.type("It is mended.")
    await seat.press("ctrl+s")
    await seat.sees("z takes it back")
    await seat.press("escape")
    await seat.sees("2 missed, 0 late")
    await seat.press("escape")
    await seat.sees("Total")
    screen: Any = seat.app.screen
    assert screen.figures.months[-1 - screen.at].first == then.date().replace(day=1)


async def test_the_period_goes_back_by_a_year_and_comes_no_further_than_now(seat: Seat) -> None:
    now = clock.now().date()
    before = month_name(now.replace(year=now.year - 1, day=1))
    await seat.press("left_square_bracket")
    await seat.sees(f"- {before}")
    assert "—" in line(seat, "Total")
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.sees(f"- {month_name(now)}")
    await seat.press("R")
    await seat.sees(f"- {month_name(now)}")


async def test_the_figures_are_written_for_the_client_in_their_language(
    seat: Seat, tmp_path: Path
) -> None:
    await seat.press("W")
    await seat.sees("-acme-iberica-acuerdos as .m")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(tmp_path))
    await seat.press("ctrl+s")
    await seat.sees("Saved to")

    written = sorted(tmp_path.glob("*-acme-iberica-acuerdos.*"))
    assert [path.suffix for path in written] == [".html", ".md", ".txt"]
    text = written[2].read_text(encoding="utf-8")
    assert "Lo acordado y lo cumplido" in text
    assert "#1 Nobody can print" in text


async def test_a_mistake_in_ones_own_template_is_told_and_nothing_is_written(seat: Seat) -> None:
    paths.templates_dir().mkdir(parents=True)
    (paths.templates_dir() / "review.es.md").write_text("\n{{ cleint }}")
    await seat.press("W")
    await seat.sees("review.es.md:2", "“cleint”")
    await seat.press("j", "escape")
    await seat.sees("Marta Ruiz")


async def test_a_ticket_leads_to_those_of_its_client(sit_down: SitDown, then: datetime) -> None:
    seat = await sit_down("luis")
    await seat.has_in_hand(13)
    await seat.press("enter")
    await seat.sees("Waiting for a part")
    await seat.press("S")
    await seat.sees("This ticket has no client.")
    with seat.app._context():
        seat.app.action_open_ticket(2)
    await seat.sees("VPN drops every ten minutes")
    await seat.press("S")
    await seat.sees("Clínica Sol: SLA kept")
    await seat.press("escape")
    await seat.sees("VPN drops every ten minutes")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_is_drawn_at_every_size(
    sit_down: SitDown, then: datetime, size: tuple[int, int]
) -> None:
    seat: Seat = await sit_down(size=size)
    with seat.app._context():
        seat.app.action_open_kept(1)
    await seat.sees("tickets")
    shown = line(seat, "tickets").split()
    assert ("open" in shown, "kept" in shown) == (True, size[0] < 80)
    await to_the_month(seat, then)
    await seat.sees("Nobody", "promise", "959h")
    assert max(map(len, seat.picture.splitlines())) <= size[0]
