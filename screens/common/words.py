"""What states and kinds are called on screen, in one place for lists, threads and menus."""

from __future__ import annotations

from helpdesk_tui import clock
from helpdesk_tui.i18n import N_, _, ngettext
from helpdesk_tui.models.approvals import Answer, How
from helpdesk_tui.models.approvals import read as read_answer
from helpdesk_tui.models.links import Side
from helpdesk_tui.models.links import read as read_link
from helpdesk_tui.models.tickets import Kind, MessageKind, Status, Wait
from helpdesk_tui.safe_text import line as one_line

from . import when
from .cells import short, width

STATUS = {
    Status.NEW: N_("New"),
    Status.OPEN: N_("Open"),
    Status.WAITING: N_("Waiting"),
    Status.RESOLVED: N_("Resolved"),
    Status.CLOSED: N_("Closed"),
}

WAITS_FOR = {
    Wait.CLIENT: N_("the client"),
    Wait.SUPPLIER: N_("a supplier"),
    Wait.OTHER: N_("something else"),
}

WAITING = {
    Wait.CLIENT: N_("waiting for the client"),
    Wait.SUPPLIER: N_("waiting for a supplier"),
    Wait.OTHER: N_("waiting for something else"),
}

KIND = {Kind.INCIDENT: N_("incident"), Kind.REQUEST: N_("request")}

MESSAGE = {
    MessageKind.REQUEST: N_("request"),
    MessageKind.REPLY: N_("public reply"),
    MessageKind.NOTE: N_("internal note"),
    MessageKind.SOLUTION: N_("solution"),
}

PRIORITY = {1: N_("critical"), 2: N_("high"), 3: N_("normal"), 4: N_("low")}

LINKED = {
    Side.PARENT_OF: N_("parent of"),
    Side.CHILD_OF: N_("child of"),
    Side.BLOCKS: N_("blocks"),
    Side.BLOCKED_BY: N_("blocked by"),
    Side.DUPLICATE_OF: N_("duplicate of"),
    Side.HAS_DUPLICATE: N_("has the duplicate"),
    Side.RELATED: N_("related to"),
}

ANSWER = {
    Answer.ASKED: N_("asked"),
    Answer.APPROVED: N_("approved"),
    Answer.REJECTED: N_("rejected"),
}

HOW = {
    How.PHONE: N_("by phone"),
    How.MAIL: N_("by mail"),
    How.IN_PERSON: N_("in person"),
}

FIELDS = {
    "name": N_("name"),
    "email": N_("e-mail"),
    "phone": N_("telephone"),
    "language": N_("language"),
    "country": N_("country"),
    "zone": N_("time zone"),
    "address_form": N_("form of address"),
    "close_after": N_("closes after"),
    "notes": N_("notes"),
    "serial": N_("serial number"),
    "host": N_("host"),
    "bought": N_("date of purchase"),
    "warranty_until": N_("end of warranty"),
    "status": N_("status"),
    "wait_reason": N_("waits for"),
    "wait_until": N_("until"),
    "priority": N_("priority"),
    "assignee": N_("assignee"),
    "team": N_("team"),
    "client": N_("client"),
    "requester": N_("requester"),
    "asset": N_("asset"),
    "subject": N_("subject"),
    "category": N_("category"),
    "kind": N_("kind"),
    "due_at": N_("due"),
    "deleted": N_("away"),
    "merged_into": N_("merged into"),
    "link": N_("link"),
    "approval": N_("approval"),
    "tag": N_("labels"),
    "caller": N_("caller"),
    "message": N_("message"),
    "created": N_("opened"),
}


def closes_after(days: int) -> str:
    """How long a client's tickets stay resolved until the desk closes them."""
    told = ngettext(
        "closed after {count} working day in resolved",
        "closed after {count} working days in resolved",
        days,
    )
    return told.format(count=days)


def title(text: str) -> str:
    """A title as a message tells it, which stays in one line of 80 cells with it."""
    return short(one_line(text), 32)


def person(name: str, cells: int) -> str:
    """A name for a column: whole, or else the first name with initials, as many as there is room.

    What is written small (de, la) has none.
    """
    if width(name) <= cells:
        return name
    first, *rest = name.split(" ")
    initials = [f"{word[0]}." for word in rest if word[:1].isupper()]
    while initials and width(f"{first} {''.join(initials)}") > cells:
        initials.pop()
    return short(" ".join(filter(None, (first, "".join(initials)))), cells)


def status(value: int) -> str:
    """The status in words."""
    return _(STATUS[Status(value)])


def status_letter(value: int) -> str:
    """The status as the one letter that a column has room for; an open ticket needs none."""
    return " " if value == Status.OPEN else status(value)[0]


def field(name: str) -> str:
    """What a field is called."""
    return _(FIELDS[name]) if name in FIELDS else name


def priority(value: int) -> str:
    """P1 to P4."""
    return f"P{value}"


def worded(field: str, value: str | int | None) -> str:
    """A field's value as events keep it, in words."""
    if value is None or value == "":
        return "—"
    if field == "status":
        return status(int(value))
    if field == "wait_reason":
        return _(WAITS_FOR[Wait(int(value))])
    if field == "priority":
        return priority(int(value))
    if field == "kind":
        return _(KIND[Kind(int(value))])
    if field == "approval":
        return _(ANSWER[read_answer(int(value))[0]])
    if field == "link":
        side, other = read_link(int(value))
        return f"{_(LINKED[side])} {other}"
    if field.endswith(("_at", "_until")) and isinstance(value, int):
        return when.stamp(clock.from_micros(value))
    return one_line(str(value))
