"""One sentence of a talk at a time: which it is, how it is drawn, and what one key does to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.style import Style
from textual.widget import Widget

from helpdesk_tui.conversations import cues
from helpdesk_tui.conversations.cues import Cue, Kind
from helpdesk_tui.conversations.steps import WITHOUT_CLOCK
from helpdesk_tui.conversations.talk import Part, Statement, Talk
from helpdesk_tui.i18n import _

from ..commands import Command
from ..parts.lines import Lines
from ..terminal.keys import command
from . import cue_lines, talk_money
from .talking import Shown, Talking


class Cueing(Talking):
    """A conversation, sentence by sentence. What becomes of a tick is the subclass's to say."""

    CSS_PATH = "../../styles/cue.tcss"
    BEFORE_CLIENT = True

    def __init__(self, conversation: int) -> None:
        super().__init__(conversation)
        self.cues: tuple[Cue, ...] = ()
        self.at = 0
        self._from: Shown | None = None
        """What the cues were made of."""
        self._aside: Cue | tuple[str, ...] | None = None
        """What was asked for in between: what to say into a silence, or the prices."""

    def body(self) -> Iterable[Widget]:
        self.page = Lines(id="cue")
        yield self.page

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        await self.read()

    # What the subclass says

    async def write(self, part: Part | None, **values: Any) -> bool:
        """Sets fields of the talk, or of a part of it; False: they could not be."""
        raise NotImplementedError

    async def at_end(self) -> None:
        """The last sentence of the step has been said."""
        raise NotImplementedError

    def turn(self) -> None:
        """The cue in hand may be another one in a moment."""

    def beside(self) -> tuple[str, Style]:
        """What stands in the corner, such as the time."""
        raise NotImplementedError

    def leave(self) -> None:
        """Goes back to where one came from."""
        raise NotImplementedError

    # What is in hand

    @property
    def cue(self) -> Cue | None:
        """The cue in hand."""
        return self.cues[self.at] if self.cues else None

    @property
    def talk(self) -> Talk:
        """The talk as it was read last; there is one as soon as there is a cue."""
        assert self.shown
        return self.shown.talk

    def _make_cues(self, shown: Shown) -> None:
        """Makes the cues anew: the one in hand stays, another step begins at what is still open."""
        self.turn()
        before, cue = self._from, self.cue
        self._from = shown
        self.cues = cues.cues(shown.talk, shown.script, talk_money.currency())
        places = [one.place for one in self.cues]
        if before is None or cue is None or before.talk.step != shown.talk.step:
            self.at, self._aside = cues.first_open(self.cues), None
            self.hush()
        elif cue.place in places:
            self.at = places.index(cue.place)
        else:
            self.at = min(self.at, len(places) - 1)

    # Drawing

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        if self.shown is None or not self.is_mounted:
            return
        if self.shown is not self._from:
            self._make_cues(self.shown)
        cue, size, look = self.cue, self.page.size, self.app.look
        if not size or cue is None:
            return
        around = (self.talk, size, look, self.beside())
        if isinstance(self._aside, tuple):
            self.page.show(cue_lines.prices(self._aside, *around))
        else:
            self.page.show(cue_lines.page(self._aside or cue, *around))
        self.draw_frame()

    def foot_commands(self) -> Iterable[Command]:
        wanted = {"cue.said", "cue.next", "cue.words", "cue.back"}
        if self.cue and self.cue.kind in (Kind.STATEMENT, Kind.CLEAR):
            wanted.add("cue.clear")
        elif self.cue and self.cue.kind is Kind.PAUSE:
            wanted.add("cue.pause")
        if self.shown and self.talk.step == WITHOUT_CLOCK:
            wanted |= {"cue.silence", "cue.price"}
        return (one for one in self.COMMANDS_HERE if one.id in wanted)

    # Moving

    def action_move(self, by: int) -> None:
        self.turn()
        self.hush()
        self._aside = None
        self.at = max(0, min(self.at + by, len(self.cues) - 1))
        self.draw()

    def action_silence(self) -> None:
        if self.shown:
            self._aside = cues.silence(self.talk)
            self.draw()

    def action_price(self) -> None:
        if self.shown:
            prices = cues.prices(self.talk, talk_money.currency())
            self._aside = prices or (_("No option has been noted yet."),)
            self.draw()

    def action_back(self) -> None:
        if self._aside:
            self.action_move(0)
        else:
            self.leave()

    def close(self) -> None:
        """The screen below has not followed what was done here: it looks now."""
        self.dismiss()
        self.app.talk_changed()

    async def past(self, part: Part) -> None:
        """On to what comes after all that is about this part."""
        rest = [cue.part.id if cue.part else None for cue in self.cues[self.at + 1 :]]
        by = next((n for n, other in enumerate(rest, 1) if other != part.id), None)
        if by is None:
            await self.at_end()
        else:
            self.action_move(by)

    # Ticking

    @command
    async def action_said(self) -> None:
        """It was said: on to the next sentence."""
        cue = self.cue
        if cue is None or self._aside:
            self.action_move(0)
        elif await self._tick(cue):
            if self.at + 1 < len(self.cues):
                self.action_move(1)
            else:
                await self.at_end()

    @command
    async def action_clear(self) -> None:
        """It was told, and they have understood."""
        told = self.cue.part if self.cue else None
        if isinstance(told, Statement) and await self.write(told, told=True, clear=True):
            await self.past(told)

    @command
    async def action_pause(self) -> None:
        """One has waited, at whatever sentence one is by now."""
        pause = next((cue for cue in self.cues if cue.kind is Kind.PAUSE), None)
        if pause and await self._tick(pause) and self.cue and self.cue.kind is Kind.PAUSE:
            self.action_move(1)

    async def _tick(self, cue: Cue) -> bool:
        if not cue.tick or cue.ticked or cue.kind is Kind.CLEAR:  # what is clear, is theirs to say
            return True
        return await self.write(cue.part, **{cue.tick: True})
