"""A conversation with all of its lines, as it is read: frozen, to be shown and compared."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeVar

from peewee import JOIN

from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.models import conversations as tables
from helpdesk_tui.models.conversations import (
    Certainty,
    Conversation,
    Given,
    Known,
    Meeting,
    Outcome,
    Per,
    State,
    Told,
    Wants,
)
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Asset, Client, Technician
from helpdesk_tui.storage.orm import tuples


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a conversation."""

    id: int


@dataclass(frozen=True, slots=True)
class Person(Part):
    """Somebody who is there, or who must not hear of it."""

    contact: int | None
    name: str
    role: str
    decides: bool
    must_not_hear: bool
    wants: Wants
    how: Told


@dataclass(frozen=True, slots=True)
class Fact(Part):
    """A fact of the case, and what it was to the client."""

    text: str
    known: Known


@dataclass(frozen=True, slots=True)
class Evidence(Part):
    """What shows that it is so."""

    text: str
    day: date | None
    message: int | None
    attachment: int | None
    asset: int | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Warned(Part):
    """A former warning."""

    text: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Option(Part):
    """A way out. The cost is in hundredths; None until it is said, 0 for no cost."""

    text: str
    cost: int | None
    per: Per
    ready: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Statement(Part):
    """One sentence of what is so."""

    text: str
    certainty: Certainty
    depth: Wants
    evidence: int | None
    told: bool
    clear: bool
    words: str
    left_out: bool

    @property
    def settled(self) -> bool:
        """Whether it was told and understood, or left out on purpose."""
        return self.left_out or (self.told and self.clear)


@dataclass(frozen=True, slots=True)
class NextStep(Part):
    """What is done next. The cost is in hundredths; None until it is said, 0 for no cost."""

    text: str
    technician: int | None
    who: str
    day: date | None
    cost: int | None
    per: Per
    authorises: str
    ticket: int | None


@dataclass(frozen=True, slots=True)
class Jump(Part):
    """A step that was taken out of order."""

    left: int
    taken: int
    missing: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation. Its fields are the columns of `models.conversations.Conversation`."""

    id: int
    client: int
    ticket: int | None
    asset: int | None
    technician: int
    case: str
    language: str
    address_form: str
    state: State
    step: int
    place: str
    created_at: datetime
    retired: bool
    meeting: Meeting
    asked: bool
    answer: str
    planned_at: datetime | None
    minutes: int
    headline: str
    one_option: str
    no_promise: str
    rehearsed: str
    picture: str
    would_not_say: bool
    tried: str
    warned: bool
    said: bool
    paused: bool
    saw: str
    reaction: str
    noted_by: int | None
    keeps_reaction: bool
    asked_more: bool
    if_nothing: str
    protection: str
    speak_again: datetime | None
    tell: str
    began_at: datetime | None
    entry: int | None
    adjourned_until: datetime | None
    ended_at: datetime | None
    summary: str
    summary_due: datetime | None
    given_at: datetime | None
    given_how: Given
    acknowledged_at: datetime | None
    acknowledged_by: str

    client_name: str
    zone: str
    """The client's IANA zone."""
    country: str
    """Theirs, in two letters."""
    asset_name: str
    """Empty without one."""
    leader: str
    """The name of `technician`."""
    people: tuple[Person, ...]
    facts: tuple[Fact, ...]
    evidence: tuple[Evidence, ...]
    warnings: tuple[Warned, ...]
    options: tuple[Option, ...]
    statements: tuple[Statement, ...]
    next_steps: tuple[NextStep, ...]
    jumps: tuple[Jump, ...]

    @property
    def speaks(self) -> str:
        """The language in which the client is told: theirs, or English where we have no words."""
        return self.language if self.language in LANGUAGES else "en"

    @property
    def present(self) -> tuple[Person, ...]:
        """Those who are there."""
        return tuple(person for person in self.people if not person.must_not_hear)

    @property
    def depth(self) -> Wants:
        """How much the one who wants to know most wants to know now."""
        now = (person.wants for person in self.present if person.how is not Told.IN_WRITING)
        return max(now, default=Wants.UNSAID)

    @property
    def offered(self) -> tuple[Statement, ...]:
        """The statements that are for those who are there."""
        return tuple(said for said in self.statements if said.depth <= self.depth)


P = TypeVar("P", bound=Part)

PARTS: dict[type[Part], tuple[int, str]] = {
    Person: (Entity.PERSON, "people"),
    Fact: (Entity.FACT, "facts"),
    Evidence: (Entity.EVIDENCE, "evidence"),
    Warned: (Entity.WARNED, "warnings"),
    Option: (Entity.OPTION, "options"),
    Statement: (Entity.STATEMENT, "statements"),
    NextStep: (Entity.NEXT_STEP, "next_steps"),
    Jump: (Entity.JUMP, "jumps"),
}
"""What each kind of line is as a thing that changes, and where a `Talk` has them."""

_ENUMS: dict[str, Any] = {
    "state": State,
    "meeting": Meeting,
    "wants": Wants,
    "how": Told,
    "known": Known,
    "per": Per,
    "outcome": Outcome,
    "certainty": Certainty,
    "given_how": Given,
    "depth": Wants,
}


def read(conversation: int) -> Talk | None:
    """A conversation and all of its lines that stand; None where there is none."""
    own = Conversation._meta.sorted_fields
    found = tuples(
        Conversation.select(
            *own, Client.name, Client.zone, Client.country, Asset.name, Technician.name
        )
        .join_from(Conversation, Client)
        .join_from(Conversation, Asset, JOIN.LEFT_OUTER)
        .join_from(Conversation, Technician)
        .where(Conversation.id == conversation)
    )
    for *columns, client, zone, country, asset, leader in found:
        values = {field.name: value for field, value in zip(own, columns, strict=True)}
        parts: dict[str, Any] = {
            name: _parts(conversation, kind) for kind, (_entity, name) in PARTS.items()
        }
        return Talk(
            **_typed(values),
            client_name=client,
            zone=zone,
            country=country,
            asset_name=asset or "",
            leader=leader,
            **parts,
        )
    return None


def _parts(conversation: int, kind: type[P]) -> tuple[P, ...]:
    table: Any = getattr(tables, kind.__name__)
    names = [field.name for field in fields(kind)]
    found = (
        table.select(*(getattr(table, name) for name in names))
        .where(table.conversation == conversation, ~table.retired)
        .order_by(table.position, table.id)
    )
    return tuple(kind(**_typed(dict(zip(names, row, strict=True)))) for row in tuples(found))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _ENUMS[name](value) if name in _ENUMS else value for name, value in values.items()
    }
