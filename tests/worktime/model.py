"""What a timer ought to record, worked out from how long each thing went on by a true stopwatch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SECOND = timedelta(seconds=1)
NOTHING = timedelta()
LONG = timedelta(minutes=10)


@dataclass(eq=False, slots=True)
class Piece:
    """Something that was done: `passed` is how long it truly went on since its whole second."""

    title: str
    begin: datetime
    passed: timedelta
    below: Piece | None
    seen: datetime
    stepped: timedelta = NOTHING
    """How far the wall clock was set meanwhile, or before while one thing followed another."""
    restarted: bool = False
    """Whether the machine was: then only the wall clock is left to go by."""
    doubt: datetime | None = None
    end: datetime | None = None
    put_away: bool = False
    """Whether it ended in its first second."""

    @property
    def length(self) -> timedelta:
        return self.passed + (self.stepped if self.restarted else NOTHING)

    @property
    def moment(self) -> datetime:
        return self.begin + self.length // SECOND * SECOND


@dataclass(slots=True)
class Model:
    """All that a technician has recorded, in the order in which it was begun."""

    pieces: list[Piece] = field(default_factory=list)
    running: Piece | None = None
    latest: datetime | None = None
    went_back: bool = False
    """Whether something began or ended before what had been recorded already."""

    def passes(self, time: timedelta) -> None:
        if self.running:
            self.running.passed += time

    def is_set(self, by: timedelta) -> None:
        if self.running:
            self.running.stepped += by

    def restarts(self) -> None:
        if self.running:
            self.running.restarted = True

    def begin(self, title: str, wall: datetime, *, interrupt: bool = False) -> bool:
        known = self.running
        if known and known.title == title:
            return True
        if known and known.doubt:
            return False
        below = known if interrupt else known.below if known else None
        self._begin(title, wall, below)
        return True

    def back(self, wall: datetime) -> bool:
        """Goes on with what lies below or was last; False when there is nothing of the kind."""
        under = self.running.below if self.running else self._stopped_last()
        if under is None or (self.running and self.running.doubt):
            return False
        self._begin(under.title, wall, under.below)
        return True

    def stop(self) -> bool:
        return self.running is not None and self._end(self.running.moment)

    def beat(self) -> None:
        if self.running:
            self.running.seen = self.running.moment

    def take_up(self) -> None:
        known = self.running
        if known and not known.doubt:
            if known.moment - known.seen > LONG:
                known.doubt = max(known.seen, known.begin)
            else:
                self.beat()

    def answer(self, which: str, wall: datetime) -> bool:
        known = self.running
        if known is None or known.doubt is None:
            return False
        if which == "keep":
            known.doubt = None
            self.beat()
            return True
        then = known.doubt
        self._end(then)
        if which == "give":
            self.pieces.append(Piece("given", then, NOTHING, None, then, end=known.moment))
        if which != "stop_then":
            self._follow(known, known.title, known.below)
        return True

    def _begin(self, title: str, wall: datetime, below: Piece | None) -> None:
        if known := self.running:
            self._end(known.moment)
            if below is known and known.put_away:
                below = self._gone_on_with(known) or known.below
            self._follow(known, title, below)
        else:
            whole = wall.replace(microsecond=0)
            self._run(Piece(title, whole, wall - whole, below, whole))

    def _follow(self, known: Piece, title: str, below: Piece | None) -> None:
        """Begins something at the whole second at which something else has ended."""
        now, rest = known.moment, known.length % SECOND
        stepped = NOTHING if known.restarted else known.stepped
        self._run(Piece(title, now, rest, below, now, stepped))

    def _run(self, piece: Piece) -> None:
        self._at(piece.begin)
        self.running = piece
        self.pieces.append(piece)

    def _end(self, at: datetime) -> bool:
        assert self.running
        self._at(at)
        self.running.put_away = at == self.running.begin
        self.running.end, self.running.doubt, self.running = at, None, None
        return True

    def _at(self, instant: datetime) -> None:
        if self.latest and instant < self.latest:
            self.went_back = True
        self.latest = max(self.latest or instant, instant)

    def _stopped_last(self) -> Piece | None:
        """The piece that ends last, and of those the newest; or what it had interrupted.

        What was interrupted only by what was put away goes on itself.
        """
        last = self._ended_last(lambda piece: True)
        if last is None or any(one.put_away and one.below is last for one in self.pieces):
            return last
        return last.below or last

    def _gone_on_with(self, known: Piece) -> Piece | None:
        """What was recorded of the same work, over the same."""
        return self._ended_last(
            lambda piece: piece.title == known.title and piece.below is known.below
        )

    def _ended_last(self, wanted: Callable[[Piece], bool]) -> Piece | None:
        return max(
            (piece for piece in self.pieces if piece.end and not piece.put_away and wanted(piece)),
            key=lambda piece: (piece.end, self.pieces.index(piece)),
            default=None,
        )
