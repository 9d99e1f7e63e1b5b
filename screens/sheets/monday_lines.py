"""Monday as it is drawn: a heading, a line for each client, and what there is to say about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from email.utils import getaddresses

from rich.style import Style

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.timesheets.monday import Due
from helpdesk_tui.timesheets.rows import Missing

from ..common import when
from ..common.cells import fit
from ..common.look import Look
from ..parts.lines import Line, columns, spread, text
from .sheet_words import days, length

NUMBER = 8


def heading(rows: Sequence[Due], cells: int, look: Look) -> list[Line]:
    """Which days, how many hours, and how many are ready."""
    usual = usual_days(rows)
    when_ = days(*usual) if usual else ""
    title = " · ".join(filter(None, (" " + _("Monday"), when_)))
    clients = ngettext("{count} client", "{count} clients", len(rows)).format(count=len(rows))
    ready = sum(row.is_ready and row.revision == 1 for row in rows)
    ready_ = ngettext("{count} ready", "{count} ready", ready).format(count=ready)
    worked = length(sum(row.worked for row in rows))
    right = f"{clients} · {worked} h · {ready_} "
    said = _("NOT SENT: letters that are given out lie in a folder, ready to be sent.")
    return [spread(title, right, cells, look.title), text(fit(f" {said}", cells), look.dim)]


def usual_days(rows: Sequence[Due]) -> tuple[date, date] | None:
    """The days that most of these sheets are of."""
    counted = Counter((row.first, row.last) for row in rows)
    return counted.most_common(1)[0][0] if counted else None


def row(due: Due, usual: tuple[date, date] | None, cells: int, look: Look) -> Line:
    """A client: hours worked and billed, who gets it, and how far it has come."""
    state, style = state_of(due, look)
    other = (due.first, due.last) != usual
    name_room = max(12, min(34, cells * 3 // 10))
    whom = people(due)
    if other:
        whom = f"{days(due.first, due.last)} · {whom}"
    room = cells - name_room - 2 * NUMBER - 5
    state_room = max(20, min(38, room // 2))
    pieces = [
        (fit(f"  {one_line(due.name)}", name_room), look.text),
        (fit(length(due.worked), NUMBER, right=True), look.text),
        (" → ", look.dim),
        (fit(length(due.billed), NUMBER - 1), look.text),
        (fit(f" {whom}", max(0, room - state_room)), look.dim),
        (fit(f" {state}", state_room + 2), style),
    ]
    return columns(pieces)


def people(due: Due) -> str:
    """Who gets it, by name where one is known; a dash for nobody."""
    found = getaddresses([due.to, due.cc])
    return ", ".join(one_line(name or address) for name, address in found if address) or "—"


def state_of(due: Due, look: Look) -> tuple[str, Style]:
    """How far it has come, in words, and its style."""
    if due.missing is Missing.NOTHING:
        return _("nothing to tell"), look.dim
    if due.missing:
        return f"! {short_reason(due)}", look.late
    if due.is_given and due.given_at:
        return _("given out {when}").format(when=when.stamp(due.given_at)), look.good
    if due.revision > 1:
        return _("correction begun"), look.soon
    return _("ready"), look.accent


def short_reason(due: Due) -> str:
    """What is missing, in few words."""
    words = {
        Missing.RECIPIENT: _("nobody gets it"),
        Missing.RUNNING: _("timer of {who} runs"),
        Missing.DOUBT: _("in doubt: {who}"),
        Missing.TOLD: _("given out otherwise: {who}"),
        Missing.OFF: _("differs from the entries"),
        Missing.NOTHING: "",
    }
    assert due.missing
    return words[due.missing].format(who=one_line(due.because_of))


def about(due: Due, key: str, cells: int, look: Look) -> list[Line]:
    """What there is to say about the client in hand."""
    said = []
    if due.missing is Missing.RECIPIENT:
        said.append(_("Nobody gets it yet: {key} says who.").format(key=key))
    elif due.missing is Missing.OFF:
        said.append(_("What was told and the entries differ: look at it, and correct it."))
    elif due.missing and due.missing is not Missing.NOTHING:
        said.append(short_reason(due))
    if due.others:
        said.append(_("others get it than last time"))
    if due.last_told:
        said.append(_("answers the letter of {when}").format(when=when.stamp(due.last_told)))
    to = _("to {people}").format(people=people(due))
    lines = [f" {one_line(due.name)} · {days(due.first, due.last)} · {to}", " " + " · ".join(said)]
    return [text(fit(line, cells), look.dim) for line in lines]
