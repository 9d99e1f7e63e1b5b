"""Where the mapping of a file begins: what was kept unfinished, what knows it, or a guess."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpdesk_tui.intake import date_forms, saved
from helpdesk_tui.intake.guessing import dates_guessed, guess
from helpdesk_tui.intake.made import TIME
from helpdesk_tui.intake.peek import Input, Sample, peek
from helpdesk_tui.intake.plan import Plan


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
    name = known.name if known and known.own else ""
    if unfinished is not None:
        return Begun(sample, unfinished, name, taken_up=True)
    plan = taken_over(known.plan, sample, zone) if known else anew(sample, zone)
    return Begun(sample, plan, name, taken_up=False)


def taken_over(plan: Plan, sample: Sample, zone: str) -> Plan:
    """The plan of a mapping, with what it leaves to the file and to whoever imports settled."""
    plan = replace(plan, zone=plan.zone or zone)
    unsettled = plan.made is TIME and date_forms.mixed(plan.dates)  # a ticket takes them in order
    return dates_guessed(plan, sample) if unsettled else plan


def of_rows(plan: Plan, rows: str, sample: Sample, zone: str) -> Plan:
    """The plan for rows that are something else; what was said stays while they stay tickets."""
    changed = replace(plan, rows=rows)
    if changed.made is plan.made:
        return changed
    return replace(anew(sample, zone, rows), rows=rows)


def anew(sample: Sample, zone: str, rows: str = "") -> Plan:
    """A plan by nothing but names and values, for such `rows` if they are said."""
    return guess(sample, zone, "", rows)
