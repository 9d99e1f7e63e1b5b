"""Checks the text of a mapping key by key, so that every mistake is reported at once."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from helpdesk_tui.i18n import _
from helpdesk_tui.intake import instants, templates
from helpdesk_tui.intake.errors import MappingError
from helpdesk_tui.intake.headers import column_name
from helpdesk_tui.intake.mapping import (
    FIELDS,
    HOURS,
    INSTANTS,
    KINDS,
    PRIORITIES,
    STANDINGS,
    Mapping,
    overnight,
    with_days,
)
from helpdesk_tui.toml_text import Problem, line_numbers, nearest, syntax_problem, zone_mistake

_KEYS: dict[str, Any] = {
    "source": str,
    "zone": str,
    "rows": Literal["tickets", "states", "messages", "entries"],
    "dates": list[str],
    "missing": list[str],
    "partial": bool,
    "guarded": bool,
    "ignore": list[str],
    "recognise": list[str],
}
_TABLES: dict[str, Any] = {
    "columns": str,
    "constants": str,
    "status": Literal[tuple(STANDINGS)],
    "priority": Literal[1, 2, 3, 4],
    "kind": Literal[tuple(KINDS)],
}
_CONSTANTS = tuple(name for name in FIELDS if name not in ("external", "tags", *INSTANTS))
_OF_HOURS = ("external", "day", "begin", "end_day", "end", "length", "minutes", "break", "breaks")
_CONSTANTS_OF_HOURS = tuple(name for name in HOURS if name not in _OF_HOURS)


def check(path: Path, text: str) -> Mapping:
    """The mapping in `text`. Raises MappingError with a Problem for each mistake, by line."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise MappingError([syntax_problem(path, text, error)]) from error
    checker = _Checker(path, line_numbers(text))
    good = checker.shapes(document)
    fields = checker.fields(good)
    entries = good.get("rows") == "entries"
    checker.sense(good)
    if entries:
        checker.sense_of_hours(good["columns"])
    else:
        checker.sense_of_tickets(good)
    if entries and "columns.day" in checker.lines:  # it is a part of the beginning
        checker.lines.setdefault("columns.begin", checker.lines["columns.day"])
    if checker.problems:
        raise MappingError(sorted(checker.problems, key=lambda problem: problem.line or 0))
    return Mapping(
        file=path,
        source=good["source"],
        zone=good.get("zone", "" if entries else "UTC"),
        states=good.get("rows") in ("states", "messages"),
        messages=good.get("rows") == "messages",
        entries=entries,
        overnight=entries and overnight(fields),
        dates=tuple(good.get("dates", ["iso"])),
        missing=frozenset(good.get("missing", ())),
        partial=good.get("partial", False),
        guarded=good.get("guarded", False),
        ignore=frozenset(column_name(name) for name in good.get("ignore", ())),
        recognise=tuple(templates.names_of(entry) for entry in good.get("recognise", ())),
        fields=with_days(fields) if entries else fields,
        status=_lowered(good["status"], STANDINGS) or STANDINGS,
        priority={key.casefold(): value for key, value in good["priority"].items()} or PRIORITIES,
        kind=_lowered(good["kind"], KINDS) or dict(KINDS),
        lines=checker.lines,
    )


