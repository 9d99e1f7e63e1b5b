"""The cue view: the eyes stay with the client, each tick is one key and is written at once."""

from __future__ import annotations

from functools import partial
from typing import Any

from helpdesk_tui.conversations import actions, steps
from helpdesk_tui.conversations.cues import Cue
from helpdesk_tui.conversations.steps import Missing
from helpdesk_tui.conversations.talk import PARTS, Part, Person, Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict, Done
from helpdesk_tui.models.conversations import Wants
from helpdesk_tui.tickets import drafts, history

from . import commands, conflicts
from .cueing import LAST, Cueing
from .parts.bars import Choice, Menu
from .parts.fields import Answers, DraftOf, Field
from .terminal.keys import asking, command


class CueScreen(Cueing):
    """A conversation that is being held."""

    COMMANDS_HERE = (*commands.CUE, *commands.BESIDE_CUES)

    async def write(self, label: str, part: Part | None, **values: Any) -> bool:
        try:
            done = await self.app.desk.write(self._action(part, **values))
        except Conflict as conflict:
            await self.look_up()
            self.say(history.why(conflict), bad=True)
            return False
        self._keep(label, done)
        await self.look_up()
        return True

    def _action(self, part: Part | None, **values: Any) -> partial[Done]:
        """A change from what is seen now."""
        me = self.app.desk.me.id
        if part is not None:
            return partial(actions.edit, me, part, **values)
        return partial(actions.write, me, self.talk, **values)

    def _keep(self, label: str, done: Done) -> None:
        """For undo, silently: the tick is seen, and the line below belongs to the keys."""
        if done.changed:
            self.app.undoing.did(label, done)

    # From step to step

    async def go_on(self) -> None:
        gaps = steps.missing(self.talk, self.talk.step)
        if gaps or self.talk.step == LAST:
            self.say(self._gate(gaps))
        else:
            await self._go()

    async def at_end(self) -> None:
        self.say(self._gate(steps.missing(self.talk, self.talk.step)))

    @command
    async def action_jump(self) -> None:
        """The next step although something is missing, which is kept in the record."""
        gaps = steps.missing(self.talk, self.talk.step)
        if self.talk.step == LAST:
            self.say(self._gate(gaps))
        else:
            await self._go(" · ".join(gap.sentence for gap in gaps))

    async def _go(self, missing: str = "") -> None:
        step = self.talk.step + 1
        label = _("Step {number}").format(number=step)
        try:
            done = await self.app.desk.write(
                actions.go, self.app.desk.me.id, self.talk, step, missing
            )
        except Conflict as conflict:
            self.say(history.why(conflict), bad=True)
        else:
            self._keep(label, done)
            if missing:
                self.say(
                    _("Kept in the record as a jump, without: {missing}").format(missing=missing)
                )
        await self.look_up()

    def _gate(self, gaps: tuple[Missing, ...]) -> str:
        """What lies between this step and the next, in a short line."""
        key = self.app.keymap_.key
        step = self.talk.step
        if not gaps and step == LAST:
            return _("That was the last step: {key} leads back.").format(key=key("cue.back"))
        if not gaps:
            name = _(steps.step(step + 1).name)
            words = _("{key}: on to step {number}, {name}")
            return words.format(key=key("cue.next"), number=step + 1, name=name)
        more = f" (+{len(gaps) - 1})" if len(gaps) > 1 else ""
        if step == LAST:
            return _("Still: {missing}").format(missing=gaps[0].sentence) + more
        words = _("To step {number}: {missing}")
        return words.format(number=step + 1, missing=gaps[0].sentence) + more

    # What they say

    @asking
    async def action_words(self) -> None:
        """Notes what they say, in the field that this sentence asks about."""
        cue = self.cue
        if cue is None:
            return
        if isinstance(cue.part, Person):
            await self._ask_how_much(cue.part)
        elif cue.words == "reaction" and self.talk.technician != self.app.desk.me.id:
            words = _("What was seen and heard is noted by {leader}, for nobody else to read.")
            self.say(words.format(leader=self.talk.leader))
        else:
            await self._ask_words(cue)

    async def _ask_how_much(self, person: Person) -> None:
        choices = [
            Choice("h", _("the headline"), Wants.HEADLINE),
            Choice("s", _("a summary"), Wants.SUMMARY),
            Choice("e", _("everything"), Wants.EVERYTHING),
        ]
        chosen = await self.ask(Menu(_("{name} wants to know").format(name=person.name), choices))
        if chosen is None:
            return
        label = _("{name}: how much").format(name=person.name)
        if await self.write(label, person, wants=chosen):
            await self.past(person)

    async def _ask_words(self, cue: Cue) -> None:
        from .parts.forms import Form

        desk = self.app.desk
        place = ("conversation", self.talk.id) if cue.part is None else ("statement", cue.part.id)
        draft = DraftOf("{}:{}".format(*place), cue.words)
        seen = self._now(cue)
        said: str = getattr(seen or self.talk, cue.words)

        async def submit(answers: Answers) -> str | None:
            change = self._action(self._now(cue), **{cue.words: answers["words"]})
            try:
                done = await desk.finish((draft.target, draft.kind), change)
            except Conflict as conflict:
                await self.look_up()
                return await conflicts.in_form(self, conflict)
            self._keep(_("what they said"), done)
            await self.look_up()
            return None

        private = cue.words == "reaction"
        title = _("What you saw and heard, only for you") if private else _("They said")
        kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)
        field = Field("words", title, said, long="\n" in said)
        await self.ask(Form(title, [field], submit, draft=draft, kept=kept))

    def _now(self, cue: Cue) -> Part | None:
        """The part of a cue as it was read last."""
        if cue.part is None:
            return None
        lines: tuple[Part, ...] = getattr(self.talk, PARTS[type(cue.part)][1])
        return next((part for part in lines if part.id == cue.part.id), cue.part)

    @property
    def talk(self) -> Talk:
        """The talk as it was read last."""
        assert self.shown
        return self.shown.talk
