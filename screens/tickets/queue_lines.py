"""The lines around the list: what it shows, in which order, and the views with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets.queue import COUNT_CAP, Query
from helpdesk_tui.tickets.saved import Saved
from helpdesk_tui.tickets.views import SORTS, VIEWS

from ..common.cells import fit, width
from ..common.look import Look
from ..parts.lines import Line, columns, spread, text

SIDE = 20
"""Cells of the views at the left."""

ELSEWHERE = ("late", "soon", "unassigned", "waiting")
"""Views of whose tickets a narrow screen tells, what it has room for."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What there is to say about the list: its query, the counts, and how many are what."""

    query: Query
    counts: Mapping[str, int]
    marked: int
    arrived: int
    views: tuple[Saved, ...] = ()

    def count(self, view: str) -> str:
        """How many tickets a view holds; empty while nobody knows."""
        count = self.counts.get(view)
        if count is None:
            return ""
        return f"{COUNT_CAP:,}+" if count > COUNT_CAP else str(count)

    def title(self) -> str:
        """View, count, order, filter, marks and arrivals in one line."""
        query = self.query
        name = one_line(query.saved.name) if query.saved else _(VIEWS[query.view].title)
        parts = [f"{name} {self.count(query.view_key)}".rstrip(), _(SORTS[query.sort].title)]
        if query.reverse:
            parts[-1] += " ↓"
        if query.text:
            parts.append(f"/ {one_line(query.text)}")
        if self.marked:
            words = ngettext("{count} marked", "{count} marked", self.marked)
            parts.append(words.format(count=f"{self.marked:,}"))
        if self.arrived:
            words = ngettext("{count} new, R shows it", "{count} new, R shows them", self.arrived)
            parts.append(words.format(count=self.arrived))
        return " · ".join(parts)


def title_line(heading: Heading, cells: int, look: Look) -> Line:
    """The line above a wide list."""
    return text(fit(" " + heading.title(), cells), look.soon if heading.arrived else look.title)


def narrow_top(heading: Heading, right: str, cells: int, look: Look) -> Line:
    """The line on top of a narrow screen, where it has to say everything."""
    others = [
        f"{_(VIEWS[key].title).lower()} {heading.count(key)}"
        for key in ELSEWHERE
        if heading.counts.get(key) and key != heading.query.view_key
    ]
    queue = _("Queue")
    left = f" {queue} · {heading.title()}"
    room = cells - width(left) - width(right) - 5
    while others and width(" · ".join(others)) >= room:
        others.pop()
    if others:
        left += f"  ({' · '.join(others)})"
    return spread(left, right, cells, look.title)


def side_lines(heading: Heading, height: int, look: Look) -> list[Line]:
    """The views with their counts, and an edge down to the bottom."""
    edge = columns([(" " * SIDE, look.text), ("▏", look.dim)])
    drawn = [edge]
    for key, view in VIEWS.items():
        drawn.append(_side_line(heading, key, _(view.title), look))
    if heading.views:
        drawn.append(edge)
    for kept in heading.views:
        sign = "" if kept.owner == heading.query.viewer.technician else "↔ "
        drawn.append(_side_line(heading, kept.key, sign + one_line(kept.name), look))
    return (drawn + [edge] * (height - len(drawn)))[:height]


def _side_line(heading: Heading, key: str, title: str, look: Look) -> Line:
    count = heading.count(key)
    name = fit(f" {title}", SIDE - width(count) - 1) + count + " "
    style = look.title if key == heading.query.view_key else look.dim
    return columns([(name, style), ("▏", look.dim)])
