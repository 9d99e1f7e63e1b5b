"""Who erases while others write, and what then stays on the disk, is told so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui.conversations import proof
from helpdesk_tui.conversations.talk import Talk, read
from helpdesk_tui.models.changes import Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Contact
from helpdesk_tui.models.tickets import Attachment, Message, MessageKind
from helpdesk_tui.privacy import erasing
from helpdesk_tui.storage import driver
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.storage.postgres import driver as server_driver
from tests.privacy.conftest import NAME, SECRETS, Desk, erase, everywhere, run, stocked
from tests.storage.elsewhere import Elsewhere, until_waiting
from tests.storage.fresh import fresh_database, opened_fresh
from tests.support import holding


def attach(desk: Desk, ticket: int, digest: str) -> Path:
    """A file of the first message of a ticket."""
    file = database.attachments() / digest
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("bytes")
    first = Message.select().where(Message.ticket == ticket).order_by(Message.id).get()
    Attachment.create(
        ticket=ticket, message=first, name="x.txt", size=5, sha256=digest, created_at=first.at
    )
    return file


def test_a_file_goes_with_its_message_unless_another_has_it_too(desk: Desk) -> None:
    hers = attach(desk, desk.asked, "a" * 64)
    shared = attach(desk, desk.asked, "b" * 64)
    attach(desk, desk.called, "b" * 64)
    assert erase(desk, with_messages=True).files == ()
    assert (hers.exists(), shared.exists()) == (False, True)


def test_a_file_stays_and_is_told_where_another_desk_keeps_its_own_there(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hers = attach(desk, desk.asked, "a" * 64)
    fresh_database(tmp_path_factory.mktemp("second")).rename(hers.parents[1] / "second.db")
    done = run(desk, "erase", NAME, "--yes", "--anyway", "--with-messages")
    assert f"another desk may need it or it cannot be removed: {hers}" in done.output
    assert hers.exists()


def test_a_file_that_cannot_be_removed_is_told_and_all_else_is_erased(desk: Desk) -> None:
    hers = attach(desk, desk.asked, "a" * 64)
    hers.unlink()
    hers.mkdir()
    assert erase(desk, with_messages=True).files == (hers,)
    assert NAME not in everywhere()


def test_a_file_that_somebody_attaches_meanwhile_stays_theirs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = attach(desk, desk.asked, "a" * 64)
    _once_erased(monkeypatch, lambda: attach(desk, desk.called, "a" * 64))
    assert erase(desk, with_messages=True).files == ()
    assert hers.exists()


def test_whoever_attaches_what_is_erased_just_then_is_asked_to_choose_it_again(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "proof.txt").write_text("proof")
    file = proof.keep(tmp_path / "proof.txt")
    (database.attachments() / file.sha256).unlink()
    rows = Attachment.select().count()
    with pytest.raises(Refused, match="Choose it again"):
        proof.add(desk.ana, _talk(desk), "It smokes", None, True, file)
    assert Attachment.select().count() == rows
    assert proof.keep(tmp_path / "proof.txt") == file
    assert proof.add(desk.ana, _talk(desk), "It smokes", None, True, file).changed


def test_a_desk_that_reads_or_writes_just_then_keeps_old_pages_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if driver.best_journal() != "wal":
        pytest.skip("without a WAL nobody reads while another writes")
    monkeypatch.setattr(driver, "TIMEOUT", 0.2)
    with opened_fresh(tmp_path) as opened_desk:
        desk = stocked(opened_desk.path)
        with closing(driver.connect(tmp_path / "helpdesk.db")) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM contact").fetchone()
            assert not erase(desk).is_swept
            other.execute("ROLLBACK")
            _once_erased(monkeypatch, lambda: other.execute("BEGIN IMMEDIATE"))
            assert not erase(desk).is_swept
            other.execute("ROLLBACK")
            assert erase(desk).is_swept


# On a server, where a second session writes at the same time


ON_A_SERVER = pytest.mark.parametrize("desk", ["postgres"], indirect=True)


def _erasing_beside(desk: Desk, write: Callable[[Any], object]) -> Elsewhere:
    """Somebody erases after another has written, who commits only then."""
    planned = erasing.plan(desk.zaqira, with_messages=True)
    with change(desk.ana) as hand:
        write(hand)
        beside = Elsewhere(lambda: erasing.erase(desk.ana, planned, anyway=True))
        until_waiting(desk.path)
    return beside


@ON_A_SERVER
@pytest.mark.parametrize(
    ("entity", "changes"),
    [
        (Entity.CONTACT, {"notes": ("Likes Qwyjibo", "Zaqira, really")}),
        (Entity.EMPLOYMENT, {"role": ("Wyvernia", "Xolotl's own")}),
        (Entity.PERSON, {"role": ("Wyvernia", "Xolotl's own")}),
    ],
)
def test_what_a_colleague_is_writing_of_them_goes_too(
    desk: Desk, entity: int, changes: dict[str, tuple[str, str]]
) -> None:
    beside = _erasing_beside(desk, lambda hand: hand.swap(entity, 1, changes))
    assert beside.end().is_swept
    left = everywhere().lower()
    assert [secret for secret in SECRETS if secret.lower() in left] == []


@ON_A_SERVER
def test_what_a_colleague_is_adding_to_their_ticket_is_shown_first(desk: Desk) -> None:
    beside = _erasing_beside(
        desk, lambda hand: hand.say(desk.asked, MessageKind.NOTE, "For Zaqira")
    )
    with pytest.raises(Refused, match="meanwhile"):
        beside.end()
    assert erase(desk, with_messages=True).is_swept
    assert "for zaqira" not in everywhere().lower()


@ON_A_SERVER
def test_mending_the_search_waits_for_whoever_erases(desk: Desk) -> None:
    from helpdesk_tui.housekeeping.mending import mend

    database.execute_sql(f"DELETE FROM ticket_search WHERE id = {desk.asked}")
    with change(desk.ana) as hand:
        tuples(database.held(erasing.Ticket.select(erasing.Ticket.id)))
        Contact.update(name="Nobody").where(Contact.id == desk.zaqira).execute()
        hand.note(Entity.TICKET, desk.asked, "category", "", "")
        mending = Elsewhere(mend)
        until_waiting(desk.path)
    mending.end()
    assert (holding("zaqira"), holding("nobody")) == ({desk.called}, {desk.asked})


@ON_A_SERVER
def test_a_server_clears_for_as_long_as_it_takes_and_keeps_its_limits(desk: Desk) -> None:
    database.execute_sql("SET statement_timeout = '1ms'")
    assert database.sweep()
    ((limit,),) = database.execute_sql("SHOW statement_timeout").fetchall()
    assert limit == "1ms"


@ON_A_SERVER
def test_a_server_that_cannot_clear_has_erased_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program keeps a table for longer than anybody waits."""
    monkeypatch.setitem(server_driver._SESSION, "lock_timeout", "200ms")
    with closing(_session(desk.path)) as other:
        other.execute("BEGIN; LOCK TABLE helpdesk_header IN SHARE UPDATE EXCLUSIVE MODE")
        done = run(desk, "erase", NAME, "--yes", "--anyway")
    assert done.exit_code == 0, done.output
    assert "Erased." in done.output
    assert f"erase contact {desk.zaqira} once more" in done.output


def _talk(desk: Desk) -> Talk:
    found = read(desk.talk)
    assert found
    return found


def _session(server: Server) -> Any:
    import psycopg

    return psycopg.connect(server.url, autocommit=True)


def _once_erased(monkeypatch: pytest.MonkeyPatch, then: Callable[[], object]) -> None:
    """Something happens as soon as the person is erased, once."""
    left_of = erasing._left_of

    def first(planned: erasing.Plan) -> Any:
        monkeypatch.setattr(erasing, "_left_of", left_of)
        then()
        return left_of(planned)

    monkeypatch.setattr(erasing, "_left_of", first)
