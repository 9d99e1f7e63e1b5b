"""Which policy holds for a ticket, and what it promises within which hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from helpdesk_tui.calendars import Calendar


class Target(IntEnum):
    """What can be promised, in the order in which it falls due. Values are stored as bits."""

    FIRST_RESPONSE = 1
    NEXT_RESPONSE = 2
    RESOLUTION = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar by its name, with what its holidays are called."""

    name: str
    calendar: Calendar
    holidays: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Policy:
    """What is promised for the tickets that it fits. An empty condition fits every ticket."""

    name: str
    hours: Hours
    seconds: Mapping[Target, int]
    """Open seconds for each promise; one that is not made is not there."""
    clients: frozenset[int] = frozenset()
    categories: frozenset[str] = frozenset()
    priorities: frozenset[int] = frozenset()
    waiting_stops_first_response: bool = False
    warn_at: int = 75
    """The share of the open time, in percent, after which a clock warns."""

    def fits(self, client: int | None, category: str, priority: int) -> bool:
        """Whether it is meant for such a ticket."""
        return (
            (not self.clients or client in self.clients)
            and (not self.categories or category in self.categories)
            and (not self.priorities or priority in self.priorities)
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """All calendars and policies of a desk as they stand together."""

    policies: tuple[Policy, ...] = ()

    def policy_for(self, client: int | None, category: str, priority: int) -> Policy | None:
        """The first policy that fits; None where nothing is promised."""
        return next((one for one in self.policies if one.fits(client, category, priority)), None)
