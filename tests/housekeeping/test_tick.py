"""What is due is done once, by whoever notices first."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import stat
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

import pytest

from helpdesk_tui.housekeeping import copies, lease
from helpdesk_tui.housekeeping.thinning import Keep
from helpdesk_tui.housekeeping.tick import Came, Orders, orders, tick
from helpdesk_tui.models import events
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.leases import Lease
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage import backup, driver, places
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.backup import complaints, restore
from helpdesk_tui.storage.doctor import examine
from helpdesk_tui.storage.opening import Opened, open_database
from helpdesk_tui.tickets import actions, history
from tests.housekeeping.conftest import KEEP, orders_for
from tests.housekeeping.hands import ticks
from tests.storage.fresh import opened_fresh
from tests.storage.workers import Worker
from tests.support import found, opened, row, technician
from tests.worktime.conftest import Clocks

NO_COPIES = Orders(None, Path(), KEEP)


def waiting(by: int, until: timedelta, clocks: Clocks) -> tuple[int, Done]:
    ticket = opened(by)
    return ticket, actions.wait(by, [row(ticket)], Wait.SUPPLIER, clocks.wall + until)


def kept_copies(desk: Opened) -> list[Path]:
    assert isinstance(desk.path, Path)
    return sorted(file for file in (desk.path.parent / "backups").iterdir() if file.is_file())


def ticked(wanted: Orders = NO_COPIES) -> list[Came]:
    return tick(wanted, Event())


def test_a_ticket_whose_wait_is_over_is_open_again_by_nobodys_hand(
    ana: int, clocks: Clocks
) -> None:
    ticket, _ = waiting(ana, timedelta(hours=1), clocks)
    still, _ = waiting(ana, timedelta(hours=3), clocks)
    assert ticked() == []
    clocks.go_on(hours=1)
    (came,) = ticked()
    assert (came.job, came.done) == ("wake", True)
    assert came.message == "1 ticket is open again: its wait is over."
    woken = row(ticket)
    assert (woken.status, woken.wait_reason, woken.wait_until) == (Status.OPEN, None, None)
    assert row(still).status == Status.WAITING
    assert {at.who for at in history.happenings(ticket)[-3:]} == {""}
    assert ticked() == []


def test_who_let_it_wait_cannot_take_that_back_once_it_is_awake(ana: int, clocks: Clocks) -> None:
    ticket, done = waiting(ana, timedelta(hours=1), clocks)
    clocks.go_on(hours=2)
    ticked()
    with pytest.raises(Refused, match="somebody has changed it since"):
        history.take_back(ana, done)
    assert row(ticket).status == Status.OPEN


def test_what_is_put_away_or_waits_for_no_day_sleeps_on(ana: int, clocks: Clocks) -> None:
    gone, _ = waiting(ana, timedelta(hours=1), clocks)
    actions.put_away(ana, [row(gone)])
    endless = opened(ana)
    actions.wait(ana, [row(endless)], Wait.CLIENT)
    clocks.go_on(days=400)
    assert ticked() == []
    assert (row(gone).status, row(endless).status) == (Status.WAITING, Status.WAITING)
    actions.put_away(ana, [row(gone)], away=False)
    assert len(ticked()) == 1


def test_of_many_desks_and_ticks_one_wakes_each_ticket_and_one_copies(
    desk: Opened, ana: int, clocks: Clocks
) -> None:
    tickets = [waiting(ana, timedelta(days=-1), clocks)[0] for _ in range(30)]
    wanted = orders(desk.path, Settings())
    others = [Worker(ticks, desk.path, wanted, 5) for _ in range(8)]
    for worker in others:
        assert worker.ask() == "ready"
    for worker in others:
        worker.go()
    came = [one for worker in others for one in worker.ask()]
    for worker in others:
        worker.end()
    assert all(done for _, done, _ in came), came
    by_nobody = events.Event.technician.is_null() & (events.Event.field == "status")
    woken = [event.entity_id for event in events.Event.select().where(by_nobody)]
    assert sorted(woken) == tickets
    on_a_server = isinstance(desk.path, Server)
    assert [job for job, _, _ in came].count("backup") == (0 if on_a_server else 1)
    assert on_a_server or len(kept_copies(desk)) == 1


def test_once_a_day_there_is_a_checked_and_private_copy(file_desk: Opened, clocks: Clocks) -> None:
    wanted = orders_for(file_desk.path)
    (came,) = ticked(wanted)
    (copy,) = kept_copies(file_desk)
    assert came.message == f"Saved to {copy}"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    clocks.go_on(hours=15)
    assert ticked(wanted) == [], "it is still the same day"
    clocks.go_on(hours=2)
    assert len(ticked(wanted)) == 1
    assert len(kept_copies(file_desk)) == 2


def test_what_a_tick_has_copied_can_be_restored_as_it_was_then(
    file_desk: Opened, clocks: Clocks
) -> None:
    ana = technician("ana")
    first = opened(ana, "Before the copy", body="quokka")
    ticked(orders_for(file_desk.path))
    opened(ana, "After it")
    file_desk.close()
    (copy,) = kept_copies(file_desk)
    assert restore(copy, file_desk.path)
    again = open_database(file_desk.path)
    assert found(ana) == {first} == found(ana, "quokka")
    clocks.go_on(minutes=20)
    assert lease.take(copies.JOB), "the lease under which it was copied holds nobody up"
    again.close()


def test_setting_the_clock_back_does_not_end_the_copies(file_desk: Opened, clocks: Clocks) -> None:
    wanted = orders_for(file_desk.path)
    clocks.step(days=900)
    assert ticked(wanted)
    clocks.step(days=-900)
    assert ticked(wanted)


def test_older_copies_are_thinned_and_those_that_somebody_made_are_left(
    file_desk: Opened, clocks: Clocks
) -> None:
    wanted = Orders(file_desk.path, file_desk.path.parent / "backups", Keep(2, 0, 0))
    (file_desk.path.parent / "attachments").mkdir()
    (file_desk.path.parent / "attachments" / "abcd").write_bytes(b"a photo")
    ticked(wanted)
    first, *_ = kept_copies(file_desk)
    mine = first.with_name(first.name.replace("daily", "backup"))
    mine.write_bytes(b"")
    left = places.unfinished(first)
    left.write_bytes(b"")
    os.utime(left, (0, 0))
    for _ in range(4):
        clocks.go_on(days=1)
        ticked(wanted)
    dailies = [file for file in kept_copies(file_desk) if "daily" in file.name]
    assert len(dailies) == 2
    assert mine.exists()
    assert not left.exists(), "what a killed process has left"
    for copy in dailies:
        assert (places.attachments_copy(copy) / "abcd").read_bytes() == b"a photo"
    assert not places.attachments_copy(first).exists()


def test_without_room_the_older_copies_stay_the_doctor_tells_and_an_hour_later_it_is_tried_again(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = orders_for(file_desk.path)
    ticked(wanted)
    before = kept_copies(file_desk)
    clocks.go_on(days=1)
    monkeypatch.setattr(copies, "_RESERVE", 2**60)
    (came,) = ticked(wanted)
    assert not came.done
    assert came.message.startswith("There is no room for a backup in")
    assert kept_copies(file_desk) == before
    (told,) = [one for one in examine(file_desk.path) if one.level == "problem"]
    assert told.message.startswith("The last daily backup failed: There is no room")
    monkeypatch.undo()
    monkeypatch.setattr("helpdesk_tui.clock.now", lambda: clocks.wall)
    assert ticked(wanted) == []
    clocks.go_on(hours=1)
    assert len(ticked(wanted)) == 1
    assert Lease.get_by_id("backup").failed == ""


def copies_to_a_full_disk(pipe: Connection, path: Path) -> None:
    """Ticks where no file may grow beyond half of the database."""
    opened = open_database(path)
    half = path.stat().st_size // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (half, half))
    (came,) = tick(orders_for(path), Event())
    pipe.send((came.done, came.message))
    opened.close()


def test_a_disk_that_fills_up_during_a_copy_costs_nothing_but_the_copy(path: Path) -> None:
    worker = Worker(copies_to_a_full_disk, path)
    done, message = worker.ask()
    worker.end()
    assert not done
    assert message.startswith("There is no room for a backup in")
    assert list((path.parent / "backups").iterdir()) == []
    connection = driver.connect(path)
    assert complaints(connection) == []
    connection.close()


def test_a_damaged_database_is_not_copied_and_no_older_copy_is_thinned(
    file_desk: Opened, clocks: Clocks
) -> None:
    wanted = Orders(file_desk.path, file_desk.path.parent / "backups", Keep(1, 0, 0))
    ticked(wanted)
    (good,) = kept_copies(file_desk)
    clocks.go_on(days=1)
    connection = driver.connect(file_desk.path)
    connection.execute("PRAGMA writable_schema=1")
    connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'client_sort_key'")
    connection.close()
    (came,) = ticked(wanted)
    assert (came.done, "damaged" in came.message) == (False, True)
    assert kept_copies(file_desk) == [good]


def test_a_desk_that_is_left_breaks_its_copy_off_and_leaves_nothing_behind(
    file_desk: Opened, clocks: Clocks
) -> None:
    leaving = Event()
    leaving.set()
    assert tick(orders_for(file_desk.path), leaving) == []
    assert kept_copies(file_desk) == []
    assert len(ticked(orders_for(file_desk.path))) == 1, "the next one makes it"


def test_a_copy_whose_lease_is_lost_is_given_up(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(held: lease.Held) -> None:
        Lease.update(term=99).execute()
        clocks.sleep(hours=1)
        renew(held)

    renew = lease.renew
    monkeypatch.setattr(lease, "renew", lost)
    assert ticked(orders_for(file_desk.path)) == []
    assert kept_copies(file_desk) == []


def test_desks_that_name_one_folder_for_their_copies_leave_each_others_alone(
    tmp_path: Path, clocks: Clocks
) -> None:
    folder = tmp_path / "copies"
    settings = Settings(
        backups_folder=str(folder), backups_days=1, backups_weeks=0, backups_months=0
    )
    for name in ("ana", "bea"):
        (tmp_path / name).mkdir()
        with opened_fresh(tmp_path / name) as desk:
            for _ in range(2):
                clocks.go_on(days=1)
                assert ticked(orders(desk.path, settings))[0].done
    assert [len(list(own.iterdir())) for own in folder.iterdir()] == [1, 1]


def test_a_copy_whose_attachments_find_no_room_is_no_copy_and_is_tried_again_an_hour_later(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file_desk.path.parent / "attachments"
    folder.mkdir()
    (folder / "abcd").write_bytes(b"a photo")
    monkeypatch.setattr(os, "link", fails(errno.EXDEV))
    monkeypatch.setattr(shutil, "copyfile", fails(errno.ENOSPC))
    (came,) = ticked(orders_for(file_desk.path))
    assert (came.done, came.message[:29]) == (False, "There is no room for a backup")
    assert kept_copies(file_desk) == ticked(orders_for(file_desk.path)) == []
    assert list((file_desk.path.parent / "backups").iterdir()) == []


def fails(number: int) -> Callable[..., None]:
    def work(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    return work


def test_attachments_on_another_disk_need_room_until_a_copy_there_has_them(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    attachments = file_desk.path.parent / "attachments"
    attachments.mkdir()
    (attachments / "abcd").write_bytes(b"x" * 100_000)
    with TemporaryDirectory(dir="/dev/shm") as elsewhere:
        folder = Path(elsewhere)
        if folder.stat().st_dev == attachments.stat().st_dev:
            pytest.skip("there is no other disk here")
        wanted = Orders(file_desk.path, folder, KEEP)
        room = file_desk.path.stat().st_size + 1_000_000
        free = shutil.disk_usage(folder)._replace(free=copies._RESERVE + room)
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder: free)
        assert ticked(wanted)[0].done
        with (attachments / "ef").open("wb") as file:
            file.truncate(room)
        clocks.go_on(days=1)
        assert "no room" in ticked(wanted)[0].message
        (attachments / "ef").rename(attachments.parent / "ef")
        clocks.go_on(hours=1)
        (attachments / "abcd").write_bytes(b"x" * room)  # linked to what is there
        assert ticked(wanted)[0].done


def test_a_copy_that_cannot_be_removed_does_not_spoil_the_new_one(
    file_desk: Opened, clocks: Clocks
) -> None:
    wanted = Orders(file_desk.path, file_desk.path.parent / "backups", Keep(1, 0, 0))
    for year in (2001, 2003):
        stays = wanted.folder / f"helpdesk-{year}0101-000000-daily.db"
        (stays / "something").mkdir(parents=True)
    goes = wanted.folder / "helpdesk-20020101-000000-daily.db"
    goes.write_bytes(b"")
    (came,) = ticked(wanted)
    assert came.done
    assert not goes.exists()
    assert len(kept_copies(file_desk)) == 1
    assert ticked(wanted) == []


def test_attachments_whose_copy_was_never_finished_are_removed(
    file_desk: Opened, clocks: Clocks
) -> None:
    wanted = orders_for(file_desk.path)
    left = wanted.folder / "helpdesk-20200101-000000-daily.db.attachments"
    (left / "ab").mkdir(parents=True)
    os.utime(left, (0, 0))
    assert ticked(wanted)[0].done
    assert not left.exists()


def test_a_failure_is_told_until_a_copy_goes_well_also_by_a_desk_that_is_left(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = orders_for(file_desk.path)
    with monkeypatch.context() as patch:
        patch.setattr(copies, "_RESERVE", 2**60)
        ticked(wanted)
    clocks.go_on(hours=1)
    leaving = Event()
    leaving.set()
    assert tick(wanted, leaving) == []
    assert Lease.get_by_id("backup").failed == "NO_ROOM"
    assert any("The last daily backup failed" in one.message for one in examine(file_desk.path))


def test_a_copy_that_ends_for_an_unknown_reason_is_told_and_waits_for_an_hour(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    wanted = orders_for(file_desk.path)
    with monkeypatch.context() as patch:
        patch.setattr(backup, "backup", breaks)
        with pytest.raises(ZeroDivisionError):
            ticked(wanted)
    assert ticked(wanted) == []
    told = " ".join(one.message for one in examine(file_desk.path))
    assert "The last daily backup failed: It ended for a reason" in told
    clocks.go_on(hours=1)
    assert ticked(wanted)[0].done


def test_a_ticket_wakes_while_the_desk_copies_itself(
    file_desk: Opened, clocks: Clocks, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket, _ = waiting(technician("ana"), timedelta(minutes=2), clocks)
    seen = []

    def beats(held: lease.Held) -> bool:
        clocks.go_on(minutes=1)
        try:
            return renew(held)
        finally:
            seen.append(row(ticket).status)

    renew = lease.renew
    monkeypatch.setattr(lease, "renew", beats)
    monkeypatch.setattr(backup, "_INSTRUCTIONS_AT_ONCE", 100)
    assert [one.job for one in ticked(orders_for(file_desk.path))] == ["wake", "backup"]
    assert (seen[0], seen[-1]) == (Status.WAITING, Status.OPEN)


def test_settings_say_where_copies_go_how_many_stay_and_whether_any_are_made(
    tmp_path: Path,
) -> None:
    path = tmp_path / "helpdesk.db"
    assert orders(path, Settings()) == Orders(path, tmp_path / "backups", Keep(7, 4, 12))
    chosen = Settings(backups_folder="~/copies", backups_days=3)
    wanted = orders(path, chosen)
    assert (wanted.database, wanted.keep) == (path, Keep(3, 4, 12))
    assert wanted.folder.parent == Path.home() / "copies"
    assert orders(path, Settings(backups="off")).database is None
    assert orders(Server("postgresql://ana@host/desk"), Settings()).database is None
