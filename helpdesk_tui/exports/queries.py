"""The query that a person names in words: a view by its name, a filter, an order."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from helpdesk_tui.filters import Unreadable
from helpdesk_tui.i18n import _
from helpdesk_tui.people.technicians import find
from helpdesk_tui.tickets import queue, saved
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.saved import Saved
from helpdesk_tui.tickets.views import SORTS, VIEWS, Viewer, viewer_of

_NOBODY = 0


class Unknown(Exception):
    """A name or a filter that means nothing here (a sentence to be read)."""


def query_of(
    login: str, view: str, words: str, sort: str | None, reverse: bool, zone: tzinfo | None
) -> Query:
    """A view of this technician (by default the account's) with these words.

    The view is a key or a saved view's name; without `sort` it has its own order, which `reverse`
    turns round. Raises Unknown.
    """
    query = Query(viewer_of(find(login) or _NOBODY, zone), text=words)
    if view in VIEWS:
        query = replace(query, view=view, sort=VIEWS[view].default_sort)
    else:
        query = query.within(_saved(view, query.viewer))
    if sort and sort not in SORTS:
        told = _('There is no order "{name}". There are: {names}.')
        raise Unknown(told.format(name=sort, names=", ".join(SORTS)))
    if sort:
        query = replace(query, sort=sort, reverse=False)
    query = replace(query, reverse=query.reverse ^ reverse)
    try:
        queue.condition(query)
    except Unreadable as error:
        raise Unknown(str(error)) from error
    return query


def _saved(name: str, viewer: Viewer) -> Saved:
    kept = saved.seen_by(viewer)
    for view in kept:
        if name.casefold() in (view.key, view.name.casefold()):
            return view
    told = _('There is no view "{name}". There are: {names}.')
    raise Unknown(told.format(name=name, names=", ".join([*VIEWS, *(one.name for one in kept)])))
