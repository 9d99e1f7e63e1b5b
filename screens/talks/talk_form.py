"""The bar of a conversation: saved as it is typed, and leaving it with esc keeps what it says.

Nothing in a talk is lost because somebody looked up too early. What is meant for the client is
looked over at each pause.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields as columns
from dataclasses import replace
from typing import Any

from textual import work
from textual.timer import Timer

from helpdesk_tui import wording
from helpdesk_tui.conversations import unsettled
from helpdesk_tui.conversations.talk import PARTS, Part, Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict, Done, Refused, as_stored
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import drafts

from ..common.cells import short
from ..frame import conflicts
from ..frame.frame import Frame
from ..parts.fields import BASIS, Answers, DraftOf, Field, Submit
from ..parts.forms import Form

Carry = Callable[..., Done]
"""Carries out what a form asks for, in the database's thread."""

Write = Callable[[Answers, Any], Awaitable[Carry]]
"""Says how to carry out what is filled in, from what was seen of the talk or of its line."""


def kind_of(part: Part | type[Part]) -> str:
    """What the draft of a line is called, or of a new one of its kind."""
    return (
        f"{PARTS[part][0]}:new" if isinstance(part, type) else f"{PARTS[type(part)][0]}:{part.id}"
    )


FOR_THE_CLIENT = {"headline", "text", "if_nothing", "protection", "summary"}
"""Fields that the client hears or reads."""

PAUSE = 0.3
"""Seconds without a key after which what is typed is looked over."""

LONGEST_SPOT = 40
"""Cells of a spot that a hint shows."""


class HintingForm(Form):
    """What the client will hear or read is looked over at each pause: a hint, never in the way."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        voice: tuple[str, str],
        draft: DraftOf,
        kept: drafts.Kept | None,
    ) -> None:
        """`voice` is the language and the form of address of the client."""
        super().__init__(title, fields, submit, draft=draft, kept=kept)
        self._voice = voice
        self._pausing: Timer | None = None

    def refilled(self) -> None:
        if self._pausing:
            self._pausing.stop()
        self._pausing = self.set_timer(PAUSE, self._look_over)

    @work(group="wording", exclusive=True)
    async def _look_over(self) -> None:
        """Beside the keys: the first time reads the phrases, and a long text takes a while."""
        field = self._field()
        if field is None or field.name not in FOR_THE_CLIENT:
            return
        text = self._filled.texts[field.name]
        found = await asyncio.to_thread(wording.check, text, *self._voice)
        if not found or self.answer.done() or self._filled.texts[field.name] != text:
            return
        *more, last = found  # which was typed last, as a rule
        words = short(line(text[last.start : last.end]), LONGEST_SPOT)
        spot = _("“{words}”").format(words=words)
        told = [f"{spot}: {last.reason}"]
        if last.better:
            told.append(_("better: {words}").format(words=last.better))
        if more:
            told.append(_("(and {count} more)").format(count=len(more)))
        self._tell(" ".join(told), bad=True)


class TalkForm(HintingForm):
    """A form that is left by keeping what it says, as far as that can be kept."""

    _refused = False
    """Whether what is filled in could not be kept."""

    def refilled(self) -> None:
        self._refused = False
        super().refilled()

    async def _carry_out(self, submit: Submit) -> None:
        try:
            await super()._carry_out(submit)
        finally:  # it would be gone otherwise: what was told is not for esc to pass over
            self._refused = True

    @work(group="submit")
    async def action_leave_form(self) -> None:
        """Keeps what is filled in; a second esc leaves what cannot be kept as a draft."""
        self._catch_up()
        if self._filled.is_begun() and not self._refused:
            await self._carry_out(self._submit)
        else:
            if await self._put_down():
                self.leave()


async def ask(
    screen: Frame,
    talk: Talk,
    title: str,
    fields: Sequence[Field],
    write: Write,
    kind: str,
    part: Part | None = None,
) -> bool:
    """Asks about the talk or a part of it; whether it was kept. `kind` names the draft.

    Whoever saves again after a conflict puts theirs in the place of what they were told of.
    """
    seen: Talk | Part = part or talk
    desk, target = screen.app.desk, unsettled.target(talk.id)
    kept = await desk.read(drafts.load, desk.me.id, target, kind)
    if kept:  # it is compared with what was seen when it was begun
        seen = replace(seen, **json.loads(kept.fields.get(BASIS, "{}")))
    draft = DraftOf(target, kind, _basis(seen, kind))

    async def submit(answers: Answers) -> str | None:
        nonlocal seen
        if kind.endswith(":new") and all(answers.texts[one.name] == one.value for one in fields):
            return None
        try:
            done = await desk.finish((target, kind), await write(answers, seen))
        except Refused as refused:
            return str(refused)
        except Conflict as conflict:
            theirs: dict[str, Any] = {conflict.field: conflict.found}
            seen = replace(seen, **theirs)
            return await conflicts.in_form(screen, conflict)
        if done.changed:
            screen.keep_for_undo(_("{what}: kept").format(what=title), done)
        return None

    form = TalkForm(title, fields, submit, (talk.language, talk.address_form), draft, kept)
    return await screen.ask(form) is not None


def _basis(seen: Talk | Part, kind: str) -> str:
    """What was seen, as a draft keeps it: of a talk the field of that name, of a line all."""
    names = [one.name for one in columns(seen)]
    if isinstance(seen, Talk):
        names = [name for name in names if name == kind]
    return json.dumps({name: as_stored(getattr(seen, name)) for name in names}) if names else ""
