"""The keys of the timer, and the question that it asks after an absence."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual import work
from textual.events import Event, Key

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.tickets import queue

from ..common import when, words
from ..common.host import Host
from ..frame.frame import Frame
from ..frame.timer_bar import TimerBar
from ..parts.bars import Choice, Menu
from ..terminal.keys import asking
from .timing import Timing

if TYPE_CHECKING:
    from helpdesk_tui.worktime.stopwatch import Reading
    from helpdesk_tui.worktime.timer import Running, What

    from ..common.timer_face import Face


class TimerKeys(Host):
    """The part of the program that the timer keeps busy."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.timing = Timing(self, self._draw_timer, self._ask_about_timer)
        self._call: int | None = None
        """The entry of a phone call whose ticket is not there yet."""

    @property
    def front(self) -> Frame | None:
        """The screen that is seen; none while the desk is being left."""
        screen = self.screen_stack[-1] if self.screen_stack else None
        return screen if isinstance(screen, Frame) else None

    @property
    def frames(self) -> list[Frame]:
        """All screens that are open, the one that is seen last."""
        return [screen for screen in self.screen_stack if isinstance(screen, Frame)]

    async def on_event(self, event: Event) -> None:
        if isinstance(event, Key) and not event.is_forwarded:
            self.timing.pressed()
        await super().on_event(event)

    @asking
    async def action_timer(self) -> None:
        """Starts the timer on what is in hand, stops it, or answers what it asks."""
        from helpdesk_tui.worktime import timer

        running = await self.timing.known()
        if running and running.doubt:
            await self._ask(running)
        elif running:
            told = _("“{title}” has stopped after {length}").format(
                title=words.title(running.what.title), length=self.timing.length()
            )
            await self._do(lambda by: timer.stop(by, running.id), told)
        else:
            await self._begin(interrupt=False)

    @asking
    async def action_timer_switch(self) -> None:
        """Interrupts what runs for what is in hand."""
        running = await self.timing.known()
        if running and running.doubt:
            await self._ask(running)
        else:
            await self._begin(interrupt=True)

    @asking
    async def action_timer_back(self) -> None:
        """Goes back to what was interrupted, or on with what was stopped last."""
        from helpdesk_tui.worktime import timer

        running = await self.timing.known()
        if running and running.doubt:
            await self._ask(running)
            return
        zone, title = when.zone_name(), self.timing.back_to
        told = _("Back to “{title}”").format(title=words.title(title))
        await self._do(lambda by: timer.back(by, zone), told)

    @asking
    async def action_timer_free(self) -> None:
        """Asks for an activity that no ticket is about, and starts the timer on it."""
        from . import time_forms

        running = await self.timing.known()
        if running and running.doubt:
            await self._ask(running)
        elif self.front:
            await time_forms.free(self.front)

    @asking
    async def action_time_by_hand(self) -> None:
        """Asks for time that was spent."""
        from . import entry_forms

        screen = self.front
        if screen and not await screen.write_entry():
            await entry_forms.by_hand(screen, screen.at_hand(), screen.client_at_hand())

    # What it asks

    def _ask_about_timer(self) -> None:
        """Asks what became of an absence, once, when nothing else is being asked."""
        running, screen = self.timing.running, self.front
        if running is None or not running.doubt or self.timing.asked == running.doubt:
            return
        if screen is None or screen.bar_open or screen.BEFORE_CLIENT:
            return
        if self.timing.hand_rests:
            self.timing.asked = running.doubt
            self._ask_soon(running)

    @asking
    async def _ask_soon(self, running: Running) -> None:
        await self._ask(running)

    async def _ask(self, running: Running, *, over: bool = False) -> None:
        from helpdesk_tui.worktime import absence

        screen, since = self.front, running.doubt
        if screen is None or since is None:
            return
        self.timing.asked = since
        title = _("“{title}”: nobody was here since {time} ({length}). What of that time?").format(
            title=words.title(running.what.title),
            time=when.stamp(since),
            length=self.timing.since(since),
        )
        then = _("it ended at {time}").format(time=f"{when.local(since):%H:%M}")
        choices = [
            Choice("1", _("all of it counts"), "keep"),
            Choice("2", then, "stop_then"),
            Choice("3", _("{then}, and goes on now").format(then=then), "go_on"),
            Choice("4", _("it was something else"), "give"),
        ]
        zone = when.zone_name()
        match await screen.ask(Menu(title, choices), over=over):
            case "keep":
                await self._do(lambda by: absence.keep(by, running.id), _("All of it counts"))
            case "stop_then":
                told = _("“{title}” ended at {time}").format(
                    title=words.title(running.what.title), time=when.stamp(since)
                )
                await self._do(lambda by: absence.stop_then(by, running.id), told)
            case "go_on":
                told = _("“{title}” goes on").format(title=words.title(running.what.title))
                await self._do(lambda by: absence.go_on(by, running.id, zone), told)
            case "give":
                from . import time_forms

                await time_forms.give(screen, running, over=over)

    # A phone call

    async def time_call(self, title: str, client: int | None, since: Reading) -> None:
        from helpdesk_tui.worktime import timer
        from helpdesk_tui.worktime.timer import What

        zone, what = when.zone_name(), What(title, client=client)
        running = await self.timing.known()
        if running and running.doubt:
            await self._ask(running, over=True)
        told = _("The timer runs on this call")
        if await self._do(lambda by: timer.switch(by, what, zone, since), told):
            self._call = self.timing.running.id if self.timing.running else None

    async def call_is_about(self, ticket: int) -> None:
        call, self._call = self._call, None
        if call is None:
            return
        from helpdesk_tui.worktime import timer
        from helpdesk_tui.worktime.timer import What

        row = (await self.desk.read(queue.rows_by_id, [ticket]))[ticket]
        what = What(row.subject, client=row.client_id, ticket=ticket)
        with suppress(Refused):  # it has been stopped meanwhile
            done = await self.desk.write(timer.turn_into, self.desk.me.id, call, what)
            await self.time_changed(done.batch)

    # How

    async def _begin(self, *, interrupt: bool) -> None:
        screen = self.front
        what = screen.at_hand() if screen else None
        if screen and what is None:
            from . import time_forms

            await time_forms.free(screen)
        elif what is not None:
            await self.start_timer(what, interrupt=interrupt)

    async def start_timer(self, what: What, *, interrupt: bool) -> None:
        """Starts the timer on something that is known whole."""
        from helpdesk_tui.worktime import timer

        zone, begin = when.zone_name(), timer.switch if interrupt else timer.start
        told = _("The timer runs on “{title}”").format(title=words.title(what.title))
        await self._do(lambda by: begin(by, what, zone), told, already=told)

    async def _do(self, action: Callable[[int], Done], told: str, already: str = "") -> bool:
        if problem := await self.record(action, told, already):
            self.say(problem, bad=True)
        return not problem

    async def record(
        self, action: Callable[[int], Done], told: str, already: str = ""
    ) -> str | None:
        """Changes entries, tells it and keeps it for undo; answers why it cannot be done."""
        try:
            done = await self.desk.write(action, self.desk.me.id)
        except Refused as refused:
            await self.time_changed()
            return str(refused)
        if not done.changed:
            self.say(already or _("It is so already."))
        elif self.front:
            told = told if done.things else _("Less than a second: nothing was recorded.")
            self.front.keep_for_undo(told, done)
        await self.time_changed(done.batch)
        return None

    async def time_changed(self, batch: int = 0) -> None:
        """Entries have changed: what is shown of them is read anew."""
        if batch:
            self.own.add(batch)
        await self.timing.read()
        for screen in self.frames:
            screen.time_changed()

    # Drawing

    def timed(self, entry: int | None) -> timedelta | None:
        from helpdesk_tui.worktime import stopwatch

        running = self.timing.running
        if running is None or running.id != entry:
            return None
        return running.counted(stopwatch.read())

    def timer_face(self) -> Face:
        return self.timing.face()

    def _draw_timer(self, clock_only: bool) -> None:
        for screen in self.frames[-1:] if clock_only else self.frames:
            for bar in screen.query(TimerBar):
                bar.tick() if clock_only else bar.draw()

    @work(group="timer")
    async def begin_timer(self) -> None:
        """Takes up what runs, once the first picture is there."""
        await self.timing.begin()
        self._ask_about_timer()

    @work(group="timer-minute")
    async def timer_minute(self) -> None:
        await self.timing.minute()
