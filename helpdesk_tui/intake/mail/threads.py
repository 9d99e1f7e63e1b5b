"""Joins the mails that name each other into threads."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Slip(NamedTuple):
    """What threading needs of a mail: the mails that it names, the oldest first, and its time."""

    id: str
    names: tuple[str, ...]
    at: float
    """Seconds since 1970."""


def threads(slips: Iterable[Slip]) -> dict[str, str]:
    """For the id of each mail, the id at the top of its thread, whatever the order of the mails.

    The top is a mail that answers none, also when it is only named and not in the box: so the
    thread keeps its top when a box grows. Of several it is the one that is met earliest.
    """
    parents: dict[str, str] = {}
    answers: set[str] = set()
    met: dict[str, float] = {}

    def top(name: str) -> str:
        while (above := parents.setdefault(name, name)) != name:
            parents[name] = parents[above]
            name = above
        return name

    for slip in slips:
        chain = (*slip.names, slip.id)
        for above, below in pairwise(chain):
            parents[top(below)] = top(above)
            answers.add(below)
        top(slip.id)
        for name in chain:
            met[name] = min(slip.at, met.get(name, slip.at))
    groups: dict[str, tuple[bool, float, str]] = {}
    for name in met:
        group, rank = top(name), (name in answers, met[name], name)
        groups[group] = min(groups.get(group, rank), rank)
    return {name: groups[top(name)][2] for name in met}
