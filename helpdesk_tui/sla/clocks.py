"""The clocks of a ticket, worked out from its history: nothing of them is kept but what they say.

A clock runs from its beginning until it is answered, or until the ticket is resolved. Waiting holds
the resolution clock; a span in which the ticket was resolved counts for no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from helpdesk_tui.calendars import CalendarError
from helpdesk_tui.sla.rules import Policy, Target


@dataclass(frozen=True, slots=True)
class Move:
    """From here on the ticket waits for somebody, is resolved, or is worked on."""

    at: datetime
    waits_for: int | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A message that the client wrote or may read; `ours` is one that a technician wrote."""

    at: datetime
    ours: bool


@dataclass(frozen=True, slots=True)
class Life:
    """What of a ticket's history moves its clocks. Moves and messages are in order of time."""

    moves: Sequence[Move]
    """The first one is the beginning."""
    messages: Sequence[Said] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    """A span that does not count; without an end it lasts."""

    begin: datetime
    end: datetime | None
    waits_for: int | None = None
    """Whom the ticket waits for; None while it is resolved."""


@dataclass(frozen=True)
class Clock:
    """One promise for one ticket: since when it runs, what held it, and when it was kept."""

    target: Target
    policy: Policy
    begun: datetime
    pauses: tuple[Pause, ...]
    stopped: datetime | None = None
    """When it was answered or the ticket was resolved; None while it is owed."""

    @property
    def seconds(self) -> int:
        """The open seconds that are promised."""
        return self.policy.seconds[self.target]

    @cached_property
    def due(self) -> datetime | None:
        """When the open time is over, in UTC; None while the clock is held and some is left.

        Raises CalendarError where the calendar has no answer.
        """
        return self._after(self.seconds)

    @cached_property
    def warns(self) -> datetime | None:
        """When so much of the open time is over that it warns, in UTC; None while it is held."""
        return self._after(-(-self.seconds * self.policy.warn_at // 100))

    @property
    def held(self) -> bool:
        """Whether it stands still now."""
        return self.stopped is None and self._lasting is not None

    @property
    def missed(self) -> bool:
        """Whether it was stopped too late; what is still owed is not missed by this alone."""
        if self.stopped is None or self.due is None:
            return False
        return self.stopped.replace(microsecond=0) > self.due  # as calendars count: whole seconds

    def spent(self, until: datetime) -> int:
        """Open seconds that have counted by then."""
        end = max(self.begun, min(until, self.stopped or until))
        return self.policy.hours.calendar.elapsed(self.begun, end, self._over(end))

    @property
    def _lasting(self) -> Pause | None:
        """The pause that has no end."""
        return self.pauses[-1] if self.pauses and self.pauses[-1].end is None else None

    def _after(self, seconds: int) -> datetime | None:
        calendar = self.policy.hours.calendar
        if last := self._lasting:  # an answer may stop it while it is held
            left = seconds - self.spent(max(self.begun, last.begin))
            if left > 0 or last.begin < self.begun:
                return None
        over = [(pause.begin, pause.end) for pause in self.pauses if pause.end]
        return calendar.deadline(self.begun, seconds, over)

    def _over(self, end: datetime) -> list[tuple[datetime, datetime]]:
        return [(pause.begin, max(pause.begin, pause.end or end)) for pause in self.pauses]


@dataclass(frozen=True, slots=True)
class Standing:
    """What the clocks of a ticket come to."""

    due: datetime | None = None
    """The next instant at which something is owed."""
    warns: datetime | None = None
    """When that clock warns."""
    owed: Target | None = None
    """What is owed then."""
    promised: int = 0
    """The targets that were ever promised, as bits."""
    missed: int = 0
    """The targets that were stopped too late, as bits."""


def clocks_of(life: Life, policy: Policy) -> list[Clock]:
    """Every clock that has ever run, in the order of the targets and of their beginnings."""
    return [
        clock
        for target in Target
        if target in policy.seconds
        for clock in _FOR[target](life, policy)
    ]


def standing(clocks: Sequence[Clock]) -> Standing:
    """What the clocks come to. One that no calendar can answer is promised and never due."""
    owed: list[tuple[datetime, datetime, Target]] = []
    promised = missed = 0
    for clock in clocks:
        promised |= clock.target
        try:
            if clock.missed:
                missed |= clock.target
            if clock.stopped is None and clock.due:
                owed.append((clock.due, clock.warns or clock.due, clock.target))
        except CalendarError:
            continue
    due, warns, target = min(owed, default=(None, None, None))
    return Standing(due, warns, target, promised, missed)


def _first_response(life: Life, policy: Policy) -> Iterator[Clock]:
    begun = _opened(life)
    answered = next((said.at for said in life.messages if said.ours), None)
    if begun is None and answered is None:
        return
    begun = min(filter(None, (begun, answered)))
    waiting = policy.waiting_stops_first_response
    yield from _running(life, policy, Target.FIRST_RESPONSE, begun, answered, waiting=waiting)


def _next_response(life: Life, policy: Policy) -> Iterator[Clock]:
    """From the client's oldest message without an answer; the first answer has its own promise."""
    opened = _opened(life)
    if opened is None:
        return
    answered = Target.FIRST_RESPONSE not in policy.seconds
    asked: datetime | None = None
    for said in life.messages:
        if not said.ours:
            asked = asked or (max(said.at, opened) if answered else None)
            continue
        if asked:
            yield from _running(life, policy, Target.NEXT_RESPONSE, asked, said.at)
        answered, asked = True, None
    if asked:
        yield from _running(life, policy, Target.NEXT_RESPONSE, asked, None)


def _resolution(life: Life, policy: Policy) -> Iterator[Clock]:
    begun = _opened(life)
    if begun:
        yield from _running(life, policy, Target.RESOLUTION, begun, None, waiting=True)


_FOR = {
    Target.FIRST_RESPONSE: _first_response,
    Target.NEXT_RESPONSE: _next_response,
    Target.RESOLUTION: _resolution,
}


def _opened(life: Life) -> datetime | None:
    """When it was first worked on: a ticket that is made waiting has no clock until then."""
    return next((move.at for move in life.moves if move.waits_for is None), None)


def _resolved(life: Life) -> datetime | None:
    """Since when it has been resolved; None while it is not."""
    ended = takewhile(lambda move: move.resolved, reversed(life.moves))
    return min((move.at for move in ended), default=None)


def _running(
    life: Life,
    policy: Policy,
    target: Target,
    begun: datetime,
    answered: datetime | None,
    *,
    waiting: bool = False,
) -> Iterator[Clock]:
    """The clock with its pauses; none where the ticket was resolved for good before it began."""
    stopped = min(filter(None, (answered, _resolved(life))), default=None)
    if stopped and stopped < begun:
        return
    pauses = tuple(
        pause for pause in _pauses(life, waiting=waiting) if not stopped or pause.begin < stopped
    )
    yield Clock(target, policy, begun, pauses, stopped)


def _pauses(life: Life, *, waiting: bool) -> Iterator[Pause]:
    ends = [move.at for move in life.moves[1:]]
    for move, end in zip(life.moves, [*ends, None], strict=True):
        if move.resolved or (waiting and move.waits_for is not None):
            yield Pause(move.at, end, None if move.resolved else move.waits_for)
