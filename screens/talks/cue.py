"""The cue view: the eyes stay with the client, each tick is one key and is written at once."""

from __future__ import annotations

from typing import Any

from rich.style import Style

from helpdesk_tui.conversations import actions, steps
from helpdesk_tui.conversations.steps import WITHOUT_CLOCK
from helpdesk_tui.conversations.talk import Part, Person, Statement
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import Wants

from .. import commands
from ..parts.bars import Choice, Menu
from ..terminal.keys import asking, command
from . import talk_moves
from .cueing import Cueing
from .talk_words import WANTS

LAST = len(steps.STEPS)

NARROW = 60
"""Cells under which the clock does not say how long was planned."""


class CueScreen(Cueing):
    """A conversation that is being held."""

    COMMANDS_HERE = (*commands.CUE, *commands.BESIDE_CUES)

    async def write(self, part: Part | None, **values: Any) -> bool:
        it = self.talk
        if part is None:
            return await self.change(lambda by: actions.write(by, it, **values))
        return await self.change(lambda by: actions.edit(by, part, **values))

    def beside(self) -> tuple[str, Style]:
        """How long one has been talking, softly, and not while they take it in."""
        look, gone = self.app.look, self.app.timed(self.talk.entry)
        if gone is None or self.talk.step == WITHOUT_CLOCK:
            return "", look.dim
        minutes = int(gone.total_seconds()) // 60
        is_narrow = self.size.width < NARROW
        words = _("{minutes} min") if is_narrow else _("{minutes} of {planned} min")
        return words.format(minutes=minutes, planned=self.talk.minutes), look.dim

    def leave(self) -> None:
        self.close()

    # From step to step

    async def at_end(self) -> None:
        self.say(self._gate())

    @command
    async def action_next(self) -> None:
        if self.shown is None:
            return
        if self.talk.step == LAST or steps.missing(self.talk, self.talk.step):
            self.say(self._gate())
        else:
            await talk_moves.on(self, self.talk)

    @asking
    async def action_jump(self) -> None:
        if self.shown:
            await talk_moves.jump(self, self.talk)

    def _gate(self) -> str:
        """What lies between this step and the next, in a short line."""
        gaps, after = steps.missing(self.talk, self.talk.step), self.talk.step + 1
        key = self.app.keymap_.key
        if not gaps and after > LAST:
            return _("That was the last step: {key} leads back.").format(key=key("cue.back"))
        if not gaps:
            words = _("{key}: to step {number}, {name}")
            name = _(steps.step(after).name)
            return words.format(key=key("cue.next"), number=after, name=name)
        words = _("Before the end: {missing}") if after > LAST else _("To step {number}: {missing}")
        more = f" (+{len(gaps) - 1})" if len(gaps) > 1 else ""
        return words.format(number=after, missing=gaps[0].sentence) + more

    # What they say

    @asking
    async def action_words(self) -> None:
        """Notes what they say, in the field that this sentence asks about."""
        cue = self.cue
        if cue is None or self.shown is None:
            return
        from . import talk_forms

        mine = actions.reads_note(self.app.desk.me.id, self.talk)
        match cue.part:
            case Person():
                await self._ask_how_much(cue.part)
            case Statement():
                await talk_forms.words(self, self.talk, cue.part)
            case _ if cue.words == "reaction" and not mine:
                self.say(_("There is a private note of somebody else here."))
            case _:
                await talk_forms.heard(self, self.talk, cue.words)
        await self.read()

    async def _ask_how_much(self, person: Person) -> None:
        keys = {Wants.HEADLINE: "h", Wants.SUMMARY: "s", Wants.EVERYTHING: "e"}
        choices = [Choice(key, _(WANTS[wants]), wants) for wants, key in keys.items()]
        chosen = await self.ask(Menu(_("{name} wants").format(name=person.name), choices))
        if chosen is not None and await self.write(person, wants=chosen):
            await self.past(person)
