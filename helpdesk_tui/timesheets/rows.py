"""What a sheet shows, as plain data: its lines, its sums, and who gets it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from helpdesk_tui.models.billing import State
from helpdesk_tui.rounding import Rule
from helpdesk_tui.timesheets import billed

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a sheet."""

    id: int | None
    """Of the `SheetLine`, once it was given out: a query asks about it."""
    entry: int
    day: date
    title: str
    description: str
    technician: str
    ticket: int | None
    project: str
    activity: str
    billable: bool
    worked: int
    billed: int
    """Seconds, both."""
    amount: Decimal | None
    """None where no price is known, and for what is not billed."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Seconds as they were worked and as they are billed, and what that costs."""

    worked: int = 0
    billed: int = 0
    amount: Decimal | None = None
    """None where nothing of it has a price."""


class Missing(StrEnum):
    """Why a sheet cannot be given out, or need not be."""

    NOTHING = "nothing"
    """There are no hours, and the client does not want to hear of none."""
    RECIPIENT = "recipient"
    RUNNING = "running"
    """Somebody's timer runs on it."""
    DOUBT = "doubt"
    """Nobody knows yet how long something took, or it ends before it begins."""
    TOLD = "told"
    """Some of its days are on another sheet that was given out."""
    OFF = "off"
    """Its lines differ from the entries."""


@dataclass(frozen=True, slots=True)
class Told:
    """The client whom a sheet is for."""

    id: int
    name: str
    language: str
    """Of what they read: `en` or `es`."""
    country: str
    address_form: str
    zone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A client's sheet of the days from first to last, inclusive, by the client's calendar."""

    id: int | None
    """None as long as nobody has touched it."""
    client: Told
    first: date
    last: date
    revision: int
    state: State
    paragraph: str
    """What was written by hand above the lines."""
    lines: tuple[Row, ...]
    """In the order of day, begin and number of their entries."""
    rule: Rule
    minimum: int
    """Seconds, for a ticket on a day or an entry without one."""
    currency: str
    left: int | None
    """Seconds of the hours bought that are left at its end; None: none were bought."""
    to: str
    cc: str
    """As addresses in a header, divided by commas."""
    subject: str
    """Empty until it was given out, and so the next three."""
    message_id: str
    answers: str
    """The Message-IDs of the mails that it answers, the oldest first."""
    given_by: str
    given_at: datetime | None
    off: int
    """By how many seconds its lines differ from the entries; anything but 0 must be looked at."""
    missing: Missing | None
    """What is in the way of giving it out, before all else; None for one that was given out."""
    because_of: str
    """Whose timer runs, which entry is in doubt, or the days of the other sheet."""

    @property
    def total(self) -> Sum:
        """All of it."""
        return added(self.lines)

    @property
    def by_day(self) -> dict[date, Sum]:
        """The days on which there is something, in order."""
        return by(self.lines, lambda line: line.day)

    @property
    def by_activity(self) -> dict[str, Sum]:
        """By the name of the activity, in order; empty for what has none, at the end."""
        found = by(self.lines, lambda line: line.activity)
        return dict(sorted(found.items(), key=lambda item: (not item[0], item[0])))


def added(lines: Iterable[Row]) -> Sum:
    """What lines come to together."""
    all_ = list(lines)
    return Sum(
        sum(line.worked for line in all_),
        sum(line.billed for line in all_),
        billed.total(line.amount for line in all_),
    )


def by(lines: Iterable[Row], what: Callable[[Row], K]) -> dict[K, Sum]:
    """What lines come to by what they have in common, in the order in which that comes first."""
    heaps: dict[K, list[Row]] = {}
    for line in lines:
        heaps.setdefault(what(line), []).append(line)
    return {key: added(heap) for key, heap in heaps.items()}
