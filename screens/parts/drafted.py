"""A bar whose fields are kept as a draft, within a second of the last key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual import work
from textual.timer import Timer

from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import drafts

from .bars import Bar
from .fields import BASIS, Answers, DraftOf, Field
from .filled import Filled

KEEP_AFTER = 0.5
"""Seconds after a key until the draft is written, and until that is tried again."""


class Drafted(Bar[Answers]):
    """Fields that are filled in, and what keeps them; without a `draft` nothing does."""

    def __init__(self, fields: Sequence[Field], draft: DraftOf | None) -> None:
        super().__init__()
        self._filled = Filled(fields)
        self._draft = draft
        self._busy = False
        """Whether what it asks for is being done."""
        self._keeping: Timer | None = None
        self._kept = False
        """Whether this run has written the draft."""
        self._dated: datetime | None = None
        """When the draft was as it was last."""

    @property
    def writes_on(self) -> tuple[int, ...]:
        return drafts.tickets_of(self._draft.target) if self._draft else ()

    def as_draft(self, draft: DraftOf, later: dict[str, str]) -> drafts.Unsaved:
        """The draft as it is now, with what has been written elsewhere meanwhile."""
        fields = {**self._filled.to_keep(), **later}
        if fields and draft.basis:
            fields[BASIS] = draft.basis
        unsaved = drafts.as_typed(draft.target, draft.kind, fields, self._dated)
        self._dated = unsaved.at
        return unsaved

    def unsaved(self) -> drafts.Unsaved | None:
        """What is typed here and not written yet."""
        return self.app.typed.unsaved(self._draft.key) if self._draft else None

    def keep_soon(self) -> None:
        """Takes the draft as it is now, and writes it in a little while."""
        if self._draft is None:
            return
        self.app.typed.take(self.as_draft(self._draft, {}))
        if self._keeping is None and not self.answer.done():
            self._keeping = self.set_timer(KEEP_AFTER, self._keep)

    @work(group="draft")
    async def _keep(self) -> None:
        try:
            if self._busy:  # what is being done discards the draft: it must not be written after
                await self.app.typed.put_aside()
            elif not self.answer.done():
                await self.keep()
        except Exception as error:
            self.app.typed.rescue(error)
        finally:
            self._keeping = None
            if self.unsaved() and not self.answer.done():
                self._keeping = self.set_timer(KEEP_AFTER, self._keep)

    async def keep(self) -> None:
        """Writes the draft now."""
        if unsaved := self.unsaved():
            await self.app.typed.keep()
            self._kept = bool(unsaved.fields)

    async def taken_over(self) -> str | None:
        """Tells once when another terminal has taken the draft over, or used it already."""
        if not self._kept or self._draft is None:
            return None
        draft = self._draft.target, self._draft.kind
        if await self.app.desk.read(drafts.is_ours, self.app.desk.me.id, *draft):
            return None
        self._kept = False
        return _("Your other terminal has taken this text over. ctrl+s again does it here.")
