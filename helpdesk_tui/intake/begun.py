"""Where the mapping of a file begins: what was kept unfinished, what knows it, or a guess."""

from __future__ import annotations

from dataclasses import dataclass

from helpdesk_tui.intake import saved
from helpdesk_tui.intake.guessing import guess
from helpdesk_tui.intake.peek import Input, Sample, peek
from helpdesk_tui.intake.plan import ENTRIES, Plan


@dataclass(frozen=True, slots=True)
class Begun:
    """A file's first rows and a plan for them. `name` is that of the person's own mapping."""

    sample: Sample
    plan: Plan
    name: str
    taken_up: bool
    """Whether the plan was left unfinished before."""


def begin(asked: Input, zone: str) -> Begun:
    """Looks at a file. Raises IntakeError when there is no table in it."""
    sample = peek(asked)
    unfinished, known = saved.kept(sample.header), saved.known(sample.header)
    if known and known.plan.rows == ENTRIES:
        known = None  # the screen makes tickets
    name = known.name if known and known.own else ""
    if unfinished is not None:
        return Begun(sample, unfinished, name, taken_up=True)
    return Begun(sample, known.plan if known else anew(sample, zone), name, taken_up=False)


def anew(sample: Sample, zone: str) -> Plan:
    """A plan by nothing but names and values."""
    return guess(sample, zone, "")
