"""The cue view beforehand: the same sentences and keys with a clock, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rich.style import Style

from helpdesk_tui import clock
from helpdesk_tui.conversations import actions, rehearsal, talk
from helpdesk_tui.conversations.rehearsal import Rehearsal
from helpdesk_tui.conversations.talk import Part
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done

from . import commands, when
from .cueing import LAST, NO_CLOCK, Cueing, Shown
from .parts.bars import Choice, Menu
from .terminal.keys import asking

NOTES = 5
"""Rehearsals that are remembered, the latest first."""


class RehearsalScreen(Cueing):
    """A conversation that is gone through before it is held."""

    COMMANDS_HERE = commands.REHEARSAL

    def __init__(self, conversation: int) -> None:
        super().__init__(conversation)
        self._run: Rehearsal | None = None

    def show(self, shown: Shown) -> None:
        if self._run is None:  # from now on what happens to the talk itself is not looked at
            shown = replace(shown, talk=rehearsal.unsaid(shown.talk))
            self._run = Rehearsal(clock.now())
            self.set_interval(1, self.draw)
        super().show(shown)

    async def look_up(self) -> None:
        if self._run is None:
            await super().look_up()

    def turn(self) -> None:
        if self._run and self.shown and self.cue:
            self._run.leave(self.shown.talk.step, self.cue, clock.now())

    def beside(self) -> tuple[str, Style]:
        look = self.app.look
        if self._run is None or self.shown is None or self.shown.talk.step == NO_CLOCK:
            return _("rehearsal"), look.dim
        gone = (clock.now() - self._run.began).total_seconds()
        return _("rehearsal {time}").format(time=rehearsal.clock(gone)), look.title

    # What it comes to

    async def write(self, label: str, part: Part | None, **values: Any) -> bool:
        assert self.shown
        self.show(replace(self.shown, talk=rehearsal.changed(self.shown.talk, part, values)))
        return True

    async def go_on(self) -> None:
        if self.shown and self.shown.talk.step < LAST:
            await self.write("", None, step=self.shown.talk.step + 1)
        else:
            self.leave()

    async def at_end(self) -> None:
        await self.go_on()

    @asking
    async def leave(self) -> None:
        """Asks what becomes of it; esc goes on rehearsing."""
        if (
            self._run is None
            or self.shown is None
            or self.shown.talk.technician != self.app.desk.me.id
        ):
            self.dismiss()  # a note is for whoever leads the talk
            return
        self.turn()
        gone = rehearsal.clock(sum(self._run.spent.values()))
        title = _("Rehearsed in {time}. Keep a note of it, only for you?").format(time=gone)
        choices = [Choice("k", _("keep it"), True), Choice("t", _("throw it away"), False)]
        keep = await self.ask(Menu(title, choices))
        if keep:
            line = self._run.note(when.in_full(self._run.began, when.zone_name()))
            done = await self.app.desk.write(_keep, self.app.desk.me.id, self.conversation, line)
            self.app.undoing.did(_("Note of the rehearsal"), done)
        if keep is not None:
            self.dismiss()


def _keep(by: int, conversation: int, line: str) -> Done:
    """In the database's thread: adds a line to the notes of rehearsals."""
    found = talk.read(conversation)
    assert found
    notes = [line, *found.rehearsed.splitlines()][:NOTES]
    return actions.write(by, found, rehearsed="\n".join(notes))
