"""What the cells of a column look like, whatever it is called."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from statistics import mean

from helpdesk_tui.intake import date_forms

MOSTLY = 0.8
"""The part of a column's cells that is enough to know it by."""

_SOME = 40
"""Cells by which a column of dates is known."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"[A-Za-z]{0,6}[-#_/]?\d+[\w/-]{0,12}")

Looks = Callable[[Sequence[str]], bool]


def free(meanings: Mapping[str, str], said: Mapping[str, Sequence[str]], looks: Looks) -> list[str]:
    """The columns without a meaning that say something and look so."""
    return [c for c, cells in said.items() if c not in meanings and cells and looks(cells)]


def part(cells: Sequence[str], holds: Callable[[str], object]) -> float:
    """Of which part of the cells something holds: 0 to 1."""
    return sum(bool(holds(cell)) for cell in cells) / len(cells)


def are(holds: Callable[[str], object]) -> Looks:
    """Whether it holds of most."""
    return lambda cells: part(cells, holds) >= MOSTLY


def are_dates(cells: Sequence[str]) -> bool:
    return any(date_forms.share(form, cells[:_SOME]) >= MOSTLY for form in date_forms.FORMS)


def are_numbers(cells: Sequence[str]) -> bool:
    """Whether each names one thing, as the numbers of tickets do."""
    return len(set(cells)) == len(cells) and part(cells, _NUMBER.fullmatch) == 1.0


def are_subjects(cells: Sequence[str]) -> bool:
    return 12 <= mean(map(len, cells)) <= 120 and len(set(cells)) > len(cells) / 2


are_addresses = are(_EMAIL.fullmatch)
