"""One sentence of a talk at a time: reading it, drawing it, and going from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.style import Style
from textual import work
from textual.widget import Widget

from helpdesk_tui import clock, paths
from helpdesk_tui.conversations import cases, cues, talk
from helpdesk_tui.conversations.cases import Case
from helpdesk_tui.conversations.cues import Cue, Kind
from helpdesk_tui.conversations.steps import STEPS
from helpdesk_tui.conversations.talk import Part, Statement, Talk
from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _
from helpdesk_tui.storage.faults import explain
from helpdesk_tui.worktime import spent

from . import cue_lines
from .commands import Command
from .frame import Frame
from .parts.lines import Lines
from .terminal.keys import command

LAST = len(STEPS)

NO_CLOCK = 5
"""The step in which nobody is hurried."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The talk as it was read at one moment. `since` is when the present sitting began."""

    talk: Talk
    case: Case | None
    since: datetime | None


def read(conversation: int) -> Shown | None:
    """In the database's thread: the talk, its case, and since when one sits together."""
    found = talk.read(conversation)
    if found is None:
        return None
    entry = spent.by_id(found.entry) if found.entry else None
    since = entry.begin if entry and entry.end is None else None
    return Shown(found, cases.load(paths.cases_dir()).find(found.case), since)


class Cueing(Frame):
    """A conversation, sentence by sentence. What becomes of a tick is the subclass's to say."""

    CSS_PATH = "../styles/cue.tcss"
    TAB = "talks"

    def __init__(self, conversation: int) -> None:
        super().__init__()
        self.conversation = conversation
        self.shown: Shown | None = None
        self.cues: tuple[Cue, ...] = ()
        self.at = 0
        self._aside: Cue | tuple[str, ...] | None = None
        """What was asked for in between: what to say into a silence, or the prices."""

    # What it comes to

    async def write(self, label: str, part: Part | None, **values: Any) -> bool:
        """Sets fields of the talk or of a part of it; False: it could not be."""
        raise NotImplementedError

    async def go_on(self) -> None:
        """To the next step, if this one lets go; else says what is missing."""
        raise NotImplementedError

    def turn(self) -> None:
        """The cue in hand is about to be another one."""

    def body(self) -> Iterable[Widget]:
        self.page = Lines(id="cue")
        yield self.page

    # Reading

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        await self.look_up()

    async def look_up(self) -> None:
        """Reads the talk anew; the cue that is shown stays."""
        try:
            shown = await self.app.desk.latest("cue", read, self.conversation)
        except Superseded:
            return
        except Exception as error:
            problem = explain(error)
            if problem is None:
                raise
            self.say(str(problem), bad=True)  # what was read is still there
            return
        if shown is None:
            self.say(_("This talk is not there any more."), bad=True)
        else:
            self.show(shown)

    def show(self, shown: Shown) -> None:
        """Shows a talk: at the cue that was shown, or in another step at the first open one."""
        self.turn()
        before, cue = self.shown, self.cue
        self.shown = shown
        self.cues = cues.cues(shown.talk, shown.case, self.app.settings.currency)
        places = [one.place for one in self.cues]
        if before is None or cue is None or before.talk.step != shown.talk.step:
            self.at = cues.first_open(self.cues)
        elif cue.place in places:
            self.at = places.index(cue.place)
        else:
            self.at = max(0, min(self.at, len(self.cues) - 1))
        self.draw()

    @work(group="cue")
    async def _look_again(self) -> None:
        await self.look_up()

    def talk_changed(self, talks: set[int]) -> None:
        """Somebody has changed these talks."""
        if self.conversation in talks:
            self._look_again()

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        if own:  # undo tells of itself so, whatever it took back
            self._look_again()

    def action_reload(self) -> None:
        self._look_again()

    # Drawing

    @property
    def cue(self) -> Cue | None:
        """The cue in hand."""
        return self.cues[self.at] if self.cues else None

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.draw)

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def tick(self) -> None:
        super().tick()
        self.draw()

    def draw(self) -> None:
        """Draws the cue; only the lines that differ are sent."""
        size, look, cue = self.page.size, self.app.look, self.cue
        if not self.is_mounted or not size or self.shown is None or cue is None:
            return
        if isinstance(self._aside, tuple):
            self.page.show(cue_lines.listed(self._aside, *size, look))
        else:
            cue = self._aside or cue
            self.page.show(cue_lines.page(cue, self.shown.talk, size, look, self.beside()))
        self.draw_frame()

    def beside(self) -> tuple[str, Style]:
        """How long one has been talking, softly; nothing while they take it in."""
        look = self.app.look
        if self.shown is None or self.shown.since is None or self.shown.talk.step == NO_CLOCK:
            return "", look.dim
        minutes = int((clock.now() - self.shown.since).total_seconds()) // 60
        words = _("{minutes} of {planned} min")
        return words.format(minutes=minutes, planned=self.shown.talk.minutes), look.dim

    def foot_commands(self) -> Iterable[Command]:
        """Those that mean something now."""
        wanted = {"cue.said", "cue.next", "cue.words", "cue.back"}
        if self.cue and self.cue.kind in (Kind.STATEMENT, Kind.CLEAR):
            wanted.add("cue.clear")
        elif self.cue and self.cue.kind is Kind.PAUSE:
            wanted.add("cue.pause")
        if self.shown and self.shown.talk.step == NO_CLOCK:
            wanted |= {"cue.silence", "cue.price"}
        return (one for one in self.COMMANDS_HERE if one.id in wanted)

    # Moving

    def action_move(self, by: int) -> None:
        self._aside = None
        self.turn()
        self.at = max(0, min(self.at + by, len(self.cues) - 1))
        self.draw()

    def action_silence(self) -> None:
        if self.shown:
            self._aside = cues.silence(self.shown.talk)
            self.draw()

    def action_price(self) -> None:
        if self.shown:
            found = cues.prices(self.shown.talk, self.app.settings.currency)
            self._aside = found or (_("No option has been noted yet."),)
            self.draw()

    def action_back(self) -> None:
        if self._aside:
            self._aside = None
            self.draw()
        else:
            self.leave()

    def leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    # Ticking

    @command
    async def action_said(self) -> None:
        """It was said: on to the next sentence, and after the last one to the next step."""
        cue = self.cue
        if cue is None or self._aside:
            self.action_move(0)
        elif await self._ticked(cue):
            if self.at + 1 < len(self.cues):
                self.action_move(1)
            else:
                await self.at_end()

    async def at_end(self) -> None:
        """The last sentence of the step has been said."""
        raise NotImplementedError

    async def _ticked(self, cue: Cue) -> bool:
        if not cue.tick or cue.ticked or cue.kind is Kind.CLEAR:  # that is theirs to say
            return True
        label = _("{what}: said").format(what=cue_lines.what(cue))
        return await self.write(label, cue.part, **{cue.tick: True})

    @command
    async def action_clear(self) -> None:
        """It was told, and they have understood."""
        cue = self.cue
        if cue and isinstance(cue.part, Statement):
            label = _("{what}: clear to them").format(what=cue_lines.what(cue))
            if await self.write(label, cue.part, told=True, clear=True):
                await self.past(cue.part)

    @command
    async def action_pause(self) -> None:
        """One has waited, wherever that was."""
        cue = next((cue for cue in self.cues if cue.kind is Kind.PAUSE), None)
        if cue and await self._ticked(cue) and self.cue and self.cue.kind is Kind.PAUSE:
            self.action_move(1)

    @command
    async def action_next(self) -> None:
        await self.go_on()

    async def past(self, part: Part) -> None:
        """On to what comes after all that is about this part."""
        rest = [cue.part.id if cue.part else None for cue in self.cues[self.at + 1 :]]
        steps = next((n for n, other in enumerate(rest, 1) if other != part.id), None)
        if steps is None:
            await self.at_end()
        else:
            self.action_move(steps)
