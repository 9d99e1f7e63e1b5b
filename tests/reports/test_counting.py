"""What a ticket counts as, after what people do to it; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from helpdesk_tui.filters import Unreadable
from helpdesk_tui.models.tickets import Status, Ticket, Wait
from helpdesk_tui.people import editing
from helpdesk_tui.periods import Period
from helpdesk_tui.reports import counting
from helpdesk_tui.reports.figures import Row, Table, Times
from helpdesk_tui.tickets import actions, history, promises
from helpdesk_tui.tickets.views import Viewer
from tests.plans import plans
from tests.sla.conftest import Watch
from tests.sla.lives import promise, rules
from tests.support import opened, row, technician

pytestmark = pytest.mark.usefixtures("desk")

WEEK = Period(date(2026, 11, 16), date(2026, 11, 22), UTC)
"""That of the watch."""


def figures(by: str = "category", words: str = "", period: Period = WEEK, me: int = 0) -> Table:
    return counting.read(by, period, words, Viewer(me, (), UTC))


def total(words: str = "") -> Row:
    return figures(words=words).total


def test_times_run_to_the_first_answer_and_to_the_last_time_it_was_resolved(
    ana: int, watch: Watch
) -> None:
    ticket = opened(ana, assignee=ana)
    watch.goes_on(10)
    actions.add_note(ana, [row(ticket)], "It is the fuse")
    watch.goes_on(20)
    actions.reply(ana, [row(ticket)], "We are on it")
    watch.goes_on(30)
    actions.resolve(ana, [row(ticket)], "A new fuse")
    assert total().response == Times(1, 1800.0, 1800.0)
    assert total().resolution == Times(1, 3600.0, 3600.0)

    watch.goes_on(60)
    actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert (total().open, total().resolution) == (1, Times())
    watch.goes_on(60)
    actions.resolve(ana, [row(ticket)], "Another fuse")
    assert total().resolution == Times(1, 10800.0, 10800.0)
    assert (total().open, total().reopened) == (0, 1)


def test_a_withdrawn_answer_is_none(ana: int, watch: Watch) -> None:
    ticket = opened(ana, assignee=ana)
    watch.goes_on(10)
    told = actions.reply(ana, [row(ticket)], "We are on it")
    history.take_back(ana, told)
    assert total().response.count == 0
    watch.goes_on(10)
    actions.reply(ana, [row(ticket)], "Now we are")
    assert total().response == Times(1, 1200.0, 1200.0)


def test_what_was_taken_back_counts_only_once_it_is_done_again(ana: int, watch: Watch) -> None:
    luis = technician("luis")
    ticket = opened(ana, assignee=ana)
    watch.goes_on(1)
    resolved = actions.resolve(ana, [row(ticket)], "Done")
    watch.goes_on(1)
    undone = history.take_back(ana, resolved)
    assert total().reopened == 0  # it was a slip
    watch.goes_on(1)
    history.take_back(ana, undone)
    assert total().reopened == 0
    watch.goes_on(1)
    passed_on = actions.assign(ana, [row(ticket)], luis)
    reopened = actions.set_status(ana, [row(ticket)], Status.OPEN)
    assert (total().reopened, total().reassigned) == (1, 1)
    watch.goes_on(1)
    back = history.take_back(ana, reopened)
    history.take_back(ana, passed_on)
    assert (total().reopened, total().reassigned) == (0, 0)
    watch.goes_on(1)
    history.take_back(ana, back)
    assert (total().reopened, total().reassigned) == (1, 0)


def test_rows_are_told_apart_and_add_up(ana: int, watch: Watch) -> None:
    luis = technician("luis")
    acme = editing.add_client(ana, {"name": "ACME"}).things[0]
    for number in range(6):
        opened(
            ana,
            client=acme if number % 3 else None,
            category="network" if number % 2 else "",
            priority=1 + number % 2,
            assignee=(ana, luis, None)[number % 3],
        )
    actions.wait(ana, [row(1)], Wait.CLIENT)
    actions.put_away(ana, [row(2)])
    watch.goes_on(60 * 24 * 3)
    opened(ana)

    def rows(by: str) -> list[tuple[str, int, int]]:
        return [(one.name, one.came, one.waiting) for one in figures(by).rows]

    assert rows("client") == [("", 3, 1), ("ACME", 3, 0)]
    assert rows("category") == [("", 4, 1), ("network", 2, 0)]
    assert rows("priority") == [("P1", 3, 1), ("P2", 2, 0), ("P3", 1, 0)]
    assert rows("technician") == [("", 3, 0), ("ana", 2, 1), ("luis", 1, 0)]
    assert rows("team") == [("", 6, 1)]
    assert rows("week") == [("2026-11-16", 6, 1)]
    assert rows("month") == [("2026-11-16", 6, 1)]
    days = replace(WEEK, last=date(2026, 11, 30))
    assert [one.came for one in figures("week", period=days).rows] == [6]  # others have not begun
    watch.goes_on(60 * 24 * 7)
    assert [one.came for one in figures("week", period=days).rows] == [6, 0]
    assert figures(words="client:acme prio:2").total.came == 1
    assert figures(words="assignee:me", me=ana).total.came == 2
    with pytest.raises(Unreadable):
        figures(words="nothing:x prio:x")


def test_only_promises_for_what_is_done_are_counted(ana: int, watch: Watch) -> None:
    promises.save(ana, rules(promise("always", first_response=1, resolution=2)))
    late, kept, live = (opened(ana, assignee=ana) for _ in range(3))
    watch.goes_on(90)
    actions.reply(ana, [row(late), row(live)], "We are on it")
    actions.resolve(ana, [row(kept)], "Done")
    watch.goes_on(90)
    actions.resolve(ana, [row(late)], "Done")
    assert (total().decided, total().kept, total().percent) == (4, 1, 25)
    assert figures(words="status:open").total.percent is None


def test_the_backlog_of_any_day_is_what_a_look_on_that_day_would_have_found(
    ana: int, watch: Watch
) -> None:
    random = Random(5)
    tickets: list[int] = []
    midnight = datetime(2026, 11, 17, tzinfo=UTC)
    seen: dict[datetime, dict[str, int]] = {}
    done = []
    for _ in range(160):
        watch.goes_on(random.randrange(60, 600))
        while midnight <= watch.now:
            seen[midnight] = now_open()
            midnight += timedelta(days=1)
        match random.randrange(5):
            case 0:
                tickets.append(opened(ana, category=random.choice(("a", "b"))))
            case 1 if done:
                history.take_back(ana, done.pop())
            case _ if tickets:
                one = row(random.choice(tickets))
                status = random.choice([Status.OPEN, Status.RESOLVED, Status.CLOSED])
                if one.status != status:
                    done.append(actions.set_status(ana, [one], status))
    assert len(seen) > 30
    for midnight, then in seen.items():
        last = midnight.date() - timedelta(days=1)
        found = figures(period=Period(last - timedelta(days=random.randrange(9)), last, UTC))
        assert {one.name: one.backlog for one in found.rows if one.backlog} == then
        assert found.total.backlog == sum(then.values())
    weeks = Period(date(2026, 11, 19), max(seen).date() - timedelta(days=1), UTC)
    ends = [sum(seen[part.end].values()) for part in weeks.cut("week")]
    assert [one.backlog for one in figures("week", period=weeks).rows] == ends


def now_open() -> dict[str, int]:
    found: dict[str, int] = {}
    for (category,) in Ticket.select(Ticket.category).where(Ticket.status < 4).tuples():
        found[category] = found.get(category, 0) + 1
    return found


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_answers_and_turns_are_looked_up_in_indexes_of_their_own() -> None:
    told = " ".join(line for plan in plans(figures) for line in plan)
    assert "ticket_shelf_created_at (shelf=? AND created_at>? AND created_at<?)" in told
    assert "message_answers (ticket_id=?)" in told
    assert "SCAN t2 USING INDEX event_turns SEARCH t1 USING INTEGER PRIMARY KEY" in told
    (undone,) = plans(figures, "event")
    assert undone == ["SEARCH t1 USING COVERING INDEX event_undoes (entity=?)"]
