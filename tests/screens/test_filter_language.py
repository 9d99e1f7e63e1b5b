"""The filter of the queue as it is typed: offered, read back, pointed at, remembered, kept."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.people import Membership, Team
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.screens.terminal import keys
from helpdesk_tui.tickets import saved
from helpdesk_tui.tickets.views import viewer_of
from tests.screens.conftest import Seat, SitDown


@pytest.fixture
async def filtering(seat: Seat) -> Seat:
    """Ana with the filter before her."""
    await seat.press("slash")
    await seat.sees("ctrl+s as a view")
    return seat


async def test_tab_completes_a_field_and_then_a_name_of_the_desk(filtering: Seat) -> None:
    await filtering.type("cli")
    await filtering.sees("client:")
    await filtering.press("tab")
    await filtering.type("sol")
    await filtering.sees("Clínica Sol")
    await filtering.press("tab")
    await filtering.sees('/ client:"Clínica Sol"')
    await filtering.press("enter")
    await filtering.lists(2, 4, 6, 8)


async def test_tab_again_offers_the_next_and_shift_tab_the_one_before(filtering: Seat) -> None:
    await filtering.type("status:")
    await filtering.sees("waiting")
    await filtering.press("tab", "tab")
    await filtering.sees("/ status:open")
    await filtering.press("shift+tab")
    await filtering.sees("/ status:new")


async def test_a_mistake_is_pointed_at_and_the_list_stays_as_it_was(filtering: Seat) -> None:
    await filtering.type("printer ")
    await filtering.type("clinet:acme")
    await filtering.sees("^^^^^^ There is no field “clinet”. Did you mean “client:”?")
    lines = filtering.picture.splitlines()
    typed = next(line for line in lines if line.startswith(" / "))
    marks = next(line for line in lines if "^^^^^^" in line)
    assert marks.index("^") == typed.index("clinet")
    await filtering.press("enter")
    await filtering.sees("^^^^^^")  # nothing is kept that has no meaning
    await filtering.press("escape")
    await filtering.lists(1, 2, 3, 4, 5, 6, 7, 8)


async def test_what_is_unfinished_is_pointed_at_only_when_it_is_kept(filtering: Seat) -> None:
    await filtering.type("prio:")
    await filtering.sees_no("needs a value")
    await filtering.press("enter")
    await filtering.sees("“prio:” needs a value")


async def test_times_are_read_back_before_they_count(filtering: Seat) -> None:
    await filtering.type("created:2026-10-01..2026-10-31 -due:<1m")
    await filtering.sees("created from Thu 1 Oct until Sat 31 Oct · not due before")


async def test_an_earlier_filter_comes_back_with_up_in_the_language_of_the_desk(
    sit_down: SitDown,
) -> None:
    seat = await sit_down(remembered=Remembered(filters=["status:waiting", "colour:red", "prio:1"]))
    await seat.has_in_hand(1)
    await seat.press("slash")
    await seat.sees("ctrl+s as a view")
    await seat.type("print")
    await seat.press("up")
    await seat.sees("/ status:waiting")
    await seat.press("up")
    await seat.sees("/ prio:1")
    await seat.press("down", "down")
    await seat.sees("/ print")
    await seat.press("enter")
    await seat.until(lambda: seat.app.remembered.filters[:2] == ["print", "status:waiting"])


async def test_a_filter_is_saved_as_a_view_and_found_with_its_count(sit_down: SitDown) -> None:
    seat = await sit_down(size=(120, 40))
    await seat.has_in_hand(1)
    await seat.press("slash")
    await seat.sees("ctrl+s as a view")
    await seat.type("client:sol")
    await seat.press("ctrl+s")
    await seat.sees("Save as a view: client:sol")
    await seat.type("Clinic")
    await seat.press("enter")
    await seat.sees("Clinic           4 ▏", "Clinic 4 · by clock")
    await seat.lists(2, 4, 6, 8)
    await seat.press("right_square_bracket")
    await seat.sees("Mine 8 · by clock")
    await seat.press("left_square_bracket")
    await seat.sees("Clinic 4 · by clock")
    await seat.press("z")
    await seat.sees("Taken back")
    await seat.sees_no("Clinic           4 ▏")


async def test_a_view_is_renamed_moved_given_other_words_and_removed(
    sit_down: SitDown, ana: int
) -> None:
    saved.save(ana, "one", "mine", "client:sol", "clock", False)
    saved.save(ana, "two", "mine", "client:acme", "number", False)
    seat = await sit_down(size=(120, 40), remembered=Remembered(view="saved:2"))
    await seat.lists(7, 5, 3, 1)

    await seat.press("V")
    await seat.sees("↑ up   ↓ down   t share with a team")
    await seat.press("up")
    await seat.sees("“two” has moved")
    assert [view.name for view in saved.seen_by(viewer_of(ana))] == ["two", "one"]

    await seat.press("V")
    await seat.sees("rename")
    await seat.press("r")
    await seat.sees("Rename the view")
    await seat.type(" too")
    await seat.press("enter")
    await seat.sees("renamed to “two too”", "two too 4 · by number")

    await seat.press("slash")
    await seat.sees("ctrl+s as a view")
    await seat.type("till")
    await seat.press("enter")
    await seat.lists(5)
    await seat.press("V")
    await seat.sees("keep these words")
    await seat.press("k")
    await seat.sees_no("/ till")
    assert saved.seen_by(viewer_of(ana))[0].words == "client:acme till"

    await seat.press("V")
    await seat.sees("remove")
    await seat.press("d")
    await seat.sees("“two too” is removed")
    assert [view.name for view in saved.seen_by(viewer_of(ana))] == ["one"]


async def test_a_shared_view_appears_at_a_colleagues_desk(
    sit_down: SitDown, ana: int, luis: int
) -> None:
    team = Team.get()
    for technician in (ana, luis):
        Membership.create(team=team, technician=technician)
    saved.save(ana, "Clinic", "all", "client:sol", "clock", False)
    hers = await sit_down(size=(120, 40), remembered=Remembered(view="saved:1"))
    his = await sit_down("luis", size=(120, 40))
    await hers.sees("Clinic 4 · by clock")
    await his.sees_no("Clinic           4")
    await hers.press("V")
    await hers.sees("share with a team")
    await hers.press("t")
    await hers.sees("“Clinic” is shared with Support")
    await his.sees("↔ Clinic         4")


async def test_a_view_that_a_newer_desk_has_kept_is_told_and_left(
    sit_down: SitDown, ana: int
) -> None:
    saved.save(ana, "newer", "someplace", "colour:red", "colour", False)
    seat = await sit_down(size=(120, 40), remembered=Remembered(view="saved:1"))
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)
    await seat.sees("This view cannot be read here")
    await seat.press("left_square_bracket")
    await seat.sees("This view cannot be read here: There is no field “colour”")
    await seat.lists(1, 2, 3, 4, 5, 6, 7, 8)
    await seat.sees("Mine 8")


async def test_the_marks_stay_below_their_place_when_the_line_scrolls(filtering: Seat) -> None:
    await filtering.type('"' + "long words " * 8 + '" status:foo and more')
    await filtering.sees("^^^")
    assert _marked(filtering) == "foo"

    await filtering.press("home")
    await filtering.sees_no("^^^")
    await filtering.sees("“foo” is none of: new, open")
    await filtering.press("end")
    await filtering.sees("^^^")
    assert _marked(filtering) == "foo"


def _marked(seat: Seat) -> str:
    """What stands above the marks."""
    lines = seat.picture.splitlines()
    typed = next(line for line in lines if line.startswith(" / "))
    marks = next(line for line in lines if "^" in line)
    return typed[marks.index("^") : marks.rindex("^") + 1]


async def test_a_word_that_the_caret_has_come_back_to_is_completed(filtering: Seat) -> None:
    await filtering.type("prio:1 assi")
    await filtering.sees("assignee:")
    await filtering.type(" toner")
    await filtering.press(*["left"] * len(" toner"))

    await filtering.sees("assignee:")
    await filtering.press("tab")
    await filtering.sees("/ prio:1 assignee: toner")


async def test_the_key_after_esc_waits_for_nothing(
    filtering: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "PATIENCE", 60.0)
    await filtering.type("prescriptions")
    await filtering.lists(1)
    await filtering.press("escape", "j")
    await filtering.has_in_hand(2)
