"""The end of a conversation on the screen: from its last step to a summary that the client has."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from helpdesk_tui import paths
from helpdesk_tui.conversations import actions, closing, unsettled
from helpdesk_tui.models.conversations import Given, State
from helpdesk_tui.models.people import Asset, Client
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import drafts
from helpdesk_tui.working_hours import working_hours
from tests.conversations.conftest import CASE, Room
from tests.screens.conftest import Seat, SitDown
from tests.support import technician

DUE = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@pytest.fixture
def room(stocked: Opened) -> Room:
    """A conversation about the first ticket that has been led to its last step."""
    me = technician("ana")
    client, asset = Client.get(name="ACME Ibérica").id, Asset.get(name="SRV-2").id
    begun = actions.begin(me, client, CASE, ticket=1, asset=asset).things[0]
    room = Room(me, client, 1, asset, 1, begun)
    room.prepare()
    room.share()
    room.agree()
    room.write(step=6, reaction="Joan wept.")
    return room


async def sit_at(sit_down: SitDown, room: Room) -> Seat:
    seat: Seat = await sit_down(size=(80, 30))
    await seat.has_in_hand(1)
    with seat.app._context():
        seat.app.action_open_talk(room.id)
    await seat.sees("Order the server")
    return seat


async def test_from_the_last_step_to_a_summary_that_was_read(
    sit_down: SitDown, room: Room, tmp_path: Path
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("look it over", "# Resumen de nuestra conversación")
    await seat.press("ctrl+s")
    await seat.sees("write to files", "the client has it")
    (tmp_path / "out").mkdir()
    await seat.press("w")
    await seat.sees("Folder")
    await seat.press("ctrl+u")
    await seat.type(f"{tmp_path}/out")
    await seat.press("ctrl+s")
    await seat.sees("Saved to")
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".md", ".html", ".txt"}
    await seat.press("S", "g")
    await seat.sees("erased for good")
    await seat.press("h")
    await seat.sees("The summary is given")
    talk = room.now()
    assert (talk.state, talk.given_how, talk.reaction) == (State.GIVEN, Given.BY_HAND, "")
    await seat.press("S", "a")
    await seat.sees("Who has read the summary?")
    await seat.type("Joan Vidal")
    await seat.press("enter")
    await seat.sees("Read by Joan Vidal")
    assert room.now().acknowledged_by == "Joan Vidal"


async def test_the_end_makes_tickets_that_the_queue_shows_and_undo_takes_away(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("look it over")
    ticket = room.now().next_steps[0].ticket
    assert ticket
    await seat.press("escape")
    await seat.sees("ticket " + str(ticket))
    await seat.press("escape")
    await seat.sees("Order the server")
    await seat.until(lambda: ticket in seat.listed)
    await seat.press("z")
    await seat.until(lambda: ticket not in seat.listed)
    assert room.now().state is State.OPEN


async def test_a_ticket_says_in_which_talk_it_was_agreed_on(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("look it over")
    ticket = room.now().next_steps[0].ticket
    assert ticket
    await seat.press("escape", "escape")
    await seat.sees("Order the server")
    while seat.in_hand != ticket:
        await seat.press("j")
    await seat.press("enter")
    await seat.sees(f"{ticket} Order the server", "agreed in: The server will not")


async def test_what_is_changed_in_the_summary_is_kept_as_it_is_typed(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("look it over")
    await seat.type("To Marta: ")
    draft = (room.me, unsettled.target(room.id), "summary")
    await seat.until(lambda: drafts.load(*draft), "it is a draft before any key keeps it")
    await seat.press("escape")
    await seat.sees_no("look it over")
    assert room.now().summary == ""
    await seat.press("S")
    await seat.sees("Your draft of", "To Marta: # Resumen")
    await seat.press("ctrl+s")
    await seat.sees("the client has it")
    assert room.now().summary.startswith("To Marta: # Resumen")
    assert drafts.load(*draft) is None


async def test_a_mistake_in_ones_own_template_is_told_and_the_talk_is_ended_all_the_same(
    sit_down: SitDown, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    paths.templates_dir().mkdir()
    own = paths.templates_dir() / "summary.es.md"
    own.write_text("# Hola\n{{ client | mdd }}\n")
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("summary.es.md:2", "mdd")
    assert room.now().state is State.ENDED
    own.write_text("# Hola, {{ client | md }}\n")
    await seat.press("S")
    await seat.sees("# Hola, ACME Ibérica")


async def test_before_the_end_there_is_no_summary(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("S")
    await seat.sees("after step 6")


async def test_a_summary_that_is_due_is_reminded_of_once(sit_down: SitDown, room: Room) -> None:
    with time_machine.travel(DUE.replace(hour=16, minute=30), tick=False) as now:
        closing.end(room.me, room.now(), working_hours(Settings(), "Europe/Madrid"), "EUR")
        seat: Seat = await sit_down(size=(120, 30))
        await seat.has_in_hand(15)
        now.move_to(DUE.replace(hour=16, minute=31))
        await seat.app.timing.minute()
        await seat.sees("Summary due: ACME Ibérica, 18:00.")
        closing.save_summary(room.me, room.now(), "# Summary")
        closing.give(room.me, room.now(), Given.MAIL)
        await seat.app.timing.minute()
        await seat.sees_no("is due")
