"""The six steps on the screen: what is asked, what is ticked, what the next step wants."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui import paths
from helpdesk_tui.conversations import actions, talk
from helpdesk_tui.conversations.talk import Option, Statement, Talk, Warned
from helpdesk_tui.models.conversations import Conversation, Known, Outcome, State, Told, Wants
from helpdesk_tui.models.people import Asset, Client
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import drafts
from helpdesk_tui.worktime import timer
from tests.conversations.conftest import CASE, Room
from tests.screens.conftest import Seat, SitDown
from tests.support import technician


@pytest.fixture
def room(stocked: Opened) -> Room:
    """A conversation about the first ticket that has just begun."""
    me = technician("ana")
    client, asset = Client.get(name="ACME Ibérica").id, Asset.get(name="SRV-2").id
    begun = actions.begin(me, client, CASE, ticket=1, asset=asset).things[0]
    return Room(me, client, 1, asset, 1, begun)


async def sit_at(sit_down: SitDown, room: Room, login: str = "ana", rows: int = 40) -> Seat:
    """Somebody in front of the talk."""
    seat: Seat = await sit_down(login, size=(120, rows))
    with seat.app._context():
        seat.app.action_open_talk(room.id)
    await seat.sees("ACME Ibérica ·", "EVIDENCE")
    return seat


async def to(seat: Seat, *downs: str) -> None:
    """Moves the cursor from the top."""
    await seat.press("g", *downs)


async def holds(seat: Seat, room: Room, **fields: object) -> None:
    """Waits until the conversation has these."""
    await seat.until(
        lambda: {name: getattr(room.now(), name) for name in fields} == fields,
        f"{fields} is kept: {room.now()}",
    )


def only_talk() -> Talk:
    """The one conversation there is."""
    found = talk.read(Conversation.get().id)
    assert found
    return found


async def test_a_ticket_leads_into_a_talk_and_back_into_the_same(seat: Seat) -> None:
    await seat.press("b")
    await seat.sees("Which bad news?", "Equipment must be replaced")
    await seat.type("equip")
    await seat.press("enter")
    await seat.sees("Talk 1 · ACME Ibérica · Equipment must be replaced", "with Marta Ruiz")
    assert only_talk().ticket == 1
    await seat.press("escape")
    await seat.has_in_hand(1)
    await seat.press("b")
    await seat.sees("Talk 1 ·")
    assert Conversation.select().count() == 1


async def test_enter_takes_the_first_of_a_list_that_has_not_come_yet(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = seat.app.desk.latest

    async def slow(topic: str, *asked: Any) -> Any:
        if topic == "offers":
            await asyncio.Event().wait()
        return await latest(topic, *asked)

    monkeypatch.setattr(seat.app.desk, "latest", slow)
    await seat.press("b")
    await seat.sees("Which bad news?")
    await seat.press("enter")
    await seat.sees("Talk 1 · ACME Ibérica · Equipment must be replaced")


async def test_a_ticket_of_nobody_says_what_it_needs_first(seat: Seat) -> None:
    await seat.press(*["right_square_bracket"] * 5)
    await seat.sees("Waiting for a part")
    await seat.press("b")
    await seat.sees("Say first whose ticket it is")
    assert Conversation.select().count() == 0


async def test_the_screen_says_what_to_say_and_what_is_wanted(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await seat.sees(
        "● 1 Prepare",
        "¿Quién más debería estar",
        "○ Headline",
        "To step 2: the news in one sentence · one piece of evidence",
    )
    await seat.press("n")
    await seat.sees("Still wanted: the news in one sentence")
    assert room.now().step == 1


async def test_a_field_is_kept_when_its_bar_is_left_and_taken_back(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await to(seat, "j", "j", "enter")
    await seat.sees("Their answer", "ctrl+s")
    await seat.type("Joan comes along")
    await seat.press("escape")
    await holds(seat, room, answer="Joan comes along")
    await seat.sees("✓ Their answer")
    await seat.press("z")
    await holds(seat, room, answer="")


async def test_what_is_typed_is_taken_up_in_its_field(sit_down: SitDown, room: Room) -> None:
    first = await sit_at(sit_down, room)
    await to(first, "j", "j", "enter")
    await first.type("Joan com")
    await first.until(lambda: drafts.waiting(room.me), "the draft is written")
    second: Seat = await sit_down("ana", size=(120, 40))
    with second.app._context():
        second.app.action_open_talk(room.id)
    await second.sees("Their answer", "Joan com", "Your draft of")


async def test_space_ticks_and_goes_through_a_few_values(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await to(seat, "space")
    await seat.sees("in person")
    await to(seat, "j", "space")
    await holds(seat, room, asked=True)
    room.prepare()
    room.write(step=2)
    await seat.press("R")
    await seat.sees("● 2 They know")
    await to(seat, "j", "j", "j", "space", "space")
    await seat.until(lambda: room.now().facts[0].known is Known.SUSPECTED, "it is suspected")


async def test_with_the_second_step_the_timer_runs_on_the_talk(
    sit_down: SitDown, room: Room
) -> None:
    room.prepare()
    seat = await sit_at(sit_down, room)
    await seat.press("n")
    await holds(seat, room, step=2)
    await seat.until(lambda: room.now().entry, "it has an entry")
    running = timer.running(room.me)
    assert running
    assert (running.id, running.what.ticket) == (room.now().entry, 1)
    await seat.sees("0 of 30 min")


async def test_a_jump_is_kept(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await seat.press("J")
    await seat.sees("The client asked to go straight to")
    await seat.press("6")
    await holds(seat, room, step=6)
    assert "one piece of evidence" in room.now().jumps[0].missing
    await seat.press("F")
    await seat.press("G")
    await seat.sees("straight from step 1 to 6")


async def test_statements_are_told_clear_or_left_out(sit_down: SitDown, room: Room) -> None:
    actions.edit(room.me, room.now().people[0], wants=Wants.EVERYTHING)
    for text in ("Two disks have failed.", "The copy is good."):
        room.add(Statement, text=text)
    room.write(step=4, headline="Replace it.")
    seat = await sit_at(sit_down, room)
    await seat.sees("● 4 Share", "· told · clear?")
    await to(seat, "j", "j", "j", "j", "space", "c", "j", "x")
    await seat.until(lambda: all(said.settled for said in room.now().statements), "all settled")
    assert [said.left_out for said in room.now().statements] == [False, True]


async def test_the_cursor_waits_at_the_first_statement_that_is_not_settled(
    sit_down: SitDown, room: Room
) -> None:
    room.prepare()
    room.share()
    room.add(Statement, text="The copy is good.")
    room.write(step=4)
    seat = await sit_at(sit_down, room)
    await seat.sees("● 4 Share", "The copy is good.")
    await seat.press("x")
    await seat.until(lambda: room.now().statements[1].left_out, "the second is left out")


async def test_an_option_is_declined_with_the_reason(sit_down: SitDown, room: Room) -> None:
    room.prepare()
    room.write(step=5)
    seat = await sit_at(sit_down, room)
    await seat.sees("Price and date, if they ask", "€3,200")
    await seat.press("G", "x")
    await seat.sees("Declined: A rented one")
    await seat.type("too dear")
    await seat.press("enter")
    await seat.until(lambda: room.now().options[1].outcome is Outcome.REFUSED, "it is declined")
    assert room.now().options[1].reason == "too dear"
    assert isinstance(room.now().options[1], Option)


async def test_somebody_wants_it_in_writing(sit_down: SitDown, room: Room) -> None:
    room.write(step=3)
    seat = await sit_at(sit_down, room)
    await to(seat, "j", "space", "x")
    await seat.until(lambda: room.now().people[0].how is Told.IN_WRITING, "in writing")
    assert room.now().people[0].wants is Wants.HEADLINE


async def test_a_next_step_with_gaps_says_which_and_the_sum_is_told(
    sit_down: SitDown, room: Room
) -> None:
    room.agree()
    room.agree(text="Switch it off", day=None, cost=None)
    room.write(step=6)
    seat = await sit_at(sit_down, room)
    await seat.sees("by when? what cost?", "Total: €3,200", "step 2: by when")
    await seat.press("n")
    await seat.sees("It cannot end yet: step 2: by when")
    assert room.now().state is State.OPEN


async def test_a_next_step_is_read_back_as_it_is_typed(sit_down: SitDown, room: Room) -> None:
    soon = date.today() + timedelta(days=12)
    room.write(step=6)
    seat = await sit_at(sit_down, room)
    await to(seat, "enter")
    await seat.sees("A next step")
    await seat.type("Order it")
    await seat.press("enter")
    await seat.type("ana")
    await seat.press("enter")
    await seat.type(str(soon - timedelta(days=20)))
    await seat.sees("has passed.")
    await seat.press("ctrl+s", "ctrl+u")
    await seat.type(str(soon))
    await seat.sees(f"{soon.day} {soon:%b}")
    await seat.press("enter")
    await seat.type("49/month")
    await seat.sees("€49.00 a month")
    await seat.press("enter")
    await seat.type("Joan")
    await seat.press("enter")
    await seat.sees("authorised by Joan")
    (step,) = room.now().next_steps
    assert (step.text, step.technician, step.day, step.cost, step.authorises) == (
        *("Order it", room.me, soon, 4_900, "Joan"),
    )


async def test_former_warnings_are_seen_only_when_asked_for(sit_down: SitDown, room: Room) -> None:
    room.add(Warned, text="Offer 311, declined", day=date(2024, 3, 2))
    seat = await sit_at(sit_down, room)
    await seat.sees_no("311")
    await seat.sees_no("arn")
    await seat.press("W")
    await seat.sees("Offer 311, declined", "WARNED BEFORE")


async def test_step_five_has_no_clock(sit_down: SitDown, room: Room) -> None:
    room.write(step=5)
    timer.start(room.me, timer.What("the talk", client=room.client, ticket=1), "Europe/Madrid")
    seat = await sit_at(sit_down, room)
    await seat.until(lambda: "0:0" not in seat.picture, "no clock is drawn")
    await seat.press("p")
    await seat.sees("0:00:")


async def test_a_private_note_is_only_for_whoever_wrote_it(sit_down: SitDown, room: Room) -> None:
    room.write(step=5, reaction="She wept.")
    mine = await sit_at(sit_down, room)
    await mine.sees("She wept.")
    theirs = await sit_at(sit_down, room, "luis")
    await theirs.sees("(only for whoever wrote it)")
    await theirs.sees_no("wept")


async def test_it_is_adjourned_and_a_colleague_takes_it_up(sit_down: SitDown, room: Room) -> None:
    room.write(step=2)
    seat = await sit_at(sit_down, room)
    await seat.press("A")
    await seat.sees("Adjourn until")
    await seat.type(f"{date.today() + timedelta(days=9)} 10:00")
    await seat.press("enter")
    await holds(seat, room, state=State.ADJOURNED)
    theirs = await sit_at(sit_down, room, "luis")
    await theirs.sees("Adjourned: A goes on with it")
    assert room.now().leader == "ana"
    await theirs.press("A")
    await holds(theirs, room, state=State.OPEN, leader="luis")


async def test_what_another_has_changed_is_seen_and_never_overwritten(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await to(seat, "j", "j", "enter")
    await seat.type("Joan")
    actions.write(technician("luis"), room.now(), answer="Nobody else")
    await seat.press("enter")
    await seat.sees("luis has set", "Nobody else")
    assert room.now().answer == "Nobody else"
    await seat.press("escape", "escape")


async def test_what_a_client_will_hear_is_looked_over_at_a_pause(
    sit_down: SitDown, room: Room
) -> None:
    seat = await sit_at(sit_down, room)
    await to(seat, *["j"] * 7, "enter")
    await seat.sees("Headline", "words")
    await seat.type("Le garantizo que no volverá a ocurrir")
    await seat.sees("A promise that may not hold")
    await seat.press("escape")
    await holds(seat, room, headline="Le garantizo que no volverá a ocurrir")


async def test_a_headline_is_counted_as_it_is_typed(sit_down: SitDown, room: Room) -> None:
    seat = await sit_at(sit_down, room)
    await to(seat, *["j"] * 7, "enter")
    await seat.type("One two three")
    await seat.sees("3 of at most 20 words")


async def test_an_own_case_with_a_mistake_is_told_and_the_others_can_be_used(
    seat: Seat, tmp_path: Path
) -> None:
    paths.cases_dir().mkdir(parents=True)
    (paths.cases_dir() / "mine.toml").write_text("nonsense = 1\n")
    await seat.press("b")
    told = "mine.toml: name: Give the case a name"  # on two lines where the folder's name is long
    await seat.until(lambda: told in " ".join(seat.picture.split()), told)
    await seat.sees("Equipment must be replaced")


async def test_a_narrow_screen_shows_hints_in_the_place_of_the_fields(
    sit_down: SitDown, room: Room
) -> None:
    seat: Seat = await sit_down(size=(80, 24))
    with seat.app._context():
        seat.app.action_open_talk(room.id)
    await seat.sees("How we meet")
    await seat.sees_no("EVIDENCE")
    await seat.press("h")
    await seat.sees("EVIDENCE", "EQUIPMENT MUST BE REPLACED")
    await seat.sees_no("How we meet")
