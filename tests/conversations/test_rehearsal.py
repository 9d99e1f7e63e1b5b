"""A rehearsal goes through the talk as if nothing had been said, and leaves it as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from helpdesk_tui.conversations import actions, rehearsal
from helpdesk_tui.conversations.cues import Cue, Kind
from helpdesk_tui.conversations.rehearsal import NOTES, Rehearsal
from helpdesk_tui.conversations.talk import Statement
from helpdesk_tui.models.conversations import Told, Wants
from helpdesk_tui.tickets import history
from tests.conversations.conftest import Room

TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return TEN + timedelta(seconds=seconds)


def test_it_begins_as_if_nothing_had_been_said(room: Room) -> None:
    room.prepare()
    told = room.share()
    actions.edit(room.me, told.statements[0], words="So it is gone?")
    talk = rehearsal.unsaid(room.now())
    assert (talk.warned, talk.said, talk.paused, talk.asked_more) == (False,) * 4
    assert [(one.told, one.clear, one.words) for one in talk.statements] == [(False, False, "")]
    assert (talk.headline, talk.picture) == (told.headline, told.picture)


def test_it_begins_with_the_talk_itself_and_offers_all_to_who_has_not_said(room: Room) -> None:
    room.add(Statement, text="Two disks have failed.", depth=Wants.EVERYTHING)
    talk = rehearsal.unsaid(room.now())
    assert (talk.step, talk.offered) == (2, talk.statements)
    actions.edit(room.me, room.now().people[0], wants=Wants.HEADLINE, how=Told.IN_WRITING)
    assert rehearsal.unsaid(room.now()).depth is Wants.HEADLINE


def test_it_offers_all_where_nobody_has_been_named(room: Room) -> None:
    actions.put_away(room.me, room.now().people[0])
    room.add(Statement, text="Two disks have failed.", depth=Wants.EVERYTHING)
    talk = rehearsal.unsaid(room.now())
    assert talk.offered == talk.statements


def test_what_is_ticked_in_it_changes_the_talk_that_is_shown_and_nothing_else(room: Room) -> None:
    room.add(Statement, text="Two disks have failed.")
    room.add(Statement, text="The copy is good.")
    before = room.now()
    talk = rehearsal.changed(before, before.statements[1], {"told": True})
    assert [one.told for one in talk.statements] == [False, True]
    assert rehearsal.changed(talk, None, {"step": 5}).step == 5
    assert room.now() == before


def test_the_note_tells_how_long_it_took_and_what_took_longest() -> None:
    warning = Cue(Kind.WARNING, "I have bad news.")
    headline = Cue(Kind.HEADLINE, "It must go.")
    run = Rehearsal(TEN)
    run.leave(4, warning, after(5))
    run.leave(4, headline, after(45))
    run.leave(4, warning, after(50))
    run.leave(4, Cue(Kind.PAUSE, ""), after(140))
    run.leave(5, Cue(Kind.SENTENCE, "I am here."), after(142))
    run.leave(5, Cue(Kind.MORE, "Is there anything else?"), after(143))
    assert run.length == "2:23"
    assert run.note("Mon 23 Nov") == (
        "Mon 23 Nov: rehearsed in 2:23. Longest: 0:40 “It must go.”, 0:10 “I have bad news.”, "
        "0:02 “I am here.”"
    )


def test_the_same_sentence_in_two_steps_is_counted_apart() -> None:
    cue = Cue(Kind.SENTENCE, "I am here.", number=1)
    run = Rehearsal(TEN)
    run.leave(2, cue, after(10))
    run.leave(3, cue, after(30))
    assert sorted(run.spent.values()) == [10, 20]


def test_notes_are_kept_latest_first_and_taken_back_like_anything_else(room: Room) -> None:
    for number in range(NOTES + 2):
        done = rehearsal.keep(room.me, room.id, f"Run {number}")
    kept = room.now().rehearsed.splitlines()
    assert kept == [f"Run {number}" for number in range(NOTES + 1, 1, -1)]
    history.take_back(room.me, done)
    assert room.now().rehearsed.splitlines()[0] == f"Run {NOTES}"
