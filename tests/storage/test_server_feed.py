"""News from a server: each event once, in every process, whatever the order of the commits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue

import psycopg
import pytest

from helpdesk_tui.models.events import Event
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.feed import Change
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.storage.postgres import feed as feeds
from tests.storage.fresh import fresh_server_database, opened_fresh
from tests.storage.test_feed import all_within
from tests.storage.workers import Worker, record

INSERT = (
    "INSERT INTO event (at, entity, entity_id, field, batch) VALUES (0, 1, %s, 'status', 1)"
    " RETURNING id"
)
Heard = SimpleQueue[list[Change]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Opened]:
    with opened_fresh(tmp_path, "postgres") as opened:
        yield opened


@contextmanager
def following() -> Iterator[Heard]:
    heard: Heard = SimpleQueue()
    feed = database.feed(heard.put)
    feed.start()
    try:
        yield heard
    finally:
        feed.stop()


def ids(changes: list[Change]) -> list[int]:
    return [change.id for change in changes]


def known() -> list[int]:
    return [number for (number,) in tuples(Event.select(Event.id).order_by(Event.id))]


def listeners(server: Server) -> list[int]:
    """The server's processes that a feed is connected to."""
    with psycopg.connect(server.url) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND (query LIKE 'LISTEN%' OR query LIKE '%FROM event WHERE%')"
            " AND pid <> pg_backend_pid()"
        )
        return [number for (number,) in found]


def until(holds: Callable[[], object]) -> None:
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_commit_is_heard_within_a_second(desk: Opened) -> None:
    record(1)  # before the feed begins: no news
    with following() as heard:
        record(2)
        assert [change.entity_id for change in all_within(heard, 1.0, 1)] == [2]


def test_what_was_committed_before_the_first_look_is_not_missed(desk: Opened) -> None:
    heard: Heard = SimpleQueue()
    feed = database.feed(heard.put)
    record(5)
    feed.start()
    assert [change.entity_id for change in all_within(heard, 1.0, 1)] == [5]
    feed.stop()


def test_many_events_come_in_order_and_in_pieces(desk: Opened) -> None:
    with following() as heard:
        with database.atomic():
            row = {"at": 0, "entity": 1, "field": "status", "batch": 1}
            Event.insert_many([row | {"entity_id": number} for number in range(2500)]).execute()
        pieces = [heard.get(timeout=3) for _ in range(3)]
    assert [len(piece) for piece in pieces] == [1000, 1000, 500]
    assert [change.entity_id for piece in pieces for change in piece] == list(range(2500))


def test_an_early_number_that_is_committed_late_is_told_once(desk: Opened) -> None:
    with psycopg.connect(desk.path.url) as slow:
        slow.execute(INSERT, (1,))  # draws its number, and is not committed
        with following() as heard:
            record(2)
            assert [change.entity_id for change in all_within(heard, 1.0, 1)] == [2]
            slow.commit()
            assert [change.entity_id for change in all_within(heard, 1.0, 1)] == [1]
            record(3)
            assert [change.entity_id for change in all_within(heard, 1.0, 2)] == [3]


def test_a_transaction_longer_than_the_window_is_told_all_the_same(
    desk: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "WINDOW", 0.1)
    monkeypatch.setattr(feeds, "LOOK", 0.2)
    with following() as heard, psycopg.connect(desk.path.url) as slow:
        for number in (10, 11, 12):
            slow.execute(INSERT, (number,))
        record(2)
        assert len(all_within(heard, 1.0, 1)) == 1
        time.sleep(0.8)
        slow.commit()
        told = all_within(heard, 1.0, 4)
        assert [change.entity_id for change in told] == [10, 11, 12]


def test_what_is_rolled_back_is_never_told_and_holds_nothing_up(desk: Opened) -> None:
    with following() as heard:
        with database.transaction() as transaction:
            Event.create(at=0, entity=1, entity_id=1, field="status", batch=1)
            transaction.rollback()
        record(2)
        assert [change.entity_id for change in all_within(heard, 1.0, 2)] == [2]


def test_a_feed_whose_connection_is_cut_connects_again_and_tells_what_it_missed(
    desk: Opened,
) -> None:
    with following() as heard:
        record(1)
        assert len(all_within(heard, 1.0, 1)) == 1
        until(lambda: listeners(desk.path))
        with psycopg.connect(desk.path.url, autocommit=True) as other:
            for process in listeners(desk.path):
                other.execute("SELECT pg_terminate_backend(%s)", (process,))
        for number in (2, 3, 4):
            record(number)
        assert [change.entity_id for change in all_within(heard, 3.0, 3)] == [2, 3, 4]
        record(5)
        assert [change.entity_id for change in all_within(heard, 3.0, 2)] == [5]


def writes_and_follows(pipe: Connection, server: Server, seed: int) -> None:
    """Commits transactions that overlap those of others, and sends what the feed has told."""
    opened = open_database(server)
    heard: Heard = SimpleQueue()
    feed = database.feed(heard.put)
    feed.start()
    chance = random.Random(seed)
    pipe.send("ready")
    pipe.recv()
    for number in range(30):
        with database.transaction() as transaction:
            for _ in range(chance.randrange(1, 4)):
                Event.create(at=0, entity=1, entity_id=number, field="status", batch=seed)
                time.sleep(chance.random() * 0.02)
            if chance.random() < 0.15:
                transaction.rollback()
    pipe.send("written")
    pipe.recv()
    pipe.send(ids(all_within(heard, 6.0, Event.select().count())))
    feed.stop()
    opened.close()


def test_processes_whose_transactions_overlap_each_hear_every_event_exactly_once() -> None:
    server = fresh_server_database()
    workers = [Worker(writes_and_follows, server, seed) for seed in range(4)]
    for said in ("ready", "written"):
        assert [worker.ask() for worker in workers] == [said] * 4
        for worker in workers:
            worker.go()
    told = [worker.ask() for worker in workers]
    opened = open_database(server)
    there = known()
    opened.close()
    assert len(there) > 150
    assert any(told_there != sorted(told_there) for told_there in told), "none came out of order"
    for told_there in told:
        assert sorted(told_there) == there
    for worker in workers:
        worker.end()


def test_a_feed_ends_soon(desk: Opened) -> None:
    feed = database.feed(lambda changes: None)
    feed.start()
    time.sleep(0.1)
    began = time.monotonic()
    feed.stop()
    assert time.monotonic() - began < 0.6
    assert not feed.is_alive()
