"""The lines of the mapping screen: the file and its columns."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui import short_time
from helpdesk_tui.clock import from_micros
from helpdesk_tui.i18n import N_, _, ngettext
from helpdesk_tui.intake import date_forms
from helpdesk_tui.intake.formats import Format
from helpdesk_tui.intake.guessing import TABLES, dates_of, values_of
from helpdesk_tui.intake.hours import lengths
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.peek import Input, Sample
from helpdesk_tui.intake.plan import ENTRIES, IGNORED, Plan
from helpdesk_tui.intake.seen import Picture
from helpdesk_tui.safe_text import line as one_line

from ..common import when
from ..common.cells import fit
from ..common.look import Look
from ..parts.lines import Line, columns, text

ROWS = {
    "tickets": N_("each row is a ticket"),
    "states": N_("each row is a later state of its ticket"),
    "messages": N_("each row is a message of its ticket"),
    ENTRIES: N_("each row is recorded time"),
}
"""What the rows of a file can be."""

LENGTHS = {"length": lengths.seconds, "break": lengths.seconds, "minutes": lengths.of_minutes}
"""How the fields are read that say how long something was."""


def delimiter_name(delimiter: str) -> str:
    """A delimiter as it is called in a line."""
    return _("tab") if delimiter == "\t" else delimiter


def file_lines(asked: Input, sample: Sample, plan: Plan, cells: int, look: Look) -> list[Line]:
    """What the file is, how it is read, and how a date in it is understood."""
    rows = ngettext("{count} row", "{count} rows", len(sample.rows)).format(count=len(sample.rows))
    encoding = sample.encoding
    if sample.guessed:
        encoding = _("{encoding}, a guess").format(encoding=encoding)
    about = [
        one_line(asked.path.name),
        *(f"{plan.made.title(name)}: {one_line(t)}" for name, t in plan.constants.items()),
        encoding,
        _("delimiter {delimiter}").format(delimiter=delimiter_name(sample.delimiter))
        if sample.format is Format.CSV
        else _("JSON lines"),
        rows if sample.whole else _("the first {rows}").format(rows=rows),
    ]
    if plan.rows != "tickets":
        about.append(_(ROWS[plan.rows]))
    first = " " + " · ".join(about)
    return [
        text(fit(first, cells), look.title),
        text(fit(" " + _dates(plan, sample), cells), look.dim),
    ]


def _dates(plan: Plan, sample: Sample) -> str:
    found = dates_of(plan, sample)
    if not found:
        return _("No column says when something was.")
    read = reading(found[0], plan.dates, plan.zone)
    told = read or _("{date} is no date in the form {form}").format(
        date=one_line(found[0]), form=", ".join(plan.dates)
    )
    if date_forms.other_order(plan.dates, found):
        told += " · " + _("or is the month first?")
    return told


def reading(date: str, forms: Sequence[str], zone: str) -> str:
    """How a date is understood: "03/11/2026 14:05 → Tue 3 Nov 2026, 14:05 Europe/Madrid"."""
    micros = DateReader(tuple(forms), zone)(date)
    if micros is None:
        return ""
    return f"{one_line(date)} → {when.in_full(from_micros(micros), zone)} {zone}"


def column_lines(
    sample: Sample, plan: Plan, picture: Picture, cells: int, look: Look
) -> list[Line]:
    """A line for each column: its name, an example, what it means, and what is wrong with it."""
    name, example, meaning = cells * 20 // 100, cells * 20 // 100, cells * 18 // 100
    lines = []
    for column in sample.header:
        said = plan.meanings.get(column, "")
        values = sample.values(column)
        note = picture.notes.get(said, "")
        lines.append(
            columns(
                [
                    (fit(f" {one_line(column)}", name) + " ", look.text),
                    (fit(one_line(values[0]) if values else "", example) + " ", look.dim),
                    (fit(_meaning(plan, column), meaning) + " ", look.key if said else look.dim),
                    (
                        fit(
                            note or _about(plan, sample, said), cells - name - example - meaning - 3
                        ),
                        look.late if note else look.dim,
                    ),
                ]
            )
        )
    return lines


def in_hand_line(
    sample: Sample, plan: Plan, picture: Picture, at: int, cells: int, look: Look
) -> Line:
    """The column in hand with all that is wrong with it, or with more of its values."""
    column = sample.header[at]
    where = _("{number} of {count}").format(number=at + 1, count=len(sample.header))
    note = picture.notes.get(plan.meanings.get(column, ""), "")
    told = note or ", ".join(dict.fromkeys(sample.values(column)[:20])) or _("empty in every row")
    line = f" {where} · {one_line(column)}: {one_line(told)}"
    return text(fit(line, cells), look.late if note else look.text)


def _meaning(plan: Plan, column: str) -> str:
    said = plan.meanings.get(column, "")
    if not said:
        for field, template in plan.texts.items():
            if f"{{{column}}}" in template:
                return _("part of {field}").format(field=plan.made.title(field))
    return meaning_name(plan, said)


def meaning_name(plan: Plan, said: str) -> str:
    """What a column's meaning is called."""
    if said and said != IGNORED:
        return plan.made.title(said)
    return _("ignored") if said or not plan.made.keeps else _("kept aside")


def _about(plan: Plan, sample: Sample, said: str) -> str:
    """What there is to say of a column in which nothing is wrong."""
    if said in TABLES:
        return ", ".join(values_of(plan, sample, said))
    if said in plan.made.instants and (found := dates_of(plan, sample, said)):
        return reading(found[0], plan.dates, plan.zone).partition(" → ")[2]
    if said in LENGTHS and (cells := sample.values(plan.column(said) or "")):
        return short_time.hours(LENGTHS[said](cells[0]) or 0)
    return ""
