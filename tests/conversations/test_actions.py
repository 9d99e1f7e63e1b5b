"""A conversation is written field by field, and every change can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from helpdesk_tui.conversations import actions, cases, steps
from helpdesk_tui.conversations.talk import Evidence, Fact, Person, Statement, Warned
from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.conversations import Known, State
from helpdesk_tui.tickets import history
from tests.conversations.conftest import CASE, Room
from tests.support import technician


def test_a_ticket_lends_its_client_machine_and_requester(room: Room) -> None:
    talk = room.now()
    assert (talk.client_name, talk.asset_name, talk.leader) == ("ACME Ibérica", "SRV-2", "ana")
    assert [(one.name, one.role) for one in talk.people] == [("Marta Ruiz", "office manager")]
    told = CASE.told("es", asset="SRV-2", client="ACME Ibérica")
    assert [fact.text for fact in talk.facts] == list(told.facts)
    assert talk.facts[0].text.startswith("SRV-2")
    assert (talk.language, talk.address_form, talk.step) == ("es", "usted", 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("headline", "The server will not survive."),
        ("asked", True),
        ("planned_at", datetime(2026, 11, 23, 10, 0, tzinfo=UTC)),
        ("minutes", 45),
        ("picture", "It beeps.\nThen nothing."),
        ("saw", "tears,anger"),
        ("summary", "# Summary"),
    ],
)
def test_a_field_is_written_and_taken_back(room: Room, name: str, value: Any) -> None:
    before = getattr(room.now(), name)
    done = actions.write(room.me, room.now(), **{name: value})
    assert getattr(room.now(), name) == value
    back = history.take_back(room.me, done)
    assert getattr(room.now(), name) == before
    history.take_back(room.me, back)
    assert getattr(room.now(), name) == value


def test_two_fields_by_two_hands_merge_and_one_field_by_two_is_a_conflict(room: Room) -> None:
    luis, seen = technician("luis"), room.now()
    actions.write(luis, seen, headline="Luis was here first.")
    actions.write(room.me, seen, tried="a restart")
    with pytest.raises(Conflict) as told:
        actions.write(room.me, seen, headline="And now me.")
    assert (told.value.who, room.now().headline) == ("luis", "Luis was here first.")


def test_two_who_change_different_fields_of_one_line_both_succeed(room: Room) -> None:
    luis, (seen,) = technician("luis"), room.now().people
    whole = {"name": seen.name, "role": seen.role, "decides": seen.decides}  # as its form has it
    actions.edit(luis, seen, **{**whole, "role": "owner"})
    actions.edit(room.me, seen, **{**whole, "decides": True})
    (now,) = room.now().people
    assert (now.role, now.decides) == ("owner", True)


def test_a_line_is_added_changed_put_away_and_each_taken_back(room: Room) -> None:
    added = actions.add(room.me, room.id, Evidence, text="Two disks report failure.")
    (line,) = room.now().evidence
    edited = actions.edit(room.me, line, text="Three disks report failure.", shown=True)
    assert room.now().evidence[0].shown
    gone = actions.put_away(room.me, room.now().evidence[0])
    assert room.now().evidence == ()
    for done in (gone, edited):
        history.take_back(room.me, done)
    assert room.now().evidence == (line,)
    history.take_back(room.me, added)
    assert room.now().evidence == ()


def test_lines_keep_the_order_in_which_they_were_added(room: Room) -> None:
    for text in ("first", "second", "third"):
        actions.add(room.me, room.id, Warned, text=text)
    assert [line.text for line in room.now().warnings] == ["first", "second", "third"]


def test_a_sixth_statement_is_refused(room: Room) -> None:
    for number in range(5):
        actions.add(room.me, room.id, Statement, text=f"Statement {number}.")
    with pytest.raises(Refused, match="5 statements"):
        actions.add(room.me, room.id, Statement, text="One too many.")
    actions.put_away(room.me, room.now().statements[0])
    assert len(room.add(Statement, text="Now there is room.").statements) == 5


def test_a_jump_is_kept_with_what_was_missing(room: Room) -> None:
    wanted = " · ".join(gap.sentence for gap in steps.passed_over(room.now(), 6))
    done = actions.go(room.me, room.now(), 6)
    (jump,) = room.now().jumps
    assert (room.now().step, jump.left, jump.taken, jump.missing) == (*(6, 1, 6, wanted),)
    history.take_back(room.me, done)
    assert (room.now().step, room.now().jumps) == (1, ())


def test_it_is_adjourned_and_taken_up_by_somebody_else(room: Room) -> None:
    luis, until = technician("luis"), datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    actions.adjourn(room.me, room.now(), until)
    assert (room.now().state, room.now().adjourned_until) == (State.ADJOURNED, until)
    actions.take_up(luis, room.now())
    assert (room.now().state, room.now().leader) == (State.OPEN, "luis")


def test_another_case_brings_its_facts_and_keeps_those_that_were_answered(room: Room) -> None:
    first = room.now().facts[0]
    actions.edit(room.me, first, known=Known.SUSPECTED)
    licences = cases.find("unlicensed", None)
    actions.change_case(room.me, room.now(), licences)
    facts = [fact.text for fact in room.now().facts]
    assert facts == [first.text, *licences.told("es", asset="SRV-2").facts]
    assert room.now().case == "unlicensed"


def test_what_is_typed_is_cleaned(room: Room) -> None:
    talk = room.add(Person, name="Eve\x1b[31m\u202e", role="own\ner")
    assert talk.people[-1].name.isprintable()
    assert "\n" not in talk.people[-1].role
    assert room.write(picture="one\ntwo\x07").picture.startswith("one\ntwo")
    assert room.add(Fact, text="a\nb").facts[-1].text == "a\nb"


def test_the_place_of_the_cursor_is_kept_without_an_event(room: Room) -> None:
    actions.keep_place(room.id, "statement:3")
    assert room.now().place == "statement:3"


def test_a_ticket_has_one_conversation_that_goes_on(room: Room) -> None:
    assert actions.going_on(room.ticket) == room.id
    room.write(state=State.ENDED)
    assert actions.going_on(room.ticket) is None


@pytest.mark.parametrize("values", [{"text": " "}, {"text": "\t\n", "shown": True}])
def test_a_line_that_says_nothing_is_refused(room: Room, values: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="nothing written"):
        actions.add(room.me, room.id, Evidence, **values)
    (line,) = room.add(Evidence, text="Two disks report failure.").evidence
    with pytest.raises(Refused, match="nothing written"):
        actions.edit(room.me, line, **values)
    assert room.now().evidence == (line,)


def test_a_contact_is_in_the_room_once(room: Room) -> None:
    with pytest.raises(Refused, match="Marta Ruiz is in the list already"):
        actions.add(room.me, room.id, Person, name="Marta Ruiz", contact=room.marta)
    room.add(Person, name="Joan Vidal", contact=None)
    room.add(Person, name="Joan Vidal", contact=None)  # two may have one name
    actions.put_away(room.me, room.now().people[0])
    assert room.add(Person, name="Marta Ruiz", contact=room.marta).people[-1].name == "Marta Ruiz"


def test_a_fact_that_was_asked_about_is_not_there_twice_after_another_case(room: Room) -> None:
    before = room.now()
    actions.edit(room.me, before.facts[0], known=Known.SUSPECTED)
    actions.change_case(room.me, room.now(), cases.find("unlicensed", None))
    actions.change_case(room.me, room.now(), CASE)
    assert sorted(f.text for f in room.now().facts) == sorted(f.text for f in before.facts)
