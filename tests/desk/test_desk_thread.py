"""The desk answers from its own threads: nothing blocks, what nobody waits for is given up."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator

import pytest

from helpdesk_tui.desk import Desk, Superseded
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.storage.feed import Change
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, queue
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import Viewer
from tests.support import opened, row, until

FOREVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"


@pytest.fixture
async def at_desk(desk: Opened) -> AsyncIterator[Desk]:
    at_desk = Desk(sign_in("ana"))
    yield at_desk
    at_desk.close()


def _for_ever() -> object:
    return database.execute_sql(FOREVER).fetchone()


async def test_reads_and_writes_happen_on_threads_of_their_own(at_desk: Desk) -> None:
    reads = await at_desk.read(threading.get_ident)
    writes = await at_desk.write(threading.get_ident)

    assert len({reads, writes, threading.get_ident()}) == 3
    assert await at_desk.read(threading.get_ident) == reads


async def test_a_later_question_of_a_topic_interrupts_the_earlier_one(at_desk: Desk) -> None:
    endless = asyncio.create_task(at_desk.latest("queue", _for_ever))
    await asyncio.sleep(0.05)

    begun = time.monotonic()
    answer = await at_desk.latest("queue", lambda: "rows")

    assert answer == "rows"
    assert time.monotonic() - begun < 2
    with pytest.raises(Superseded):
        await endless


async def test_a_question_that_is_between_two_statements_is_interrupted_all_the_same(
    at_desk: Desk,
) -> None:
    begun, gate = threading.Event(), threading.Event()

    def pausing() -> object:
        database.execute_sql("SELECT 1").fetchone()
        begun.set()
        gate.wait(5)
        time.sleep(0.05)
        return _for_ever()

    earlier = asyncio.create_task(at_desk.latest("queue", pausing))
    await asyncio.to_thread(begun.wait, 5)
    later = asyncio.create_task(at_desk.latest("queue", lambda: "rows"))
    await asyncio.sleep(0)
    gate.set()

    async with asyncio.timeout(5):
        assert await later == "rows"
    with pytest.raises(Superseded):
        await earlier


async def test_a_topic_that_is_dropped_does_not_hold_up_another(at_desk: Desk) -> None:
    endless = asyncio.create_task(at_desk.latest("counts", _for_ever))
    await asyncio.sleep(0.05)

    at_desk.drop("counts")
    at_desk.drop("never asked")

    async with asyncio.timeout(5):
        assert await at_desk.latest("queue", lambda: "rows") == "rows"
    with pytest.raises(Superseded):
        await endless


async def test_questions_in_between_are_never_asked(at_desk: Desk) -> None:
    gate = threading.Event()
    held = asyncio.create_task(at_desk.read(gate.wait, 5))
    asked: list[int] = []
    tasks = [asyncio.create_task(at_desk.latest("words", asked.append, n)) for n in range(5)]
    await asyncio.sleep(0)
    gate.set()

    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    await held

    assert asked == [4]
    assert [type(outcome) for outcome in outcomes] == [Superseded] * 4 + [type(None)]


async def test_topics_leave_each_other_alone(at_desk: Desk) -> None:
    one = asyncio.create_task(at_desk.latest("queue", lambda: "rows"))
    other = asyncio.create_task(at_desk.latest("counts", lambda: "counts"))

    assert await asyncio.gather(one, other) == ["rows", "counts"]


async def test_an_error_goes_to_who_asked_and_the_thread_goes_on(at_desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        await at_desk.read(lambda: 1 // 0)

    assert await at_desk.read(lambda: "still here") == "still here"


async def test_a_page_is_read_while_a_long_write_goes_on(at_desk: Desk) -> None:
    ana = at_desk.me.id
    opened(ana, assignee=ana)
    begun, end = threading.Event(), threading.Event()

    def long_write() -> None:
        with database.atomic():
            actions.set_priority(ana, [row(1)], 1)
            begun.set()
            end.wait(5)

    writing = asyncio.create_task(at_desk.write(long_write))
    await asyncio.to_thread(begun.wait, 5)
    page = await at_desk.read(queue.page, Query(Viewer(ana)))
    end.set()
    await writing

    assert [one.priority for one in page.rows] == [3], "what is not committed is not seen"
    assert (await at_desk.read(queue.page, Query(Viewer(ana)))).rows[0].priority == 1


async def test_who_stops_waiting_does_not_stop_a_write(at_desk: Desk) -> None:
    ana = at_desk.me.id
    ticket = opened(ana)
    gate = threading.Event()

    def slow() -> None:
        gate.wait(5)
        actions.set_priority(ana, [row(ticket)], 1)

    waiting = asyncio.create_task(at_desk.write(slow))
    await asyncio.sleep(0)
    waiting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await waiting
    gate.set()

    await at_desk.write(lambda: None)
    assert row(ticket).priority == 1


async def test_closing_lets_what_was_begun_finish(desk: Opened) -> None:
    at_desk = Desk(sign_in("ana"))
    ticket = opened(at_desk.me.id)
    seen, begun = row(ticket), threading.Event()

    def slow() -> None:
        begun.set()
        time.sleep(0.1)
        actions.set_priority(at_desk.me.id, [seen], 1)

    task = asyncio.create_task(at_desk.write(slow))
    await asyncio.to_thread(begun.wait, 5)

    assert at_desk.close()

    assert row(ticket).priority == 1
    await task


async def test_every_change_is_told_within_a_second(desk: Opened) -> None:
    ana = sign_in("ana").id
    ticket = opened(ana)
    told: list[Change] = []
    feed = database.feed(told.extend)
    feed.start()
    try:
        done = actions.set_priority(ana, [row(ticket)], 1)
        await until(lambda: told, "the change is told", 1.0)
    finally:
        feed.stop()
    wanted = [(1, ticket, "priority", done.batch)]
    assert [(c.entity, c.entity_id, c.field, c.batch) for c in told] == wanted
