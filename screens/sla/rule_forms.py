"""The bars in which a calendar or a policy is written down and changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zoneinfo import available_timezones

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.sla import readers
from helpdesk_tui.sla.document import TARGETS
from helpdesk_tui.tickets import drafts
from helpdesk_tui.toml_tables import Mistaken, Reader
from helpdesk_tui.toml_text import Problem

from ..common import when
from ..common.ledger_words import SHORT
from ..frame.frame import Frame
from ..parts.fields import NEW, Answers, DraftOf, Field, Find
from ..parts.forms import Form
from . import rule_changes, rule_lines, rule_texts
from .rule_changes import Made
from .rule_texts import Unclear

NAMED = 200
"""Letters of a name that tell its draft from others."""

_LONG = {
    "hours": N_("Week"),
    "seasons": N_("Seasons"),
    "holidays": N_("Holidays"),
    "shifts": N_("Shifts"),
    "breaks": N_("Breaks"),
}

Try = Callable[[Answers], Made | list[Problem]]
"""The rules with what is filled in, in the database's thread. Raises Unclear."""


class RuleForm(Form):
    """A form that shows where a mistake is."""

    def point_at(self, field: str) -> None:
        """Puts the caret into a field."""
        self._focus(field)


async def calendar(screen: Frame, before: Made, name: str | None) -> tuple[Made, str] | None:
    """Asks for a new calendar, or for changes to one; the rules with it, and its name."""
    table = before.tables()["calendar"][name] if name else {"zone": when.zone_name()}
    texts = rule_texts.of_calendar(table)

    def lines(key: str) -> Field:
        return Field(key, _(_LONG[key]), texts[key], long=True)

    fields = [
        Field("name", _("Name"), name or ""),
        Field("zone", _("Time zone"), texts["zone"], find=_zones, free=True),
        *map(lines, ("hours", "seasons")),
        Field("country", _("Country"), texts["country"]),
        Field("region", _("Region"), texts["region"]),
        *map(lines, ("holidays", "shifts", "breaks")),
    ]

    def attempt(answers: Answers) -> Made | list[Problem]:
        new = answers["name"]
        if new != name and new in before.calendars:
            raise Unclear("name", _("Another one has this name; give each its own."))
        if not new:
            raise Unclear("name", _("A calendar needs a name."))
        change = rule_changes.put_calendar(new, rule_texts.calendar(answers.texts), name)
        return rule_changes.altered(before, change)

    title = _("Edit {name}").format(name=name) if name else _("New calendar")
    found = await _ask(
        screen, title, DraftOf(f"rules:{(name or '')[:NAMED]}", "calendar"), fields, attempt
    )
    return (found[0], found[1]["name"]) if found else None


async def policy(screen: Frame, before: Made, place: int | None) -> tuple[Made, int] | None:
    """Asks for a new policy, or for changes to one; the rules with it, and its place."""
    usual = {"calendar": before.calendars[0]}
    table = usual if place is None else before.tables()["policy"][place]
    texts = rule_texts.of_policy(table)
    stops = [_("the resolution"), _("the resolution and the first response")]
    also = bool(table.get("waiting_stops_first_response", False))
    fields = [
        Field("name", _("Name"), texts["name"]),
        Field(
            "calendar", _("Calendar"), texts["calendar"], find=_among(before.calendars), free=True
        ),
        Field("clients", _("Clients"), texts["clients"], find=_several(_client_names), free=True),
        Field(
            "categories",
            _("Categories"),
            texts["categories"],
            find=_several(directory.categories),
            free=True,
        ),
        Field("priorities", _("Priorities"), texts["priorities"]),
        *(
            Field(key, _(SHORT[target]), texts[key], reading=_reading(readers.open_time))
            for key, target in TARGETS.items()
        ),
        Field("waiting", _("A wait stops"), stops[also], int(also), find=_among(stops)),
        Field("warn_at", _("Warns at %"), texts["warn_at"]),
    ]

    def attempt(answers: Answers) -> Made | list[Problem]:
        waiting_stops = bool(answers.chosen["waiting"])
        table = rule_texts.policy(answers.texts, waiting_stops=waiting_stops)
        if place is None:
            return rule_changes.with_new_policy(before, table)
        return rule_changes.altered(before, rule_changes.put_policy(place, table, instead=True))

    title = _("New policy") if place is None else _("Edit {name}").format(name=texts["name"])
    found = await _ask(
        screen, title, DraftOf(f"rules:{texts['name'][:NAMED]}", "policy"), fields, attempt
    )
    if found is None:
        return None
    after, answers = found
    at = [one["name"] for one in after.policies].index(answers["name"])
    return after, at


async def _ask(
    screen: Frame, title: str, draft: DraftOf, fields: Sequence[Field], attempt: Try
) -> tuple[Made, Answers] | None:
    """Asks until the rules are in order with what is filled in; these, and the answers."""
    desk, came = screen.app.desk, list[Made]()
    kept = await desk.read(drafts.load, desk.me.id, *draft.key)
    names = [field.name for field in fields]
    form: RuleForm

    async def submit(answers: Answers) -> str | None:
        try:
            after = await desk.read(attempt, answers)
        except Unclear as unclear:
            form.point_at(unclear.field)
            return str(unclear)
        if isinstance(after, Made):
            await desk.write(drafts.discard, desk.me.id, *draft.key)
            came.append(after)
            return None
        problem, field = after[0], _field_of(after[0], names)
        form.point_at(field or names[0])
        told = rule_lines.said(problem)
        return told if field else f"{problem.key}: {told}"

    form = RuleForm(title, fields, submit, draft=draft, kept=kept, send=_("take it"))
    answers = await screen.ask(form)
    return (came[0], answers) if answers and came else None


def _field_of(problem: Problem, names: Sequence[str]) -> str | None:
    """The field in which a mistake is; None where it is elsewhere, or in the whole."""
    parts = problem.key.split(".")
    return next((name for name in names if name in parts[1:]), None)


def _reading(reader: Reader) -> Callable[[str], str]:
    """Says what a reader finds wrong with a text while it is typed; none is right."""

    def read(text: str) -> str:
        try:
            if text:
                reader(text)
        except Mistaken as mistaken:
            raise ValueError(mistaken.mistakes[0][1]) from None
        return ""

    return read


def _zones(typed: str) -> list[Named]:
    return _among(sorted(available_timezones()))(typed)


def _among(names: Sequence[str]) -> Find:
    """Finds those of some names in which the typed words are; those that they begin come first."""

    def find(typed: str) -> list[Named]:
        wanted = fold(typed.strip())
        found = [Named(at, name) for at, name in enumerate(names) if wanted in fold(name)]
        return sorted(found, key=lambda named: not fold(named.name).startswith(wanted))

    return find


def _client_names(typed: str) -> list[str]:
    return [named.name for named in directory.clients(typed)]


def _several(find: Callable[[str], list[str]]) -> Find:
    """Goes on with the last of several names, which are parted by `;`."""

    def offers(typed: str) -> list[Named]:
        before, parted, last = typed.rpartition(";")
        lead = f"{before.strip()}; " if parted else ""
        if not last.strip():
            return []
        return [Named(NEW, lead + name) for name in find(last.strip())]

    return offers
