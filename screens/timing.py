"""The running timer as this desk knows it: what it shows, when it doubts, what it reminds of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from rich.style import Style
from textual.timer import Timer as Ticking

from helpdesk_tui import clock
from helpdesk_tui.i18n import _

from . import when
from .timer_bar import clock as clock_face
from .timer_bar import hours, today

if TYPE_CHECKING:
    from helpdesk_tui.calendars import Calendar
    from helpdesk_tui.worktime.stopwatch import Reading
    from helpdesk_tui.worktime.timer import Running

    from .host import Host


class Timing:
    """What the timer bar of every screen shows. It asks the desk, and never waits for it."""

    def __init__(self, app: Host) -> None:
        self._app = app
        self.running: Running | None = None
        self.back_to = ""
        """The title to which the key leads back; empty: to nothing."""
        self.asked: int | None = None
        """The entry about which this desk has asked already."""
        self._recorded = timedelta()
        """What has been recorded today, without what runs."""
        self._last_end: datetime | None = None
        self._day = when.local(clock.now()).date()
        self._calendar: Calendar | None = None
        self._reminder = ""
        self._reminded: set[object] = set()
        self._read = False
        self._ticking: Ticking | None = None
        self._last_tick: Reading | None = None
        self._last_key: Reading | None = None
        self._last_beat: Reading | None = None

    # Reading

    async def begin(self) -> None:
        """Takes up what runs, after the first rows are there."""
        from helpdesk_tui.working_hours import working_hours
        from helpdesk_tui.worktime import stopwatch, timer

        self._calendar = working_hours(self._app.settings, when.zone_name())
        self._last_key = stopwatch.read()
        await self._app.desk.write(timer.take_up, self._app.desk.me.id)
        await self.read()

    async def read(self) -> None:
        """Reads what runs and what today has come to, and shows it."""
        from helpdesk_tui.worktime import day, stopwatch, timer

        me, desk = self._app.desk.me.id, self._app.desk
        before = self.running
        self.running = await desk.read(timer.running, me)
        self._day = when.local(clock.now()).date()
        self._recorded = await desk.read(day.today, me, when.zone(), clock.now())
        self._last_end = await desk.read(timer.last_end, me)
        if self.running:
            self.back_to = self.running.interrupted_title
        else:
            last = await desk.read(timer.stopped_last, me)
            self.back_to = last[1] if last else ""
        if (before and before.id) != (self.running and self.running.id):
            self._reminder = ""
        self._read = True
        self._last_tick = stopwatch.read()
        self._tick_or_rest()
        self._app.draw_timer()

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
        self._app.draw_timer(clock_only=True)
        if running.doubt is None and stopwatch.gap(before, now):
            self._app.run_worker(self._doubt(running, running.mark.moment(before)))
        elif self._last_beat and now.booted - self._last_beat.booted >= _micros(stopwatch.BEAT):
            self._last_beat = now
            self._app.run_worker(self._beat(running, now))
        self._app.ask_about_timer()

    async def _beat(self, running: Running, now: Reading) -> None:
        from helpdesk_tui.worktime import timer

        touched = running.mark.moment(self._last_key) if self._last_key else None
        await self._app.desk.write(timer.beat, running.id, running.mark.moment(now), touched)

    def pressed(self) -> None:
        """A key was pressed. After a long time without one what runs is put in doubt."""
        from helpdesk_tui.worktime import stopwatch

        before, self._last_key = self._last_key, stopwatch.read()
        away = timedelta(minutes=self._app.settings.away)
        running = self.running
        if running is None or running.doubt or before is None or not away:
            return
        if self._last_key.booted - before.booted > _micros(away):
            self._app.run_worker(self._was_away(running, before, self._last_key, away))

    async def _was_away(
        self, running: Running, before: Reading, now: Reading, away: timedelta
    ) -> None:
        """Unless a key was pressed meanwhile on another terminal of the technician."""
        from helpdesk_tui.worktime import timer

        moment = running.mark.moment(now)
        touched = await self._app.desk.write(
            timer.beat, running.id, moment, running.mark.moment(before)
        )
        if touched and moment - touched > away:
            await self._doubt(running, touched)

    async def _doubt(self, running: Running, since: datetime) -> None:
        from helpdesk_tui.worktime import timer

        done = await self._app.desk.write(timer.doubt, self._app.desk.me.id, running.id, since)
        await self._app.time_changed(done.batch)
        self._app.ask_about_timer()

    async def minute(self) -> None:
        """A minute has passed: the day may be another, and something may be worth a reminder."""
        if not self._read:
            return
        if when.local(clock.now()).date() != self._day:
            await self.read()
        self._remind()
        self._app.draw_timer()

    # Reminders, each once

    def _remind(self) -> None:
        found = dict(self._reasons())
        new = [reason for reason in found if reason not in self._reminded]
        if new:
            self._reminded.add(new[0])
            self._reminder = found[new[0]]
        elif not found:
            self._reminder = ""

    def _reasons(self) -> Iterator[tuple[object, str]]:
        """What is worth a reminder: what it is told apart by, and the words."""
        now, settings = clock.now(), self._app.settings
        running = self.running
        if running:
            end = self._end_of_work()
            if end and running.mark.begin < end <= now:
                words = _("The working day ended at {time}.")
                yield ("late", self._day), words.format(time=f"{when.local(end):%H:%M}")
            gone = running.mark.elapsed(self._now())
            if settings.remind_long and gone >= timedelta(hours=settings.remind_long):
                words = _("It has been running for {hours}.")
                yield ("long", running.id), words.format(hours=hours(gone.total_seconds()))
        elif settings.remind_idle and self._calendar and self._at_work(now):
            since = max(filter(None, (self._last_end, self._midnight())))
            idle = self._calendar.elapsed(since, now) if since < now else 0
            if idle >= settings.remind_idle * 60:
                words = _("Nothing recorded for {hours} of working time.")
                yield ("nothing", since), words.format(hours=hours(idle))

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
        from helpdesk_tui.worktime import stretches

        return stretches.midnight(self._day + timedelta(days=days), when.zone())

    # What is shown

    def reading(self) -> Reading:
        """What the clocks say now."""
        from helpdesk_tui.worktime import stopwatch

        return stopwatch.read()

    def _now(self) -> Reading:
        return self._last_tick or self.reading()

    def face(self) -> tuple[str, str, Style]:
        """A sign, the clock, and how they look."""
        look, running = self._app.look, self.running
        if running is None:
            return "○", "", look.dim
        if running.doubt:
            return "?", self.length(), look.late
        return "●", self.length(), look.good

    def length(self) -> str:
        """How long it has been running."""
        assert self.running
        return clock_face(int(self.running.mark.elapsed(self._now()).total_seconds()))

    def told(self) -> tuple[str, str, Style]:
        """What it asks or reminds of, what it runs on, and how both look."""
        look, running = self._app.look, self.running
        if running is None:
            idle = _("no timer") if self._read and not self._reminder else ""
            return self._reminder, idle, look.soon if self._reminder else look.dim
        what = f"{running.what.title} · {running.client or _('internal')}"
        if running.doubt:
            since = _("Nobody was here since {time}.").format(time=when.stamp(running.doubt))
            return since, what, look.late
        return self._reminder, what, look.soon if self._reminder else look.title

    def today_told(self, *, short: bool) -> str:
        """Today's total, what runs included, against the working day."""
        if not self._read:
            return ""
        total = self._recorded
        if self.running and not self.running.doubt:
            end = self.running.mark.moment(self._now())
            total += max(timedelta(), end - max(self.running.mark.begin, self._midnight()))
        target = 0.0
        if self._calendar:
            target = self._calendar.elapsed(self._midnight(), self._midnight(1))
        return today(total.total_seconds(), target, short=short)

    def keys_now(self) -> list[tuple[str, str]]:
        """The keys that act on it now, the most important first."""
        if not self._read:
            return []
        key = self._app.keymap_.key
        running = self.running
        if running and running.doubt:
            return [(key("time.toggle"), _("answer"))]
        back = [(key("time.back"), _("back"))] if self.back_to else []
        if running:
            return [(key("time.toggle"), _("stop")), *back, (key("time.switch"), _("switch"))]
        return [(key("time.toggle"), _("start")), *back]


def _micros(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
