"""The lists of talks: what is due next, the one in hand, beginning one, where else they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from helpdesk_tui import i18n
from helpdesk_tui.conversations import actions, cases, listing
from helpdesk_tui.conversations.listing import Query
from helpdesk_tui.conversations.talk import NextStep, Person, Talk, Warned
from helpdesk_tui.conversations.talk import read as read_talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.screens.app import DeskApp
from helpdesk_tui.screens.common import words
from helpdesk_tui.screens.talks import talks as screen
from helpdesk_tui.screens.talks import talks_lines
from tests.screens.conftest import Seat, SitDown
from tests.support import technician

FRIDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""Ten in the morning in Madrid."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ACME, SOL = 1, 2


@pytest.fixture(autouse=True)
def in_the_morning(stocked: object) -> Iterator[None]:
    with time_machine.travel(FRIDAY, tick=True):
        yield


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the conversations that are opened."""
    numbers: list[int] = []
    monkeypatch.setattr(DeskApp, "action_open_talk", lambda _, n: numbers.append(n), raising=False)
    return numbers


def made(by: int, client: int = ACME, case: str = "equipment", **columns: Any) -> int:
    """A conversation with these columns."""
    number = actions.begin(
        by, client, cases.find(case, None), ticket=columns.pop("ticket", None)
    ).things[0]
    if columns:
        Conversation.update(**columns).where(Conversation.id == number).execute()
    return number


def known(number: int) -> Talk:
    found = read_talk(number)
    assert found
    return found


@pytest.fixture
def four(ana: int) -> list[int]:
    """One in preparation, one adjourned, one whose summary is owed, one that is over."""
    return [
        made(ana, ticket=1, headline="The server will not survive.", planned_at=FRIDAY + HOUR),
        made(
            ana,
            SOL,
            "data-lost",
            step=4,
            state=State.ADJOURNED,
            adjourned_until=FRIDAY + 4 * DAY,
        ),
        made(
            technician("luis"), SOL, "breach", state=State.ENDED, summary_due=FRIDAY - HOUR, step=6
        ),
        made(ana, SOL, "price-rise", state=State.GIVEN, given_at=FRIDAY - DAY, step=6),
    ]


async def at_talks(seat: Seat) -> None:
    await seat.press("3")
    await seat.sees("Going on")


async def test_an_empty_list_says_what_it_is_for_and_which_key_begins(seat: Seat) -> None:
    await at_talks(seat)
    await seat.sees("a client hears bad news", "in six steps", "+ begins one.")
    assert "3 Talks" in seat.top


async def test_what_is_due_next_comes_first_and_the_lists_have_their_counts(
    seat: Seat, four: list[int]
) -> None:
    await at_talks(seat)
    await seat.sees("Going on 3", "Adjourned 1", "Summary due 1", "Mine 2", "All 4")
    assert [re.split("  +", line.strip()) for line in seat.picture.splitlines()[2:5]] == [
        ["09:00", "Clínica Sol", "Somebody has broken in", "summary due"],
        ["11:00", "ACME Ibérica", "The server will not survive.", "1 Prepare"],
        ["Tue 24 Nov 10:00 Clínica Sol", "Data are lost for good", "adjourned"],
    ]


async def test_the_brackets_lead_from_list_to_list_and_round(seat: Seat, four: list[int]) -> None:
    await at_talks(seat)
    await seat.press("left_square_bracket")
    await seat.sees("summary given", "A price rises")
    await seat.press("right_square_bracket", "right_square_bracket")
    await seat.sees("adjourned until Tue 24 Nov 10:00")
    await seat.sees_no("The server will not survive")
    await seat.press("right_square_bracket")
    await seat.sees("Somebody has broken in", "summary due 09:00")


async def test_below_the_list_is_who_is_there_what_is_missing_and_what_comes_next(
    seat: Seat, four: list[int], ana: int
) -> None:
    talk = four[0]
    actions.add(ana, talk, Person, name="Joan Vidal", decides=True)
    actions.add(ana, talk, Person, name="Pere", must_not_hear=True)
    actions.add(ana, talk, Warned, text="Offer 311 of 2024")
    actions.add(ana, talk, NextStep, text="Order the server", who="ana", ticket=2)
    actions.write(ana, known(talk), reaction="He was furious.")
    await at_talks(seat)
    await seat.press("j")
    await seat.sees("ticket 1", "led by ana", "with Marta Ruiz, Joan Vidal", "step 1, planned for")
    await seat.sees("Still wanted: one piece of evidence", "→ Order the server · ana · 2 Open")
    for private in ("Pere", "Offer 311", "furious"):
        assert private not in seat.picture


async def test_enter_opens_the_one_in_hand(seat: Seat, four: list[int], opened: list[int]) -> None:
    await at_talks(seat)
    await seat.sees("Somebody has broken in")
    await seat.press("j", "enter")
    await seat.until(lambda: opened == [four[0]], "it is opened")


async def test_words_narrow_the_list_down_while_they_are_typed(seat: Seat, four: list[int]) -> None:
    await at_talks(seat)
    await seat.sees("Going on 3")
    await seat.press("slash")
    await seat.type("sol lost")
    await seat.sees("Going on 1", "All 1", "Data are lost")
    await seat.press(*["backspace"] * 8)
    await seat.type("price")
    await seat.sees("All 1", "[ and ] lead to the other lists")
    await seat.type(" zzz\n")
    await seat.sees("No talk has these words")
    await seat.press("escape")
    await seat.sees("Going on 3", "Somebody has broken in")


