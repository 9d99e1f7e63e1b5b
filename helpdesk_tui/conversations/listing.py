"""Conversations as lines of a list: which there are, what is due next, how they ended.

What goes on comes in the order of what is due next, everything else newest first. A page follows a
row, never an offset, so that it takes as long in a table of any size. Words of a filter are tried
along that order: there are few conversations, and they need no index of their own.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from peewee import SQL, Select, fn

from helpdesk_tui import paths
from helpdesk_tui.clock import to_micros
from helpdesk_tui.collation import fold
from helpdesk_tui.conversations import cases
from helpdesk_tui.conversations.steps import STEPS
from helpdesk_tui.i18n import N_, _, language
from helpdesk_tui.models import merges
from helpdesk_tui.models.conversations import (
    DUE,
    GOES_ON,
    Conversation,
    NextStep,
    Option,
    Outcome,
    State,
)
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.people.directory import holding
from helpdesk_tui.storage.orm import database, tuples

PAGE = 100

COUNT_CAP = 1000
"""Counting stops here; what is more is shown as "1000+"."""

STATES = {
    State.OPEN: N_("going on"),
    State.ADJOURNED: N_("adjourned"),
    State.ENDED: N_("summary due"),
    State.GIVEN: N_("summary given"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation as a line of a list needs it. Instants are aware, in UTC."""

    case_name: str
    """In the reader's language; the id of a case that is gone."""
    case: str
    state: State
    id: int
    client_id: int
    client: str
    ticket: int | None
    headline: str
    step: int
    leader: str
    created_at: datetime
    planned_at: datetime | None
    began_at: datetime | None
    adjourned_until: datetime | None
    summary_due: datetime | None
    given_at: datetime | None
    due: datetime
    """When it is taken up next, or its summary is due; NEVER where no date is known."""
    agreed: int
    """Next steps that were agreed on."""
    refused: int
    """Options that were refused."""

    @property
    def date(self) -> datetime:
        """When it was held, or is to be, or was written down."""
        return self.began_at or self.planned_at or self.created_at


@dataclass(frozen=True, slots=True)
class Query:
    """Which conversations are asked for: a view, and what it is narrowed down to."""

    view: str = "going_on"
    technician: int = 0
    """Whose own is "mine"."""
    text: str = ""
    """Each word is in the client, the case, the headline or the leader, or begins a state or a
    step; a number is the conversation's, its ticket's or its step's."""
    client: int | None = None
    ticket: int | None = None
    case: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A list that has a name. What is not newest first is in the order of what is due."""

    title: str
    condition: Any
    newest_first: bool = False


VIEWS = {
    "going_on": View(N_("Going on"), GOES_ON),
    "adjourned": View(N_("Adjourned"), GOES_ON & (Conversation.state == State.ADJOURNED)),
    "summary_due": View(N_("Summary due"), GOES_ON & (Conversation.state == State.ENDED)),
    "mine": View(N_("Mine"), GOES_ON),
    "all": View(N_("All"), SQL("1 = 1"), newest_first=True),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A run of rows, and whether more come after them."""

    rows: tuple[Row, ...]
    more: bool


def page(query: Query, after: Row | None = None, limit: int = PAGE) -> Page:
    """The rows that follow one, or the first ones."""
    found = _rows().where(_condition(query))
    if VIEWS[query.view].newest_first:
        found = found.order_by(Conversation.id.desc())
        if after:
            found = found.where(Conversation.id < after.id)
    else:
        found = found.order_by(DUE, Conversation.id)
        if after:  # the first condition is looked up in the index, the second is tried on ties
            due = to_micros(after.due)
            found = found.where(due <= DUE, (due < DUE) | (Conversation.id > after.id))
    rows = _read(found.limit(limit + 1))
    return Page(rows[:limit], len(rows) > limit)


def of_ticket(ticket: int, limit: int) -> tuple[Row, ...]:
    """Conversations about a ticket, what goes on first, behind the one that agreed on it."""
    steps = NextStep.select(NextStep.conversation).where(
        NextStep.ticket.in_(merges.family(ticket)), ~NextStep.retired
    )
    agreed_in = _read(_rows().where(Conversation.id.in_(steps), ~Conversation.retired))
    about = page(Query("all", ticket=ticket), limit=limit).rows
    return agreed_in + tuple(sorted(about, key=lambda row: row.state >= State.ENDED))


