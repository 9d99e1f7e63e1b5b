"""A ticket as lines: the preview shows the beginning of what the ticket's screen shows whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.style import Style

from helpdesk_tui import clock, short_time
from helpdesk_tui.clock import NEVER
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.approvals import Answer
from helpdesk_tui.models.links import Side
from helpdesk_tui.models.tickets import Kind, MessageKind, Shelf, Status, Wait
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets.approving import Asked
from helpdesk_tui.tickets.history import Happening
from helpdesk_tui.tickets.linking import Linked
from helpdesk_tui.tickets.presence import Other
from helpdesk_tui.tickets.queue import Row
from helpdesk_tui.tickets.thread import Said, Whole

from ..common import company, when, words
from ..common.cells import fit, width
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, text
from ..parts.prose import prose
from .columns import time_left


def head(whole: Whole, cells: int, look: Look, others: Sequence[Other] = ()) -> list[Line]:
    """What the ticket is, whom it is about, and who else is on it."""
    row = whole.row
    now = clock.now()
    state = " · ".join(
        filter(
            None,
            [
                f"{words.priority(row.priority)} {_status(row)}",
                _agreed(row, now, look),
                row.assignee or _("unassigned"),
                whole.team,
                " ".join(row.tags),
            ],
        )
    )
    people = ", ".join(filter(None, [row.requester, row.client]))
    there = when.time_there(whole.client_zone)
    reach = " · ".join(
        filter(
            None,
            [whole.email, whole.phone, there and _("{time} there").format(time=there)],
        )
    )
    opened = _("opened {when}, {age} ago").format(
        when=when.stamp(row.created_at),
        age=short_time.age((now - row.created_at).total_seconds()),
    )
    worked = _("{hours} h worked").format(hours=short_time.hours(whole.worked.total_seconds()))
    about = " · ".join(
        filter(
            None,
            [_(words.KIND[Kind(row.kind)]), row.category, opened, worked if whole.worked else ""],
        )
    )
    lines = [
        columns(
            [(fit(f" {row.id} ", width(str(row.id)) + 2), look.accent), (row.subject, look.title)]
        ),
        _state(state, others, cells, look.soon if row.priority <= 2 else look.text, look),
        text(fit(" " + " · ".join(filter(None, [people, reach])), cells), look.text),
        text(fit(" " + about, cells), look.dim),
    ]
    if whole.clocks:
        from .promise_line import promise_line  # late: no list needs it

        lines.insert(2, promise_line(whole.clocks, now, cells, look))
    lines += [text(fit(" " + told, cells), look.soon) for told in _merged(whole)]
    lines += [_linked(one, cells, look) for one in whole.linked]
    lines += [_approval(one, cells, look) for one in whole.approvals]
    if whole.callers:
        lines.append(text(fit(" " + _callers(whole), cells), look.text))
    if whole.asset:
        lines.append(text(fit(" " + _asset(whole), cells), look.dim))
    if whole.external:
        source = f" {whole.source} {whole.external}"
        lines.append(text(fit(source, cells), look.dim))
    return lines


def _state(state: str, others: Sequence[Other], cells: int, style: Style, look: Look) -> Line:
    """The state, and behind it who else is there, which is never cut off by it."""
    if not others:
        return text(fit(" " + state, cells), style)
    there = " · " + company.told(others)
    there = fit(there, min(width(there), cells * 2 // 3))
    room = min(width(state) + 1, cells - width(there))
    return columns([(fit(" " + state, room), style), (there, look.accent)])


def thread(whole: Whole, cells: int, look: Look) -> list[Line]:
    """The messages in order, notes told apart, replies that have not left marked as such."""
    lines: list[Line] = []
    if whole.earlier:
        more = ngettext("{count} earlier message", "{count} earlier messages", whole.earlier)
        lines.append(text(" " + more.format(count=whole.earlier), look.dim))
    for said in whole.said:
        lines += message(said, whole.row.id, cells, look)
    if not whole.said:
        lines.append(text(" " + _("Nobody has written anything yet."), look.dim))
    return lines


def message(said: Said, ticket: int, cells: int, look: Look) -> list[Line]:
    """One message of a ticket under a line that says when, who and what it is."""
    kind = MessageKind(said.kind)
    named = "" if kind == MessageKind.REQUEST else f" · {_(words.MESSAGE[kind])}"
    pieces = [(f" {when.stamp(said.at)}  ", look.dim), (one_line(said.who) or "—", look.title)]
    style = look.note if kind == MessageKind.NOTE else look.text
    pieces.append((named, look.note if kind == MessageKind.NOTE else look.dim))
    to_send = kind in (MessageKind.REPLY, MessageKind.SOLUTION) and not said.sent
    if to_send and (said.ours or not said.who):  # what the desk says itself is nobody's
        pieces.append((" · " + _("NOT SENT"), look.soon))
    if said.ticket != ticket:
        pieces.append((" · " + _("written to {number}").format(number=said.ticket), look.dim))
    side = "│ " if kind == MessageKind.NOTE else "  "
    lines = [columns(pieces)]
    lines += [text(" " + side + words_, style) for words_ in prose(said.body, cells - 4)]
    return [*lines, EMPTY]


def beside(whole: Whole, cells: int, look: Look) -> list[Line]:
    """Attachments, and what else the requester and their client have open."""
    lines: list[Line] = []
    if whole.files:
        lines.append(text(" " + _("Attached"), look.title))
        for file in whole.files:
            size = _("{count} kB").format(count=max(1, file.size // 1000))
            lines.append(text(fit(f"   {one_line(file.name)}  {size}", cells), look.text))
        lines.append(EMPTY)
    if whole.others:
        lines.append(text(" " + _("Also open there"), look.title))
        now = clock.now()
        lines += [_other(row, now, cells, look) for row in whole.others]
        lines.append(EMPTY)
    return lines


def _other(row: Row, now: datetime, cells: int, look: Look) -> Line:
    age = short_time.age((now - row.created_at).total_seconds())
    lead = f"   {row.id} {words.priority(row.priority)} {words.status(row.status)} {age}  "
    return columns([(lead, look.dim), (fit(row.subject, cells - width(lead)), look.text)])


def story(happenings: Sequence[Happening], cells: int, look: Look) -> list[Line]:
    """What happened to the ticket, a line an event."""
    lines = [text(" " + _("History"), look.title), EMPTY]
    for event in happenings:
        who = event.who or _("the desk")
        told = told_event(event)
        sign = "↶ " if event.undoes else ""
        lead = fit(f" {when.stamp(event.at)}", 22) + " " + fit(who, 12) + " "
        style: Style = look.dim if event.undoes else look.text
        lines.append(columns([(lead, look.dim), (fit(sign + told, cells - width(lead)), style)]))
    return lines


def told_event(event: Happening) -> str:
    """One event in words."""
    name = _(words.FIELDS.get(event.field, event.field))
    before, after = (words.worded(event.field, value) for value in (event.before, event.after))
    match event.field:
        case "created":
            return _("opened the ticket")
        case "message":
            return _("wrote a message") if event.after else _("withdrew a message")
        case "tag":
            return f"+{after}" if event.after else f"-{before}"
        case "caller" if event.after:
            return _("{who} has called, too").format(who=after)
        case "caller":
            return _("took the caller {who} back").format(who=before)
        case "erased":
            return _("erased what was written")
        case "link":
            return f"+ {after}" if event.after else f"- {before}"
        case "merged":
            told = _("{number} was merged into it") if event.after else _("took {number} out again")
            return told.format(number=event.after or event.before)
        case "deleted":
            return _("put it away") if event.after else _("brought it back")
        case _ if event.before is None:
            return f"{name}: {after}"
        case _:
            return f"{name}: {before} → {after}"


def _agreed(row: Row, now: datetime, look: Look) -> str:
    """The time left until what was agreed; what is promised has its own line."""
    if row.owed or row.due_at == NEVER:
        return ""
    left = time_left(row.due_at, row.warn_at, now, look)[0].strip(" ·")
    return _("agreed: {left}").format(left=left)


def _status(row: Row) -> str:
    told = words.status(row.status).lower()
    if row.status != Status.WAITING or row.wait_reason is None:
        return told
    told = _(words.WAITING[Wait(row.wait_reason)])
    if row.wait_until:
        told += " " + _("until {when}").format(when=when.stamp(row.wait_until))
    return told


def _merged(whole: Whole) -> Iterator[str]:
    """Where it has gone, and what has gone into it."""
    if whole.row.merged_into:
        yield _("Merged into {number}, where it is read").format(number=whole.row.merged_into)
    if whole.merged:
        numbers = ", ".join(map(str, whole.merged))
        told = ngettext("Merged into it: {numbers}", "Merged into it: {numbers}", len(whole.merged))
        yield told.format(numbers=numbers)


def _linked(one: Linked, cells: int, look: Look) -> Line:
    row = one.row
    lead = f" {_(words.LINKED[one.side])} {row.id} {words.status(row.status).lower()} "
    style = look.soon if one.side is Side.BLOCKED_BY and row.shelf == Shelf.LIVE else look.text
    return columns([(lead, style), (fit(row.subject, cells - width(lead)), look.dim)])


def _approval(one: Asked, cells: int, look: Look) -> Line:
    if one.answer == Answer.ASKED:
        told = _("approval asked of {who}, {when}: {text}")
        when_, style, text_ = when.stamp(one.asked_at), look.soon, one.what
    else:
        told = _("approved by {who} {how}, {when}: {text}")
        style = look.good
        if one.answer == Answer.REJECTED:
            told, style = _("rejected by {who} {how}, {when}: {text}"), look.late
        when_, text_ = when.stamp(one.answered_at or one.asked_at), one.reason or one.what
    how = _(words.HOW[one.how]) if one.how else ""
    who = one_line(one.said_by or one.contact)
    told = told.format(who=who, how=how, when=when_, text=one_line(text_))
    return text(fit(" " + told, cells), style)


def _callers(whole: Whole) -> str:
    """Everybody who has called, the requester first."""
    row = whole.row
    names = [(caller.name, caller.client) for caller in whole.callers]
    if row.requester:
        names.insert(0, (row.requester, row.client))
    told = ", ".join(f"{name} ({client})" if client else name for name, client in names)
    words_ = ngettext("{count} caller: {names}", "{count} callers: {names}", len(names))
    return words_.format(count=len(names), names=told)


def _asset(whole: Whole) -> str:
    asset = whole.asset
    assert asset
    parts = [asset.name, asset.kind, asset.serial, asset.host]
    if asset.bought:
        parts.append(_("bought {year}").format(year=asset.bought.year))
    if asset.warranty_until:
        over = asset.warranty_until < clock.now().date()
        form = _("warranty ended {date}") if over else _("warranty until {date}")
        parts.append(form.format(date=asset.warranty_until.isoformat()))
    return " · ".join(one_line(part) for part in parts if part)
