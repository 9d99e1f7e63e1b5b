"""Drafts as rows: kept as typed, one for each thing written, gone with the action it was for."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from helpdesk_tui import clock, paths
from helpdesk_tui.desk import Desk
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, drafts, thread
from tests.support import opened, row

REPLY = ("ticket:1", "reply")
MOMENT = timedelta(seconds=1)


@pytest.fixture
async def ana_at_desk(desk: Opened) -> AsyncIterator[Desk]:
    at_desk = Desk(sign_in("ana"))
    yield at_desk
    assert at_desk.close()


def test_the_last_of_what_was_typed_is_kept(ana: int) -> None:
    drafts.save(ana, *REPLY, {"body": "Dear"})
    drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    kept = drafts.load(ana, *REPLY)

    assert kept is not None
    assert (kept.fields, kept.elsewhere) == ({"body": "Dear Marta"}, False)


def test_a_draft_belongs_to_its_writer_its_ticket_and_its_kind(ana: int, luis: int) -> None:
    drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    assert drafts.load(luis, *REPLY) is None
    assert drafts.load(ana, "ticket:2", "reply") is None
    assert drafts.load(ana, "ticket:1", "note") is None
    assert drafts.waiting(ana) == [REPLY]


def test_an_empty_draft_is_none(ana: int) -> None:
    drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    drafts.save(ana, *REPLY, {"body": ""})

    assert drafts.load(ana, *REPLY) is None
    assert drafts.waiting(ana) == []


def test_a_draft_from_another_run_says_so_until_it_is_written_here(
    ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr(drafts, "RUN", "another terminal")
        drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    taken = drafts.load(ana, *REPLY)
    drafts.save(ana, *REPLY, {"body": "Dear Marta,"})
    now = drafts.load(ana, *REPLY)

    assert taken is not None
    assert now is not None
    assert (taken.elsewhere, now.elsewhere) == (True, False)


async def test_an_action_takes_its_draft_with_it_in_one_transaction(
    ana: int, ana_at_desk: Desk
) -> None:
    ticket = opened(ana)
    drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    await ana_at_desk.finish(REPLY, actions.reply, ana, [row(ticket)], "Dear Marta")

    assert drafts.load(ana, *REPLY) is None
    assert [said.body for said in thread.messages(ticket)] == ["Dear Marta"]


async def test_a_draft_stays_when_its_action_fails_and_nothing_of_it_is_written(
    ana: int, ana_at_desk: Desk
) -> None:
    ticket = opened(ana)
    drafts.save(ana, *REPLY, {"body": "Dear Marta"})

    def fails() -> actions.Done:
        actions.reply(ana, [row(ticket)], "Dear Marta")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        await ana_at_desk.finish(REPLY, fails)

    assert drafts.load(ana, *REPLY) is not None
    assert thread.messages(ticket) == ()


async def test_a_draft_stays_when_somebody_else_was_first(
    ana: int, luis: int, ana_at_desk: Desk
) -> None:
    ticket = opened(ana)
    seen = row(ticket)
    actions.wait(luis, [seen], 1)
    solution = ("ticket:1", "solution")
    drafts.save(ana, *solution, {"body": "Water helped"})

    done = await ana_at_desk.finish(solution, actions.resolve, ana, [seen], "Water helped")

    assert [conflict.who for conflict in done.conflicts] == ["luis"]
    assert drafts.load(ana, *solution) is not None
    assert thread.messages(ticket) == ()


@pytest.mark.parametrize("newer", ["row", "file"])
def test_of_a_row_and_a_file_the_one_that_was_typed_later_is_offered(ana: int, newer: str) -> None:
    now = clock.now()
    older = now - MOMENT
    drafts.put_aside(ana, *REPLY, {"body": "file"}, now if newer == "file" else older)
    drafts.save(ana, *REPLY, {"body": "row"}, now if newer == "row" else older)

    kept = drafts.load(ana, *REPLY)

    assert kept is not None
    assert kept.fields == {"body": newer}


@pytest.mark.parametrize("body", ["Dear", ""])
def test_a_write_that_comes_late_does_not_take_the_place_of_what_was_typed_since(
    ana: int, body: str
) -> None:
    now = clock.now()
    drafts.save(ana, *REPLY, {"body": "Dear Marta"}, now)

    drafts.save(ana, *REPLY, {"body": body}, now - MOMENT)

    kept = drafts.load(ana, *REPLY)
    assert kept is not None
    assert kept.fields == {"body": "Dear Marta"}


def test_a_terminal_whose_clock_is_behind_takes_a_draft_over_all_the_same(
    ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr(drafts, "RUN", "another terminal")
        drafts.save(ana, *REPLY, {"body": "Dear Marta"}, clock.now() + MOMENT)

    drafts.save(ana, *REPLY, {"body": "Dear Marta,"})

    kept = drafts.load(ana, *REPLY)
    assert kept is not None
    assert (kept.fields, kept.elsewhere) == ({"body": "Dear Marta,"}, False)


def test_what_is_typed_is_later_than_what_was_also_when_the_clock_is_set_back() -> None:
    before = clock.now() + MOMENT

    assert drafts.as_typed(*REPLY, {"body": "Dear"}, before).at > before


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (b"+00:00\n", b"\n"),
        (b"[fields]\n", b"fields = 5\n[others]\n"),
        (b'body = "Dear"', b"body = 5"),
    ],
)
def test_a_file_that_somebody_has_mended_into_something_else_is_passed_over(
    ana: int, written: bytes, mended: bytes
) -> None:
    drafts.save(ana, *REPLY, {"body": "row"}, clock.now() - MOMENT)
    path = drafts.put_aside(ana, *REPLY, {"body": "Dear"}, clock.now())
    known = path.read_bytes()
    assert written in known
    path.write_bytes(known.replace(written, mended))

    kept = drafts.load(ana, *REPLY)

    assert kept is not None
    assert kept.fields == {"body": "row"}
    assert drafts.waiting(ana) == [REPLY]


def test_what_a_kill_has_left_of_a_file_goes_once_nobody_is_writing_it(ana: int) -> None:
    old, new = (paths.state_dir() / f".unsaved-{age}" for age in ("old", "new"))
    paths.state_dir().mkdir(parents=True, exist_ok=True)
    for file in (old, new):
        file.write_text("half a te")
    yesterday = time.time() - 86_400
    os.utime(old, (yesterday, yesterday))

    assert drafts.waiting(ana) == []

    assert (old.exists(), new.exists()) == (False, True)
