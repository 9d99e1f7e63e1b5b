"""What the last shift has left to say: one line on top of every screen until it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpdesk_tui.i18n import ngettext
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.faults import explain

from . import when

if TYPE_CHECKING:
    from helpdesk_tui.tickets.handover import Note

    from .program import Program


class Handed:
    """The notes that this technician has not read yet, newest first."""

    def __init__(self, app: Program) -> None:
        self._app = app
        self.notes: list[Note] = []

    def look(self) -> None:
        """There may be others now, or fewer."""
        self._app.run_worker(self._look())

    async def _look(self) -> None:
        from helpdesk_tui.tickets import handover

        me = self._app.desk.me
        try:
            notes = await self._app.desk.read(handover.unread, me.id, me.teams)
        except Exception as error:
            if explain(error) is None:
                raise
            return  # nobody has asked
        if notes != self.notes:
            self.notes = notes
            self._app.handed_changed()

    def told(self) -> str:
        """The newest in a line, and how all of it is read; empty when there is nothing."""
        if not self.notes:
            return ""
        newest = self.notes[0]
        key = self._app.keymap_.key("handover.read")
        words = ngettext(
            "{key} reads what {who} has left for you, {when}: {text}",
            "{key} reads {count} notes for you, the last of {who}, {when}: {text}",
            len(self.notes),
        )
        return words.format(
            key=key,
            count=len(self.notes),
            who=line(newest.who),
            when=when.stamp(newest.at),
            text=line(newest.body),
        )
