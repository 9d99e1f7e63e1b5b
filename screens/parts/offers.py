"""What is offered below a field: the matches, the one that enter would take, and what is told."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.safe_text import line as one_line

from ..common.cells import fit, short, width
from ..common.look import Look
from .lines import Line, sentence, text

OFFERED = 6
"""Matches that are shown at once."""

LABEL = 14
"""Cells of the names of the fields; matches begin below what is typed."""


def offer_lines(
    offers: Sequence[Named], lit: int, told: tuple[str, bool], cells: int, look: Look
) -> list[Line]:
    """The lines below a form; `told` is a sentence and whether it is a bad one."""
    drawn: list[Line] = []
    said, bad = told
    if said:
        drawn += sentence(said, cells, look.late if bad else look.good)
    start = max(0, lit - OFFERED + 1)
    for index, offer in enumerate(offers[start : start + OFFERED], start):
        detail = f"  {one_line(offer.detail)}" if offer.detail else ""
        room = max(cells // 2, cells - LABEL - width(detail))  # a long name leaves it some
        words = " " * LABEL + short(one_line(offer.name), room) + detail
        drawn.append(text(fit(words, cells), look.lit if index == lit else look.dim))
    left = len(offers) - start - OFFERED
    if left > 0:
        more = _("{count} more; type to narrow it down").format(count=left)
        drawn.append(text(fit(" " * LABEL + more, cells), look.dim))
    return drawn
