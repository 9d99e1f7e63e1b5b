"""Somebody who leads a talk on a terminal: sees what its screen asks for, goes there, answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpdesk_tui.conversations import actions, cases
from helpdesk_tui.conversations.talk import Talk, read
from helpdesk_tui.i18n import _
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.people import editing
from tests.journeys.terminal import Terminal
from tests.support import opened

ABOVE, BELOW = 3, 2
"""Lines over what a step asks for, and the footer and the timer's line under it."""

SAVE, LEAVE = "\x13", "\x1b"


def dead_server(lead: int, name: str = "ACME Ibérica") -> int:
    """A ticket of somebody's about the server of a client, who speaks Spanish."""
    client = editing.add_client(lead, {"name": name, "language": "es"}).things[0]
    marta = editing.add_contact(lead, client, {"name": "Marta Ruiz"}, "office").things[0]
    asset = editing.add_asset(lead, client, {"name": "SRV-2"}).things[0]
    ticket = opened(lead, "SRV-2 does not start", client=client, requester=marta, assignee=lead)
    Ticket.update(asset=asset).where(Ticket.id == ticket).execute()
    return ticket


def talk_of(lead: int, name: str = "ACME Ibérica") -> int:
    """A talk about a dead server that has just begun."""
    ticket = dead_server(lead, name)
    client = Ticket.get_by_id(ticket).client_id
    return actions.begin(lead, client, cases.find("equipment", None), ticket=ticket).things[0]


def talk(number: int = 1) -> Talk:
    """The talk as it is kept."""
    found = read(number)
    assert found
    return found


# What the screen shows


def in_hand(desk: Terminal) -> str:
    """The line that the cursor is on."""
    return desk.screen.display[at] if (at := _cursor(desk)) else ""


def wanted(desk: Terminal) -> str:
    """What the first ○ stands before: the next step still wants it. Empty when it wants nothing."""
    rows = (row for _at, row in _lines(desk) if row.startswith(" ○ "))
    return next((row[3:].split("  ")[0].strip() for row in rows), "")


def bar_open(desk: Terminal) -> bool:
    """Whether something is asked for below."""
    return "ctrl+s" in desk.picture


def _lines(desk: Terminal) -> Iterator[tuple[int, str]]:
    """What the step asks for: lines with room for a mark."""
    for at, row in list(enumerate(desk.screen.display))[ABOVE:-BELOW]:
        if row[1] in "○✓ " and row[2] == " ":
            yield at, row


def _lit(desk: Terminal, at: int) -> bool:
    return desk.screen.buffer[at][2].bg != "default"


# What the hands do


def goes_to(desk: Terminal, words: str) -> None:
    """Moves to the first line with these words."""
    desk.holds(lambda: _cursor(desk) and _first(desk, words), f"cursor, and {words!r}")
    while (here := _cursor(desk)) != (there := _first(desk, words)):
        desk.type("j" if here < there else "k")
        desk.holds(lambda seen=here: _cursor(desk) not in (0, seen), "cursor elsewhere")


def _cursor(desk: Terminal) -> int:
    """The row of the screen that the cursor is on."""
    return next((at for at, _row in _lines(desk) if _lit(desk, at)), 0)


def _first(desk: Terminal, words: str) -> int:
    """The first row of the screen with these words."""
    return next((at for at, row in _lines(desk) if words in row), 0)


def answers(desk: Terminal, keys: str) -> None:
    """Types what a line takes, and waits until the step shows it."""
    before = step_shown(desk)
    if keys[0] in "\r+":
        desk.press(keys[0], "ctrl+s")
        keys = keys[1:]
    desk.type(keys)
    desk.holds(lambda: step_shown(desk) not in ([], before), f"what {keys!r} does")


def step_shown(desk: Terminal) -> list[str]:
    """The lines of the step; none while something is asked for in a bar over them."""
    gate = any(row.strip() for row in desk.screen.display[-4:-BELOW])
    return [] if bar_open(desk) or not gate else [row for _at, row in _lines(desk)]


def writes(desk: Terminal, label: str, text: str) -> None:
    """Writes a field and keeps it."""
    goes_to(desk, label)
    answers(desk, "\r" + text + SAVE)


def follows_the_marks(desk: Terminal, keys: Mapping[str, str], to: int) -> None:
    """Does what the screen wants, whatever it asks for first, until the way to a step is open."""
    done = open_gate(to)
    while done not in desk.picture:
        desk.holds(lambda: wanted(desk) or done in desk.picture, "what is wanted")
        if label := wanted(desk):
            goes_to(desk, label)
            answers(desk, keys[label])


def open_gate(to: int) -> str:
    """What the line of the gate says once a step wants nothing more."""
    return _("All is there: {key} goes to step {number}.").format(key="n", number=to)
