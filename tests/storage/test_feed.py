"""News of other processes, soon and cheaply."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random

from helpdesk_tui.clock import now
from helpdesk_tui.models.events import Event
from helpdesk_tui.storage import feed as feeds
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.feed import Change, ChangeFeed
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from tests.storage.spoilers import PAGE, spoil
from tests.storage.workers import Worker, record, writes
from tests.support import linux_only


def all_within(heard: SimpleQueue[list[Change]], seconds: float, count: int) -> list[Change]:
    """The changes that come until there are `count` of them or the time is over."""
    end = time.monotonic() + seconds
    changes: list[Change] = []
    while len(changes) < count:
        try:
            changes += heard.get(timeout=max(0.0, end - time.monotonic()))
        except Empty:
            break
    return changes


def test_another_processs_commit_is_heard_within_a_second(desk: Opened) -> None:
    record(1)  # before the feed begins: no news
    writer = Worker(writes, desk.path, 3)
    assert writer.ask() == "ready"
    heard: SimpleQueue[list[Change]] = SimpleQueue()
    feed = ChangeFeed(desk.path, heard.put)
    feed.start()
    writer.go()
    assert writer.ask() == 0
    changes = all_within(heard, 1.0, 3)
    feed.stop()
    writer.end()
    assert [(change.entity, change.entity_id, change.field) for change in changes] == [
        (1, 0, "status"),
        (1, 1, "status"),
        (1, 2, "status"),
    ]


def test_what_was_committed_before_the_first_look_is_not_missed(desk: Opened) -> None:
    heard: SimpleQueue[list[Change]] = SimpleQueue()
    feed = ChangeFeed(desk.path, heard.put)
    record(5)
    feed.start()
    assert [change.entity_id for change in all_within(heard, 1.0, 1)] == [5]
    feed.stop()


def test_many_events_come_in_order_and_in_pieces(desk: Opened) -> None:
    heard: SimpleQueue[list[Change]] = SimpleQueue()
    feed = ChangeFeed(desk.path, heard.put)
    with database.atomic():
        rows = [
            {"at": now(), "entity": 1, "entity_id": number, "field": "status", "batch": 1}
            for number in range(2500)
        ]
        Event.insert_many(rows).execute()
    feed.start()
    pieces = [heard.get(timeout=2) for _ in range(3)]
    feed.stop()
    assert [len(piece) for piece in pieces] == [1000, 1000, 500]
    assert [change.entity_id for piece in pieces for change in piece] == list(range(2500))


def test_what_is_rolled_back_is_never_told(desk: Opened) -> None:
    heard: SimpleQueue[list[Change]] = SimpleQueue()
    feed = ChangeFeed(desk.path, heard.put)
    feed.start()
    with database.atomic() as transaction:
        Event.create(at=now(), entity=1, entity_id=1, field="status", batch=1)
        transaction.rollback()
    record(2)
    assert [change.entity_id for change in all_within(heard, 1.0, 1)] == [2]
    feed.stop()


def test_damage_is_told_once_and_news_come_again_when_the_file_is_sound(desk: Opened) -> None:
    record(1)
    heard: SimpleQueue[list[Change]] = SimpleQueue()
    lost: SimpleQueue[StorageProblem] = SimpleQueue()
    feed = ChangeFeed(desk.path, heard.put)
    feed.on_loss = lost.put
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    sound = desk.path.read_bytes()
    spoil(desk.path, Random(1), range(1, len(sound) // PAGE), PAGE)
    feed.start()
    assert lost.get(timeout=2).fault is Fault.DAMAGED
    time.sleep(1.5 * feeds.INTERVAL)
    assert lost.empty()
    desk.path.write_bytes(sound)
    record(2)
    assert [change.entity_id for change in all_within(heard, 2.0, 1)] == [2]
    feed.stop()


@linux_only
def test_a_feed_ends_at_once_and_leaves_neither_thread_nor_open_file(desk: Opened) -> None:
    def open_files() -> int:
        return sum(1 for _ in Path("/proc/self/fd").iterdir())

    def begin_and_end() -> float:
        feed = ChangeFeed(desk.path, lambda changes: None)
        feed.start()
        time.sleep(0.02)
        began = time.monotonic()
        feed.stop()
        return time.monotonic() - began

    # While we have the file open SQLite keeps one descriptor of a closed connection for the next.
    begin_and_end()
    threads, files = threading.active_count(), open_files()
    assert max(begin_and_end() for _ in range(3)) < feeds.INTERVAL / 2
    assert (threading.active_count(), open_files()) == (threads, files)
