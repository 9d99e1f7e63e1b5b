"""The evidence for the client's eyes: what is marked for them, and nothing of anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from textual.widget import Widget

from helpdesk_tui.conversations import evidence_page
from helpdesk_tui.conversations.talk import Evidence, Talk
from helpdesk_tui.safe_text import line as one_line

from . import commands, talk_files
from .look import Look
from .parts.cells import fit
from .parts.lines import EMPTY, Line, Lines, text
from .talking import Talking
from .terminal.keys import asking, command
from .ticket_lines import prose


class EvidenceScreen(Talking):
    """A page that can be turned to the client."""

    CSS_PATH = "../styles/talk.tcss"
    COMMANDS_HERE = commands.SHOWN
    BEFORE_CLIENT = True

    def body(self) -> Iterable[Widget]:
        self.page = Lines(id="page")
        yield self.page

    def on_mount(self) -> None:
        self._arrive()

    @command
    async def _arrive(self) -> None:
        await self.read()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        if self.shown and self.is_mounted:
            self.page.show(lines(self.shown.talk, self.size.width, self.app.look))

    def action_scroll(self, by: int) -> None:
        self.page.scroll_lines(by)

    def action_half(self, by: int) -> None:
        self.page.page(by * 0.5)

    @asking
    async def action_save(self) -> None:
        if self.shown:
            talk = self.shown.talk  # no folders are offered: their names may be other clients'
            await talk_files.write(
                self, evidence_page.name(talk), partial(evidence_page.export, talk)
            )

    def action_back(self) -> None:
        self.dismiss()


def lines(talk: Talk, cells: int, look: Look) -> list[Line]:
    """The page, in the client's language."""
    drawn = [EMPTY, text(fit(f"  {one_line(talk.client_name)}", cells), look.title)]
    if news := evidence_page.headline(talk):
        drawn += [EMPTY, *(text(f"  {part}", look.accent) for part in prose(news, cells - 4))]
    for found in evidence_page.shown(talk):
        drawn += [EMPTY, *_one(talk, found, cells, look)]
    return drawn


def _one(talk: Talk, found: Evidence, cells: int, look: Look) -> Iterator[Line]:
    first, _end, output = found.text.partition("\n")
    if day := evidence_page.day(talk, found):
        yield text(fit(f"  {day}", cells), look.dim)
    for part in prose(first, cells - 4):
        yield text(f"  {part}", look.text)
    for part in prose(output, cells - 8) if output else ():
        yield text(f"    │ {part}", look.text)
