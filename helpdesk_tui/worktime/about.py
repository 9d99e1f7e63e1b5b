"""What an entry is about, and what follows from it: client, billing, projects and types."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from helpdesk_tui.collation import sort_key
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Hand, Refused, table_of
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime.timer import What


def brought(what: What, before: What | None = None) -> What:
    """The same with what a ticket or an activity brings that was not so before.

    A ticket brings its client, a type of activity whether it is billed, unless that was changed
    as well: a form asks for this when either is chosen, and shows what it says.
    """
    before = before or What("")
    if what.ticket != before.ticket and what.client == before.client:
        what = of_its_client(replace(what, client=None))
    if what.activity != before.activity and what.billable == before.billable:
        activity = Activity.get_or_none(Activity.id == what.activity)
        what = replace(what, billable=activity is None or activity.billable)
    return what


def of_its_client(what: What) -> What:
    """An entry of a ticket is its client's, unless another is said."""
    if what.ticket is None or what.client is not None:
        return what
    ((client,),) = tuples(Ticket.select(Ticket.client).where(Ticket.id == what.ticket))
    return replace(what, client=client)


def new_project(hand: Hand, name: str, client: int | None) -> int:
    """The project of a client, or ours, with this name: a new one if there is none yet."""
    return _named(hand, Entity.PROJECT, name, client=client)


def new_activity(hand: Hand, name: str) -> int:
    """The type of activity with this name: a new one if there is none yet."""
    return _named(hand, Entity.ACTIVITY, name)


def _named(hand: Hand, entity: int, name: str, **of: int | None) -> int:
    table: Any = table_of(entity)
    name = line(name)
    if not name:
        raise Refused(_("A name is needed."))
    key = sort_key(name)
    whose = [table._meta.fields[column] == value for column, value in of.items()]
    known = table.select().where(table.sort_key == key, *whose).order_by(table.id).first()
    if known:
        hand.swap(entity, known.id, {"retired": (known.retired, False)})
        return int(known.id)
    made = table.create(name=name, sort_key=key, created_at=hand.at, **of)
    hand.created(entity, made.id)
    return int(made.id)
