"""A morning at the desk, in a real terminal: import, filter, triage, undo, leave, and come back."""

from __future__ import annotations

from pathlib import Path

from helpdesk_tui.models.tickets import Status
from helpdesk_tui.tickets import thread
from tests.journeys.terminal import Terminal, at_desk, kept_in, run
from tests.support import row, state

HEADER = "number,subject,status,priority,client,requester,created,description"
SUBJECTS = (
    *("Printer jams", "VPN drops", "Señal de wifi débil", "Scanner sends empty pages"),
    *("Till does not open", "Outlook asks for the password", "Backup has not run"),
    *("New screen", "Phone rings once", "Licence for the design office", "Mouse is lost"),
    *("Keyboard lacks an ñ", "Projector shows green", "Printer out of toner"),
)


def export(folder: Path) -> Path:
    """What another desk gave away: fourteen open tickets of one client."""
    file = folder / "export.csv"
    rows = [
        f"T-{n},{subject},open,3,ACME Ibérica,Marta Ruiz,2026-11-16 08:{n:02},It began today."
        for n, subject in enumerate(SUBJECTS, 1)
    ]
    file.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return file


def to_all_open(desk: Terminal) -> None:
    """From my tickets, of which there are none yet, to all that are open."""
    desk.until("Mine 0")
    desk.press("[", "Put away 0")
    desk.press("[", "Done 0")
    desk.press("[", "All open")


def triage(desk: Terminal) -> None:
    """Ten tickets, one key each where one is enough."""
    for ticket, key in ((1, "a"), (2, "X"), (3, "d"), (4, "a")):
        desk.has_in_hand(ticket)
        desk.type(key)
        desk.did(ticket)
        if key == "a":
            desk.type("j")
    for ticket, menu, asked, choice in (
        (5, "p", "critical", "1"),
        (6, "p", "critical", "4"),
        (7, "s", "Closed", "n"),
    ):
        desk.has_in_hand(ticket)
        desk.press(menu, asked)
        desk.type(choice)
        desk.did(ticket)
        desk.type("j")
    for ticket, key, title, text in (
        (8, "r", "NOT SENT", "A new one is on its way"),
        (9, "c", "technicians only", "The line is old"),
        (10, "x", "Solution", "Ordered and installed"),
    ):
        desk.has_in_hand(ticket)
        desk.press(key, title)
        desk.press(text, text)
        desk.type("\x13")
        desk.did(ticket)
        if ticket < 10:
            desk.type("j")


def test_import_filter_triage_ten_undo_three_leave_and_all_is_still_there(tmp_path: Path) -> None:
    run(tmp_path, "import", str(export(tmp_path)))
    with at_desk(tmp_path, rows=40) as desk:
        to_all_open(desk)
        desk.lists(list(range(1, 15)))
        desk.type("/")
        desk.until("ctrl+s as a view")
        desk.type("printer")
        desk.lists([1, 14])
        desk.type("\x1b")
        desk.lists(list(range(1, 15)))
        triage(desk)
        desk.lists([1, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14])
        for ticket in (10, 9, 8):
            desk.press("z", f"Taken back: {ticket} ")
        desk.lists([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
        desk.type("Q")
        assert desk.code() == 0

    with kept_in(tmp_path):
        kept = {ticket: state(ticket) for ticket in range(1, 15)}
        assert [row(ticket).assignee for ticket in (1, 4, 5)] == ["ana", "ana", ""]
        assert (row(2).status, row(3).deleted) == (Status.CLOSED, True)
        assert [row(ticket).priority for ticket in (5, 6)] == [1, 4]
        assert row(7).status == Status.NEW
        assert [row(ticket).status for ticket in (8, 9, 10)] == [Status.OPEN] * 3
        assert [len(thread.messages(ticket)) for ticket in (8, 9, 10)] == [1, 1, 1]

    with at_desk(tmp_path, rows=40) as desk:
        desk.until("All open 12")
        desk.lists([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
        desk.type("jjj")
        desk.has_in_hand(6)
        desk.press("\r", "Outlook asks for the password")
        desk.press("h", "P3 → P4")
        desk.type("Q")
        assert desk.code() == 0

    with kept_in(tmp_path):
        assert {ticket: state(ticket) for ticket in range(1, 15)} == kept, "looking changes nothing"
