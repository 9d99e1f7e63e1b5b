"""The lines around the list: what it shows, in which order, and the views with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.tickets.queue import COUNT_CAP, Query
from helpdesk_tui.tickets.views import SORTS, VIEWS

from .look import Look
from .parts.cells import fit, width
from .parts.lines import Line, columns, spread, text

SIDE = 20
"""Cells of the views at the left."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What there is to say about the list: its query, the counts, and how many are what."""

    query: Query
    counts: Mapping[str, int]
    marked: int
    arrived: int

    def count(self, view: str) -> str:
        """How many tickets a view holds; empty while nobody knows."""
        count = self.counts.get(view)
        if count is None:
            return ""
        return f"{COUNT_CAP:,}+" if count > COUNT_CAP else str(count)

    def title(self) -> str:
        """View, count, order, filter, marks and arrivals in one line."""
        query = self.query
        view, sort = VIEWS[query.view], SORTS[query.sort]
        parts = [f"{_(view.title)} {self.count(query.view)}".rstrip(), _(sort.title)]
        if query.reverse:
            parts[-1] += " ↓"
        if query.text:
            parts.append(f"/ {query.text}")
        if self.marked:
            words = ngettext("{count} marked", "{count} marked", self.marked)
            parts.append(words.format(count=self.marked))
        if self.arrived:
            words = ngettext("{count} new, R shows it", "{count} new, R shows them", self.arrived)
            parts.append(words.format(count=self.arrived))
        return " · ".join(parts)


def title_line(heading: Heading, cells: int, look: Look) -> Line:
    """The line above a wide list."""
    return text(fit(" " + heading.title(), cells), look.soon if heading.arrived else look.title)


def narrow_top(heading: Heading, right: str, cells: int, look: Look) -> Line:
    """The line on top of a narrow screen, where it has to say everything."""
    others = " · ".join(
        f"{_(VIEWS[key].title).lower()} {heading.count(key)}"
        for key in ("unassigned", "waiting")
        if key in heading.counts and key != heading.query.view
    )
    queue = _("Queue")
    left = f" {queue} · {heading.title()}"
    if others and width(left) + width(others) + width(right) + 5 < cells:
        left += f"  ({others})"
    return spread(left, right, cells, look.title)


def side_lines(heading: Heading, height: int, look: Look) -> list[Line]:
    """The views with their counts, and an edge down to the bottom."""
    edge = columns([(" " * SIDE, look.text), ("▏", look.dim)])
    drawn = [edge]
    for key, view in VIEWS.items():
        count = heading.count(key)
        name = fit(f" {_(view.title)}", SIDE - width(count) - 1) + count + " "
        style = look.title if key == heading.query.view else look.dim
        drawn.append(columns([(name, style), ("▏", look.dim)]))
    return drawn + [edge] * (height - len(drawn))
