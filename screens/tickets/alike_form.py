"""A form that shows the tickets like what is typed in it, and can give what is typed to one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import drafts
from helpdesk_tui.tickets.similar import Similar

from ..parts.fields import NEW, Answers, DraftOf, Field, Submit
from ..parts.forms import Form
from .alike import Alike

HIGHEST = 0.8
"""How much of the screen bars may cover, as base.tcss has it."""

LONG = 4
"""Lines of a long field among others, as base.tcss has them."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a form finds the tickets that are like what is typed, and what comes of choosing one."""

    find: Callable[[Answers], list[Similar]]
    join: Callable[[int, Answers], Awaitable[str | None]]
    """One more of the same: puts what was typed on that ticket; a sentence when it cannot."""
    open: Callable[[int], Awaitable[object]]
    subject: str
    """The field that says what it is about: it stands as it is typed when one is chosen."""
    caller: str
    """The field that says who is one more: the hand goes there when it is empty."""


class AlikeForm(Form):
    """Fields with the tickets above them that are like what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+g", "alike", show=False)]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        *,
        draft: DraftOf,
        kept: drafts.Kept | None,
        likeness: Likeness,
    ) -> None:
        super().__init__(title, fields, submit, draft=draft, kept=kept)
        self._likeness = likeness
        self._alike = Alike(likeness.find, join=self._join, open=self._open, back=self._back)
        self._left = next(iter(self._fields))
        """The field from which the hand went to them."""

    def compose(self) -> ComposeResult:
        yield self._alike
        yield from super().compose()

    def refilled(self) -> None:
        self._alike.follow(self.answers())

    def offered(self, lines: int) -> None:
        fields = sum(LONG if field.long else 1 for field in self._fields.values())
        self._alike.keep_to(int(self.screen.size.height * HIGHEST) - fields - 1 - lines)

    def action_alike(self) -> None:
        """Over to the tickets that are like what is typed."""
        if not self._alike.is_empty:
            field = self._field()
            self._left = field.name if field else self._left
            self.screen.set_focus(self._alike)

    def _back(self) -> None:
        self._focus(self._left)

    @work(group="submit")
    async def _join(self, ticket: int) -> None:
        """One more of the same: what was typed goes to that ticket."""
        texts, subject, caller = self._filled.texts, self._likeness.subject, self._likeness.caller
        self._filled.take(subject, Named(NEW, texts[subject]))
        self._focus(self._left if texts[caller] else caller)
        await self._carry_out(lambda answers: self._likeness.join(ticket, answers))

    @work(group="submit")
    async def _open(self, ticket: int) -> None:
        """Shows that ticket; what was typed stays as a draft."""
        if await self._put_down():
            await self._likeness.open(ticket)
            self.leave()