async def test_plus_begins_a_talk_with_the_facts_of_its_case_and_z_takes_it_back(
    seat: Seat, ana: int, opened: list[int]
) -> None:
    await at_talks(seat)
    await seat.press("plus")
    await seat.sees("Bad news for", "ACME Ibérica")
    await seat.type("acme\n")
    await seat.sees("Equipment must be replaced", "Our own mistake")
    await seat.type("equip\n")
    await seat.sees("12 Printer out of toner")
    await seat.type("\nsrv")
    await seat.sees("SRV-2")
    await seat.press("enter")
    await seat.sees("The talk with ACME Ibérica has begun")
    (row,) = listing.page(Query()).rows
    talk = known(row.id)
    assert (talk.client, talk.case, talk.asset_name, talk.ticket) == (
        ACME,
        "equipment",
        "SRV-2",
        None,
    )
    assert any("SRV-2" in fact.text for fact in talk.facts)
    assert opened == [row.id]
    await seat.press("z")
    await seat.sees("Taken back", "begins one.")


async def test_a_ticket_says_for_which_client_the_talk_is(
    seat: Seat, ana: int, opened: list[int]
) -> None:
    await at_talks(seat)
    await seat.press("plus")
    await seat.sees("Bad news for")
    await seat.press("ctrl+s")
    await seat.sees("For which client?")
    await seat.press("tab", "tab")
    await seat.type("vpn")
    await seat.sees("2 VPN drops")
    await seat.press("enter")
    await seat.sees("Clínica Sol")
    await seat.press("ctrl+s")
    await seat.sees("Which case is it?")
    await seat.press("shift+tab", "shift+tab")
    await seat.type("mist\n")
    await seat.press("ctrl+s")
    await seat.until(lambda: opened, "it has begun")
    talk = known(opened[0])
    assert (talk.client_name, talk.ticket) == ("Clínica Sol", 2)


async def test_what_another_does_is_seen_at_once_and_the_cursor_stays_on_its_talk(
    seat: Seat, four: list[int], opened: list[int]
) -> None:
    await at_talks(seat)
    await seat.sees("Somebody has broken in")
    await seat.press("j")
    luis = technician("luis")
    actions.write(luis, known(four[1]), planned_at=FRIDAY, adjourned_until=FRIDAY - DAY)
    await seat.sees("yesterday 10:00")
    await seat.press("enter")
    await seat.until(lambda: opened == [four[0]], "the cursor is where it was")
    actions.add(luis, four[0], Person, name="Joan Vidal")
    await seat.sees("Joan Vidal")


async def test_a_long_list_is_read_on_as_one_goes_down(
    seat: Seat, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "PAGE", 30)
    for n in range(70):
        made(ana, headline=f"Number {n:02}", planned_at=FRIDAY + n * HOUR)
    monkeypatch.setattr(listing.page, "__defaults__", (None, 30))
    await at_talks(seat)
    await seat.sees("Going on 70", "Number 00")
    for n in (29, 59, 69):
        await seat.press("G")
        await seat.sees(f"Number {n}")


async def test_figures_take_the_place_of_the_list_and_give_it_back(
    seat: Seat, four: list[int], ana: int
) -> None:
    actions.go(ana, known(four[0]), 4)
    await at_talks(seat)
    await seat.press("F")
    await seat.sees("Begun", "Nov  sum", "Equipment must be rep", "4 Share 1", "about a person")
    assert "luis" not in seat.picture
    await seat.press("escape")
    await seat.sees("Somebody has broken in")


async def test_a_client_has_the_history_of_talks_and_enter_opens_one(
    sit_down: SitDown, four: list[int], opened: list[int]
) -> None:
    seat = await sit_down(size=(120, 40))
    await seat.has_in_hand(1)
    await seat.press("0")
    await seat.sees("Contacts")
    await seat.press("j")
    await seat.sees(
        "Talks",
        "A price rises · 0 steps agreed, summary given yesterday",
        "Data are lost for good · step 4, adjourned until Tue",
    )
    await seat.press("tab", "G", "enter")
    await seat.until(lambda: opened == [four[1]], "the oldest is opened")


async def test_a_ticket_tells_of_its_talk(seat: Seat, four: list[int]) -> None:
    await seat.press("enter")
    await seat.sees("talk: The server will not survive. · step 1, planned for 11:00 · b opens it")


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_ticket_tells_at_80_columns_how_a_talk_begins(seat: Seat, language: str) -> None:
    i18n.install(language)
    await seat.press("enter")
    await seat.sees("number 1?")
    assert f" b {_('talk')} " in seat.picture.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ana Bell", "Ana Bell"),
        ("Emily Randall", "Emily R."),
        ("María José Fernández García", "María J.F."),
        ("Juan de la Cruz Ortega", "Juan C.O."),
        ("Maximiliano Gil", "Maximilia…"),
        ("Alejandra Ruiz", "Alejandra"),
        ("technician17", "technicia…"),
        ("漢字漢字 漢字", "漢字漢字"),
    ],
)
def test_a_leader_whose_name_has_no_room_is_told_by_first_name_and_initials(
    name: str, told: str
) -> None:
    assert words.person(name, talks_lines.LEADER) == told


async def test_the_desk_is_left_on_this_screen_and_found_on_it(sit_down: SitDown) -> None:
    seat = await sit_down(remembered=Remembered(screen="talks"))
    await seat.sees("begins one.")
    await seat.press("escape")
    await seat.has_in_hand(1)


async def test_a_timer_that_is_started_here_runs_on_the_talk(seat: Seat, four: list[int]) -> None:
    await at_talks(seat)
    await seat.sees("The server will not survive.")
    await seat.press("j", "t")
    await seat.sees("0:00:01  The server will not survive.")
