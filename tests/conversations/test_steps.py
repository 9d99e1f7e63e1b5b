"""What each step asks for, and what it still wants before the next: every gate and every field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpdesk_tui.conversations import actions, steps
from helpdesk_tui.conversations.steps import STEPS, Field, Lines
from helpdesk_tui.conversations.talk import (
    PARTS,
    Person,
    Statement,
    Talk,
)
from helpdesk_tui.models.conversations import Conversation, Known, Told, Wants
from tests.conversations.conftest import Room


def wanted(talk: Talk, step: int) -> list[str]:
    """Where the gaps of a step are."""
    return [gap.where for gap in steps.missing(talk, step)]


def test_a_talk_that_has_just_begun_wants_all_of_its_preparation(room: Room) -> None:
    assert wanted(room.now(), 1) == ["headline", "evidence", "asked", "answer", "options"]
    assert wanted(room.prepare(), 1) == []


@pytest.mark.parametrize(("words", "gaps"), [(20, []), (21, ["headline"])])
def test_a_headline_has_twenty_words_at_most(room: Room, words: int, gaps: list[str]) -> None:
    room.prepare()
    assert wanted(room.write(headline=" ".join(["word"] * words)), 1) == gaps


@pytest.mark.parametrize(("field", "value"), [("asked", False), ("answer", ""), ("headline", "")])
def test_preparing_wants_each_of_these(room: Room, field: str, value: Any) -> None:
    room.prepare()
    assert wanted(room.write(**{field: value}), 1) == [field]


def test_a_headline_has_no_hole(room: Room) -> None:
    room.prepare()
    (gap,) = steps.missing(room.write(headline="From … on it costs more."), 1)
    assert gap.sentence == "fill in the “…” of the headline"


def test_one_option_will_do_with_the_reason_for_it(room: Room) -> None:
    talk = room.prepare()
    actions.put_away(room.me, talk.options[1])
    assert wanted(room.now(), 1) == ["one_option"]
    assert wanted(room.write(one_option="There is no other model."), 1) == []
    actions.put_away(room.me, talk.options[0])
    assert wanted(room.now(), 1) == ["options"]


def test_evidence_is_wanted(room: Room) -> None:
    actions.put_away(room.me, room.prepare().evidence[0])
    assert wanted(room.now(), 1) == ["evidence"]


@pytest.mark.parametrize(
    "note",
    [
        lambda room: room.write(picture="It beeps."),
        lambda room: room.write(would_not_say=True),
        lambda room: actions.edit(room.me, room.now().facts[0], known=Known.NEW),
    ],
    ids=["their words", "would not say", "a fact"],
)
def test_what_they_know_is_noted_or_that_they_would_not_say(
    room: Room, note: Callable[[Room], object]
) -> None:
    assert wanted(room.now(), 2) == ["picture"]
    note(room)
    assert wanted(room.now(), 2) == []


def test_how_much_is_asked_of_each_who_is_there_and_of_nobody_else(room: Room) -> None:
    room.add(Person, name="Joan Vidal")
    room.add(Person, name="the trainee", must_not_hear=True)
    assert [gap.sentence for gap in steps.missing(room.now(), 3)] == [
        "how much Marta Ruiz wants to know",
        "how much Joan Vidal wants to know",
    ]
    for person in room.now().present:
        actions.edit(room.me, person, wants=Wants.HEADLINE)
    assert wanted(room.now(), 3) == []


def test_somebody_has_to_be_there(room: Room) -> None:
    actions.put_away(room.me, room.now().people[0])
    assert [gap.sentence for gap in steps.missing(room.now(), 3)] == ["who is there"]


def test_what_somebody_wants_to_know_decides_what_is_offered(room: Room) -> None:
    for depth in (Wants.HEADLINE, Wants.SUMMARY, Wants.EVERYTHING):
        room.add(Statement, text=f"For {depth.name}.", depth=depth)
    offered = {}
    for wants in Wants:
        actions.edit(room.me, room.now().people[0], wants=wants)
        offered[wants] = [said.depth for said in room.now().offered]
    assert [len(offered[wants]) for wants in Wants] == [0, 1, 2, 3]


def test_whoever_wants_it_in_writing_is_told_nothing_now(room: Room) -> None:
    room.add(Statement, text="Two disks have failed.", depth=Wants.HEADLINE)
    person = room.now().people[0]
    actions.edit(room.me, person, wants=Wants.EVERYTHING, how=Told.IN_WRITING)
    assert room.now().offered == ()


def test_each_statement_is_told_and_clear_or_left_out(room: Room) -> None:
    actions.edit(room.me, room.now().people[0], wants=Wants.EVERYTHING)
    room.write(said=True)
    for text in ("One.", "Two.", "Three."):
        room.add(Statement, text=text)
    first, second, third = room.now().statements
    actions.edit(room.me, first, told=True, clear=True)
    actions.edit(room.me, second, told=True)
    assert [gap.sentence for gap in steps.missing(room.now(), 4)] == [
        "is statement 2 clear to them?",
        "tell statement 3, or leave it out",
    ]
    actions.edit(room.me, room.now().statements[1], clear=True)
    actions.edit(room.me, third, left_out=True)
    assert wanted(room.now(), 4) == []


def test_a_statement_has_its_number_on_the_screen_and_no_hole(room: Room) -> None:
    room.share()
    room.add(Statement, text="For whoever wants everything.", depth=Wants.EVERYTHING)
    room.add(Statement, text="It failed on ….", told=True, clear=True)
    actions.edit(room.me, room.now().present[0], wants=Wants.SUMMARY)
    (gap,) = steps.missing(room.now(), 4)
    assert gap.sentence == "fill in the “…” of statement 3"
    actions.edit(room.me, room.now().statements[2], text="It failed on Monday.", clear=False)
    (gap,) = steps.missing(room.now(), 4)
    assert gap.sentence == "is statement 3 clear to them?"


def test_the_headline_is_said_first(room: Room) -> None:
    assert wanted(room.now(), 4) == ["said"]
    assert wanted(room.write(said=True), 4) == []


def test_a_reaction_is_noted_and_anything_else_is_asked(room: Room) -> None:
    assert wanted(room.now(), 5) == ["saw", "asked_more"]
    assert wanted(room.write(reaction="Long silence."), 5) == ["asked_more"]
    assert wanted(room.write(reaction="", saw="tears", asked_more=True), 5) == []


def test_it_cannot_end_without_a_next_step(room: Room) -> None:
    assert wanted(room.now(), 6) == ["next_steps"]
    assert wanted(room.agree(), 6) == []


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        ({"text": ""}, "step 1: what"),
        ({"who": ""}, "step 1: who"),
        ({"day": None}, "step 1: by when"),
        ({"cost": None}, "step 1: the cost, or “no cost”"),
        ({"authorises": ""}, "step 1: who authorises it"),
    ],
    ids=lambda gap: next(iter(gap)) if isinstance(gap, dict) else "",
)
def test_no_next_step_ends_with_a_gap(room: Room, gap: dict[str, Any], sentence: str) -> None:
    assert [found.sentence for found in steps.missing(room.agree(**gap), 6)] == [sentence]


def test_no_cost_is_an_answer(room: Room) -> None:
    assert wanted(room.agree(cost=0), 6) == []


def test_what_was_passed_over_is_told_for_all_steps_before(room: Room) -> None:
    room.prepare()
    before = [gap.where for gap in steps.passed_over(room.now(), 4)]
    assert before == ["picture", "people"]


def test_every_field_is_a_column_and_every_list_a_kind_of_line() -> None:
    for step in STEPS:
        for asked in step.asks:
            if isinstance(asked, Field):
                assert asked.name in Conversation._meta.fields
            else:
                assert isinstance(asked, Lines)
                assert asked.kind in PARTS


def test_the_steps_are_numbered_from_one_to_six() -> None:
    assert [step.number for step in STEPS] == [1, 2, 3, 4, 5, 6]
