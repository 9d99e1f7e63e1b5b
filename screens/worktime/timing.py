"""The running timer as this desk knows it: what it shows, when it doubts, what it reminds of."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.timer import Timer as Ticking

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.short_time import hours

from ..common import when
from ..common.timer_face import Face
from ..common.words import title
from ..frame.timer_bar import clock as clock_face
from ..frame.timer_bar import today
from . import reminders

if TYPE_CHECKING:
    from helpdesk_tui.calendars import Calendar
    from helpdesk_tui.worktime.stopwatch import Reading
    from helpdesk_tui.worktime.timer import Running

    from ..common.host import Host


Draw = Callable[[bool], None]
"""Draws the line of the timer, or only its clock."""

QUIET = 0.8
"""Seconds without a key after which the question may open by itself: `1` and `2` are answers in it
and screens outside."""


class Timing:
    """What the timer bar of every screen shows. It asks the desk, and never waits for it."""

    def __init__(self, app: Host, draw: Draw, ask: Callable[[], None]) -> None:
        """`draw` shows it on the screen that is seen, `ask` opens its question there."""
        self._app = app
        self._draw = draw
        self._ask = ask
        self.running: Running | None = None
        self.back_to = ""
        """The title to which the key leads back; empty: to nothing."""
        self.asked: datetime | None = None
        """The doubt about which this desk has asked already."""
        self._recorded = timedelta()
        """What has been recorded today, without what runs."""
        self._last_end: datetime | None = None
        self._day = when.local(clock.now()).date()
        self._calendar: Calendar | None = None
        self._owed: reminders.Owed = []
        self._opened = clock.now()
        self._reminder = ""
        self._reason = ""
        self._reminded: set[str] = set()
        """What this desk has told, or left to the desk that told it."""
        self._read = False
        self._sure = asyncio.Event()
        """Not before what runs has been read, nor while it is looked whether anybody was there."""
        self._untold: tuple[int, datetime] | None = None
        """The entry and since when nobody was there, until the database knows: it may be away."""
        self._ticking: Ticking | None = None
        self._last_tick: Reading | None = None
        self._last_key: Reading | None = None
        self._last_beat: Reading | None = None
        self._hand_moved = 0.0

    # Reading

    async def begin(self) -> None:
        """Takes up what runs, after the first rows are there."""
        from helpdesk_tui.working_hours import working_hours
        from helpdesk_tui.worktime import absence, stopwatch

        self._calendar = working_hours(self._app.settings, when.zone_name())
        self._last_key = stopwatch.read()
        try:
            await self._app.desk.write(absence.take_up, self._app.desk.me.id)
            await self.read()
        finally:
            self._sure.set()

    async def known(self) -> Running | None:
        """What runs, as soon as that is sure: a key that acts on it waits so long."""
        await self._sure.wait()
        if self._untold:
            await self._doubt(*self._untold)
        return self.running

    async def read(self) -> None:
        """Reads what runs and what today has come to, and shows it."""
        from helpdesk_tui.worktime import absence, stopwatch, timer
        from helpdesk_tui.worktime.today import recorded

        me, desk = self._app.desk.me.id, self._app.desk
        before, running = self.running, await desk.read(timer.running, me)
        if before is None and running and self._read and not running.doubt:
            # A stop of hours ago may have been taken back: nobody knows what was done since.
            await desk.write(absence.look_back, me)
            running = await desk.read(timer.running, me)
        self.running = running
        self._day = when.local(clock.now()).date()
        self._recorded = await desk.read(recorded, me, when.zone(), clock.now())
        self._last_end = await desk.read(timer.last_end, me)
        self.back_to = await desk.read(timer.back_to, me, running)
        if (before and before.id) != (self.running and self.running.id):
            self._reminder = ""
        self._read = True
        if self._ticking is None:  # else a gap before the next tick would go unseen
            self._last_tick = stopwatch.read()
        self._tick_or_rest()
        self._draw(False)

    def _tick_or_rest(self) -> None:
        """Without a running timer nothing ticks, and nothing is sent."""
        if self.running and self._ticking is None:
            self._last_beat = self._last_tick
            self._ticking = self._app.set_interval(1.0, self._tick)
        elif not self.running and self._ticking is not None:
            self._ticking.stop()
            self._ticking = None

    # What passes

    def _tick(self) -> None:
        from helpdesk_tui.worktime import stopwatch

        running, before = self.running, self._last_tick
        if running is None or before is None:
            return
        now = self._last_tick = stopwatch.read()
        self._draw(True)
        if not (running.doubt or self._untold) and stopwatch.gap(before, now):
            self._app.run_worker(self._doubt(running.id, running.mark.moment(before)))
        elif self._last_beat and now.booted - self._last_beat.booted >= _micros(stopwatch.BEAT):
            self._last_beat = now
            again = self._doubt(*self._untold) if self._untold else self._beat(running, now)
            self._app.run_worker(again)
        self._ask()

    async def _beat(self, running: Running, now: Reading) -> None:
        from helpdesk_tui.worktime import absence

        touched = running.mark.moment(self._last_key) if self._last_key else None
        await self._app.desk.write(absence.beat, running.id, running.mark.moment(now), touched)

    def pressed(self) -> None:
        """A key was pressed. After a long time without one what runs is put in doubt."""
        from helpdesk_tui.worktime import stopwatch

        self._hand_moved = time.monotonic()
        before, self._last_key = self._last_key, stopwatch.read()
        away = timedelta(minutes=self._app.settings.away)
        running = self.running
        if running is None or running.doubt or self._untold or before is None or not away:
            return
        if self._last_key.booted - before.booted > _micros(away):
            self._sure.clear()
            self._app.run_worker(self._was_away(running, before, self._last_key, away))

    @property
    def hand_rests(self) -> bool:
        """Whether no key was pressed just now: what opens then takes none meant for the screen."""
        return time.monotonic() - self._hand_moved > QUIET

    async def _was_away(
        self, running: Running, before: Reading, now: Reading, away: timedelta
    ) -> None:
        """Unless a key was pressed meanwhile on another terminal of the technician.

        The next tick asks: the key that was pressed goes where it was meant to go first.
        """
        from helpdesk_tui.worktime import absence

        moment, last = running.mark.moment(now), running.mark.moment(before)
        self._untold = running.id, last
        try:
            touched = await self._app.desk.write(absence.beat, running.id, moment, last)
            self._untold = None
            if touched and moment - touched > away:
                await self._doubt(running.id, touched)
        finally:
            self._sure.set()

    async def _doubt(self, entry: int, since: datetime) -> None:
        from helpdesk_tui.worktime import absence

        self._untold = entry, since
        done = await self._app.desk.write(absence.doubt, self._app.desk.me.id, entry, since)
        self._untold = None
        await self._app.time_changed(done.batch)

    async def minute(self) -> None:
        """A minute has passed: the day may be another, and something may be worth a reminder."""
        if not self._read:
            return
        if when.local(clock.now()).date() != self._day:
            await self.read()
        self._draw(False)
        self._owed = await reminders.read_owed(self._app, self._owed)
        if await self._remind():
            self._draw(False)

    # Reminders, each once at one of the technician's open desks

    async def _remind(self) -> bool:
        """Shows the first one that is new, lets go of one that holds no more; whether it did."""
        before, found = self._reminder, dict(self._reasons())
        if self._reason not in found:
            self._reminder = ""
        for reason in [reason for reason in found if reason not in self._reminded]:
            self._reminded.add(reason)
            if await reminders.is_ours(self._app, reason, self._opened):
                self._reason, self._reminder = reason, found[reason]
                break
        return self._reminder != before

    def _reasons(self) -> Iterator[tuple[str, str]]:
        """What is worth a reminder: what it is told apart by, and the words."""
        from helpdesk_tui.housekeeping import told

        yield from self._owed
        now, settings = clock.now(), self._app.settings
        running = self.running
        if running:
            end = self._end_of_work()
            if end and running.mark.begin < end <= now:
                words = _("The working day ended at {time}.")
                yield f"late {self._day}", words.format(time=f"{when.local(end):%H:%M}")
            gone = running.mark.elapsed(self._now())
            if settings.remind_long and gone >= timedelta(hours=settings.remind_long):
                words = _("It has been running for {hours}.")
                yield told.long(running.id), words.format(hours=hours(gone.total_seconds()))
        elif settings.remind_idle and self._calendar and self._at_work(now):
            since = max(filter(None, (self._last_end, self._midnight())))
            idle = self._calendar.elapsed(since, now) if since < now else 0
            if idle >= settings.remind_idle * 60:
                words = _("Nothing recorded for {hours} of working time.")
                yield f"nothing {clock.to_micros(since)}", words.format(hours=hours(idle))

    def _at_work(self, now: datetime) -> bool:
        calendar = self._calendar
        return bool(calendar and calendar.intervals(now, now + timedelta(seconds=1)))

    def _end_of_work(self) -> datetime | None:
        """When the hours of today end."""
        if self._calendar is None:
            return None
        open_ = list(self._calendar.intervals(self._midnight(), self._midnight(1)))
        return open_[-1][1] if open_ else None

    def _midnight(self, days: int = 0) -> datetime:
        return clock.midnight(self._day + timedelta(days=days), when.zone())

    # What is shown

    def _now(self) -> Reading:
        assert self._last_tick
        return self._last_tick

    def face(self) -> Face:
        """The line of the timer as it is now."""
        look, running = self._app.look, self.running
        if not self._read:
            return Face("○", "", look.dim, "", "", look.dim, "", "", ())
        first, style = self._reminder, look.soon
        if running is None:
            sign, lit, what = "○", look.dim, "" if first else self._idle()
        else:
            sign, lit = "●", look.good
            client = running.client or _("internal")
            what = f"{running.what.title} · {client}"
            if running.doubt:
                sign, lit, style = "?", look.late, look.late
                first = _("Nobody was here since {time}.").format(time=when.stamp(running.doubt))
            elif running.mark.elapsed(self._now()) < timedelta():
                sign, lit, style = "!", look.late, look.late
                first = _("The clock was set back: nothing counts until it is mended.")
        if not first:
            style = look.title if running else look.dim
        total, target = self._today()
        return Face(
            sign=sign,
            clock=self.length() if running else "",
            lit=lit,
            first=first,
            what=what,
            style=style,
            today=today(total, target, short=False),
            today_short=today(total, target, short=True),
            keys=tuple(self._keys()),
        )

    def _idle(self) -> str:
        """That nothing runs, and where the key leads that goes back."""
        if not self.back_to:
            return _("no timer")
        words = _("no timer · {key} goes on with “{title}”")
        return words.format(key=self._app.keymap_.key("time.back"), title=title(self.back_to))

    def since(self, instant: datetime) -> str:
        """How much has passed since an instant of what runs, as hours and minutes."""
        assert self.running
        gone = self.running.mark.moment(self._now()) - instant
        return hours(gone.total_seconds())

    def length(self) -> str:
        """How long it has been running."""
        assert self.running
        gone = self.running.mark.elapsed(self._now())
        if self.running.breaks:
            gone = self.running.counted(self._now())
        return clock_face(int(gone.total_seconds()))

    def _today(self) -> tuple[float, float]:
        """Seconds recorded today, what runs included, and those of the working day."""
        total = self._recorded
        if self.running:
            total += self.running.counted(self._now(), self._midnight())
        if self._calendar is None:
            return total.total_seconds(), 0.0
        target = self._calendar.elapsed(self._midnight(), self._midnight(1))
        return total.total_seconds(), target

    def _keys(self) -> Iterator[tuple[str, str]]:
        """The keys that act on it now, the most important first."""
        if self._app.keymap_.only_reads:
            return
        key, running = self._app.keymap_.key, self.running
        if running and running.doubt:
            yield key("time.toggle"), _("answer")
            return
        yield key("time.toggle"), _("stop") if running else _("start")
        if self.back_to:
            yield key("time.back"), _("back")
        if running:
            yield key("time.switch"), _("switch")

    def told_at_the_end(self) -> str:
        """What is left running when the desk is left; empty if nothing is."""
        if self.running is None:
            return ""
        words = _("The timer is still running on “{title}”; `helpdesk time stop` ends it.")
        return words.format(title=self.running.what.title)


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
