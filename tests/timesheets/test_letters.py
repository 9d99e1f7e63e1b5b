"""What lies in the folder of letters is what was told, once, and goes with what was taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from helpdesk_tui.models.billing import Terms
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.people import Client
from helpdesk_tui.people import editing
from helpdesk_tui.storage.faults import StorageProblem
from helpdesk_tui.tickets import history
from helpdesk_tui.timesheets import giving, letter, letters, put_right, sheet
from helpdesk_tui.timesheets.letters import Of
from tests.support import technician
from tests.timesheets.conftest import LATER, wrote
from tests.timesheets.test_giving import MARTA, MONDAY, SUNDAY


@pytest.fixture
def week(ana: int, acme: int) -> int:
    Terms.create(client=acme, to=MARTA, created_at=LATER)
    wrote(ana, "16 9:00", "16 10:05", client=acme)
    return acme


def tell(by: int, client: int) -> tuple[Done, Path]:
    return giving.tell(by, client, MONDAY, SUNDAY, LATER, letter.write)


def again(by: int, client: int) -> str:
    return put_right.again(by, client, MONDAY, SUNDAY, LATER, letter.write)


def files() -> list[Path]:
    place = letters.folder()
    return sorted(one for one in place.iterdir()) if place.exists() else []


def by_undo(by: int, _client: int, done: Done) -> Done:
    return history.take_back(by, done)


def by_key(by: int, client: int, _done: Done) -> Done:
    return giving.take_back(by, sheet.read(client, MONDAY, SUNDAY, LATER))


@pytest.mark.parametrize("take_back", [by_undo, by_key])
def test_taking_a_sheet_back_takes_its_letter_away_and_says_where_it_was(
    ana: int, week: int, take_back: Callable[[int, int, Done], Done]
) -> None:
    done, path = tell(ana, week)
    first = path.read_bytes()
    assert files() == [path]
    assert put_right.follow(done) == "", "it was given out, not taken back"
    said = put_right.follow(take_back(ana, week, done))
    assert said == f"Its letter was removed; if it was sent, the client has it: {path}"
    assert files() == []
    assert tell(ana, week)[1] == path
    assert path.read_bytes() == first


def test_a_letter_that_is_not_there_any_more_is_told(ana: int, week: int) -> None:
    done, path = tell(ana, week)
    path.rename(path.with_name("sent.eml"))
    said = put_right.follow(history.take_back(ana, done))
    assert said == f"No letter of it lies in {letters.folder()}."
    assert [one.name for one in files()] == ["sent.eml"]


def test_a_letter_that_cannot_be_removed_is_told_and_the_sheet_is_a_draft_all_the_same(
    ana: int, week: int
) -> None:
    done, path = tell(ana, week)
    path.unlink()
    path.mkdir()
    said = put_right.follow(history.take_back(ana, done))
    assert said.startswith(f"Its letter in {letters.folder()} could not be removed (")
    assert giving.prepared(week, MONDAY, SUNDAY, LATER).state.name == "DRAFT"


def test_a_letter_of_another_desk_in_the_same_folder_stays(ana: int, week: int) -> None:
    done, path = tell(ana, week)
    ours = letters.message_id(Of(week, MONDAY, SUNDAY, 1)).encode()
    theirs = path.with_name(path.name.replace("acme", "other"))
    theirs.write_bytes(path.read_bytes().replace(ours, b"<other@timesheet.helpdesk.invalid>"))
    assert [one.path for one in letters.lying()] == [path]
    put_right.follow(history.take_back(ana, done))
    assert files() == [theirs]


def test_a_client_who_is_called_otherwise_by_now_has_one_letter_all_the_same(
    ana: int, week: int
) -> None:
    done, path = tell(ana, week)
    back = history.take_back(ana, done)
    known = Client.get_by_id(week)
    editing.edit(ana, 2, week, {"name": known.name}, {"name": "Zeta"})
    renamed = tell(ana, week)[1]
    assert renamed != path
    assert files() == [renamed]
    assert put_right.follow(back) == "", "what was given out anew since is left"
    editing.edit(ana, 2, week, {"name": "Zeta"}, {"name": known.name})
    put_right.follow(by_key(ana, week, done))
    assert files() == []


def test_what_another_desk_has_given_out_anew_meanwhile_stays(ana: int, week: int) -> None:
    done, path = tell(ana, week)
    back = history.take_back(ana, done)
    tell(technician("luis"), week)
    assert put_right.follow(back) == ""
    assert files() == [path]


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: os.truncate(path, 900)])
def test_a_letter_that_is_lost_or_half_is_written_again_byte_by_byte(
    ana: int, week: int, harm: Callable[[Path], None]
) -> None:
    path = tell(ana, week)[1]
    told = path.read_bytes()
    assert again(ana, week).startswith("The letter lies there as it was told")
    harm(path)
    Terms.update(to="eve@x.example").execute()
    assert again(ana, week) == f"The letter was written again, NOT SENT: {path}"
    assert path.read_bytes() == told
    assert files() == [path]


def test_a_letter_of_a_sheet_that_is_not_given_out_is_removed_where_it_was_left(
    ana: int, week: int
) -> None:
    done, path = tell(ana, week)
    history.take_back(ana, done)  # and killed before its letter was removed
    assert files() == [path]
    assert again(ana, week).startswith("Its letter was removed")
    assert files() == []
    assert again(ana, week) == "It was not given out, and no letter of it is here."


def test_a_correction_leaves_the_letter_before_it_and_taken_back_takes_its_own(
    ana: int, week: int
) -> None:
    first = tell(ana, week)[1]
    giving.revise(ana, sheet.read(week, MONDAY, SUNDAY, LATER))
    wrote(ana, "17 9:00", "17 9:30", client=week)
    done, second = tell(ana, week)
    assert files() == [first, second]
    put_right.follow(history.take_back(ana, done))
    assert files() == [first]


def test_what_changes_while_it_is_written_again_is_looked_at_once_more(ana: int, week: int) -> None:
    done, path = tell(ana, week)
    path.unlink()

    def meanwhile(told: sheet.Sheet, folder: Path) -> Path:
        history.take_back(ana, done)
        return letter.write(told, folder)

    with pytest.raises(Refused, match="changed meanwhile"):
        put_right.again(ana, week, MONDAY, SUNDAY, LATER, meanwhile)
    assert files() == []


def test_a_guest_writes_no_letter(ana: int, week: int) -> None:
    from helpdesk_tui.models.people import Technician

    path = tell(ana, week)[1]
    path.unlink()
    guest = technician("eva")
    Technician.update(role=Technician.GUEST).where(Technician.id == guest).execute()
    with pytest.raises(StorageProblem):
        again(guest, week)
    assert files() == []


def test_what_is_in_the_making_elsewhere_is_left_and_what_was_abandoned_goes(
    ana: int, week: int
) -> None:
    with letters.preparing() as aside:
        (aside / "half").write_text("x")
        lost = letters.folder() / ".preparing-lost"
        lost.mkdir()
        (lost / "half").write_text("x")
        with letters.preparing() as other:
            assert files() == sorted([aside, other])
        assert files() == [aside]
    assert files() == []
