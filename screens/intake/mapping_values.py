"""The bar in which each value of a status, a priority or a kind gets its meaning."""

from __future__ import annotations

from typing import Any

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.intake.guessing import TABLES, values_of
from helpdesk_tui.intake.mapping import KINDS, STANDINGS
from helpdesk_tui.intake.peek import Sample
from helpdesk_tui.intake.plan import Plan
from helpdesk_tui.models.tickets import PRIORITIES
from helpdesk_tui.people.directory import Named
from helpdesk_tui.safe_text import line as one_line

from ..common import words
from ..frame.frame import Frame
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .mapping_picture import standing_words

MOST = 12
"""Values that the bar has room for; those without a meaning come first."""


async def ask(screen: Frame, sample: Sample, plan: Plan, field: str) -> Plan | None:
    """Asks what the values of a field mean; one that is left empty has no meaning."""
    ours = _ours(field)
    said = {value.casefold(): meaning for value, meaning in plan.values(field).items()}
    seen = sorted(values_of(plan, sample, field), key=lambda value: value.casefold() in said)[:MOST]
    if not seen:
        screen.say(_("The column is empty in every row."))
        return None

    def find(typed: str) -> list[Named]:
        wanted = fold(typed.strip())
        return [Named(n, name) for n, (name, _word) in enumerate(ours) if wanted in fold(name)]

    def asked(number: int, value: str) -> Field:
        meanings = [word for _name, word in ours]
        known = said.get(value.casefold())
        at = meanings.index(known) if known is not None else None
        shown = "" if at is None else ours[at][0]
        return Field(f"value{number}", one_line(value), shown, at, find=find)

    async def submit(answers: Answers) -> str | None:
        for number, value in enumerate(seen):
            if answers[f"value{number}"] and answers.chosen[f"value{number}"] is None:
                told = _("Choose a meaning for “{value}” from the list, or leave it empty.")
                return told.format(value=one_line(value))
        return None

    fields = [asked(number, value) for number, value in enumerate(seen)]
    heading = _("What the values of {field} mean").format(field=plan.made.title(field))
    answers = await screen.ask(Form(heading, fields, submit, send=_("take them")))
    if answers is None:
        return None
    shown = {value.casefold() for value in seen}
    table = {v: word for v, word in plan.values(field).items() if v.casefold() not in shown}
    for number, value in enumerate(seen):
        chosen = answers.chosen[f"value{number}"]
        if chosen is not None:
            table[value] = ours[chosen][1]
    return plan.with_values(field, table)


def has_values(plan: Plan, column: str) -> bool:
    """Whether the values of a column need a meaning each."""
    return plan.meanings.get(column) in TABLES


def _ours(field: str) -> list[tuple[str, Any]]:
    """What a value can mean: in words, and as a mapping has it."""
    if field == "status":
        return [(standing_words(word), word) for word in STANDINGS]
    if field == "priority":
        return [(f"P{p} {_(words.PRIORITY[p])}", p) for p in PRIORITIES]
    return [(_(words.KIND[kind]), word) for word, kind in KINDS.items()]
