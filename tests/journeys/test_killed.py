"""The desk is killed in the middle of a word: nothing acknowledged is lost, hardly any typing."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import drafts, thread
from tests.journeys.terminal import at_desk, kept_in
from tests.storage.fresh import opened_fresh
from tests.support import opened, row, technician

TEXT = "Dear Marta, we are with you at three; please leave the server switched off until then."


def desk_of(folder: Path, tickets: int) -> int:
    """A desk with tickets of ana's; answers who she is."""
    with opened_fresh(folder):
        ana = technician("ana")
        for n in range(tickets):
            opened(ana, f"Ticket of the morning {n}", assignee=ana)
    return ana


def test_a_kill_while_a_reply_is_half_typed_loses_nothing_but_a_second(tmp_path: Path) -> None:
    ana = desk_of(tmp_path, 3)
    typed_at: list[float] = []
    with at_desk(tmp_path) as desk:
        desk.has_in_hand(1)
        desk.press("p", "critical")
        desk.press("1", "z takes it back")
        desk.press("r", "ctrl+s")
        for letter in TEXT:
            desk.type(letter)
            typed_at.append(time.monotonic())
            desk.look(0.03)
        desk.signal(signal.SIGKILL)
        killed_at = time.monotonic()
        assert desk.code() == 128 + signal.SIGKILL

    kept_at_least = sum(1 for at in typed_at if at < killed_at - 1.0)
    with kept_in(tmp_path):
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
        assert row(1).priority == 1, "what was acknowledged is there"
        draft = drafts.load(ana, "ticket:1", "reply")
        assert draft is not None
        assert TEXT.startswith(draft.fields["body"])
        assert len(draft.fields["body"]) >= kept_at_least > 20

    with at_desk(tmp_path) as desk:
        desk.until("Drafts wait for you: 1")
        desk.press("r", "taken over from your other terminal")
        desk.until(TEXT[:20])
        desk.press("\x13", "z takes it back")
        desk.type("Q")
        assert desk.code() == 0

    with kept_in(tmp_path):
        assert thread.messages(1)[-1].body == draft.fields["body"].strip()
        assert drafts.waiting(ana) == []


def test_a_hang_up_while_typing_keeps_every_letter(tmp_path: Path) -> None:
    ana = desk_of(tmp_path, 1)
    with at_desk(tmp_path) as desk:
        desk.has_in_hand(1)
        desk.press("c", "technicians only")
        desk.press(TEXT, "until then.")
        desk.hang_up()
        desk.code(looking=False)

    with kept_in(tmp_path):
        draft = drafts.load(ana, "ticket:1", "note")
        assert draft is not None
        assert draft.fields["body"] == TEXT
