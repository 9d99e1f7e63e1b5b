"""The bars of the mapping screen: each asks for one thing and answers the plan that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import available_timezones

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.intake import begun, date_forms, instants
from helpdesk_tui.intake.csv_rows import DELIMITERS
from helpdesk_tui.intake.guessing import dates_of, with_meaning
from helpdesk_tui.intake.peek import Input, Sample
from helpdesk_tui.intake.plan import IGNORED, Plan
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.worktime import completing

from ..frame.frame import Frame
from ..parts.fields import NEW, Answers, Field, Find, as_typed_first
from ..parts.forms import Form
from .mapping_lines import ROWS, delimiter_name, meaning_name, reading

ASIDE = ""
"""The meaning of a column that means nothing to us."""

ENCODINGS = ("utf-8", "cp1252", "iso8859-15", "cp850", "utf-16", "mac-roman")

SHOWN_DATES = 60
"""Dates on which each form is tried while it is being chosen."""

BETWEEN = " | "
"""Stands between the forms of dates that a file mixes."""


async def meaning(screen: Frame, sample: Sample, plan: Plan, column: str) -> Plan | None:
    """Asks what a column means."""
    made = plan.made
    choices = (*made.fields, ASIDE, *([IGNORED] if made.keeps else []))

    def find(typed: str) -> list[Named]:
        wanted = fold(typed.strip())
        found = [
            Named(number, meaning_name(plan, field), _taken(plan, field, column))
            for number, field in enumerate(choices)
            if wanted in fold(meaning_name(plan, field)) or wanted in made.headers.get(field, "")
        ]
        return sorted(found, key=lambda named: not fold(named.name).startswith(wanted))

    async def submit(answers: Answers) -> str | None:
        if answers.chosen["meaning"] is None:
            return _("Choose one of the list; typing narrows it down.")
        return None

    said = plan.meanings.get(column, ASIDE)
    field = Field(
        "meaning", _("Means"), meaning_name(plan, said), choices.index(said), find=find, first=True
    )
    values = ", ".join(dict.fromkeys(sample.values(column)[:20]))
    heading = one_line(f"{column}: {values}")
    answers = await screen.ask(Form(heading, [field], submit, send=_("take it")))
    if answers is None:
        return None
    return with_meaning(plan, sample, column, choices[answers.chosen["meaning"] or 0])


def _taken(plan: Plan, field: str, column: str) -> str:
    other = plan.column(field) if field != IGNORED else None
    return _("now {column}").format(column=other) if other and other != column else ""


async def same(screen: Frame, plan: Plan) -> Plan | None:
    """Asks for the names that are the same in every row, of those that no column says."""
    finds: dict[str, Find] = {
        "client": directory.clients,
        "project": _projects,
        "activity": completing.activities,
    }
    finds |= dict.fromkeys(("technician", "assignee"), directory.technicians)
    finds |= {"team": directory.teams}
    said = plan.columns()
    names = [name for name in plan.made.same if name not in said]
    if not names:
        screen.say(_("Columns say all that could be the same in every row."))
        return None

    def asked(name: str) -> Field:
        find = finds.get(name)
        known = plan.constants.get(name, "")
        label = plan.made.title(name).capitalize()
        return Field(name, label, known, find=find and as_typed_first(find), free=bool(find))

    async def submit(_answers: Answers) -> str | None:
        return None

    heading = _("The same in every row")
    fields = [asked(name) for name in names]
    answers = await screen.ask(Form(heading, fields, submit, send=_("take them")))
    if answers is None:
        return None
    kept = {name: text for name, text in plan.constants.items() if name not in names}
    given = {name: one_line(answers[name]) for name in names if answers[name]}
    return replace(plan, constants=kept | given)


def _projects(typed: str) -> list[Named]:
    return completing.projects(typed, None)


async def dates(screen: Frame, sample: Sample, plan: Plan) -> Plan | None:
    """Asks in which form dates are written and of which zone they are."""
    found = dates_of(plan, sample)[:SHOWN_DATES]
    zones = sorted(available_timezones())
    now = BETWEEN.join(plan.dates)

    def find_form(typed: str) -> list[Named]:
        share = {form: date_forms.share(form, found) for form in date_forms.FORMS}
        likely = [form for form in sorted(share, key=lambda form: -share[form]) if share[form]]
        offers = dict.fromkeys([typed.strip() or now, now, *(likely or share)])
        return [Named(NEW, form, _reads(form, found, plan.zone)) for form in offers]

    def find_zone(typed: str) -> list[Named]:
        wanted = fold(typed.strip())
        near = [Named(n, zone) for n, zone in enumerate(zones) if wanted in fold(zone)]
        return sorted(near, key=lambda named: fold(named.name) != wanted)

    async def submit(answers: Answers) -> str | None:
        for form in answers["form"].split(BETWEEN.strip()):
            if not instants.is_format(form.strip()):
                return instants.format_mistake(form.strip())
        if answers["zone"] not in zones:
            return _('There is no time zone {zone}; write one such as "Europe/Madrid".').format(
                zone=answers["zone"]
            )
        return None

    fields = [
        Field("form", _("Form"), now, find=find_form, free=True),
        Field("zone", _("Time zone"), plan.zone, zones.index(plan.zone), find=find_zone),
    ]
    heading = _("How the dates of this file are written")
    answers = await screen.ask(Form(heading, fields, submit, send=_("take it")))
    if answers is None:
        return None
    forms = tuple(form.strip() for form in answers["form"].split(BETWEEN.strip()))
    return replace(plan, dates=forms, zone=answers["zone"])


def _reads(forms: str, dates: Sequence[str], zone: str) -> str:
    """How some forms of dates read the first date, and how many they read."""
    parts = [form.strip() for form in forms.split(BETWEEN.strip())]
    if not all(map(instants.is_format, parts)):
        return ""
    read = [date for date in dates if any(date_forms.reads(form, date) for form in parts)]
    if not read:
        return _("reads none of them")
    first = reading(read[0], parts, zone)
    counted = _("{count} of {rows}").format(count=len(read), rows=len(dates))
    return f"{counted} · {first}"


async def file(
    screen: Frame, asked: Input, sample: Sample, plan: Plan
) -> tuple[Input, Plan] | None:
    """Asks how the file is to be read."""
    delimiters = {delimiter_name(mark): mark for mark in DELIMITERS}
    kinds = {_(name): rows for rows, name in ROWS.items()}

    def among(names: Sequence[str]) -> Find:
        def find(typed: str) -> list[Named]:
            wanted = fold(typed.strip())
            return [Named(n, name) for n, name in enumerate(names) if wanted in fold(name)]

        return find

    async def submit(answers: Answers) -> str | None:
        if delimiter and answers["delimiter"] not in delimiters:
            return _("Choose a delimiter from the list.")
        if answers["rows"] not in kinds:
            return _("Choose what a row is from the list.")
        return None

    now = list(kinds.values()).index(plan.rows)
    delimiter = []
    if sample.delimiter:  # JSON lines have none
        name, number = delimiter_name(sample.delimiter), DELIMITERS.index(sample.delimiter)
        find = among(list(delimiters))
        delimiter = [Field("delimiter", _("Delimiter"), name, number, find=find)]
    fields = [
        Field("encoding", _("Encoding"), sample.encoding, find=among(ENCODINGS), free=True),
        *delimiter,
        Field("rows", _("Rows"), _(ROWS[plan.rows]), now, find=among(list(kinds))),
        Field("missing", _("Empty cells"), " ".join(plan.missing)),
    ]
    answers = await screen.ask(Form(_("How the file is read"), fields, submit, send=_("take it")))
    if answers is None:
        return None
    encoding = answers["encoding"]
    cut = delimiters[answers["delimiter"]] if delimiter else ""
    read = replace(
        asked,
        encoding=asked.encoding if encoding == sample.encoding else encoding,
        delimiter=asked.delimiter if cut == sample.delimiter else cut,
    )
    missing = tuple(answers["missing"].split())
    plan = begun.of_rows(plan, kinds[answers["rows"]], sample, plan.zone)
    return read, replace(plan, missing=missing)
