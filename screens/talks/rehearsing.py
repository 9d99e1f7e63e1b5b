"""The cue view beforehand: the same sentences and keys with a clock, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from rich.style import Style

from helpdesk_tui import clock
from helpdesk_tui.conversations import rehearsal
from helpdesk_tui.conversations.rehearsal import Rehearsal
from helpdesk_tui.conversations.steps import WITHOUT_CLOCK
from helpdesk_tui.conversations.talk import Part
from helpdesk_tui.i18n import _

from .. import commands
from ..common import when
from ..parts.bars import Choice, Menu
from ..terminal.keys import asking, command
from .cue import LAST
from .cueing import Cueing


class RehearsalScreen(Cueing):
    """A conversation that is gone through before it is held."""

    COMMANDS_HERE = commands.REHEARSAL

    def __init__(self, conversation: int) -> None:
        super().__init__(conversation)
        self._run: Rehearsal | None = None

    async def read(self) -> None:
        """Reads it once: what happens to the talk itself meanwhile is not looked at."""
        if self._run is None:
            await super().read()

    def draw(self) -> None:
        if self.shown and self._run is None:
            self._run = Rehearsal(clock.now())
            self.shown = replace(self.shown, talk=rehearsal.unsaid(self.talk))
            self.set_interval(1, self.draw)
        super().draw()

    def turn(self) -> None:
        if self._run and self._from and self.cue:
            self._run.leave(self._from.talk.step, self.cue, clock.now())

    def beside(self) -> tuple[str, Style]:
        look = self.app.look
        if self._run is None or self.talk.step == WITHOUT_CLOCK:
            return _("rehearsal"), look.dim
        gone = rehearsal.clock((clock.now() - self._run.began).total_seconds())
        return _("rehearsal {time}").format(time=gone), look.title

    async def write(self, part: Part | None, **values: Any) -> bool:
        assert self.shown
        self.shown = replace(self.shown, talk=rehearsal.changed(self.talk, part, values))
        self.draw()
        return True

    @command
    async def action_next(self) -> None:
        await self.at_end()

    async def at_end(self) -> None:
        """No gate is closed: on to the next step, and after the last one to the end."""
        if self.shown and self.talk.step < LAST:
            await self.write(None, step=self.talk.step + 1)
        else:
            self.leave()

    @asking
    async def leave(self) -> None:
        """Asks what becomes of it; esc goes on rehearsing."""
        if self._run is None or self.talk.technician != self.app.desk.me.id:
            self.close()  # a note of it is for whoever leads the talk
            return
        self.turn()
        title = _("Rehearsed in {time}. Keep a note of it, only for you?")
        choices = [Choice("k", _("keep it"), True), Choice("t", _("throw it away"), False)]
        keeps = await self.ask(Menu(title.format(time=self._run.length), choices))
        if keeps:
            line = self._run.note(when.in_full(self._run.began, when.zone_name()))
            keep = partial(rehearsal.keep, conversation=self.conversation, note=line)
            if not await self.change(keep):
                return
        if keeps is not None:
            self.close()