class _Checker:
    """Collects what is wrong while it looks at a document from the outside in."""

    def __init__(self, path: Path, lines: dict[str, int]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []

    def say(self, key: str, sentence: str, suggestion: str = "") -> None:
        self.problems.append(Problem(self.path, key, self.lines.get(key), sentence, suggestion))

    def shapes(self, document: dict[str, Any]) -> dict[str, Any]:
        """The keys that exist and hold the right kind of value; each table is there."""
        good: dict[str, Any] = {name: {} for name in _TABLES}
        allowed = {"columns": FIELDS, "constants": _CONSTANTS}
        lacking = _("A ticket has no such field.")
        if document.get("rows") == "entries":
            lacking = _("Recorded time has no such field.")
            allowed = {"columns": HOURS, "constants": _CONSTANTS_OF_HOURS}
        for name, value in document.items():
            if name in _TABLES and isinstance(value, dict):
                good[name] = self._table(name, value, allowed.get(name), lacking)
            elif name in _TABLES:
                self.say(name, _("Write [{name}] on a line, its entries below.").format(name=name))
            elif name not in _KEYS:
                self.say(name, _("There is no such key."), nearest(name, (*_KEYS, *_TABLES)))
            elif self._right(name, value, _KEYS[name]):
                good[name] = value
        return good

    def _table(
        self, name: str, table: dict[str, Any], allowed: tuple[str, ...] | None, lacking: str
    ) -> dict[str, Any]:
        good = {}
        for key, value in table.items():
            dotted = f"{name}.{key}"
            if allowed and key not in allowed:
                self.say(dotted, lacking, nearest(key, allowed))
            elif self._right(dotted, value, _TABLES[name]):
                good[key] = value
        return good

    def _right(self, key: str, value: object, kind: Any) -> bool:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            self.say(key, *_expected(kind, value))
            return False
        return True

    def fields(self, good: dict[str, Any]) -> dict[str, templates.Template]:
        """The templates of the columns and of the constants."""
        fields = {}
        for name, text in good["columns"].items():
            try:
                fields[name] = templates.parse(text)
            except ValueError:
                self.say(
                    f"columns.{name}",
                    _("Write a column, or a text with {columns} and [what may be left out]."),
                )
        for name, text in good["constants"].items():
            if name in fields:
                self.say(f"constants.{name}", _("It already has a column; keep one of the two."))
            fields.setdefault(name, templates.constant(text))
        return fields

    def sense(self, good: dict[str, Any]) -> None:
        """What each key alone cannot show, whatever a row is."""
        if not good.get("source"):
            self.say("source", _("Name the system that the rows come from."))
        if mistake := zone_mistake(good.get("zone", "UTC")):
            self.say("zone", *mistake)
        for pattern in good.get("dates", ()):
            if not instants.is_format(pattern):
                self.say("dates", instants.format_mistake(pattern))
        for entry in good.get("recognise", ()):
            try:
                templates.names_of(entry)
            except ValueError:
                self.say("recognise", _("A name of a column is empty."))

    def sense_of_hours(self, columns: dict[str, Any]) -> None:
        """What recorded time cannot be without."""
        if not {"day", "begin"} & set(columns):
            self.say("columns.begin", _("Say which column holds when it begins."))
        if not {"end", "length", "minutes"} & set(columns):
            self.say("columns.end", _("Say which column holds when it ends, or how long it is."))
        if {"length", "minutes"} <= set(columns):
            self.say("columns.minutes", _("It has a length already; keep one of the two."))
        if "end_day" in columns and "end" not in columns:
            self.say("columns.end_day", _("Say which column holds when it ends on that day."))

    def sense_of_tickets(self, good: dict[str, Any]) -> None:
        """What a ticket cannot be without."""
        columns = good["columns"]
        if "external" not in columns:
            self.say("columns.external", _("Say which column holds the number of the ticket."))
        if good.get("rows") in ("states", "messages") and "changed" not in columns:
            self.say("columns.changed", _("Say which column holds the time of each row."))
        elif not {"created", "changed"} & set(columns):
            self.say("columns.created", _("Say which column holds when a ticket was made."))
        for table, known in (("status", STANDINGS), ("priority", PRIORITIES), ("kind", KINDS)):
            values = {key.casefold() for key in good[table]} or set(known)
            word = str(good["constants"].get(table, "")).casefold()
            if word and word not in values:
                self.say(f"constants.{table}", _("There is no such value."), nearest(word, values))


def _expected(kind: Any, value: object) -> tuple[str, str]:
    if kind is str:
        return _('Write text in "quotes".'), ""
    if kind is bool:
        return _("Write true or false, without quotes."), ""
    if kind == list[str]:
        return _('Write a list of texts, such as ["a", "b"].'), ""
    words = [str(word) for word in kind.__args__]
    choices = ", ".join(words)
    return _("Write one of {choices}.").format(choices=choices), nearest(str(value), words)


def _lowered(table: dict[str, str], known: dict[str, Any]) -> dict[str, Any]:
    return {key.casefold(): known[word] for key, word in table.items()}
