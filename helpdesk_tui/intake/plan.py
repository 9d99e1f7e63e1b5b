"""What a person has said so far of a file's columns: a mapping while it is being made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from helpdesk_tui.intake import mapping as mappings
from helpdesk_tui.intake import templates
from helpdesk_tui.intake.made import TICKET, TIME, Made
from helpdesk_tui.intake.mapping import KINDS, PRIORITIES, STANDINGS, overnight, with_days

IGNORED = "ignore"
"""The meaning of a column that is not even kept. One without a meaning is kept aside."""

DAYS = {"begin": "day", "end": "end_day"}
"""The fields that are the day of another, where it has a column of its own."""

ENTRIES = "entries"
"""What a row is where it becomes no ticket, but time that was recorded."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping in the making; it need not be complete, and columns have their names in the file.

    `meanings` has the field of each column that has one. `texts` are fields that are more than a
    column: the screen leaves them as they are. `constants` are the same for every row. The tables
    of values have the file's own words as keys.
    """

    source: str = ""
    rows: str = "tickets"
    """What a row is: a ticket, one of its states, a message of its thread, or recorded time."""
    zone: str = "UTC"
    dates: tuple[str, ...] = ("iso",)
    missing: tuple[str, ...] = ()
    guarded: bool = False
    meanings: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    status: dict[str, str] = field(default_factory=dict)
    priority: dict[str, int] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)

    @property
    def made(self) -> Made:
        """What a row becomes."""
        return TIME if self.rows == ENTRIES else TICKET

    def column(self, meaning: str) -> str | None:
        """The column that has this meaning."""
        return next((name for name, said in self.meanings.items() if said == meaning), None)

    def mean(self, column: str, meaning: str) -> Plan:
        """The plan with another meaning for a column; another column that had it has none then."""
        meanings = {
            name: said
            for name, said in self.meanings.items()
            if name != column and (said != meaning or said == IGNORED)
        }
        if meaning:
            meanings[column] = meaning
        texts = {name: text for name, text in self.texts.items() if name != meaning}
        constants = {name: text for name, text in self.constants.items() if name != meaning}
        return replace(
            self,
            meanings=meanings,
            texts=texts,
            constants=constants,
            status={} if meaning == "status" else self.status,  # they were another column's values
            priority={} if meaning == "priority" else self.priority,
            kind={} if meaning == "kind" else self.kind,
        )

    def values(self, field: str) -> dict[str, Any]:
        """The table of values of a status, a priority or a kind."""
        tables: dict[str, dict[str, Any]] = {
            "status": self.status,
            "priority": self.priority,
            "kind": self.kind,
        }
        return tables[field]

    def with_values(self, field: str, table: dict[str, Any]) -> Plan:
        """The plan with another table of values."""
        changed: dict[str, Any] = {field: table}
        return replace(self, **changed)

    def columns(self) -> dict[str, str]:
        """Each field with its column or text, in the order of the fields."""
        found = {said: name for name, said in self.meanings.items() if said != IGNORED}
        found |= self.texts
        return {name: found[name] for name in self.made.fields if name in found}

    def document(self) -> dict[str, Any]:
        """The plan as the TOML of a mapping; it knows its files by the columns that it uses."""
        columns = self.columns()
        told = {
            "source": self.source,
            "rows": self.rows,
            "dates": list(self.dates),
            "zone": self.zone,
            "missing": list(self.missing),
            "guarded": self.guarded,
            "ignore": sorted(name for name, said in self.meanings.items() if said == IGNORED),
            "recognise": [name for name, said in self.meanings.items() if said != IGNORED],
            "columns": columns,
            "constants": self.constants,
            "status": self.status,
            "priority": self.priority,
            "kind": self.kind,
        }
        return {name: value for name, value in told.items() if value not in ([], {}, False, "")}

    def mapping(self) -> mappings.Mapping:
        """The plan as a mapping to try on a few rows, complete or not."""
        fields = {name: templates.parse(text) for name, text in self.columns().items()}
        fields |= {name: templates.constant(text) for name, text in self.constants.items()}
        entries = self.rows == ENTRIES
        return mappings.Mapping(
            file=Path(),
            source=self.source,
            zone=self.zone,
            states=self.rows in ("states", "messages"),
            messages=self.rows == "messages",
            entries=entries,
            overnight=entries and overnight(fields),
            dates=self.dates,
            missing=frozenset(self.missing),
            partial=True,
            guarded=self.guarded,
            ignore=frozenset(name for name, said in self.meanings.items() if said == IGNORED),
            recognise=(),
            fields=with_days(fields) if entries else fields,
            status={key.casefold(): STANDINGS[word] for key, word in self.status.items()}
            or STANDINGS,
            priority={key.casefold(): value for key, value in self.priority.items()} or PRIORITIES,
            kind={key.casefold(): KINDS[word] for key, word in self.kind.items()} or dict(KINDS),
            lines={},
        )


def plan_of(document: Mapping[str, Any], header: Iterable[str]) -> Plan:
    """The plan that a checked mapping is for a file with this header.

    Recorded time has no zone in it where the mapping has none: it is that of who imports.
    """
    names = set(header)
    rows = document.get("rows", "tickets")
    meanings = dict.fromkeys(document.get("ignore", ()), IGNORED)
    texts = {}
    for said, text in document["columns"].items():
        template = templates.parse(text)
        found = [next((n for n in each if n in names), "") for each in template.columns()]
        if template.bare and found[0]:
            meanings[found[0]] = said
        elif rows == ENTRIES and said in DAYS and template.is_pair and all(found):
            shared = said == "end" and meanings.get(found[0]) == "day"
            meanings |= {found[0]: "day" if shared else DAYS[said], found[1]: said}
        elif not template.bare:
            texts[said] = text
    return Plan(
        source=document["source"],
        rows=rows,
        zone=document.get("zone", "" if rows == ENTRIES else "UTC"),
        dates=tuple(document.get("dates", ["iso"])),
        missing=tuple(document.get("missing", ())),
        guarded=document.get("guarded", False),
        meanings=meanings,
        texts=texts,
        constants=dict(document.get("constants", {})),
        status=dict(document.get("status", {})),
        priority=dict(document.get("priority", {})),
        kind=dict(document.get("kind", {})),
    )
