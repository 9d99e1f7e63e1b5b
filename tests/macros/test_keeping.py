"""Macros as they are kept: whose they are, found by what they say, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpdesk_tui.macros import keeping
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.tickets import history
from helpdesk_tui.tickets.staged import Staged


def names(technician: int) -> list[str]:
    return [one.name for one in keeping.seen_by(technician)]


def test_one_sees_those_of_all_of_ones_teams_and_ones_own(
    ana: int, luis: int, support: int
) -> None:
    keeping.keep(ana, [Ready("all", en="x"), Ready("team", team=support, en="x")])
    keeping.keep(ana, [Ready("own", owner=ana, en="x")])
    assert names(ana) == ["all", "own", "team"]
    assert names(luis) == ["all"]


def test_every_word_must_stand_in_the_name_or_the_text_and_the_name_counts_more(ana: int) -> None:
    macros = [
        Ready("Anything", es="¿A qué hora llega la señal del router?"),
        Ready("Router: hora de la visita", en="We come"),
        Ready("Label", en="x", staged=Staged(on=("router",))),
    ]
    assert [one.name for one in keeping.find(macros, "ROUTER")] == [
        *("Router: hora de la visita", "Anything", "Label")
    ]
    assert [one.name for one in keeping.find(macros, "senal hora")] == ["Anything"]
    assert keeping.find(macros, "") == macros


def test_taking_in_changes_what_is_there_and_adds_what_is_new(ana: int) -> None:
    keeping.keep(ana, [Ready("One", en="x"), Ready("Two", en="x")])
    done = keeping.keep(ana, [Ready("one", en="y"), Ready("Three", en="z")])
    assert {one.name: one.en for one in keeping.seen_by(ana)} == {
        "one": "y",
        "Two": "x",
        "Three": "z",
    }
    history.take_back(ana, done)
    assert {one.name: one.en for one in keeping.seen_by(ana)} == {"One": "x", "Two": "x"}


def test_everything_of_a_macro_is_changed_and_taken_back(ana: int, support: int) -> None:
    (id_,) = keeping.keep(ana, [Ready("One", en="x")]).things
    before = keeping.get(id_)
    assert before
    staged = Staged(wait=Wait.CLIENT, days=3, on=("visita",), off=("x",))
    wanted = Ready("Uno", team=support, es="ñ\nx", en="", staged=staged)
    done = keeping.keep(ana, [wanted], before)
    assert keeping.get(id_) == replace(wanted, id=id_)
    history.take_back(ana, done)
    assert keeping.get(id_) == before


def test_a_copy_is_ones_own_under_a_name_that_is_free(ana: int, luis: int) -> None:
    keeping.keep(ana, [Ready("One", en="x")])
    (shared,) = keeping.seen_by(luis)
    keeping.duplicate(luis, shared)
    keeping.duplicate(luis, shared)
    assert names(luis) == ["One", "One", "One 2"]
    assert names(ana) == ["One"]


def test_one_that_was_put_away_comes_back(ana: int) -> None:
    keeping.keep(ana, [Ready("One", en="x")])
    (one,) = keeping.seen_by(ana)
    done = keeping.retire(ana, one)
    assert names(ana) == []
    assert keeping.get(one.id) is None
    history.take_back(ana, done)
    assert names(ana) == ["One"]


def test_what_is_a_colleagues_or_another_teams_is_left(ana: int, luis: int, support: int) -> None:
    keeping.keep(ana, [Ready("own", owner=ana, en="x"), Ready("team", team=support, en="x")])
    for one in keeping.seen_by(ana):
        for attempt in (
            lambda one=one: keeping.retire(luis, one),
            lambda one=one: keeping.keep(luis, [replace(one, en="y")]),
            lambda one=one: keeping.keep(luis, [replace(one, owner=luis, team=None)], one),
        ):
            with pytest.raises(Refused):
                attempt()
    assert {one.en for one in keeping.seen_by(ana)} == {"x"}


def test_a_name_that_is_taken_is_refused_and_nothing_is_changed(ana: int) -> None:
    keeping.keep(ana, [Ready("One", en="x"), Ready("Two", en="x")])
    one, two = keeping.seen_by(ana)
    with pytest.raises(Refused, match="One"):
        keeping.keep(ana, [replace(two, name="ONE")], two)
    assert keeping.seen_by(ana) == [one, two]


def test_two_who_change_the_same_text_do_not_overwrite_each_other(ana: int, luis: int) -> None:
    keeping.keep(ana, [Ready("One", en="x")])
    (seen,) = keeping.seen_by(ana)
    keeping.keep(luis, [replace(seen, en="theirs")], seen)
    with pytest.raises(Conflict):
        keeping.keep(ana, [replace(seen, en="mine")], seen)
    assert keeping.seen_by(ana)[0].en == "theirs"
