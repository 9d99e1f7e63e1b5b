"""What many technicians do to one file at once, each in a process of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from peewee import fn

from helpdesk_tui.models.changes import Done, Refused, Value
from helpdesk_tui.models.events import Event
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.opening import open_database
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, answering, history, merging, queue
from helpdesk_tui.tickets.actions import NewTicket
from helpdesk_tui.tickets.answering import Answered
from tests.storage.workers import Work, Worker
from tests.support import row


@contextmanager
def ready(pipe: Connection, place: Place) -> Iterator[None]:
    """The database, opened, once this process and all others are told to begin."""
    opened = open_database(place)
    pipe.send("ready")
    pipe.recv()
    try:
        yield
    finally:
        opened.close()


def together(work: Work, place: Place, *given: tuple[object, ...]) -> list[Counter[str]]:
    """What came of it in each process; they begin at the same moment."""
    workers = [Worker(work, place, *one) for one in given]
    assert [worker.ask() for worker in workers] == ["ready"] * len(workers)
    for worker in workers:
        worker.go()
    answers = [worker.ask(patience=1800) for worker in workers]
    for worker in workers:
        worker.end()
    return answers


def works(pipe: Connection, path: Path, by: int, ticket: int, count: int) -> None:
    """Opens tickets, writes notes on one, and counts up on it, so often each in turn.

    The number stands in its category. Who was not first there reads it anew.
    """
    came_of: Counter[str] = Counter()
    with ready(pipe, path):
        for number in range(count):
            kind = ("ticket", "note", "counter")[number % 3]
            try:
                if kind == "ticket":
                    actions.create(by, NewTicket(f"Ticket {number} of {by}"))
                elif kind == "note":
                    actions.add_note(by, [row(ticket)], f"Note {number} of {by}")
                else:
                    came_of["conflicts"] += _count_up(by, ticket)
                came_of[kind] += 1
            except Exception as refused:
                came_of[repr(refused)] += 1
    pipe.send(came_of)


def _count_up(by: int, ticket: int) -> int:
    """Adds one to the number on a ticket; answers how often somebody else was first."""
    conflicts = 0
    while True:
        seen = row(ticket)
        done = actions.edit(by, seen, {"category": str(int(seen.category) + 1)})
        if done.changed:
            return conflicts
        conflicts += 1  # or another has made the same number of it: then that was theirs


def edits(pipe: Connection, path: Path, by: int, ticket: int, fields: str, count: int) -> None:
    """Sets one of these fields to a value of its own, so often, from what it has just seen."""
    came_of: Counter[str] = Counter()
    random = Random(by)
    with ready(pipe, path):
        for number in range(count):
            seen = row(ticket)
            name = random.choice(fields.split())
            wanted: Value = f"{by} {number}"
            done = actions.edit(by, seen, {name: wanted})
            if done.changed:
                came_of[name] += 1
            for conflict in done.conflicts:
                came_of["conflicts"] += 1
                told = conflict.who and conflict.field == name and conflict.found != conflict.seen
                came_of["untold"] += not told
    pipe.send(came_of)


def fills_a_day(pipe: Connection, path: Path, by: int, tickets: int, events: int) -> None:
    """Works on many tickets at a time until so many events are there."""
    random = Random(by)
    number = 0
    with ready(pipe, path):
        while (Event.select(fn.MAX(Event.id)).scalar() or 0) < events:  # a count takes long
            number += 1
            some = random.sample(range(1, tickets + 1), actions.CHUNK)
            rows = list(queue.rows_by_id(some).values())
            actions.set_priority(by, rows, 1 + number % 4)
            on, off = (f"label{(number + more) % 9}" for more in (1, 0))
            actions.label(by, rows[:20], on=[on], off=[off])
            actions.add_note(by, rows[:1], f"Note {number}")
    pipe.send(number)


def claims(pipe: Connection, path: Path, by: int, tickets: list[int]) -> None:
    """Takes tickets that were nobody's when it looked, one after the other."""
    came_of: Counter[str] = Counter()
    with ready(pipe, path):
        free = [queue.rows_by_id([ticket])[ticket] for ticket in tickets]
        pipe.send("looked")
        pipe.recv()
        for seen in free:
            (*lost,) = actions.assign(by, [seen], by).conflicts
            came_of["lost" if lost else "mine"] += 1
            came_of["told"] += sum(bool(one.who) and one.found is not None for one in lost)
        pipe.send(came_of)


def answers(pipe: Connection, place: Place, by: int, tickets: list[int]) -> None:
    """Answers tickets that nobody had answered when it looked, one after the other."""
    came_of: Counter[str] = Counter()
    with ready(pipe, place):
        for ticket in tickets:
            try:
                carried_out(partial(_answer, by, ticket))
                came_of["first"] += 1
            except Answered:
                came_of["told"] += 1
    pipe.send(came_of)


def _answer(by: int, ticket: int) -> None:
    with database.atomic():
        answering.only_one(by, ticket, heard=0)
        actions.reply(by, [row(ticket)], f"By {by}")


def merges_at_random(
    pipe: Connection, place: Place, by: int, tickets: tuple[int, ...], count: int
) -> None:
    """Merges any of these tickets into any other, circles and all, and takes some of it back."""
    came_of: Counter[str] = Counter()
    random = Random(by)
    done: list[Done] = []
    with ready(pipe, place):
        for _number in range(count):
            one, other = random.choice(tickets), random.choice(tickets)
            seen = [row(one)]
            try:
                if done and random.random() < 0.4:
                    last = done.pop()
                    carried_out(lambda last=last: history.take_back(by, last))  # type: ignore[misc]
                    came_of["undone"] += 1
                else:
                    done.append(
                        carried_out(lambda s=seen, o=other: merging.merge(by, s, o))  # type: ignore[misc]
                    )
                    came_of["merged"] += 1
            except Refused as refused:
                came_of["refused"] += bool(str(refused))
            except Exception as error:
                came_of[repr(error)] += 1
    pipe.send(came_of)


def resolves(pipe: Connection, place: Place, by: int, tickets: list[int]) -> None:
    """Resolves these tickets one by one."""
    came_of: Counter[str] = Counter()
    with ready(pipe, place):
        for ticket in tickets:
            try:
                seen = [row(ticket)]
                carried_out(lambda seen=seen: actions.resolve(by, seen, ""))  # type: ignore[misc]
                came_of["resolved"] += 1
            except Exception as error:
                came_of[repr(error)] += 1
    pipe.send(came_of)
