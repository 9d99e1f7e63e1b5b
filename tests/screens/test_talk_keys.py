"""The six steps under the hands: where the cursor is, what a key does, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpdesk_tui import paths
from helpdesk_tui.conversations import actions, closing
from helpdesk_tui.conversations.talk import Person
from helpdesk_tui.i18n import install
from helpdesk_tui.models.conversations import State
from helpdesk_tui.models.people import Asset, Client
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.working_hours import working_hours
from helpdesk_tui.worktime import recording
from tests.conversations.conftest import CASE, Room
from tests.screens.conftest import Seat, SitDown
from tests.support import technician


@pytest.fixture
def room(stocked: Opened) -> Room:
    """A conversation about the first ticket, prepared for its first step."""
    me = technician("ana")
    client, asset = Client.get(name="ACME Ibérica").id, Asset.get(name="SRV-2").id
    begun = actions.begin(me, client, CASE, ticket=1, asset=asset).things[0]
    room = Room(me, client, 1, asset, 1, begun)
    room.prepare()
    return room


async def sit_at(sit_down: SitDown, room: Room, size: tuple[int, int] = (80, 24)) -> Seat:
    seat: Seat = await sit_down(size=size)
    await seat.sees("Nobody can")
    with seat.app._context():
        seat.app.action_open_talk(room.id)
    await seat.sees("1 · ACME")
    return seat


async def asks_for(seat: Seat, what: str) -> None:
    """Waits until a bar asks for this."""
    await seat.sees("ctrl+s save")
    title = next(line for line in seat.picture.splitlines() if "ctrl+s save" in line)
    assert title.split("   ")[0].strip() == what


async def test_a_step_begins_at_its_first_line(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("G", "n")
    await seat.sees("What they tried")
    await seat.press("enter")
    await asks_for(seat, "In their own words")
    await seat.type("It beeps.")
    await seat.press("ctrl+s", "n")
    await seat.sees("For each who is there")
    await seat.press("space")
    await seat.until(lambda: room.now().present[0].wants, "who is there is ticked at once")


async def test_the_cursor_stays_on_its_line_where_two_steps_ask_for_the_same(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("j", "j", "j", "j")  # who is there, for the first time
    await seat.press("F")
    await seat.sees("1 Prepare: right people")
    await seat.press("space", "j", "space", "enter")
    await asks_for(seat, "When")


async def test_an_answer_is_chosen_with_the_arrows(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("j", "j", "j", "plus")
    await seat.sees("Decides      no")
    await seat.type("Joan Vidal")
    await seat.press("tab", "tab")
    await seat.sees("              yes")
    await seat.press("up", "tab")
    await seat.sees("Decides      yes")
    await seat.press("down", "tab", "shift+tab", "shift+tab")  # the list is at its answer: no
    await seat.press("down", "up", "ctrl+s")
    await seat.sees("Joan Vidal · decides")
    assert room.now().people[-1].decides


async def test_what_is_typed_of_ones_own_is_not_taken_for_what_is_like_it(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    room.add(Person, name="Mart", contact=None)
    await seat.press("j", "j", "j", "R", "j", "j", "enter")
    await seat.sees("Name         Mart")
    await seat.press("tab")
    await seat.type("own")
    await seat.press("ctrl+s")
    await seat.sees("Mart · owner", "kept")
    assert room.now().people[-1].contact is None
    await seat.press("j", "j", "j", "j", "j", "j", "j", "plus")
    await seat.sees("Cambiarlo ahora")
    await seat.type("alquilar")
    await seat.press("ctrl+s")
    await seat.until(lambda: room.now().options[2:], "the option is kept")
    assert room.now().options[2].text == "alquilar"


async def test_what_is_still_wanted_is_in_hand_at_once(sit_down: SitDown, room: Room) -> None:
    room.write(headline="", answer="")
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("Still wanted: the news in one sentence · their answer")
    await seat.press("enter")
    await asks_for(seat, "Their answer")
    await seat.type("Joan, who decides")
    await seat.press("enter", "n", "enter")
    await asks_for(seat, "Headline")


async def test_the_end_is_not_reached_with_a_gap(sit_down: SitDown, room: Room) -> None:
    room.write(step=6)
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("It cannot end yet: one step at least.")


async def test_a_talk_that_has_ended_is_looked_at_without_a_timer(
    sit_down: SitDown, room: Room
) -> None:
    room.share()
    room.agree()
    room.write(step=6)
    closing.end(room.me, room.now(), working_hours(Settings(), "Europe/Madrid"), "EUR")
    seat = await sit_at(sit_down, room)
    await seat.sees("The talk is over; its summary is due")
    await seat.press("J", "4")
    await seat.sees("understood, not just said")
    await seat.press("n", "n", "A")
    await seat.sees("has ended already", "both can repeat it")
    assert recording.running(room.me) is None
    assert (room.now().state, room.now().jumps) == (State.ENDED, ())
    await seat.press("plus")
    await seat.type("Order a second one")
    await seat.press("ctrl+s")
    await seat.sees("needs a ticket of its own")


async def test_the_hint_is_about_what_was_typed_last_and_the_summary_is_looked_over_too(
    sit_down: SitDown, room: Room
) -> None:
    room.write(headline="Le garantizamos que funcionará")
    room.share()
    room.agree()
    room.write(step=6)
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.sees("look it over")
    await seat.press("ctrl+home")
    await seat.type("Volverá a funcionar en breve. ")
    await seat.sees("“garantizamos”: A promise that may not hold.", "(and 1 more)")


async def test_the_steps_have_their_names_on_a_narrow_screen_in_spanish(
    sit_down: SitDown, room: Room
) -> None:
    install("es")
    seat = await sit_at(sit_down, room)
    await seat.sees("● 1 Preparar", "4 Contar", "6 Pasos", "«Hay algo sobre SRV-2 de lo que")


async def test_help_tells_to_the_end_what_a_key_does(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("question_mark")
    await seat.sees("talk.next", "all it wants; from the last: the")


async def test_what_a_colleague_has_written_meanwhile_gives_way_the_second_time(
    sit_down: SitDown, room: Room, luis: int
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("j", "j", "j", "j", "j", "j", "j", "enter")
    await asks_for(seat, "Headline")
    await seat.press("ctrl+a", "ctrl+k")
    await seat.type("Ana's headline")
    actions.write(luis, room.now(), headline="Luis's headline")
    await seat.press("ctrl+s")
    await seat.sees("luis has set headline to “Luis's headline” meanwhile")
    await seat.press("escape")
    await seat.sees_no("ctrl+s save")
    assert room.now().headline == "Luis's headline"
    await seat.press("enter")
    await seat.sees("Text         Ana's headline")
    await seat.sees("Ana's headline (being typed)")
    await seat.press("ctrl+s")  # the draft was begun before luis wrote, and still does not hide it
    await seat.sees("luis has set headline")
    assert room.now().headline == "Luis's headline"
    await seat.press("ctrl+s")
    await seat.until(lambda: room.now().headline == "Ana's headline")


async def test_a_line_is_changed_by_two_in_different_fields(
    sit_down: SitDown, room: Room, luis: int
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("G", "k", "k", "k", "enter")
    await seat.sees("Option       A new server")
    actions.edit(luis, room.now().options[0], cost=100)
    await seat.press("end")
    await seat.type(" with a warranty")
    await seat.press("ctrl+s")
    await seat.sees("A new server with a warranty", "€1.00")


async def test_what_is_written_has_room_on_a_very_narrow_screen(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room, (40, 20))
    await seat.press("j", "j")
    await seat.sees("✓ Their answer     Joan, who decides")


async def test_the_headline_of_the_case_is_offered(sit_down: SitDown, room: Room) -> None:
    room.write(headline="")
    seat = await sit_at(sit_down, room)
    await seat.press("n", "enter")
    await seat.sees("Ya no se puede confiar en SRV-2; hay que cambiarlo.", "0 of at most 20 words")
    await seat.press("down", "enter")
    await seat.sees("✓ Headline")
    assert room.now().headline == "Ya no se puede confiar en SRV-2; hay que cambiarlo."


async def test_a_mistake_in_ones_own_case_is_told_where_the_case_is_missing(
    sit_down: SitDown, room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    paths.cases_dir().mkdir()
    (paths.cases_dir() / "ours.toml").write_text('name.en = "Ours"\nheadlin.en = "x"\n')
    seat = await sit_at(sit_down, room)
    await seat.press("C")
    await seat.sees("ours.toml:2: headlin", "Equipment must be replaced")


async def test_the_line_in_hand_is_seen_without_colours(
    sit_down: SitDown, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seat = await sit_at(sit_down, room)
    assert seat.app.look.lit.reverse
    await seat.press("f2")
    await seat.sees("light")
    assert seat.app.look.lit.reverse


async def test_a_talk_that_was_begun_by_mistake_is_taken_back(seat: Seat) -> None:
    await seat.press("b")
    await seat.sees("Equipment must be replaced")
    await seat.press("enter")
    await seat.sees("Talk 1 · ACME Ibérica", "How we meet")
    await seat.press("z")
    await seat.sees_no("How we meet")
    await seat.has_in_hand(1)
    await seat.press("Z", "b")
    await seat.sees("Talk 1 · ACME Ibérica", "How we meet")


async def test_a_step_that_is_taken_back_is_named(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await seat.until(lambda: room.now().step == 2, "the next step")
    await seat.press("p")
    await seat.until(lambda: room.now().step == 1, "back")
    await seat.press("z")
    await seat.sees("Taken back: From step 2 to 1")
    assert room.now().step == 2


async def test_a_long_headline_leaves_room_for_where_the_talk_stands(
    sit_down: SitDown, room: Room
) -> None:
    room.write(headline="The server will not survive this week and everything on it is at risk.")
    seat = await sit_at(sit_down, room)
    await seat.press("o")
    await seat.sees("talk: The server will not survive", "… · step 1, going on · b opens it")
    await seat.press("escape", "1", "0")
    await seat.sees("Contacts")
    await seat.sees("… · step 1, going on")


async def test_a_tick_is_always_one_that_is_seen(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("j", "j", "j", "j", "space")
    await seat.sees("Marta Ruiz · accounts · decides")
    await seat.press("x")
    await seat.sees("nothing to tick")
    (marta,) = room.now().people
    assert (marta.decides, int(marta.wants), int(marta.how)) == (True, 0, 0)


async def test_what_is_clear_to_them_is_not_the_clearing_of_a_list_in_spanish(
    sit_down: SitDown, room: Room
) -> None:
    install("es")
    room.share()
    room.write(step=4)
    seat = await sit_at(sit_down, room)
    await seat.sees("✓ dicho ✓ claro")


async def test_whoever_has_the_very_name_that_is_typed_comes_first(
    sit_down: SitDown, room: Room
) -> None:
    room.add(Person, name="Lu", contact=None)
    room.write(step=6)
    seat = await sit_at(sit_down, room)
    await seat.press("plus")
    await seat.type("Sign the offer")
    await seat.press("tab")
    await seat.type("Lu")
    await seat.sees("Lu  ACME Ibérica", "luis")
    await seat.press("ctrl+s")
    await seat.until(lambda: room.now().next_steps, "the step is there")
    (step,) = room.now().next_steps
    assert (step.who, step.technician) == ("Lu", None)
