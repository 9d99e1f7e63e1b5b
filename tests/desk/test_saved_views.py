"""Views that technicians keep: their own in their order, shared with a team, and undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.people import Membership, Team
from helpdesk_tui.tickets import history, queue, saved
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.saved import Saved
from helpdesk_tui.tickets.views import Viewer, viewer_of
from tests.support import SATURDAY, opened


@pytest.fixture
def support(desk: object, ana: int, luis: int) -> int:
    """A team to which ana and luis belong."""
    team = Team.create(name="Support", sort_key="support", created_at=SATURDAY)
    for technician in (ana, luis):
        Membership.create(team=team, technician=technician)
    return int(team.id)


def kept(by: int, name: str = "VIP", words: str = "tag:vip") -> Saved:
    (view,) = saved.save(by, name, "all", words, "age", True).things
    return next(known for known in saved.seen_by(viewer_of(by)) if known.id == view)


def names(technician: int) -> list[str]:
    return [view.name for view in saved.seen_by(viewer_of(technician))]


def test_a_view_holds_the_tickets_of_its_place_its_words_and_what_is_typed(ana: int) -> None:
    for subject in ("printer on fire", "printer jams", "no network"):
        opened(ana, subject)
    view = kept(ana, "Printers", "printer")
    query = Query(Viewer(ana)).within(view)
    assert [row.subject for row in queue.page(query).rows] == ["printer jams", "printer on fire"]
    assert [row.subject for row in queue.page(replace(query, text="fire")).rows] == [
        "printer on fire"
    ]
    counted = queue.counts(query, [view])
    assert counted[view.key] == 2
    assert counted["all"] == 3


def test_ones_own_views_stand_in_ones_own_order(ana: int) -> None:
    first, second, third = (kept(ana, name) for name in ("one", "two", "three"))
    saved.move(ana, third, -2)
    saved.move(ana, first, 5)
    assert names(ana) == ["three", "two", "one"]
    history.take_back(ana, saved.move(ana, second, -1))
    assert names(ana) == ["three", "two", "one"]


def test_a_shared_view_is_seen_by_the_team_after_their_own(
    ana: int, luis: int, support: int
) -> None:
    view = kept(ana)
    kept(luis, "mine")
    assert names(luis) == ["mine"]
    shared = saved.share(ana, view, support)
    assert names(luis) == ["mine", "VIP"]
    assert saved.seen_by(viewer_of(luis))[1].team_name == "Support"
    history.take_back(ana, shared)
    assert names(luis) == ["mine"]


def test_a_colleagues_view_is_not_changed(ana: int, luis: int, support: int) -> None:
    view = kept(ana)
    for attempt in (
        lambda: saved.rename(luis, view, "other"),
        lambda: saved.move(luis, view, 1),
        lambda: saved.remove(luis, view),
        lambda: saved.share(luis, view, support),
        lambda: saved.keep(luis, view, "tag:x", "clock", False),
    ):
        with pytest.raises(Refused):
            attempt()
    assert names(ana) == ["VIP"]


def test_a_view_that_was_taken_away_comes_back_by_undo(ana: int) -> None:
    gone = saved.remove(ana, kept(ana))
    assert names(ana) == []
    history.take_back(ana, gone)
    assert names(ana) == ["VIP"]


def test_undoing_a_new_view_takes_it_away(ana: int) -> None:
    history.take_back(ana, saved.save(ana, "VIP", "all", "tag:vip", "age", False))
    assert names(ana) == []


def test_other_words_and_another_name_are_kept_unless_another_terminal_was_first(ana: int) -> None:
    view = kept(ana)
    saved.keep(ana, view, "tag:vip prio:1", "clock", False)
    saved.rename(ana, view, "Very important")
    (now,) = saved.seen_by(Viewer(ana))
    assert (now.name, now.words, now.sort, now.reverse) == (
        "Very important",
        "tag:vip prio:1",
        "clock",
        False,
    )
    with pytest.raises(Conflict):
        saved.rename(ana, view, "Something else")


@pytest.mark.parametrize("name", ["", "  ", "VIP"])
def test_a_name_is_needed_and_no_two_views_have_the_same(ana: int, name: str) -> None:
    kept(ana)
    with pytest.raises(Refused):
        saved.save(ana, name, "all", "", "clock", False)
    assert names(ana) == ["VIP"]
