"""Lists of conversations: what is due next, what has ended, in pages, by words, by index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.clock import NEVER
from helpdesk_tui.conversations import actions, cases, listing
from helpdesk_tui.conversations.listing import VIEWS, Query, Row
from helpdesk_tui.conversations.talk import Option
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.people import editing
from tests.conversations.conftest import Room
from tests.plans import plans
from tests.support import opened, technician

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def made(room: Room, case: str = "equipment", **columns: Any) -> int:
    """Another conversation, with these columns."""
    number = actions.begin(
        room.me, columns.pop("client", room.client), cases.find(case, None)
    ).things[0]
    if columns:
        Conversation.update(**columns).where(Conversation.id == number).execute()
    return number


def listed(query: Query) -> list[int]:
    return [row.id for row in listing.page(query).rows]


def test_what_goes_on_comes_in_the_order_of_what_is_due_next(room: Room) -> None:
    planned = made(room, planned_at=MONDAY + 2 * HOUR)
    owed = made(room, state=State.ENDED, planned_at=MONDAY, summary_due=MONDAY + 3 * HOUR)
    adjourned = made(
        room, state=State.ADJOURNED, planned_at=MONDAY + 9 * HOUR, adjourned_until=MONDAY
    )
    given = made(room, state=State.GIVEN, summary_due=MONDAY, given_at=MONDAY)
    assert listed(Query()) == [adjourned, planned, owed, room.id]
    assert listed(Query("all")) == [given, adjourned, owed, planned, room.id]
    rows = {row.id: row for row in listing.page(Query("all")).rows}
    assert rows[adjourned].due == MONDAY
    assert rows[room.id].due == NEVER
    assert rows[planned].date == MONDAY + 2 * HOUR
    assert rows[room.id].date == rows[room.id].created_at


def test_every_view_holds_what_its_name_says_and_counts_it(room: Room) -> None:
    luis = technician("luis")
    adjourned = made(room, state=State.ADJOURNED)
    ended = made(room, state=State.ENDED, technician=luis)
    given = made(room, state=State.GIVEN)
    made(room, retired=True)
    wanted = {
        "going_on": {room.id, adjourned, ended},
        "adjourned": {adjourned},
        "summary_due": {ended},
        "mine": {room.id, adjourned},
        "all": {room.id, adjourned, ended, given},
    }
    assert {view: set(listed(Query(view, room.me))) for view in VIEWS} == wanted
    assert listing.counts(Query(technician=room.me)) == {
        view: len(held) for view, held in wanted.items()
    }


def test_a_list_is_narrowed_down_to_a_client_a_ticket_a_case_a_state(room: Room) -> None:
    sol = editing.add_client(room.me, {"name": "Clínica Sol"}).things[0]
    other = made(room, "price-rise", client=sol, state=State.GIVEN)
    assert listed(Query("all", client=sol)) == [other]
    assert listed(Query("all", ticket=room.ticket)) == [room.id]
    assert listed(Query("all", case="price-rise")) == [other]
    assert listed(Query("all", state=State.OPEN)) == [room.id]


@pytest.mark.parametrize("view", ["going_on", "all"])
def test_pages_follow_one_another_without_a_gap_or_a_repetition(room: Room, view: str) -> None:
    for n in range(12):  # most of them due at the same instant
        made(room, planned_at=MONDAY + (n // 5) * HOUR if n < 10 else None)
    pages = list(_pages(Query(view), 5))
    assert [len(page) for page in pages] == [5, 5, 3]
    assert [row for page in pages for row in page] == list(listing.page(Query(view)).rows)


def _pages(query: Query, limit: int) -> Iterator[tuple[Row, ...]]:
    page = listing.page(query, limit=limit)
    yield page.rows
    while page.more:
        page = listing.page(query, page.rows[-1], limit)
        yield page.rows


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "acme"),
        ("en", "iberica equip"),
        ("en", "MUST be replaced"),
        ("en", "survive"),
        ("en", "adjo"),
        ("en", "share"),
        ("en", "ana acme 4"),
        ("es", "cambiar equipo"),
    ],
)
def test_words_are_looked_for_in_all_that_a_line_shows(
    room: Room, language: str, words: str
) -> None:
    luis = technician("luis")
    sol = editing.add_client(luis, {"name": "Clínica Sol"}).things[0]
    actions.begin(luis, sol, cases.find("price-rise", None))
    room.write(headline="The server will not survive.", step=4, state=State.ADJOURNED)
    i18n.install(language)
    assert listed(Query(text=words)) == [room.id]
    assert listing.counts(Query(text=words))["all"] == 1


def test_a_number_is_that_of_the_conversation_its_ticket_or_its_step(room: Room) -> None:
    for n in range(9):
        ticket = opened(room.me, f"Disk {n} is full", client=room.client)
    about = made(room, ticket=ticket)
    fourth = made(room, step=4, state=State.GIVEN)
    assert listed(Query(text=str(ticket))) == [about]
    assert listed(Query("all", text=str(fourth))) == [fourth]
    assert listed(Query("all", text="4")) == [fourth]
    assert listed(Query(text="99999999999999999999")) == []


def test_a_line_says_how_many_steps_were_agreed_and_options_refused(room: Room) -> None:
    room.agree()
    room.agree()
    actions.put_away(room.me, room.now().next_steps[0])
    room.add(Option, text="A new server", cost=320_000)
    actions.refuse(room.me, room.now().options[0], "too dear")
    (row,) = listing.page(Query()).rows
    assert (row.agreed, row.refused) == (1, 1)


def test_a_case_that_is_gone_is_called_by_its_id(room: Room) -> None:
    made(room, "own-case-of-2019")
    gone, known = listing.page(Query("all")).rows
    assert (gone.case_name, known.case_name) == ("own-case-of-2019", "Equipment must be replaced")


GOING_ON = "SEARCH t1 USING INDEX conversation_going_on (<expr>>?)"


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)  # PostgreSQL plans by the rows
@pytest.mark.parametrize(
    ("query", "first", "further"),
    [
        *(
            (Query(view, 1), "SCAN t1 USING INDEX conversation_going_on", GOING_ON)
            for view, its in VIEWS.items()
            if not its.newest_first
        ),
        (Query("all"), "SCAN t1", "SEARCH t1 USING INTEGER PRIMARY KEY (rowid<?)"),
        (
            Query("all", client=1),
            "SEARCH t1 USING INDEX conversation_client_id_id (client_id=?)",
            "SEARCH t1 USING INDEX conversation_client_id_id (client_id=? AND id<?)",
        ),
        (
            Query("all", ticket=1),
            "SEARCH t1 USING INDEX conversation_ticket_id_id (ticket_id=?)",
            "SEARCH t1 USING INDEX conversation_ticket_id_id (ticket_id=? AND id<?)",
        ),
    ],
)
def test_every_page_is_a_walk_along_an_index(
    room: Room, query: Query, first: str, further: str
) -> None:
    (row,) = listing.page(Query()).rows
    for after, walk in ((None, first), (row, further)):
        (plan,) = plans(lambda: listing.page(query, after), "conversation")  # noqa: B023
        assert [line for line in plan if " t1" in line] == [walk], plan
        assert not any("TEMP B-TREE" in line for line in plan), plan
