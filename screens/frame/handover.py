"""Notes to the next shift: read whole, and written."""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.widget import Widget

from helpdesk_tui.i18n import _
from helpdesk_tui.people import directory
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.tickets import drafts, handover
from helpdesk_tui.tickets.handover import Note

from .. import commands
from ..common import when
from ..common.cells import fit
from ..common.look import Look
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, DraftOf, Field
from ..parts.forms import Form
from ..parts.lines import EMPTY, Line, Lines, columns, text
from ..parts.prose import prose
from ..terminal.keys import asking
from .frame import Frame

DRAFT = DraftOf("handover", "handover")

MOST = 9
"""Tickets that are offered, one for each digit."""


class HandoverScreen(Frame):
    """What others have left to say. What it shows is read."""

    TAB = ""
    COMMANDS_HERE = commands.and_everywhere(commands.HANDOVER)

    def __init__(self) -> None:
        super().__init__()
        self._notes: list[Note] = []

    def body(self) -> Iterable[Widget]:
        self.page = Lines(id="page")
        yield self.page

    def on_mount(self) -> None:
        self.read()

    def on_resize(self) -> None:
        super().on_resize()
        self.draw()

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def handed_changed(self) -> None:
        super().handed_changed()
        if self.app.handed.notes:
            self.read()

    @work(group="read")
    async def read(self) -> None:
        """Reads the notes; from then on they have been read."""
        desk = self.app.desk
        self._notes = await desk.read(handover.latest, desk.me.id, desk.me.teams)
        self.draw()
        fresh = [note.id for note in self._notes if note.unread]
        if fresh:
            await desk.note(handover.mark_read, desk.me.id, fresh)
            self.app.handed.look()

    def draw(self) -> None:
        """Draws the notes for the present width."""
        look, cells = self.app.look, self.size.width
        lines: list[Line] = [text(" " + _("To the next shift"), look.title), EMPTY]
        for note in self._notes:
            lines += _drawn(note, cells, look)
        if not self._notes:
            words = _("Nobody has left a note. {key} writes one.")
            key = self.app.keymap_.key("handover.write")
            lines.append(text(" " + words.format(key=key), look.dim))
        self.page.show(lines)

    def action_scroll(self, by: int) -> None:
        self.page.scroll_lines(by)

    def action_half(self, by: int) -> None:
        self.page.page(by * 0.5)

    @asking
    async def action_open(self) -> None:
        """Opens a ticket that a note names."""
        named = dict(ticket for note in self._notes for ticket in note.tickets)
        choices = [
            Choice(str(n), f"{number} {one_line(subject)[:30]}", number)
            for n, (number, subject) in enumerate(list(named.items())[:MOST], 1)
        ]
        if not choices:
            self.say(_("None of these notes names a ticket."))
            return
        chosen = choices[0].value
        if len(choices) > 1:
            asked = await self.ask(Menu(_("Which ticket?"), choices))
            if asked is None:
                return
            chosen = asked
        await self.run_action(f"app.open_ticket({chosen})")

    def action_reload(self) -> None:
        self.read()

    def action_back(self) -> None:
        self.dismiss()


async def write(screen: Frame) -> None:
    """Asks for a note to the next shift; it is a draft while it is typed."""
    desk = screen.app.desk
    kept = await desk.read(drafts.load, desk.me.id, *DRAFT.key)

    async def submit(answers: Answers) -> str | None:
        body, team = answers["body"], answers.chosen["team"]
        if not body:
            return _("There is nothing written yet.")
        done = await desk.finish(DRAFT.key, handover.write, desk.me.id, body, team)
        screen.keep_for_undo(_("Your note waits for the next shift"), done)
        for other in screen.app.screen_stack:
            if isinstance(other, HandoverScreen):
                other.read()
        return None

    fields = [
        Field("body", _("Note"), long=True),
        Field("team", _("Team only"), find=directory.teams),
    ]
    title = _("To the next shift; numbers of tickets open there")
    await screen.ask(Form(title, fields, submit, draft=DRAFT, kept=kept))


def _drawn(note: Note, cells: int, look: Look) -> list[Line]:
    team = f" → {one_line(note.team)}" if note.team else ""
    sign = "▸" if note.unread else " "
    head = [
        (f" {sign} {when.stamp(note.at)}  ", look.dim),
        (one_line(note.who) + team, look.title if note.unread else look.dim),
    ]
    lines = [columns(head)]
    lines += [text("   " + part, look.text) for part in prose(note.body, cells - 6)]
    for number, subject in note.tickets:
        named = [(f"   {number}  ", look.accent), (fit(one_line(subject), cells - 14), look.dim)]
        lines.append(columns(named))
    return [*lines, EMPTY]
