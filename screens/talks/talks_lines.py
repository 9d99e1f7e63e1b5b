"""Conversations as they are drawn: in lists, on tickets and clients, and below the list."""

from __future__ import annotations

from collections.abc import Mapping

from helpdesk_tui import clock
from helpdesk_tui.conversations import steps
from helpdesk_tui.conversations.listing import COUNT_CAP, STATES, VIEWS, Query, Row
from helpdesk_tui.conversations.talk import NextStep, Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import State
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets import queue

from ..common import when, words
from ..common.cells import fit, short, width
from ..common.keymap import Key
from ..common.look import Look
from ..parts.lines import Line, columns, sentence, text
from .talk_told import standing

WIDE, WIDEST = 100, 140
"""Cells from which a line has the ticket and the leader, and the case beside its headline."""

WHEN, STATE, CASE, NUMBER, LEADER = 17, 14, 26, 7, 10
"""Cells of the columns."""


def heading(query: Query, counts: Mapping[str, int], cells: int, look: Look) -> Line:
    """The views with their counts, the one that is seen standing out, and the filter."""
    pieces = []
    for key, view in VIEWS.items():
        count = counts.get(key, 0)
        told = f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
        style = look.title if key == query.view else look.dim
        pieces.append((f" {_(view.title)} {told} ", style))
    if query.text:
        room = max(0, cells - sum(width(words_) for words_, _style in pieces))
        pieces.append((short(f" / {one_line(query.text)}", room), look.accent))
    return columns(pieces)


def line(row: Row, view: str, cells: int, look: Look) -> Line:
    """A conversation in a list: when, for whom, about what, and where it stands."""
    moment = row.date if VIEWS[view].newest_first else row.due
    stamp = when.stamp(moment) if moment < clock.NEVER else "—"
    is_late = row.state < State.GIVEN and row.due < clock.now()
    client = max(12, cells // 6)
    case = [(" " + fit(one_line(row.case_name) if row.headline else "", CASE), look.dim)]
    tail = [
        (" " + fit(str(row.ticket or ""), NUMBER, right=True), look.dim),
        (" " + fit(words.person(one_line(row.leader), LEADER), LEADER), look.dim),
    ]
    case, tail = case if cells >= WIDEST else [], tail if cells >= WIDE else []
    used = WHEN + client + STATE + 3 + sum(width(words_) for words_, _style in (*case, *tail))
    return columns(
        [
            (fit(f" {stamp}", WHEN) + " ", look.late if is_late else look.dim),
            (fit(one_line(row.client), client) + " ", look.text),
            (fit(one_line(row.headline or row.case_name), max(0, cells - used)), look.text),
            *case,
            (" " + fit(_state(row), STATE), look.soon if row.state == State.ENDED else look.text),
            *tail,
        ]
    )


def _state(row: Row) -> str:
    """Where it stands, as short as a column: the step that it is in, or what became of it."""
    if row.state == State.OPEN:
        return f"{row.step} {_(steps.step(row.step).name)}"
    return _(STATES[row.state])


def on_ticket(row: Row, ticket: int, key: str, cells: int, look: Look) -> Line:
    """The line of a ticket about which there is a conversation; a key takes one up that goes on.

    Of one in which the ticket was agreed on as a next step it says so.
    """
    goes_on = row.state < State.ENDED
    if row.ticket != ticket:
        goes_on, words_ = False, _("agreed in: {what}")
    else:
        words_ = _("talk: {what} · {key} opens it") if goes_on else _("talk: {what}")
    around = width(words_.format(what="", key=key)) + 1
    told = words_.format(what=_about(row, cells - around), key=key)
    return text(fit(" " + told, cells), look.soon if goes_on else look.dim)


def of_client(row: Row, cells: int, look: Look) -> Line:
    """The line of a client who has heard, or is to hear, bad news."""
    day = fit(f"   {when.day(when.local(row.date).date())}", 19)
    room = max(0, cells - width(day) - 1)
    return columns([(day, look.text), (" " + fit(_about(row, room), room), look.dim)])


def _about(row: Row, cells: int) -> str:
    """The news and how far they are; what is long gives way to where it stands."""
    stands = f" · {standing(row)}"
    return short(one_line(row.headline or row.case_name), max(10, cells - width(stands))) + stands


# Below the list


def preview(
    row: Row, talk: Talk, tickets: Mapping[int, queue.Row], cells: int, look: Look
) -> list[Line]:
    """What one asks before taking a conversation up: who, what is missing, what comes next.

    Neither notes nor former warnings are here: screens are shared.
    """
    about = [row.client, row.case_name if row.headline else "", talk.asset_name]
    if row.ticket:
        about.append(_("ticket {number}").format(number=row.ticket))
    about.append(_("led by {name}").format(name=row.leader))
    facts = " · ".join(one_line(fact) for fact in about if fact)
    lines = [
        text(fit(f" {one_line(row.headline or row.case_name)}", cells), look.title),
        text(fit(f" {facts}", cells), look.dim),
        text(fit(f" {standing(row)}", cells), look.text),
    ]
    if talk.present:
        names = ", ".join(one_line(person.name) for person in talk.present)
        with_ = _("with {names}").format(names=names)
        lines.insert(2, text(fit(f" {with_}", cells), look.text))
    if row.state < State.ENDED:
        wants = " · ".join(gap.sentence for gap in steps.missing(talk, talk.step))
        told = _("Still wanted: {wants}").format(wants=wants) if wants else _("Nothing is missing.")
        lines += sentence(told, cells, look.soon if wants else look.good)
    return [*lines, *(_next_step(step, tickets, cells, look) for step in talk.next_steps)]


def _next_step(step: NextStep, tickets: Mapping[int, queue.Row], cells: int, look: Look) -> Line:
    day = when.day(step.day) if step.day else ""
    ticket = tickets.get(step.ticket or 0)
    became = f"{ticket.id} {words.status(ticket.status)}" if ticket else ""
    facts = (step.text, step.who, day, became)
    told = " · ".join(one_line(fact) for fact in facts if fact)
    return text(fit(f"  → {told}", cells), look.text)


def nothing(asked: Query, counts: Mapping[str, int], key: Key) -> str:
    """What an empty list says: what it is for and how it fills, or where else to look."""
    if counts.get("all"):
        told = _("None here. {before} and {after} lead to the other lists.")
        before, after = key("talks.previous_view"), key("talks.next_view")
        return told.format(before=before, after=after)
    if asked.text:
        return _("No talk has these words. {key} shows all again.").format(key=key("talks.back"))
    told = _(
        "Here are the talks in which a client hears bad news: a server that will not survive, data"
        " that are lost, software without a licence. The desk leads through them in six steps, from"
        " who should be there to who does what by when. {key} begins one."
    )
    return told.format(key=key("talks.new"))
