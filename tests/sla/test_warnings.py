"""Whom a clock warns: whose ticket it is, and everybody who may take it while nobody has."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.people import Team
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import actions, promises
from tests.plans import plans
from tests.sla.conftest import Watch
from tests.sla.lives import promise, rules
from tests.sla.promised import at
from tests.support import opened, row, technician


@pytest.fixture
def teams(desk: Opened, ana: int, watch: Watch) -> list[int]:
    """Two teams, at a desk that promises a first answer within an hour and warns after 45 minutes.

    It is Monday, ten o'clock.
    """
    watch.now = at(16, "10:00")
    promises.save(ana, rules(promise(first_response=1)))
    return [
        Team.create(name=name, sort_key=name, created_at=watch.now).id for name in ("net", "web")
    ]


def warned(by: int, teams: list[int], watch: Watch, minutes: int) -> list[int]:
    """Of which tickets a technician of these teams hears so many minutes later."""
    watch.goes_on(minutes)
    return [one.id for one in promises.warned(by, teams, watch.now)]


def test_a_ticket_that_nobody_has_taken_warns_those_of_its_team_and_of_no_team_everybody(
    teams: list[int], ana: int, watch: Watch
) -> None:
    net, web = (opened(ana, team=team) for team in teams)
    free = opened(ana)
    assert warned(ana, [teams[0]], watch, 44) == []
    assert warned(ana, [teams[0]], watch, 1) == [net, free]
    assert warned(ana, [], watch, 0) == [free]
    assert warned(ana, teams, watch, 0) == [net, web, free]


def test_a_ticket_that_somebody_has_taken_warns_nobody_else(
    teams: list[int], ana: int, watch: Watch
) -> None:
    luis = technician("luis")
    taken = opened(ana, team=teams[0], assignee=luis)
    assert warned(ana, teams, watch, 46) == []
    assert warned(luis, [], watch, 0) == [taken]


def test_it_is_told_when_it_is_near_and_when_it_is_overdue_and_is_old_news_ten_minutes_later(
    teams: list[int], ana: int, watch: Watch
) -> None:
    ticket = opened(ana)
    heard = [warned(ana, teams, watch, minutes) for minutes in (45, 10, 1, 5, 9, 2)]
    assert heard == [[ticket], [ticket], [], [ticket], [ticket], []]
    actions.resolve(ana, [row(ticket)], "Done.")
    assert warned(ana, teams, watch, -3) == []


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_who_is_warned_is_read_from_an_index(desk: Opened, watch: Watch) -> None:
    (plan,) = plans(lambda: promises.warned(1, [1, 2], watch.now))
    assert plan == ["SEARCH t1 USING INDEX ticket_shelf_due_at (shelf=? AND due_at>? AND due_at<?)"]
