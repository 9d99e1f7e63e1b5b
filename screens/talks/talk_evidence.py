"""The evidence for the client's eyes: what is marked for them, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.widget import Widget

from helpdesk_tui.conversations import evidence_page
from helpdesk_tui.conversations.evidence_page import Item, Page
from helpdesk_tui.safe_text import line as one_line

from .. import commands
from ..common.cells import fit
from ..common.look import Look
from ..parts.lines import EMPTY, Line, Lines, text
from ..parts.prose import prose
from ..terminal.keys import asking, command
from . import talk_files
from .talking import Talking


class EvidenceScreen(Talking):
    """A page that can be turned to the client."""

    CSS_PATH = "../../styles/talk.tcss"
    COMMANDS_HERE = commands.SHOWN
    BEFORE_CLIENT = True

    def __init__(self, conversation: int) -> None:
        super().__init__(conversation)
        self.page: Page | None = None

    def body(self) -> Iterable[Widget]:
        self.lines = Lines(id="page")
        yield self.lines

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        await self.read()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.draw)

    async def read(self) -> None:
        await super().read()
        if self.shown:
            self.page = await self.app.desk.read(evidence_page.page, self.shown.talk)
            self.draw()

    def draw(self) -> None:
        if self.page and self.is_mounted:
            self.lines.show(drawn(self.page, self.size.width, self.app.look))

    def action_scroll(self, by: int) -> None:
        self.lines.scroll_lines(by)

    def action_half(self, by: int) -> None:
        self.lines.page(by * 0.5)

    @asking
    async def action_save(self) -> None:
        if self.shown and self.page:
            talk, page = self.shown.talk, self.page
            export = partial(evidence_page.export, talk, page)
            # No folders are offered: other clients may be named in them.
            await talk_files.write(self, evidence_page.name(talk), export)

    def action_back(self) -> None:
        self.dismiss()


def drawn(page: Page, cells: int, look: Look) -> list[Line]:
    """The page, in the client's language."""
    lines = [EMPTY, text(fit(f"  {one_line(page.client)}", cells), look.title)]
    if page.headline:
        lines += [
            EMPTY,
            *(text(f"  {part}", look.accent) for part in prose(page.headline, cells - 4)),
        ]
    for item in page.items:
        lines += [EMPTY, *_item(item, cells, look)]
    return lines


def _item(item: Item, cells: int, look: Look) -> Iterator[Line]:
    if item.day:
        yield text(fit(f"  {item.day}", cells), look.dim)
    for part in prose(item.text, cells - 4):
        yield text(f"  {part}", look.text)
    for part in prose(item.output, cells - 8) if item.output else ():
        yield text(f"    │ {part}", look.text)
