"""Asking for a filter in the queue, and what becomes of it: the list, a view, or one ticket."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from helpdesk_tui.filters import Unreadable
from helpdesk_tui.filters.parse import parse
from helpdesk_tui.filters.write import write
from helpdesk_tui.i18n import language
from helpdesk_tui.tickets import matching, queue
from helpdesk_tui.tickets.queue import Query

from . import view_menu
from .browsing import Browsing
from .ticket_filter import TicketFilter

REMEMBERED = 50
"""Filters that are kept in mind."""


async def ask(screen: Browsing) -> None:
    """Lets the list follow what is typed; left with esc, it is as it was before."""
    before = screen.list.query_

    def typed(words: str) -> None:
        screen.read(replace(screen.list.query_, text=words))

    earlier = _readable(screen.app.remembered.filters, before.today)
    asked = await screen.ask(TicketFilter(before.text, before.today, earlier, typed))
    if asked is None:
        if screen.list.query_ != before:
            await screen.show(before)
        return
    query = replace(screen.list.query_, text=asked.words)
    if query != screen.list.shown:  # enter was quicker than the list
        await screen.show(query)
    _remember(screen, query)
    if asked.as_view:
        await view_menu.save_as(screen, query)
    elif number := matching.number_meant(query.wanted):
        await _open(screen, number, query, before)


def _remember(screen: Browsing, query: Query) -> None:
    if query.wanted:
        kept = write(query.wanted)
        others = [words for words in screen.app.remembered.filters if words != kept]
        screen.app.remember(filters=[kept, *others[: REMEMBERED - 1]])


async def _open(screen: Browsing, number: int, query: Query, before: Query) -> None:
    """A number that this view does not have opens its ticket, wherever that lies."""
    desk = screen.app.desk
    if (await desk.read(queue.page, query, limit=1)).rows:
        return
    if await desk.read(queue.rows_by_id, [number]):
        await screen.show(before)
        await screen.run_action(f"app.open_ticket({number})")


def _readable(filters: Iterable[str], today: date) -> list[str]:
    """Earlier filters in the language of the desk; those of another version are passed over."""
    found = []
    for words in filters:
        with suppress(Unreadable):
            found.append(write(parse(words, today), language()))
    return found
