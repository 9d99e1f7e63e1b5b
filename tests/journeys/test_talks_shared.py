"""A talk passes from hand to hand: adjourned and taken up, or open on two terminals at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpdesk_tui.conversations import actions, unsettled
from helpdesk_tui.models.conversations import State
from helpdesk_tui.tickets import drafts
from tests.journeys.leading import LEAVE, SAVE, bar_open, goes_to, in_hand, talk, talk_of, writes
from tests.journeys.terminal import Terminal, at_desk
from tests.storage.fresh import opened_fresh
from tests.support import technician

NOTE = "He went very quiet"
TYPED = "when their owner is back"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A desk with a talk of ana's about a dead server, looked into while it is used."""
    with opened_fresh(tmp_path):
        talk_of(technician("ana"))
        technician("luis")
        yield tmp_path


def takes_up(desk: Terminal, wanted: str) -> None:
    desk.has_in_hand(1)
    desk.press("b", wanted)


def test_a_colleague_takes_an_adjourned_talk_up_at_the_same_field_without_the_note(
    folder: Path,
) -> None:
    ana, luis = technician("ana"), technician("luis")
    actions.go(ana, talk(), 5)
    with at_desk(folder, "ana") as desk:
        takes_up(desk, "heard before solved")
        writes(desk, "Note, only for you", NOTE)
        desk.press("J", "straight to")
        desk.press("6", "both can repeat it")
        goes_to(desk, "We speak again")
        desk.press("\r", "ctrl+s")
        desk.press(TYPED + LEAVE, "Not understood")
        while bar_open(desk):  # the first esc may still be on its way
            desk.type(LEAVE)
            desk.look(0.4)
        desk.until("(being typed)")
        desk.press("A", "Adjourn until")
        desk.press(f"tomorrow{SAVE}", "Mine 1")
        assert talk().state is State.ADJOURNED

        with at_desk(folder, "luis", "--lang", "es") as other:
            other.press("3", "ACME Ibérica")
            other.press("\r", "Volvemos a hablar")
            other.holds(lambda: "Volvemos a hablar" in in_hand(other), "the same field")
            other.until(f"ana: {TYPED[:10]}")
            assert not bar_open(other)
            other.press("A", "El cronómetro corre con la charla")
            assert (talk().state, talk().technician) == (State.OPEN, luis)
            other.press("p", "● 5")
            other.until("(solo para quien la escribió)")
            goes_to(other, "Nota")
            other.press("\r", "Esa nota es solo para quien la escribió.")
            assert NOTE not in other.seen.decode()

        takes_up(desk, "● 5")
        desk.until(NOTE)
    assert (talk().reaction, talk().noted_by) == (NOTE, ana)
    kept = drafts.load(ana, unsettled.target(1), "speak_again")
    assert kept
    assert kept.fields["speak_again"] == TYPED


def test_two_terminals_of_one_technician_see_each_others_ticks(folder: Path) -> None:
    with at_desk(folder) as here, at_desk(folder) as there:
        for desk in (here, there):
            takes_up(desk, "● 1")
            goes_to(desk, "Asked who else")
        here.type(" ")
        there.until("✓ Asked who else comes", seconds=2)
        there.type(" ")
        here.until("○ Asked who else comes", seconds=2)


def test_two_terminals_type_into_one_field_and_nothing_is_lost(folder: Path) -> None:
    ana = technician("ana")
    with at_desk(folder) as here, at_desk(folder) as there:
        for desk in (here, there):
            takes_up(desk, "● 1")
            goes_to(desk, "Headline")
        here.press("\r", "ctrl+s")
        here.type("It will not survive")
        here.look(1)
        there.press("\r", "taken over from your other terminal")
        there.press(" the week", "survive the week")
        there.look(1)
        here.press(f", we fear{SAVE}", "Your other terminal has taken this text over")
        there.press(SAVE, "Your other terminal has taken this text over")
        there.press(SAVE, "Headline: kept")
        assert talk().headline == "It will not survive the week"
        here.press(SAVE, "Your other terminal has taken this text over")
        here.press(SAVE, "ana has set headline to “It will not survive the week” meanwhile")
        kept = drafts.load(ana, unsettled.target(1), "headline")
        assert kept
        assert kept.fields["headline"] == "It will not survive, we fear"
        here.press(SAVE, "Headline: kept")
    assert talk().headline == "It will not survive, we fear"
