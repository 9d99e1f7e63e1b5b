"""What every screen has in common: the line on top, the work, a place for bars, and the keys."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.storage.faults import explain

from .. import commands
from ..commands import Command
from ..common import when
from ..common.cells import CUT, fit, width, wrapped
from ..parts.bars import Bar, stays
from ..parts.boxes import Box
from ..parts.lines import Line, Lines, columns, text
from ..terminal.sending import ExactCompositor
from .timer_bar import TimerBar

if TYPE_CHECKING:
    from helpdesk_tui.people.directory import Named
    from helpdesk_tui.worktime.timer import What

    from ..common.host import Host

T = TypeVar("T")

AFTER_BATCH = 0.02
"""Seconds until it is looked again whether a batch is over, when something is to be drawn."""

TOLD = 8.0
"""Seconds that a message stands in the footer before the keys come back."""

MOST = 4
"""Lines that a message may take."""

HOST = os.uname().nodename.split(".")[0]


@contextmanager
def unasked() -> Iterator[None]:
    """For what nobody has asked: a database that is away is told to those who do."""
    try:
        yield
    except Exception as error:
        if explain(error) is None:
            raise


class Dock(Vertical):
    """Where bars are, over the last lines of the work."""

    def on_resize(self) -> None:
        screen = self.screen
        if isinstance(screen, Frame):
            screen.covered_from(self.region.y if self.children else screen.size.height)


class Frame(Screen[None]):
    """A screen of the desk. Subclasses say what their work is and which commands they have."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    TAB: ClassVar[str] = "queue"
    BEFORE_CLIENT: ClassVar[bool] = False
    """Whether a client may be looking: what is not of this screen is neither told nor asked."""
    AUTO_FOCUS = None
    BLANK = True
    _undrawn = False
    """Whether something is to be drawn when the batch is over."""
    shows_clock = True
    """Whether anything here says what time it is, or how much has gone by."""
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Nothing but a bar ever has the focus, and who has it changes no picture but its own."""

    app: Host

    def __init__(self) -> None:
        super().__init__()
        self._compositor = ExactCompositor()
        self._bindings = self.app.keymap_.bindings(self.COMMANDS_HERE)
        self._said: tuple[str, bool] | None = None
        self._telling: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Lines(id="top")
        yield Lines(id="notice")
        yield Box(*self.body(), id="work")
        yield Dock(id="bars")
        yield TimerBar()
        yield Lines(id="foot")

    def body(self) -> Iterable[Widget]:
        """The widgets between the line on top and the footer."""
        raise NotImplementedError

    def _compositor_refresh(self) -> None:
        """Draws. While a batch lasts Textual would do so, too, and show nothing of it, ever."""
        if not self.app._batch_count:
            super()._compositor_refresh()
        elif not self._undrawn:
            self._undrawn = True
            self.set_timer(AFTER_BATCH, self._draw_after_batch)

    def _draw_after_batch(self) -> None:
        self._undrawn = False
        self._compositor_refresh()

    def on_resize(self) -> None:
        self.draw_frame()

    def draw_frame(self) -> None:
        """Draws the line on top and the footer anew; only what differs is sent."""
        if not self.query("#top"):  # what was read came when the screen was going
            return
        self.query_one("#top", Lines).show([self.top_line(self.size.width)])
        self._draw_notice()
        self._draw_foot()

    def _draw_notice(self) -> None:
        """What the last shift has left to say stands on top until it is read."""
        words = "" if self.BEFORE_CLIENT else self.app.handed.told()
        notice = self.query_one("#notice", Lines)
        notice.display = bool(words)
        notice.show([text(fit(" " + words, self.size.width), self.app.look.soon)] if words else [])

    # The line on top

    def top_line(self, cells: int) -> Line:
        """Where am I, the other screens, who I am and what time it is."""
        look, me = self.app.look, self.app.desk.me
        tabs = (
            ("queue", "1", _("Queue")),
            ("time", "2", _("Time")),
            ("talks", "3", _("Talks")),
            ("figures", "6", _("Figures")),
            ("clients", "0", _("Clients")),
            *([("rules", "f3", _("SLA"))] if self.TAB == "rules" else ()),
        )
        now = when.local(clock.now())
        clock_ = f" {now:%H:%M}" if self.shows_clock else ""
        right = f"{me.login}@{HOST} · {when.day(now.date())}{clock_} "
        pieces = [(" helpdesk ", look.dim), ("▏", look.dim)]
        for name, key, title in tabs:
            pieces.append((f"{key} {title}  ", look.title if name == self.TAB else look.dim))
        used = sum(width(words) for words, _style in pieces)
        room = cells - used
        if room < width(right) + 1:
            right = f"{clock_} "
        return columns([*pieces, (fit(right, max(0, room), right=True), look.dim)])

    # The footer

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tells something in one line, in the place of the keys, until the next thing is told."""
        self._said = (words, bad)
        self._draw_foot()
        if self._telling:
            self._telling.stop()
        self._telling = self.set_timer(TOLD, partial(self._keys_again, self._said))

    def unread(self, error: Exception, *, shown: bool) -> str:
        """Why nothing could be read, to stand where it would be.

        Empty where something is `shown`, which stays: then it is said below.
        """
        problem = explain(error)
        if problem is None:
            raise error
        if shown:
            self.say(str(problem), bad=True)
            return ""
        return str(problem)

    def keep_for_undo(self, told: str, done: Done, label: str = "") -> None:
        """Tells what was done and how it is taken back; undo calls it by a label if it has one."""
        self.app.undoing.did(label or told, done)
        undo = self.app.keymap_.key("desk.undo")
        self.say(_("{done} · {key} takes it back").format(done=told, key=undo))

    @property
    def is_telling(self) -> bool:
        """Whether something stands below that was told a moment ago."""
        return self._said is not None

    def hush(self) -> None:
        """What was told has had its effect: the keys come back."""
        if self._said:
            self._said = None
            self._draw_foot()

    def _keys_again(self, said: tuple[str, bool]) -> None:
        if self._said is said:  # else something else was told as the time for this was over
            self._said = None
            self._draw_foot()

    @property
    def is_here(self) -> bool:
        """Whether it can be drawn on: what runs beside it may begin before it and end after it."""
        return self.is_mounted and stays(self) and self in self.app.screen_stack

    def _draw_foot(self) -> None:
        if not self.is_here:
            return
        look, cells = self.app.look, self.size.width
        lines = [self._keys(cells) if not self.bar_open else columns([(" " * cells, look.dim)])]
        if self._said:
            words, bad = self._said
            style = look.late if bad else look.title
            told = wrapped(one_line(words), max(20, cells - 2))
            if len(told) > MOST:  # its end tells what to do about it
                told = [*told[: MOST - 2], *told[-2:]]
                told[MOST - 3] += CUT
            lines = [text(fit(f" {line}", cells), style) for line in told]
        foot, dock = self.query_one("#foot", Lines), self.query_one("#bars", Dock)
        timer = self.query_one(TimerBar)
        below = len(lines) + timer.display
        if foot.size.height != len(lines) or dock.styles.margin.bottom != below:
            foot.styles.height = len(lines)
            timer.styles.margin = (0, 0, len(lines), 0)
            dock.styles.margin = (0, 0, below, 0)
        foot.show(lines)

    def foot_commands(self) -> Iterable[Command]:
        """The commands of which the footer tells, as many as have room."""
        refuses = self.app.keymap_.refuses
        return (one for one in self.COMMANDS_HERE if one.footer and not refuses(one))

    def _keys(self, cells: int) -> Line:
        look, keymap = self.app.look, self.app.keymap_
        last = keymap.first(commands.EVERYWHERE[0]), _(commands.EVERYWHERE[0].short)
        room = cells - width(last[0]) - width(last[1]) - 3
        pieces = []
        used = 1
        for command in self.foot_commands():
            key, words = keymap.first(command), _(command.short)
            needed = width(key) + width(words) + 3
            if used + needed > room:
                break
            pieces += [(f" {key}", look.key), (f" {words} ", look.dim)]
            used += needed
        pieces += [(" " * max(0, room - used), look.dim)]
        return columns([*pieces, (" " + last[0], look.key), (" " + last[1] + " ", look.dim)])

    # Bars

    async def ask(self, bar: Bar[T], *, over: bool = False) -> T | None:
        """Opens a bar above the footer and answers what it came to; None when it was left.

        With `over` it stands in the place of what is being asked, which comes back after it. A
        screen that is going asks nothing.
        """
        before, others = self.focused, list(self.query(Bar))
        for other in others:
            if over:
                other.display = False
            else:
                await other.keep()
                other.leave()
        if not self.is_here:
            return None
        await self.query_one("#bars", Vertical).mount(bar)
        if not self.is_here:
            return None
        self._said = None
        self._draw_foot()
        self.app.release_keys()
        try:
            with self.app.company.writing(bar.writes_on):
                return await bar.answer
        finally:
            if bar.is_attached:  # else the screen is going, and takes the bar along
                await bar.remove()
                self.app.key_has_arrived()
                if self.is_here:
                    self._comes_back(others if over else [], before)

    def _comes_back(self, others: list[Bar[Any]], focused: Widget | None) -> None:
        """Shows what a bar has covered."""
        if others:
            for other in others:
                other.display = True
            self.set_focus(focused)
        if not self.bar_open:  # what the bar asked for may have led to another question
            self.set_focus(None)
            self._draw_foot()

    def covered_from(self, y: int) -> None:
        """Bars lie over the work from this line of the screen on."""

    @property
    def bar_open(self) -> bool:
        """Whether something is being asked."""
        return bool(self.query_one("#bars", Vertical).children)

    def restyle(self) -> None:
        """Draws everything anew in another look."""
        self.draw_frame()

    def action_reload(self) -> None:
        """Reads what is shown anew."""

    # What the world does

    async def start_anew(self) -> None:
        """Shows what has just been filled in from outside."""

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        """Some tickets have changed, by this technician's hand or by another's."""

    def company_changed(self, tickets: set[int]) -> None:
        """Others have come to these tickets, or have left them."""

    def handed_changed(self) -> None:
        """There are other notes of the last shift to be read."""
        if self.is_here:
            self._draw_notice()

    def standing_changed(self) -> None:
        """Who sits here may write from now on, or may not any more."""
        self._bindings = self.app.keymap_.bindings(self.COMMANDS_HERE)
        self.restyle()

    @property
    def open_ticket(self) -> int | None:
        """The ticket of which this is the screen."""
        return None

    def time_changed(self) -> None:
        """Entries of this technician have changed."""

    def talk_changed(self) -> None:
        """Something in a conversation has changed, elsewhere or by undo."""

    def rules_changed(self) -> None:
        """Other rules hold, or every ticket has followed them."""

    def at_hand(self) -> What | None:
        """What a timer that is started here runs on; None when that must be asked."""
        return None

    async def write_entry(self) -> bool:
        """Asks for time that was spent, if this screen knows more of it than what is in hand."""
        return False

    def client_at_hand(self) -> Named | None:
        """The client for whom something that is started here is done."""
        return None

    def tick(self) -> None:
        """A new minute has begun."""
        self.draw_frame()
