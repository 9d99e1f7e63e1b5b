"""The bar that asks into which ticket those in hand are to go."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.tickets import Shelf
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import history, merging
from helpdesk_tui.tickets.queue import Row

from ..common import words
from ..common.cells import CUT
from ..frame import many
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers
from ..parts.forms import Form
from .choosing import other_ticket
from .hands import Hands

NAMED = 5
"""Tickets whose numbers are told; of more the first ones are."""


async def merge(screen: Hands, rows: Sequence[Row]) -> None:
    """Lets the tickets in hand go into another, which may be one of them if there are several."""
    if not rows:
        return
    if rows[0].merged_into:
        await _take_out(screen, rows[0])
        return
    several = len(rows) > 1

    async def submit(answers: Answers) -> str | None:
        into = answers.chosen["ticket"]
        if into is None:
            return _("Which ticket? Its number will do, or words of it.")
        desk = screen.app.desk
        if len(rows) > many.FEW:
            label = _("read in {into} now").format(into=into)
            going = sorted(rows, key=lambda row: row.id)  # as they are taken out again
            await screen.do(label, lambda by, some: merging.merge(by, some, into), going)
            return None
        try:
            done = await desk.write(merging.merge, desk.me.id, rows, into)
        except Refused as refused:
            return str(refused)
        if not done.changed:
            return _("It is so already.")
        (target,) = await desk.read(merging.rows_now, [into])
        clients = {row.client_id for row in rows if row.id in done.things}
        told = _told(done.things, target, is_elsewhere=clients != {target.client_id})
        screen.keep_for_undo(told, done)
        await screen.app.changed({*done.things, into}, done.batch)
        if done.conflicts:
            screen.say(merging.elsewhere(done.conflicts[0]), bad=True)
        return None

    title = _("Merge {number} {subject} into")
    title = title.format(number=rows[0].id, subject=words.title(rows[0].subject))
    if several:
        count = ngettext(
            "Merge {count} ticket into", "Merge {count} tickets into one of them", len(rows)
        )
        title = count.format(count=len(rows))
    field = other_ticket(
        rows[0], marked=rows if several else (), without=() if several else (rows[0].id,)
    )
    await screen.ask(Form(title, [field], submit, send=_("merge")))


async def _take_out(screen: Hands, row: Row) -> None:
    """Of a ticket that was merged: takes it out again, also what an earlier run has merged."""
    title = _("{number} is read in {into}").format(number=row.id, into=row.merged_into)
    if not await screen.ask(Menu(title, [Choice("t", _("take it out again"), True)])):
        return
    desk = screen.app.desk
    try:
        done = await desk.write(history.take_out, desk.me.id, row.id)
    except Refused as refused:
        screen.say(str(refused), bad=True)
        return
    told = _("{number} is a ticket of its own again").format(number=row.id)
    screen.keep_for_undo(told, done)
    await screen.app.changed(set(done.things), done.batch)


def _told(gone: Sequence[int], into: Row, *, is_elsewhere: bool) -> str:
    """Where they are read now; that this is done already, or another client's, is said."""
    words_ = ngettext(
        "{numbers} is read in {into} now", "{numbers} are read in {into} now", len(gone)
    )
    numbers = ", ".join(map(str, gone[:NAMED])) + (CUT if len(gone) > NAMED else "")
    told = words_.format(numbers=numbers, into=into.id)
    known = [line(into.client)] if is_elsewhere and into.client else []
    if into.shelf == Shelf.DONE:
        known.append(words.status(into.status).lower())
    return f"{told} ({', '.join(known)})" if known else told