def by_id(conversation: int) -> Row | None:
    """The conversation of this number, unless it has been taken back."""
    found = _rows().where(Conversation.id == conversation, ~Conversation.retired)
    return next(iter(_read(found)), None)


def counts(query: Query) -> dict[str, int]:
    """How many conversations each view holds for the words of a query, up to `COUNT_CAP` + 1."""
    counted = {}
    for view in VIEWS:
        wanted = Query(view, query.technician, query.text)
        some = _joined(Conversation.id).where(_condition(wanted)).limit(COUNT_CAP + 1)
        counted[view] = Select([some], [fn.COUNT(SQL("1"))]).bind(database).scalar()
    return counted


def case_names() -> dict[str, str]:
    """What each case is called in the reader's language."""
    return {case.id: case.name(language()) for case in cases.load(paths.cases_dir()).cases}


def _condition(query: Query) -> Any:
    return reduce(operator.and_, _conditions(query))


def _conditions(query: Query) -> Iterator[Any]:
    yield ~Conversation.retired
    yield VIEWS[query.view].condition
    if query.view == "mine":
        yield Conversation.technician == query.technician
    for column, wanted in (
        (Conversation.client, query.client),
        (Conversation.case, query.case or None),
        (Conversation.state, query.state),
    ):
        if wanted is not None:
            yield column == wanted
    if query.ticket is not None:
        yield Conversation.ticket.in_(merges.family(query.ticket))
    names = case_names() if query.text else {}
    for word in query.text.split():
        yield reduce(operator.or_, _meanings(word, names))


def _meanings(word: str, names: dict[str, str]) -> Iterator[Any]:
    """What a word of the filter may mean."""
    typed = fold(word)
    if word.isdecimal() and len(word) < 10:
        number = int(word)
        yield (Conversation.id == number) | (Conversation.ticket == number)
        yield Conversation.step == number
        return
    yield holding(Client, word)
    yield holding(Technician, word)
    yield Conversation.headline.contains(word)
    yield Conversation.case.in_([id_ for id_, name in names.items() if typed in fold(name)])
    states = [state for state, name in STATES.items() if _begins(typed, _(name))]
    yield Conversation.state.in_(states)
    steps = [step.number for step in STEPS if _begins(typed, _(step.name))]
    yield (Conversation.state < State.ENDED) & Conversation.step.in_(steps)


def _begins(typed: str, name: str) -> bool:
    return any(part.startswith(typed) for part in fold(name).split())


def _joined(*columns: Any) -> Any:
    return (
        Conversation.select(*columns)
        .join(Client)
        .join_from(Conversation, Technician, on=Conversation.technician == Technician.id)
    )


def _rows() -> Any:
    agreed = NextStep.select(fn.COUNT(NextStep.id)).where(
        NextStep.conversation == Conversation.id, ~NextStep.retired
    )
    refused = Option.select(fn.COUNT(Option.id)).where(
        Option.conversation == Conversation.id, ~Option.retired, Option.outcome == Outcome.REFUSED
    )
    return _joined(
        Conversation.case,
        Conversation.state,
        Conversation.id,
        Conversation.client,
        Client.name,
        Conversation.ticket,
        Conversation.headline,
        Conversation.step,
        Technician.name,
        Conversation.created_at,
        Conversation.planned_at,
        Conversation.began_at,
        Conversation.adjourned_until,
        Conversation.summary_due,
        Conversation.given_at,
        DUE,
        agreed.alias("agreed"),  # else Peewee takes the last word of the subquery for a column
        refused.alias("refused"),
    )


def _read(found: Any) -> tuple[Row, ...]:
    values = tuples(found)
    names = case_names() if values else {}  # most tickets have none, and need not wait for them
    return tuple(
        Row(names.get(case, case), case, State(state), *rest) for case, state, *rest in values
    )
