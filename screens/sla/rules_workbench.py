"""The rules on the screen as they are being changed: kept as a draft, saved, taken back."""

from __future__ import annotations

from asyncio import Lock
from dataclasses import dataclass
from datetime import datetime

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import drafts
from helpdesk_tui.tickets.promises import Moves
from helpdesk_tui.toml_text import Problem

from ..common import when
from ..frame.listed import Listed
from . import rule_lines, rules_draft, rules_following
from .rule_changes import Made
from .rule_lines import Entry


@dataclass(frozen=True, slots=True)
class Step:
    """Rules that can be gone back to. Those that were `saved` become a new version again."""

    made: Made
    saved: bool = False


class RulesWorkbench(Listed):
    """A screen on which rules are changed. Until `open` has read them there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: Made | None = None
        self.now: Made | None = None
        self.version = self.basis = 0
        """What is saved, and what was when the present changes were begun."""
        self.amiss = ""
        """A text with mistakes that $EDITOR has left."""
        self.problems: list[Problem] = []
        self.past: list[Step] = []
        self.future: list[Step] = []
        self._dated: datetime | None = None
        self._reading = Lock()

    def draw(self, entry: Entry | None = None) -> None:
        """Shows the rules as they are now, with this entry in hand or the one that was."""
        raise NotImplementedError

    def show_moves(self, moves: Moves | None) -> None:
        """Shows what saving would do, or no more of it."""
        raise NotImplementedError

    @property
    def is_changed(self) -> bool:
        """Whether anything is not saved."""
        return bool(self.now and self.saved and self.now.text != self.saved.text)

    async def read(self) -> None:
        """Reads the rules that hold, and takes up what was left unfinished."""
        async with self._reading:
            await self._read()

    async def _read(self) -> None:
        desk, key = self.app.desk, (rules_draft.TARGET, rules_draft.KIND)
        kept = self.app.typed.latest(key, await desk.read(drafts.load, desk.me.id, *key))
        opened = await desk.read(rules_draft.open_, kept)
        known = self.saved
        if known is None or known.document != opened.saved.document:
            self.past, self.future = [], []
        self.saved, self.now = opened.saved, opened.now
        self.version, self.basis = opened.version, opened.basis
        self.amiss, self.problems, self._dated = opened.amiss, opened.problems, opened.left_at
        if self.is_changed and not self.past:
            self.past.append(Step(opened.saved))
        self.draw()
        if self.basis != self.version:
            self.say(_("Other rules were saved since you began; yours are here still."), bad=True)
        elif known is None and opened.left_at:
            left = when.stamp(opened.left_at)
            self.say(_("You left this unfinished, {when}: nothing is saved yet.").format(when=left))

    async def take_in(self) -> None:
        """Shows what another desk has saved; what is being changed here stays, and goes on."""
        async with self._reading:  # what is only now being read may be newer than what was told
            await self._take_in()

    async def _take_in(self) -> None:
        if await self.app.desk.read(rules_draft.newest) == self.version:
            return
        if self.is_changed or self.amiss or self.bar_open or self.app.typed.in_editor:
            self.say(_("Other rules were saved since you began; yours are here still."), bad=True)
        else:
            await self._read()
            self.say(_("Other rules were saved; you see them now."))

    def ready(self) -> Made | None:
        """The rules, where they can be changed; else it says what comes first."""
        if self.amiss:
            told = _("Mend the TOML first: {editor} goes on with it, {undo} lets it go.")
            key = self.app.keymap_.key
            told = told.format(editor=key("rules.editor"), undo=key("rules.undo"))
            self.say(told, bad=True)
            return None
        return self.now

    def change(self, after: Made, entry: Entry | None = None) -> None:
        """Goes on with other rules, which are a draft until they are saved."""
        assert self.now
        self.past.append(Step(self.now))
        self.future.clear()
        self.now = after
        self.keep()
        self.draw(entry)

    def as_draft(self, amiss: str) -> drafts.Unsaved:
        """The draft of the rules as they are now, with a text that has mistakes."""
        assert self.now
        assert self.saved
        return rules_draft.draft(self.saved, self.now, amiss, self.basis, self._dated)

    def keep(self) -> None:
        """Keeps what is not saved."""
        unsaved = self.as_draft(self.amiss)
        self._dated = unsaved.at
        self.app.typed.take(unsaved)
        self.app.keep_rest()

    def try_(self, found: Made | list[Problem], entry: Entry | None = None) -> None:
        """Goes on with a change, or says why it cannot be."""
        if isinstance(found, Made):
            self.change(found, entry)
        else:
            self.say(rule_lines.told(found[0]), bad=True)

    def left_amiss(self, text: str, problems: list[Problem]) -> None:
        """A text has these mistakes, or is let go of: the rules stay as they are."""
        self.amiss, self.problems = text, problems
        self.keep()
        self.draw()

    async def hold(self, rules: Made, told: str) -> None:
        """Saves rules: they are what holds, and nothing is a draft any more."""
        self.version = self.basis = await rules_following.hold(self.app, rules.document, told)
        self.saved = self.now = rules
        self.keep()

    async def go_back(self) -> None:
        """Takes back the last change. What was saved is followed by a version that is as before."""
        if self.amiss:
            self.left_amiss("", [])
            self.say(_("The text with mistakes is gone; the rules are as they were before it."))
        else:
            await self._step(self.past, self.future, _("The former rules are saved again."))

    async def go_on(self) -> None:
        """Does again what was taken back."""
        await self._step(self.future, self.past, _("The rules are saved."))

    async def _step(self, source: list[Step], target: list[Step], told: str) -> None:
        if not source or self.now is None:
            self.say(_("There is nothing to take back or do again here."))
            return
        if source[-1].saved and await self.app.desk.read(rules_draft.newest) != self.version:
            told = _("Other rules were saved since; {key} reads them.")
            self.say(told.format(key=self.app.keymap_.key("desk.reload")), bad=True)
            return
        step = source.pop()
        target.append(Step(self.now, step.saved))
        if step.saved:
            await self.hold(step.made, told)
        else:
            self.now = step.made
            self.keep()
        self.draw()
