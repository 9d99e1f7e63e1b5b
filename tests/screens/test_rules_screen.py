"""Calendars and policies on screen: a year at a glance, changed, weighed, saved, and put back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from helpdesk_tui.models.sla import SlaRules
from helpdesk_tui.screens.sla.rules import RulesScreen
from helpdesk_tui.sla.document import holidays_known_until
from helpdesk_tui.sla.public import public
from helpdesk_tui.tickets import drafts, promises
from helpdesk_tui.tickets.promises import Moves
from tests.screens.conftest import Seat, SitDown
from tests.screens.promised import document


@pytest.fixture
def rules(seat: Seat, ana: int) -> Seat:
    """Ana at the small desk, which promises something."""
    promises.save(ana, document())
    promises.bring_up_to_date()
    return seat


async def at_rules(seat: Seat, *shown: str) -> None:
    await seat.press("f3")
    await seat.sees("Calendars", *shown)


def names() -> list[str]:
    return [one["name"] for one in promises.document()["policies"]]


async def test_a_calendar_is_seen_with_its_year_and_the_day_in_hand(rules: Seat) -> None:
    await at_rules(rules, "Madrid", "Mon-Thu 8:00-18:00 · Fri 8:00-15:00", "H holiday")
    await rules.press("right_square_bracket")
    await rules.sees("2027  █")
    await rules.press("left_square_bracket", *"HL")
    screen: Any = rules.app.screen
    screen.day = date(2026, 12, 23)
    await rules.press("l")
    await rules.sees("Thu 24 Dec", "9:00-13:00 · holiday: Nochebuena")


async def test_a_policy_is_seen_with_what_it_promises_and_how_many_tickets_it_fits(
    rules: Seat,
) -> None:
    await at_rules(rules)
    await rules.press("G", "k")
    await rules.sees("1 ACME", "8 open tickets", "ACME Ibérica", "30m", "Nonstop")
    await rules.press("j")
    await rules.sees("5 open tickets", "40h", "75 % of the open time")


async def test_a_desk_without_rules_begins_with_a_calendar_and_a_policy(seat: Seat) -> None:
    await at_rules(seat, "No calendar yet")
    await seat.press("plus")
    await seat.sees("New calendar")
    await seat.type("Madrid")
    await seat.press("tab", "tab")
    await seat.type("mon-fri 9:00-18:00")
    await seat.press("ctrl+s")
    await seat.sees("Mon-Fri 9:00-18:00", "not saved")
    await seat.press("plus", "p")
    await seat.sees("New policy")
    await seat.type("Gold")
    await seat.press("ctrl+s")
    await seat.sees("1 Gold", "13 open tickets")
    assert promises.document() == {}


async def test_a_mistake_is_told_below_the_form_and_what_was_typed_stays(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("e")
    await rules.sees("Edit Madrid")
    await rules.press("tab", "tab")
    await rules.type("\ntusday 9-10")
    await rules.press("ctrl+s")
    await rules.sees("“tusday”", "tuesday", "Edit Madrid")
    assert rules.app.focused
    assert rules.app.focused.name == "hours"

    await rules.press("escape")
    await rules.sees_no("Edit Madrid")
    await rules.press("e")
    await rules.sees("Your draft of", "tusday 9-10")


async def test_a_new_name_of_a_calendar_is_that_of_its_policies_too(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("e")
    await rules.sees("Edit Madrid")
    await rules.type(" centro")
    await rules.press("ctrl+s")
    await rules.sees("*Madrid centro")
    await rules.press("G")
    await rules.sees("  Madrid centro")


async def test_a_policy_that_others_would_hide_is_not_moved_there(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("G", "K")
    await rules.sees("It is never used", "“Everyone”")
    await rules.sees("1 ACME", "2 Everyone")


async def test_a_new_policy_stands_where_it_is_reached_and_can_be_moved(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("plus", "p")
    await rules.sees("New policy")
    await rules.type("Urgent")
    await rules.press("tab", "tab", "tab", "tab")
    await rules.type("1")
    await rules.press("ctrl+s")
    await rules.sees("*2 Urgent", "3 Everyone")
    await rules.press("K")
    await rules.sees("*1 Urgent")
    await rules.press("z")
    await rules.sees("2 Urgent")
    await rules.press("z")
    await rules.sees_no("Urgent")
    await rules.press("Z")
    await rules.sees("2 Urgent")


async def test_a_calendar_that_a_policy_goes_by_stays(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("d")
    await rules.sees("“Everyone” goes by this calendar")
    await rules.press("G", "d")
    await rules.sees_no("Everyone")


async def test_what_is_not_saved_survives_leaving_and_says_so(rules: Seat, ana: int) -> None:
    await at_rules(rules)
    await rules.press("G", "d")
    await rules.sees("not saved yet")
    await rules.press("escape")
    await rules.sees("kept as a draft")
    assert drafts.waiting(ana) == [("rules", "toml")]

    await at_rules(rules, "You left this unfinished", "not saved yet")
    await rules.press("z")
    await rules.sees_no("not saved yet")
    await rules.until(lambda: not drafts.waiting(ana), "the draft is gone")


async def test_word_of_rules_that_are_only_now_being_read_takes_no_line_away(
    rules: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await at_rules(rules)
    await rules.press("G", "d")
    await rules.sees("not saved yet")
    await rules.press("escape")
    await rules.sees("kept as a draft")

    gate, load = Event(), drafts.load
    monkeypatch.setattr(drafts, "load", lambda *key: gate.wait(20) and load(*key))
    await rules.press("f3")
    await rules.until(lambda: isinstance(rules.app.screen, RulesScreen), "the screen is there")
    screen: Any = rules.app.screen
    with rules.app._context():
        screen.rules_changed()
    gate.set()
    reading = [one for one in rules.app.workers if one.group == "open"]
    await rules.app.workers.wait_for_complete(reading)
    await rules.sees("You left this unfinished")


async def test_what_saving_would_move_is_shown_and_then_the_tickets_follow(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("G", "d")
    await rules.sees("not saved yet")
    await rules.press("s")
    await rules.sees("If this is saved", "13 open tickets", "4  due no more", "never")
    assert names() == ["ACME", "Everyone"]

    await rules.press("enter")
    await rules.until(lambda: names() == ["ACME"], "saved")
    await rules.until(lambda: not promises.behind(), "the tickets have followed", 20)
    await rules.sees("Every ticket follows them", seconds=20)
    assert [one.technician_id for one in SlaRules.select().order_by(SlaRules.id)] == [1, 1]


async def test_what_saving_would_move_is_worked_out_bit_by_bit_and_esc_breaks_it_off(
    rules: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(document: dict[str, Any]) -> Iterator[Moves]:
        for part in moves(document):
            yield part
            gate.wait(20)

    gate, moves = Event(), promises.moves
    monkeypatch.setattr(promises, "CHUNK", 5)
    monkeypatch.setattr(promises, "moves", slowly)
    await at_rules(rules)
    await rules.press("G", "d")
    await rules.sees("not saved yet")
    await rules.press("s")
    await rules.sees("Working out what this would move: 0 of 13", "esc leave it")
    await rules.press("escape")
    await rules.sees_no("Working out")
    gate.set()
    await rules.press("s")
    await rules.sees("Save these rules?", "13 open tickets", "4  due no more")
    await rules.press("escape")
    await rules.sees("not saved yet")
    assert SlaRules.select().count() == 1


async def test_what_was_saved_is_put_back_as_a_new_version(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("G", "d", "s")
    await rules.sees("Save these rules?")
    await rules.press("enter")
    await rules.until(lambda: names() == ["ACME"], "saved")
    await rules.sees("Every ticket follows them", seconds=20)
    await rules.press("z")
    await rules.until(lambda: names() == ["ACME", "Everyone"], "put back")
    assert SlaRules.select().count() == 3


async def test_rules_whose_public_holidays_run_out_are_saved_anew_with_more_of_them(
    rules: Seat, ana: int
) -> None:
    soon = date.today().year + 1
    old = document()
    known = {day: name for day, name in public("ES", "", soon, "en").items() if day < f"{soon + 1}"}
    old["calendars"]["Madrid"] |= {"country": "ES", "public": known}
    promises.save(ana, old)
    await at_rules(rules, f"until {soon} only")
    await rules.press("s")
    await rules.sees("Save these rules?")
    await rules.press("enter")
    await rules.sees("Every ticket follows them", seconds=20)
    await rules.sees_no(f"until {soon} only")
    assert holidays_known_until(promises.document()) == date(soon + 10, 12, 31)
    await rules.press("s")
    await rules.sees("Nothing is changed here.")


async def test_a_question_that_is_left_saves_nothing(rules: Seat) -> None:
    await at_rules(rules)
    await rules.press("G", "d", "s")
    await rules.sees("If this is saved")
    await rules.press("escape")
    await rules.sees("not saved yet")
    assert SlaRules.select().count() == 1


async def test_rules_that_another_has_saved_meanwhile_are_told_of(rules: Seat, luis: int) -> None:
    await at_rules(rules)
    await rules.press("G", "d")
    await rules.sees("not saved yet")
    promises.save(luis, document())
    await rules.press("s")
    await rules.sees("Other rules were saved since you began")


async def test_rules_that_another_saves_are_shown_at_once_where_nothing_is_being_changed(
    rules: Seat, luis: int
) -> None:
    await at_rules(rules, "2 Everyone")
    theirs = document()
    theirs["policies"][1]["name"] = "All others"
    promises.save(luis, theirs)
    await rules.sees("Other rules were saved; you see them now.", "2 All others")


async def test_rules_that_another_saves_do_not_disturb_what_is_being_changed(
    rules: Seat, luis: int
) -> None:
    await at_rules(rules)
    await rules.press("enter")
    await rules.sees("Edit Madrid")
    promises.save(luis, {**document(), "policies": []})
    await rules.sees("yours are here still", "Edit Madrid")
    await rules.type(" 2")
    await rules.press("ctrl+s")
    await rules.sees("Madrid 2", "2 Everyone", "not saved yet")
    await rules.press("s")
    await rules.sees("yours take their place")


Editor = Callable[[str, str], object]


@pytest.fixture
def editor(rules: Seat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """$EDITOR puts one text in the place of another. Here it gets no terminal: there is none."""
    program = tmp_path / "editor.py"
    monkeypatch.setenv("EDITOR", f"{sys.executable} {program}")
    monkeypatch.setattr(rules.app, "suspend", nullcontext)
    swap = "import pathlib, sys; f = pathlib.Path(sys.argv[1]); f.write_text(f.read_text().replace"
    return lambda old, new: program.write_text(f"{swap}({old!r}, {new!r}))")


async def test_the_whole_is_written_in_an_editor_and_mistakes_are_gone_on_with(
    rules: Seat, editor: Editor, ana: int
) -> None:
    editor("40h", "40x")
    await at_rules(rules)
    await rules.press("ctrl+o")
    await rules.sees("not right yet", "line ", "policy.2.resolution", "1 mistake")
    await rules.press("d")
    await rules.sees("Mend the TOML first")
    await rules.until(lambda: drafts.waiting(ana) == [("rules", "toml")], "kept")

    await rules.press("escape")
    await rules.has_in_hand(1)
    editor("40x", "24h")
    await at_rules(rules, "not right yet")
    await rules.press("ctrl+o")
    await rules.sees_no("not right yet")
    await rules.press("G")
    await rules.sees("24h", "not saved yet")


async def test_a_text_with_mistakes_is_let_go_of(rules: Seat, editor: Editor) -> None:
    editor("[[policy]]", "[[policy")
    await at_rules(rules)
    await rules.press("ctrl+o")
    await rules.sees("not right yet", "This line is not TOML")
    await rules.press("z")
    await rules.sees("Mon-Thu 8:00-18:00")


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_it_is_drawn_at_every_size(
    sit_down: SitDown, ana: int, size: tuple[int, int]
) -> None:
    promises.save(ana, document())
    seat: Seat = await sit_down(size=size)
    await seat.press("f3")
    await seat.sees("Madrid", "2026")
    assert max(map(len, seat.picture.splitlines())) <= size[0]
