"""A field that asks for another ticket, by its number or by words; the ones like it come first."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import others
from helpdesk_tui.tickets.queue import Row

from ..common import words
from ..parts.fields import Field


def other_ticket(row: Row, *, marked: Sequence[Row] = (), without: Sequence[int] = ()) -> Field:
    """The other ticket that is meant with this one in hand; those `marked` are offered first."""

    def find(text: str) -> list[Named]:
        first = [_named(one) for one in marked] if not text.strip() else []
        known = {*without, *(one.id for one in first)}
        return first + [_named(one) for one in others.meant(text, row, known)]

    return Field("ticket", _("Ticket"), find=find)


def _named(row: Row) -> Named:
    detail = " · ".join(filter(None, (row.client, words.status(row.status).lower())))
    return Named(row.id, f"{row.id} {row.subject}", detail)
