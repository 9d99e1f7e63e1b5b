"""From a ticket about a dead server to a summary that the client has, by the screen's own word."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.conversations import listing
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import as_stored, text_of
from helpdesk_tui.models.conversations import Given, Known, State, Wants
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.tickets import thread
from tests.journeys.leading import (
    LEAVE,
    SAVE,
    answers,
    dead_server,
    follows_the_marks,
    goes_to,
    in_hand,
    open_gate,
    talk,
    wanted,
)
from tests.journeys.terminal import Terminal, at_desk, kept_in, run
from tests.storage.fresh import opened_fresh
from tests.support import row, technician

HEADLINE = "El servidor SRV-2 no se puede salvar; hay que cambiarlo esta semana."
NOTE = "Marta calló mucho rato"
DAY = date.today() + timedelta(days=7)


def prepares(desk: Terminal) -> None:
    """Step 1: nothing but what has a mark."""
    follows_the_marks(
        desk,
        {
            _("Asked who else comes"): " ",
            _("Their answer"): f"\rJoan Vidal, quien firma{SAVE}",
            _("Headline"): f"\r{HEADLINE}{SAVE}",
            _("Evidence"): f"+Dos de cuatro discos fallan{SAVE}",
            _("Options"): f"+Cambiarlo ahora\r3200\runa semana{SAVE}",
            _("Why only one option"): f"\rNadie alquila uno así.{SAVE}",
        },
        to=2,
    )
    goes_to(desk, _("People"))
    answers(desk, f"+Joan Vidal\r\r{_('yes')}{SAVE}")


def asks(desk: Terminal) -> None:
    """Steps 2 and 3: what they know, and how much they want to know."""
    assert _("In their own words") in in_hand(desk), "the cursor comes to what is wanted"
    answers(desk, f"\rHace ruido desde el lunes.{SAVE}")
    for fact, ticks in (("garantía", 1), ("repuestos", 2), ("restaurar", 3)):
        goes_to(desk, fact)
        for _tick in range(ticks):
            answers(desk, " ")
    desk.press("n", "● 3")
    desk.until("Marta Ruiz · office · ?")
    for name, ticks in (("Marta Ruiz", 3), ("Joan Vidal", 2)):
        goes_to(desk, name)
        for _tick in range(ticks):
            answers(desk, " ")
    desk.until(open_gate(4))


def tells(desk: Terminal) -> None:
    """Step 4: the statements are told in the cue view, which says which key is next."""
    goes_to(desk, _("Statements"))
    for said in ("Dos discos han fallado.", "La última copia es del domingo."):
        answers(desk, f"+{said}{SAVE}")
    desk.press("v", _("warn first"))
    to_next = _("{key}: to step {number}, {name}").format(key="n", number=5, name=_("React"))
    while to_next not in desk.picture:
        foot, before = desk.screen.display[-1], desk.picture
        desk.type("c" if " c " in foot else "p" if " p " in foot else " ")
        desk.holds(lambda seen=before: desk.picture != seen, "the next sentence")


def hears(desk: Terminal) -> None:
    """Step 5, still in the cue view: a note of how they take it, and whether there is more."""
    desk.press("n", f"5 {_('React')} · ")
    desk.press("w", _("What you see and hear, only for you"))
    desk.press(NOTE, NOTE)
    desk.type(SAVE)
    desk.loses(NOTE)
    assert NOTE not in desk.picture, "it may be the client who looks at the screen"
    to_next = _("{key}: to step {number}, {name}").format(key="n", number=6, name=_("Next steps"))
    while to_next not in desk.picture:
        desk.type(" ")
        desk.look(0.1)
    desk.press("n", f"6 {_('Next steps')} · ")
    desk.press(LEAVE, _("To the end:"))


def agrees(desk: Terminal) -> None:
    """Step 6: the talk cannot end before each step has who, when, what it costs, and whose word."""
    assert wanted(desk) == _("Steps")
    done = _("Both can repeat it: {key} ends the talk.").format(key="n")
    answers(desk, f"+Pedir el servidor\rana\r{DAY}\r3200{SAVE}")
    desk.until(_("who authorises it"))
    assert done not in desk.picture
    goes_to(desk, "Pedir el servidor")
    answers(desk, f"\r\r\r\r\rJoan Vidal{SAVE}")
    desk.until(done)
    for what, who, cost in (("Mirar la copia", "luis", "0"), ("Elegir el día", "Marta", "49/mes")):
        answers(desk, f"+{what}\r{who}\r{DAY}\r{cost}\rJoan Vidal{SAVE}")
    desk.until(done)


def ends(desk: Terminal, out: Path) -> None:
    """The summary is looked over and changed, written to files, and the client has it."""
    desk.press("n", "# Resumen de nuestra conversación")
    desk.press(f"Para Marta y Joan\r\r{SAVE}", _("write to files"))
    desk.press("w", _("Folder"))
    desk.press(f"\x15{out}\r", f"{out.name}/")
    desk.press("S", _("the client has it"))
    desk.press("g", _("by hand"))
    desk.press("h", _("The summary is given"))
    desk.type("Q")
    assert desk.code() == 0


def told(folder: Path, *words: str) -> Any:
    """What `helpdesk talks` says."""
    return json.loads(run(folder, "talks", *words, "--json"))


def last_told(entity: Entity, number: int) -> dict[str, Any]:
    """What the fields of a thing are by its events."""
    found = Event.select().where(Event.entity == entity, Event.entity_id == number)
    return {event.field: text_of(event.after) for event in found.order_by(Event.id)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_a_dead_server_to_a_summary_and_three_tickets(tmp_path: Path, language: str) -> None:
    i18n.install(language)
    with opened_fresh(tmp_path):
        ana = technician("ana")
        technician("luis")
        dead_server(ana)
    (out := tmp_path / "out").mkdir()
    with at_desk(tmp_path, "ana", "--lang", language) as desk:
        desk.has_in_hand(1)
        desk.press("b", _("Which bad news?"))
        desk.press("\r", "● 1")
        prepares(desk)
        desk.press("n", "● 2")
        asks(desk)
        desk.press("n", "● 4")
        tells(desk)
        hears(desk)
        agrees(desk)
        ends(desk, out)

    with kept_in(tmp_path):
        it = talk()
        assert (it.state, it.given_how, it.headline) == (State.GIVEN, Given.BY_HAND, HEADLINE)
        assert [fact.known for fact in it.facts if fact.known] == [*Known][1:]
        assert [person.wants for person in it.people] == [Wants.EVERYTHING, Wants.SUMMARY]
        assert it.said
        assert all(one.settled for one in it.statements)
        tickets = [step.ticket or 0 for step in it.next_steps]
        rows = [row(ticket) for ticket in tickets]
        assert [one.assignee for one in rows] == ["ana", "luis", "ana"]
        assert [one.status for one in rows] == [Status.OPEN, Status.OPEN, Status.WAITING]
        assert rows[2].wait_reason == Wait.CLIENT
        days = [rows[0].due_at, rows[1].due_at, rows[2].wait_until]
        assert [day.date() for day in days if day] == [DAY] * 3
        agreed = [one.id for ticket in tickets for one in listing.of_ticket(ticket, 3)]
        assert agreed == [it.id] * 3
        notes = [thread.messages(ticket)[0].body for ticket in tickets]
        assert all(str(DAY) in note and "Joan Vidal" in note for note in notes)

        (entry,) = Entry.select().where(~Entry.retired)
        assert (entry.id, entry.ticket_id, entry.technician_id) == (it.entry, 1, ana)
        assert entry.end
        events = last_told(Entity.CONVERSATION, it.id)
        for name in ("state", "step", "headline", "answer", "said", "paused", "summary", "entry"):
            assert events[name] == as_stored(getattr(it, name)), name
        for step in it.next_steps:
            assert last_told(Entity.NEXT_STEP, step.id)["ticket"] == step.ticket

    kept = [path.read_bytes() for path in tmp_path.glob("helpdesk.db*")]
    assert kept
    assert not any(NOTE.encode() in content for content in kept), "the note is gone for good"

    texts = {path.suffix: path.read_text() for path in out.iterdir()}
    assert texts[".md"].strip() == it.summary.strip()
    assert it.summary.startswith("Para Marta y Joan")
    for text in texts.values():
        assert all(words in text for words in ("no se puede salvar", "Mirar la copia", "3.200"))
    assert "<table" in texts[".html"]

    (listed,) = told(tmp_path, "list", "--all")["talks"]
    shown = told(tmp_path, "show", "1")
    assert (listed["id"], listed["state"], listed["steps_agreed"]) == (1, "given", 3)
    assert shown["headline"] == listed["headline"] == HEADLINE
    assert [step["ticket"] for step in shown["next_steps"]] == tickets
    assert told(tmp_path, "list") == {"talks": []}
