"""Merging: all of a ticket is read in another from then on, and undo takes it apart exactly."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk_tui import clock
from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import cases, listing
from helpdesk_tui.models import merges
from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.models.tickets import Attachment, Shelf, Status
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, callers, drafts, history, merging, thread
from helpdesk_tui.tickets.thread import Whole
from tests.plans import plans
from tests.storage.fresh import opened_fresh
from tests.support import found, holding, opened, row, state, technician


def merged(by: int, into: int, *tickets: int) -> Done:
    return merging.merge(by, [row(ticket) for ticket in tickets], into)


def read(ticket: int) -> Whole:
    whole = thread.read(ticket)
    assert whole
    return whole


def bodies(ticket: int) -> list[str]:
    return [said.body for said in read(ticket).said]


def names(ticket: int) -> list[str]:
    return [caller.name for caller in callers.others(ticket)]


@pytest.fixture
def client(ana: int) -> int:
    return editing.add_client(ana, {"name": "ACME"}).things[0]


@pytest.fixture
def marta(ana: int, client: int) -> int:
    return editing.add_contact(ana, client, {"name": "Marta"}).things[0]


@pytest.fixture
def joan(ana: int, client: int) -> int:
    return editing.add_contact(ana, client, {"name": "Joan"}).things[0]


@pytest.fixture
def two(ana: int, client: int, marta: int, joan: int) -> tuple[int, int]:
    """A ticket of Joan's that is to go into one of Marta's."""
    into = opened(ana, "No power", body="All is dark", client=client, requester=marta)
    other = opened(
        ana, "The wombat sleeps", body="No quokka", client=client, requester=joan, tags=("power",)
    )
    return other, into


class TestWhatIsSeenWhereItWent:
    def test_the_threads_are_one_in_order_of_time(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        actions.add_note(ana, [row(into)], "Look at the fuse")
        actions.add_note(ana, [row(other)], "It sleeps soundly")

        merged(ana, into, other)

        assert bodies(into) == ["All is dark", "No quokka", "Look at the fuse", "It sleeps soundly"]
        assert [said.ticket for said in read(into).said] == [into, other, into, other]
        assert read(into).merged == (other,)

    def test_callers_and_labels_are_the_ones_of_both(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        merged(ana, into, other)

        assert names(into) == ["Joan"]
        assert row(into).tags == ("power",)
        assert (row(into).requester, row(other).requester) == ("Marta", "Joan")

    def test_time_and_files_are_those_of_both(self, ana: int, two: tuple[int, int]) -> None:
        begin = clock.now() - timedelta(hours=5)
        for ticket, hours in zip(two, (1, 2), strict=True):
            Entry.create(
                technician=ana,
                begin=begin,
                end=begin + timedelta(hours=hours),
                zone="UTC",
                title="Work",
                ticket=ticket,
                created_at=begin,
            )
            Attachment.create(
                ticket=ticket, name=f"{hours}.txt", size=1, sha256="0" * 64, created_at=begin
            )
        other, into = two
        merged(ana, into, other)

        assert read(into).worked == timedelta(hours=3)
        assert [file.name for file in read(into).files] == ["1.txt", "2.txt"]

    def test_words_of_both_find_it_and_its_old_number_too(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        done = merged(ana, into, other)

        assert found(ana, "dark quokka") == found(ana, "wombat power") == {into}
        assert found(ana, str(other)) == {into}
        actions.add_note(ana, [row(into)], "bilby")
        assert found(ana, "bilby quokka") == {into}
        history.take_back(ana, done)
        assert found(ana, "quokka") == {other}
        assert into not in holding("quokka")

    def test_a_talk_about_it_goes_along(self, ana: int, client: int, two: tuple[int, int]) -> None:
        other, into = two
        begun = talks.begin(ana, client, cases.find("equipment", None), ticket=other).things[0]
        merged(ana, into, other)

        assert talks.going_on(into) == begun
        assert [talk.id for talk in listing.of_ticket(into, 5)] == [begun]

    def test_a_draft_waits_in_both_and_is_kept_apart(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        drafts.save(ana, f"ticket:{other}", "reply", {"body": "of the other"})
        merged(ana, into, other)
        assert merging.drafted(ana, into, "reply") == f"ticket:{other}"
        assert merging.drafted(ana, into, "note") == f"ticket:{into}"

        drafts.save(ana, f"ticket:{into}", "reply", {"body": "its own"})
        assert merging.drafted(ana, into, "reply") == f"ticket:{into}"

    def test_the_merged_one_is_away_without_a_clock_and_says_where_it_went(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        merged(ana, into, other)

        gone = row(other)
        assert (gone.shelf, gone.due_at, gone.merged_into) == (Shelf.AWAY, clock.NEVER, into)
        assert found(ana) == {into}
        assert merges.is_read_in(other) == into

    def test_what_went_into_it_before_goes_along(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        third = opened(ana, "The third", body="a numbat")
        merged(ana, into, other)
        merged(ana, third, into)

        assert bodies(third) == ["All is dark", "No quokka", "a numbat"]
        assert merges.is_read_in(other) == third
        assert found(ana, "quokka numbat") == found(ana, str(other)) == {third}

    def test_an_answer_there_moves_no_clock_here(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        before = state(into)
        actions.reply(ana, [row(other)], "We are coming")
        merged(ana, into, other)

        after = state(into)
        assert all(after[name] == before[name] for name in ("due_at", "warn_at", "missed"))

    def test_several_go_at_once_and_the_one_they_go_into_may_be_marked_too(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        third = opened(ana, "The third")
        other, into = two

        done = merged(ana, into, other, into, third)

        assert read(into).merged == (other, third)
        history.take_back(ana, done)
        assert read(into).merged == ()


class TestWhatIsRefused:
    def test_into_itself(self, ana: int, two: tuple[int, int]) -> None:
        with pytest.raises(Refused, match="into itself"):
            merged(ana, two[0], two[0])

    def test_into_one_that_is_not_there(self, ana: int, two: tuple[int, int]) -> None:
        with pytest.raises(Refused, match="no ticket 4711"):
            merged(ana, 4711, two[0])

    def test_into_one_that_was_put_away(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        actions.put_away(ana, [row(into)])
        with pytest.raises(Refused, match="put away"):
            merged(ana, into, other)

    def test_into_one_that_went_elsewhere_which_is_named(
        self, ana: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        third = opened(ana, "The third")
        merged(ana, third, into)
        with pytest.raises(Refused, match=f"choose {third}"):
            merged(ana, into, other)

    def test_in_a_circle(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        merged(ana, into, other)
        with pytest.raises(Refused, match=f"choose {into}"):
            merged(ana, other, into)

    def test_redo_into_what_has_gone_the_other_way_meanwhile(
        self, ana: int, luis: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        undone = history.take_back(ana, merged(ana, into, other))
        merged(luis, other, into)
        with pytest.raises(Refused, match=f"choose {other}"):
            history.take_back(ana, undone)
        assert merges.is_read_in(into) == other

    def test_who_comes_second_is_told_where_it_went(
        self, ana: int, luis: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        third, seen = opened(ana, "The third"), [row(other)]
        merged(luis, into, other)
        with pytest.raises(Refused, match=f"luis has merged {other} into {into}"):
            merging.merge(ana, seen, third)
        assert read(third).merged == ()

    def test_of_several_the_others_go(self, ana: int, luis: int, two: tuple[int, int]) -> None:
        other, into = two
        third, seen = opened(ana, "The third"), row(other)
        fourth = opened(ana, "The fourth")
        merged(luis, third, other)

        done = merging.merge(ana, [seen, row(fourth)], into)

        assert [conflict.entity_id for conflict in done.conflicts] == [other]
        assert read(into).merged == (fourth,)

    def test_what_is_done_to_a_ticket_that_has_gone_is_a_conflict_and_changes_nothing(
        self, ana: int, luis: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        seen = [row(other)]
        merged(luis, into, other)
        before = state(other)

        for done in (
            actions.reply(ana, seen, "Too late"),
            actions.set_priority(ana, seen, 1),
            actions.resolve(ana, seen, "Done"),
            actions.put_away(ana, seen),
        ):
            (conflict,) = done.conflicts
            assert (conflict.field, conflict.found, conflict.who) == ("merged_into", into, "luis")
        assert state(other) == before
        assert [one.id for one in merging.rows_now([other])] == [into]

    def test_a_call_about_it_is_kept_where_it_is_read(
        self, ana: int, marta: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        merged(ana, into, other)
        with change(ana) as hand:
            actions.called(hand, other, "Still dark", marta)
        assert read(into).said[-1].ticket == into


class TestUndo:
    def test_it_comes_apart_also_when_both_have_changed_since(
        self, ana: int, luis: int, marta: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        apart = state(other)
        done = merged(ana, into, other)
        actions.set_priority(luis, [row(into)], 1)
        actions.add_note(luis, [row(into)], "written since")
        actions.label(luis, [row(into)], on=["later"])

        history.take_back(ana, done)

        assert state(other) == apart
        assert bodies(other) == ["No quokka"]
        assert bodies(into) == ["All is dark", "written since"]
        assert (row(into).priority, row(into).tags, names(into)) == (1, ("later",), [])

    def test_who_has_called_since_stays_a_caller(
        self, ana: int, joan: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        done = merged(ana, into, other)
        with change(ana) as hand:
            actions.called(hand, into, "And now this", joan)

        history.take_back(ana, done)

        assert names(into) == ["Joan"]

    def test_redo_merges_again(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        done = merged(ana, into, other)
        whole, kept = bodies(into), (state(other), state(into))

        history.take_back(ana, history.take_back(ana, done))

        assert bodies(into) == whole
        assert (state(other), state(into)) == kept
        assert names(into) == ["Joan"]

    def test_later_and_by_somebody_else_it_is_taken_out_with_what_went_along(
        self, ana: int, luis: int, two: tuple[int, int]
    ) -> None:
        other, into = two
        third, fourth = opened(ana, "The third"), opened(ana, "The fourth")
        before = [state(ticket) for ticket in (other, third, into)]
        merged(ana, into, other, third)
        merged(luis, into, fourth)

        done = history.take_out(luis, third)

        assert [state(ticket) for ticket in (other, third, into)] == before
        assert (names(into), read(into).merged) == ([], (fourth,))
        history.take_back(luis, done)
        assert read(into).merged == (other, third, fourth)
        history.take_out(ana, other)
        assert read(into).merged == (fourth,)
        with pytest.raises(Refused, match="was not merged"):
            history.take_out(ana, other)

    def test_history_says_it_on_both_sides(self, ana: int, two: tuple[int, int]) -> None:
        other, into = two
        history.take_back(ana, merged(ana, into, other))

        told = [(h.field, h.before, h.after) for h in history.happenings(other)][-2:]
        assert told == [("merged_into", None, into), ("merged_into", into, None)]
        told = [(h.field, h.before, h.after) for h in history.happenings(into)]
        assert ("merged", None, other) in told
        assert ("merged", other, None) in told


WORK = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(("reply", "note", "label", "call", "wait", "resolve", "priority")),
    ),
    max_size=8,
)
PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4)


def _does(by: int, what: str, ticket: int, contact: int) -> None:
    seen = [row(ticket)]
    match what:
        case "reply":
            actions.reply(by, seen, f"A reply to {ticket}")
        case "note":
            actions.add_note(by, seen, f"A note on {ticket}")
        case "label":
            actions.label(by, seen, on=[f"of{ticket}", "all"])
        case "call":
            with change(by) as hand:
                actions.called(hand, ticket, "Me too", contact)
        case "wait":
            actions.wait(by, seen, 3)
        case "resolve":
            actions.resolve(by, seen, "Solved")
        case _:
            actions.set_priority(by, seen, 1 + ticket % 4)


def _kept(ticket: int) -> tuple[Any, ...]:
    whole = read(ticket)
    follows = state(ticket)
    return follows, whole.said, whole.callers, whole.files, whole.merged, whole.worked


@settings(max_examples=25)
@given(WORK, PAIRS)
def test_however_they_are_merged_taking_all_of_it_back_leaves_them_as_they_were(
    work: list[tuple[int, str]], pairs: list[tuple[int, int]]
) -> None:
    with TemporaryDirectory() as folder, opened_fresh(Path(folder)):
        by = technician("ana")
        client = editing.add_client(by, {"name": "ACME"}).things[0]
        people = [
            editing.add_contact(by, client, {"name": name}).things[0] for name in ("Ada", "Bo")
        ]
        tickets = [
            opened(by, f"Number {n}", body=f"word{n}", client=client, requester=people[n % 2])
            for n in range(4)
        ]
        for at, what in work:
            _does(by, what, tickets[at], people[at % 2])
        before = [_kept(ticket) for ticket in tickets]
        words = [holding(f"word{n}") for n in range(4)]
        said = sorted(one.id for ticket in tickets for one in read(ticket).said)

        done = []
        for one, other in pairs:
            try:
                done.append(merged(by, tickets[other], tickets[one]))
            except Refused:
                continue
        ends = merges.leads_to(tickets)
        roots = set(ends.values())
        assert all(row(root).merged_into is None for root in roots)
        assert sorted(one.id for root in roots for one in read(root).said) == said
        assert [holding(f"word{n}") & roots for n in range(4)] == [{ends[t]} for t in tickets]

        for one_done in reversed([one for one in done if one.changed]):
            history.take_back(by, one_done)
        assert [_kept(ticket) for ticket in tickets] == before
        assert [holding(f"word{n}") for n in range(4)] == words


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_what_went_into_a_ticket_is_looked_up_in_an_index(ana: int, two: tuple[int, int]) -> None:
    for plan in plans(lambda: merges.family(two[0]), "ticket"):
        assert plan == ["SEARCH t1 USING COVERING INDEX ticket_merged_into (merged_into_id=?)"]


def test_a_merged_ticket_keeps_its_state(ana: int, two: tuple[int, int]) -> None:
    other, into = two
    actions.assign(ana, [row(other)], ana)
    merged(ana, into, other)
    assert row(other).status == Status.OPEN
