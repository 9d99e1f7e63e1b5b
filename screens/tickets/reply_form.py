"""The bar of a reply, with the changes that go with it: both happen as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import drafts
from helpdesk_tui.tickets.staged import NOTHING, Staged

from ..common import staged_words
from ..common.cells import fit
from ..parts.fields import DraftOf, Field, Submit
from ..parts.forms import Form
from ..parts.lines import Lines, columns


class ReplyForm(Form):
    """A text and below it, in a line, what becomes of the ticket when it is answered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "drop", show=False)]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        *,
        draft: DraftOf,
        kept: drafts.Kept | None,
        staged: Staged,
        names: Mapping[int, str],
        is_new: bool,
    ) -> None:
        """`staged` are kept with the draft; with `is_new` the text has just been put in."""
        super().__init__(title, fields, submit, draft=draft, kept=kept)
        self.staged = staged
        self._names = names
        if is_new:
            self._told = ("", False)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Lines(id="staged")

    def on_resize(self) -> None:
        super().on_resize()
        self._draw_staged()

    def action_drop(self) -> None:
        """The text alone: nothing else becomes of the ticket."""
        if self.staged and self._draft:
            self.staged = NOTHING
            self._draft = replace(self._draft, basis="")
            self.keep_soon()
            self._draw_staged()

    def action_empty(self) -> None:
        self.action_drop()
        super().action_empty()

    def _draw_staged(self) -> None:
        below, look, cells = self.query_one("#staged", Lines), self.app.look, self.app.size.width
        below.styles.height = int(bool(self.staged))
        told = line(staged_words.told(self.staged, self._names))
        without = _("without it")
        keys = [(" ctrl+t", look.key), (f" {without} ", look.dim)]
        used = sum(len(words) for words, _style in keys)
        then = fit(" " + _("Then: {changes}").format(changes=told), max(0, cells - used))
        below.show([columns([(then, look.title), *keys])])
