"""Tickets that are like another one, as lines: a row each, and all of them in a single line."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui import clock, short_time
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.tickets import Shelf
from helpdesk_tui.tickets.similar import Similar

from ..common import words
from ..common.cells import fit, width
from ..common.look import Look
from ..parts.lines import Line, columns

CLIENT = 16
"""Cells of the client in a row."""

NAMED = 3
"""Tickets that a single line names; the key lists all of them."""

BETWEEN = " · "


def row(one: Similar, cells: int, look: Look, *, lit: bool) -> Line:
    """Number, client and subject of a ticket, and at the end how it stands."""
    end = f"  {state(one)} "
    lead = f"   {one.number} {fit(one.client, CLIENT)} "
    subject = fit(one.subject, cells - width(lead) - width(end))
    if lit:
        return columns([(lead + subject + end, look.lit)])
    client = look.text if one.same_client else look.dim
    live = look.text if one.shelf == Shelf.LIVE else look.dim
    return columns([(lead, client), (subject, live), (end, look.dim)])


def state(one: Similar) -> str:
    """Status, age, and how many have called about it when there are more than one."""
    age = short_time.age((clock.now() - one.created_at).total_seconds())
    callers = f" ×{one.callers}" if one.callers > 1 else ""
    return f"{words.status(one.status).lower()} {age}{callers}"


def in_a_line(found: Sequence[Similar], cells: int, look: Look) -> Line:
    """The nearest ones, and how many of all came from the same client within a week."""
    week = week_at_client(found)
    tail = f" ({week}) " if week else " "
    lead = " " + _("Like this one:") + " "
    named = [f"{one.number} {one.subject}" for one in found[:NAMED]]
    each = (cells - width(lead) - width(tail)) // len(named) - width(BETWEEN)
    told = BETWEEN.join(one if width(one) <= each else fit(one, each) for one in named)
    return columns([(lead, look.dim), (told, look.text), (tail, look.soon)])


def week_at_client(found: Sequence[Similar]) -> str:
    """How many of them came from the same client within a week, in words; empty for none."""
    now = clock.now()
    count = sum(one.same_client and one.is_recent(now) for one in found)
    words_ = ngettext(
        "{count} this week at the same client", "{count} this week at the same client", count
    )
    return words_.format(count=count) if count else ""
