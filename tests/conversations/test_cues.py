"""The cues of each step: what is said, in the client's words, and what is ticked of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpdesk_tui.conversations import actions, cases, cues, steps
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.cues import Cue, Kind
from helpdesk_tui.conversations.talk import Option, Person, Statement, Talk
from helpdesk_tui.models.conversations import Outcome, Per, Wants
from tests.conversations.conftest import Room


def script(talk: Talk) -> Script:
    case = cases.find(talk.case, None)
    return case.told(talk.language, talk.address_form, asset=talk.asset_name)


def of(talk: Talk, step: int = 0) -> tuple[Cue, ...]:
    """The cues of the talk at a step, or where it stands."""
    if step:
        talk = replace(talk, step=step)
    return cues.cues(talk, script(talk), "EUR")


def sharing(room: Room, *texts: str, wants: Wants = Wants.EVERYTHING) -> Talk:
    """A talk in step 4 with these statements."""
    room.prepare()
    for person in room.now().present:
        actions.edit(room.me, person, wants=wants)
    for text in texts:
        room.add(Statement, text=text)
    return room.write(step=4)


def test_step_four_warns_says_the_headline_waits_and_asks_after_each_statement(room: Room) -> None:
    talk = sharing(room, "Two disks have failed.", "The copy is good.")
    found = of(talk)
    assert [cue.kind for cue in found] == [
        *(Kind.WARNING, Kind.HEADLINE, Kind.PAUSE),
        *(Kind.STATEMENT, Kind.CLEAR, Kind.STATEMENT, Kind.CLEAR),
    ]
    assert found[0].sentence == script(talk).warning
    assert found[1].sentence == talk.headline
    assert found[2].sentence == ""
    assert [(cue.sentence, cue.number, cue.of) for cue in found[3::2]] == [
        ("Two disks have failed.", 1, 2),
        ("The copy is good.", 2, 2),
    ]
    assert {cue.sentence for cue in found[4::2]} == {
        "¿Está claro? ¿Qué significa para usted, con sus palabras?"
    }


def test_each_tick_of_step_four_is_a_field_that_its_gate_or_record_knows(room: Room) -> None:
    talk = sharing(room, "Two disks have failed.")
    for cue in of(talk):
        if cue.part is None:
            actions.write(room.me, room.now(), **{cue.tick: True})
        else:
            actions.edit(room.me, room.now().statements[0], **{cue.tick: True})
    talk = room.now()
    assert all(cue.ticked for cue in of(talk))
    assert not steps.missing(talk, 4)


def test_only_what_they_want_to_know_is_offered_and_what_is_left_out_keeps_its_number(
    room: Room,
) -> None:
    talk = sharing(room, "One.", "Two.", "Three.", wants=Wants.SUMMARY)
    actions.edit(room.me, talk.statements[0], left_out=True)
    actions.edit(room.me, talk.statements[2], depth=Wants.EVERYTHING)
    told = [cue for cue in of(room.now()) if cue.kind is Kind.STATEMENT]
    assert [(cue.sentence, cue.number, cue.of) for cue in told] == [("Two.", 2, 2)]
    assert "statement 2" in steps.missing(room.now(), 4)[-1].sentence


def test_a_headline_that_nobody_wrote_is_that_of_the_case(room: Room) -> None:
    talk = room.write(step=4)
    headline = next(cue for cue in of(talk) if cue.kind is Kind.HEADLINE)
    assert headline.sentence == script(talk).headline


def test_a_case_that_is_gone_still_warns_first(room: Room) -> None:
    talk = replace(room.now(), step=4, case="gone")
    assert of(talk)[0].sentence == "Me temo que tengo una mala noticia."
    assert of(replace(talk, language="en"))[0].sentence == "I am afraid that I have bad news."


@pytest.mark.parametrize(
    ("step", "ticks", "words"),
    [
        (1, ["", "asked"], ["answer", "answer"]),
        (2, ["", ""], ["picture", "tried"]),
        (5, ["", "", "", "asked_more"], ["reaction"] * 4),
    ],
)
def test_the_sentences_of_a_step_know_what_they_tick_and_where_words_go(
    room: Room, step: int, ticks: list[str], words: list[str]
) -> None:
    found = of(room.now(), step)
    assert [cue.tick for cue in found] == ticks
    assert [cue.words for cue in found] == words
    assert [(cue.number, cue.of) for cue in found] == [
        (n, len(ticks)) for n in range(1, len(ticks) + 1)
    ]
    assert all(hasattr(room.now(), name) for cue in found for name in (cue.words, cue.tick) if name)


def test_each_who_is_there_is_asked_how_much_and_nobody_else(room: Room) -> None:
    room.add(Person, name="Joan Vidal", role="owner")
    room.add(Person, name="Pere", must_not_hear=True)
    actions.edit(room.me, room.now().people[1], wants=Wants.SUMMARY)
    *asked, after = of(room.now(), 3)
    assert [(cue.part, cue.ticked) for cue in asked] == [
        (room.now().people[0], False),
        (room.now().people[1], True),
    ]
    assert {cue.kind for cue in asked} == {Kind.WANTS}
    assert after.part is None


def test_a_next_step_is_read_aloud_with_who_by_when_and_cost(room: Room) -> None:
    room.agree()
    room.agree(text="A copy every night.", who="luis", day=date(2026, 12, 1), cost=0)
    room.agree(text="Insurance", who="", cost=4_900, per=Per.MONTH, day=None)
    first, *read, last = of(room.now(), 6)
    assert [cue.sentence for cue in read] == [
        "Order the server: ana, para el viernes 27 de noviembre, 3.200,00\u00a0€.",
        "A copy every night: luis, para el martes 1 de diciembre, sin coste.",
        "Insurance: 49,00\u00a0€ al mes.",
    ]
    assert [cue.part for cue in read] == list(room.now().next_steps)
    assert "¿Me cuenta" in last.sentence
    assert first.kind is last.kind is Kind.SENTENCE


def test_the_price_is_at_hand_without_what_was_refused(room: Room) -> None:
    room.prepare()
    room.add(Option, text="A repair", cost=90_000, ready="jueves")
    actions.edit(room.me, room.now().options[0], outcome=Outcome.REFUSED)
    assert cues.prices(room.now(), "EUR") == (
        "A rented one: 49,00\u00a0€.",
        "A repair: 900,00\u00a0€, jueves.",
    )


def test_one_begins_at_the_beginning_and_goes_on_after_what_is_ticked(room: Room) -> None:
    talk = sharing(room, "Two disks have failed.", "The copy is good.")
    assert cues.first_open(of(talk)) == 0
    talk = room.write(warned=True, said=True)
    assert cues.first_open(of(talk)) == 2
    actions.edit(room.me, talk.statements[0], told=True)
    room.write(paused=True)
    assert of(room.now())[cues.first_open(of(room.now()))].kind is Kind.CLEAR


def test_the_first_sentence_of_step_five_is_not_passed_over(room: Room) -> None:
    assert cues.first_open(of(room.now(), 5)) == 0


def test_every_cue_of_a_step_is_known_from_the_others_when_it_is_read_anew(room: Room) -> None:
    sharing(room, "One.", "Two.", "Three.")
    room.agree()
    room.agree()
    for step in range(1, 7):
        places = [cue.place for cue in of(room.now(), step)]
        assert len(set(places)) == len(places)
