"""All tickets of a view are marked: each is read, so that a change knows what it was made on."""

from __future__ import annotations

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.tickets import queue
from helpdesk_tui.tickets.queue import Row

from ..frame import many
from .browsing import Browsing

MOST = 10_000
"""Tickets that are marked at once."""

PAGE = 250
"""Tickets that are read in one go: other questions wait no longer than that."""

MARKING = "marking"
"""The workers that mark a whole view."""


def mark_all(screen: Browsing) -> None:
    """Marks what is read, and where that is marked already, all of the view."""
    list_, window = screen.list, screen.list.window
    has_more = window.more_after or window.more_before
    if has_more and all(row.id in list_.marked for row in window.rows):
        screen.run_worker(_mark_view(screen), group=MARKING, exclusive=True)
        return
    list_.mark(window.rows, on=True)
    screen.draw_frame()
    if has_more:
        told = _("The {count} tickets that are read are marked; {key} again marks all here.")
        key = screen.app.keymap_.key("queue.mark_all")
        screen.say(told.format(count=len(list_.marked), key=key))


def unmark(screen: Browsing) -> None:
    """Unmarks every ticket, those too that were just about to be marked."""
    screen.workers.cancel_group(screen, MARKING)
    screen.list.mark(list(screen.list.marked.values()), on=False)
    screen.draw_frame()


async def _mark_view(screen: Browsing) -> None:
    """Marks every ticket of the query that is shown, up to `MOST`, unless esc stops it."""
    list_, desk = screen.list, screen.app.desk
    query, rows, more = list_.query_, list[Row](), True
    every = min(MOST, await desk.read(queue.counted, query, MOST))
    async with many.shown(screen, _("Reading what is to be marked"), every) as progress:
        while more and len(rows) < MOST and not progress.stopped:
            start = query.key(rows[-1]) if rows else None
            page = await desk.read(queue.page, query, start, limit=min(PAGE, MOST - len(rows)))
            rows += page.rows
            more = page.more
            progress.tell(len(rows))
    if list_.query_ != query or progress.stopped:
        screen.say(_("Stopped; the marks are as they were."))
        return
    list_.mark(rows, on=True)
    screen.draw_frame()
    told = ngettext("{count} ticket is marked.", "{count} tickets are marked.", len(rows))
    if more:
        told = _("The first {count} are marked; more than that are not done at once.")
    screen.say(told.format(count=f"{len(rows):,}"))
