"""Figures, the budgets that they are held against, and the table that shows both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from os import cpu_count
from platform import platform, python_version
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """Something that was measured. Without a budget it is there to be read."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def budget(self) -> str:
        """The budget as words."""
        if self.at_most is not None:
            return f"at most {_number(self.at_most)}{self.unit}"
        if self.at_least is not None:
            return f"at least {_number(self.at_least)}{self.unit}"
        return ""

    @property
    def verdict(self) -> str:
        """Whether the budget is met; empty without one."""
        if self.at_most is not None:
            return "met" if self.value <= self.at_most else "NOT MET"
        if self.at_least is not None:
            return "met" if self.value >= self.at_least else "NOT MET"
        return ""


def table(figures: Sequence[Figure]) -> str:
    """One line a figure: what, measured, budget, verdict."""
    lines = [("", "measured", "budget", "")]
    lines += [(f.what, _number(f.value) + f.unit, f.budget, f.verdict) for f in figures]
    what, measured, budget = (max(len(line[column]) for line in lines) for column in range(3))
    return "\n".join(
        f"{a:<{what}}  {b:>{measured}}  {c:<{budget}}  {d}".rstrip() for a, b, c, d in lines
    )


def as_json(figures: Sequence[Figure], sizes: Sequence[int]) -> str:
    """The figures for a program that keeps and compares them."""
    machine = {"python": python_version(), "system": platform(), "cores": cpu_count()}
    listed = [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
    document = {"tickets": list(sizes), "machine": machine, "figures": listed}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def percentile(values: Sequence[float], part: float) -> float:
    """The value that this part (0 to 1) of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the pairs' ratios: a machine that slows down slows both of a pair."""
    return median(our / their for our, their in zip(ours, theirs, strict=True))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"
