"""The bar of a conversation: saved as it is typed, and leaving it with esc keeps what it says.

Nothing in a talk is lost because somebody looked up too early. What is meant for the client is
looked over at each pause.
"""

from __future__ import annotations

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
from helpdesk_tui.wording import Finding

from . import conflicts
from .frame import Frame
from .parts.cells import short
from .parts.fields import BASIS, Answers, DraftOf, Field, Submit
from .parts.forms import Form

Carry = Callable[..., Done]
"""Carries out what a form asks for, in the database's thread."""

Seen = Talk | Part | None
"""What a change is compared with; nothing where a line is new."""

Write = Callable[[Answers, Any], Awaitable[Carry]]
"""What to do about the answers, and about what was seen."""


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


class HeardForm(Form):
    """A form in which what the client will hear or read is looked over at each pause.

    It is a hint, and never in the way.
    """

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

    def _look_over(self) -> None:
        field = self._field()
        if field is None or field.name not in FOR_THE_CLIENT:
            return
        text = self._filled.texts[field.name]
        found = wording.check(text, *self._voice)
        if found:
            self._hint(text, found[-1], len(found) - 1)

    def _hint(self, text: str, found: Finding, others: int) -> None:
        """Tells of the last spot, which is as a rule the latest, and how many others there are."""
        better = _("better: {words}").format(words=found.better) if found.better else ""
        words = short(line(text[found.start : found.end]), LONGEST_SPOT)
        spot = _("“{words}”").format(words=words)
        more = f"(+{others})" if others else ""
        self._tell(" ".join(filter(None, (f"{spot}: {found.reason}", better, more))), bad=True)


class TalkForm(HeardForm):
    """One that is left by keeping what it says, as far as that can be kept."""

    _refused = False
    """Whether what is filled in could not be kept."""

    def refilled(self) -> None:
        self._refused = False
        super().refilled()

    async def _carry_out(self, submit: Submit) -> None:
        await super()._carry_out(submit)
        self._refused = True  # for else it would be gone

    @work(group="submit")
    async def action_leave_form(self) -> None:
        """Keeps what is filled in; a second esc leaves what cannot be kept as a draft."""
        self._catch_up()
        if self._filled.is_begun() and not self._refused:
            await self._carry_out(self._submit)
        else:
            await self._put_down()
            self.leave()


async def ask(
    screen: Frame,
    talk: Talk,
    title: str,
    fields: Sequence[Field],
    write: Write,
    kind: str,
    seen: Seen = None,
) -> bool:
    """Asks; whether it was kept. `kind` says which draft it takes up.

    `seen` is a line that is changed, or the conversation of which the field `kind` is.
    """
    desk, target = screen.app.desk, unsettled.target(talk.id)
    kept = await desk.read(drafts.load, desk.me.id, target, kind)
    if kept and seen:  # it is compared with what was seen when it was begun
        seen = replace(seen, **json.loads(kept.fields.get(BASIS, "{}")))
    draft = DraftOf(target, kind, _basis(seen, kind) if seen else "")

    async def submit(answers: Answers) -> str | None:
        nonlocal seen
        if kind.endswith(":new") and all(answers.texts[one.name] == one.value for one in fields):
            return None
        try:
            done = await desk.finish((target, kind), await write(answers, seen))
        except Refused as refused:
            return str(refused)
        except Conflict as conflict:
            assert seen
            theirs: dict[str, Any] = {conflict.field: conflict.found}
            seen = replace(seen, **theirs)  # told of now; the next time it gives way
            return await conflicts.in_form(screen, conflict)
        if done.changed:
            screen.keep_for_undo(_("{what}: kept").format(what=title), done)
        return None

    form = TalkForm(title, fields, submit, (talk.language, talk.address_form), draft, kept)
    return await screen.ask(form) is not None


def _basis(seen: Talk | Part, field: str) -> str:
    """What was seen, as a draft keeps it."""
    names = [field] if isinstance(seen, Talk) else [one.name for one in columns(seen)]
    return json.dumps({name: as_stored(getattr(seen, name)) for name in names})
