"""The lower half of the mapping screen: the first rows as the tickets or hours they would be."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from helpdesk_tui import short_time
from helpdesk_tui.i18n import _
from helpdesk_tui.intake.hours.hour_picture import SeenTime
from helpdesk_tui.intake.hours.reader import Worked
from helpdesk_tui.intake.made import TIME
from helpdesk_tui.intake.mapping import STANDINGS
from helpdesk_tui.intake.plan import Plan
from helpdesk_tui.intake.seen import Picture, Seen
from helpdesk_tui.intake.ticket_picture import SeenTicket
from helpdesk_tui.models.tickets import Status, Wait

from ..common import when, words
from ..common.cells import fit
from ..common.look import Look
from ..parts.lines import Line, columns, text

WIDE = 100
"""Cells from which on there is room for more."""


def rule(picture: Picture, cells: int, look: Look) -> Line:
    """The line above the picture: how many of the rows would be imported."""
    rows = len(picture.rows)
    worked = [row.worked for row in picture.rows if isinstance(row, SeenTime) and row.worked]
    if any(isinstance(row, SeenTime) for row in picture.rows):
        told = _("As hours: {good} of {rows} rows can be imported, {hours} in all").format(
            good=len(worked), rows=rows, hours=short_time.hours(sum(one.seconds for one in worked))
        )
    else:
        told = _("As tickets: {good} of {rows} rows can be imported").format(
            good=rows - picture.refused, rows=rows
        )
    line = f"── {told} "
    return text(line + "─" * max(0, cells - len(line)), look.late if picture.refused else look.dim)


def picture_lines(plan: Plan, picture: Picture, cells: int, look: Look) -> list[Line]:
    """What no column says, and below it the rows as what they would be."""
    lines = [
        text(fit(f" {note}", cells), look.late)
        for field, note in picture.notes.items()
        if plan.column(field) is None and field != "subject"
    ]
    sizes = _sizes(plan, cells >= WIDE)
    (stretched,) = (name for name, size in sizes.items() if size is None)
    rest = cells - sum(size + 1 for size in sizes.values() if size) - 1
    widths = {name: rest if name == stretched else size for name, size in sizes.items()}
    lines.append(
        columns([(fit(" " + _heading(plan, n), w or 0) + " ", look.dim) for n, w in widths.items()])
    )
    for row in picture.rows:
        if row.trouble:
            lines.append(
                text(fit(f" {row.trouble}", cells), look.late if row.refused else look.dim)
            )
            continue
        lines.append(
            columns(
                [
                    (
                        fit(f" {_cell(row, name)}", size or 0) + " ",
                        look.late if name in row.wrong else look.text,
                    )
                    for name, size in widths.items()
                ]
            )
        )
    return lines


def _sizes(plan: Plan, wide: bool) -> dict[str, int | None]:
    """What the picture has room for, and the cells of each; None for all that are left."""
    if plan.made is TIME:
        return {
            "day": 11,
            "begin": 12,
            "length": 9,
            "client": 20 if wide else 13,
            **({"project": 16} if wide else {}),
            "title": None,
            "technician": 16 if wide else 11,
        }
    return {
        "external": 11 if wide else 9,
        "priority": 4,
        "status": 20 if wide else 11,
        "client": 18 if wide else 13,
        **({"requester": 16} if wide else {}),
        "subject": None,
        "created": 17,
    }


def _heading(plan: Plan, name: str) -> str:
    if name == "begin":
        return _("from – to")
    return "P" if name == "priority" else plan.made.title(name)


def _cell(row: Seen, name: str) -> str:
    if isinstance(row, SeenTime) and row.worked:
        return _of_time(row.worked, name)
    return _of_ticket(row, name) if isinstance(row, SeenTicket) else ""


def _of_time(worked: Worked, name: str) -> str:
    zone = ZoneInfo(worked.zone)
    begin, end = (datetime.fromtimestamp(at, zone) for at in (worked.begin, worked.end))
    if name == "day":
        return f"{begin:%Y-%m-%d}"
    if name == "begin":  # the file may say no time; then it lies where the day is free
        return "" if worked.loose else f"{begin:%H:%M}–{end:%H:%M}"
    if name == "length":
        return short_time.hours(worked.seconds)
    if name == "technician":
        return worked.technician or worked.email or _("you")
    return str(getattr(worked, name))


def _of_ticket(row: SeenTicket, name: str) -> str:
    if name == "priority" and name not in row.wrong:
        return words.priority(row.priority)
    if name == "status" and name not in row.wrong:
        return standing(row)
    if name == "created" and row.created is not None:
        return f"{when.local(row.created):%Y-%m-%d %H:%M}"
    return row.texts.get(name, "")


def standing(row: SeenTicket) -> str:
    """Where the ticket would stand, in words."""
    return _("as before") if row.standing is None else _stands(*row.standing)


def standing_words(word: str) -> str:
    """What a mapping's word for where a ticket stands is called."""
    known = STANDINGS[word]
    return _("stays as it was") if known is None else _stands(*known)


def _stands(status: Status, reason: Wait | None) -> str:
    told = words.status(status)
    return f"{told}: {_(words.WAITS_FOR[reason])}" if reason else told
