"""Recorded time as an iCalendar file (RFC 5545): an event for each stretch without a break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TextIO

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import clean
from helpdesk_tui.worktime import stretches
from helpdesk_tui.worktime.spent import Spent

_LINE = 75
"""Octets that a line has at most; what is longer goes on behind a space."""

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def write_calendar(entries: Iterable[tuple[str, Spent]], file: TextIO) -> int:
    """Writes entries, each with the name of its technician; what runs is left out.

    The answer is how many entries there were. The file must be open with `newline=""`.
    """
    count = 0
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//helpdesk-tui//time//EN")
    file.writelines(map(folded, head))
    stamp = _instant(clock.now())
    for technician, spent in entries:
        count += spent.end is not None
        for line in _events(technician, spent, stamp):
            file.write(folded(line))
    file.write(folded("END:VCALENDAR"))
    return count


def _events(technician: str, spent: Spent, stamp: str) -> Iterator[str]:
    if spent.end is None:
        return
    what = spent.what
    title = " · ".join(filter(None, (what.title, spent.client)))
    about = (
        technician,
        spent.project,
        _("Ticket {number}").format(number=what.ticket) if what.ticket else "",
        what.description,
    )
    for place, (begin, end) in enumerate(stretches.pieces(spent.begin, spent.end, spent.breaks)):
        yield "BEGIN:VEVENT"
        yield f"UID:entry-{spent.id}-{place}@helpdesk-tui"
        yield f"DTSTAMP:{stamp}"
        yield f"DTSTART:{_instant(begin)}"
        yield f"DTEND:{_instant(end)}"
        yield f"SUMMARY:{escaped(title)}"
        yield f"DESCRIPTION:{escaped(chr(10).join(filter(None, about)))}"
        if spent.activity:
            yield f"CATEGORIES:{escaped(spent.activity)}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as the value of a property, without anything that could begin another one."""
    return clean(text, whole=True).translate(_ESCAPES)


def folded(line: str) -> str:
    """The line with its end, in pieces of at most 75 octets, none cut within a letter."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece]) + "\r\n"


def _instant(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"
