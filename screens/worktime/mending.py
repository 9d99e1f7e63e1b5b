"""What is done to an entry of a day with one key: each is told in a line and taken back by undo."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.day import Item, Part
from helpdesk_tui.worktime.entries import Spent

from ..common import words
from ..frame.listed import Fetched
from ..terminal.keys import asking, command
from . import entry_times
from .entry_ways import ask_way, do


class Mending(Fetched):
    """A screen that shows a day and has an entry of it in hand."""

    @property
    def item(self) -> Item | None:
        """The entry or the gap that the cursor is on."""
        raise NotImplementedError

    def parts(self) -> list[Part]:
        """The entries of the day, in order."""
        raise NotImplementedError

    async def show_anew(self, entry: int | None = None) -> None:
        """Waits until the day is as it is now, with an entry that was just written in hand."""
        raise NotImplementedError

    def need_entry(self) -> Spent | None:
        """The entry that the cursor is on; that there is none, is told."""
        item = self.item
        if isinstance(item, Part):
            return item.spent
        self.say(_("Put the cursor on an entry first."))
        return None

    @asking
    async def action_split(self) -> None:
        if entry := self.need_entry():
            await self.show_anew(await entry_times.split(self, entry))

    @asking
    async def action_shift(self) -> None:
        if entry := self.need_entry():
            await entry_times.move(self, entry)
            await self.show_anew()

    @asking
    async def action_duplicate(self) -> None:
        if entry := self.need_entry():
            await self.show_anew(await entry_times.duplicate(self, entry))

    @command
    async def action_join(self) -> None:
        first = self.need_entry()
        parts = self.parts()
        at = next((n for n, part in enumerate(parts) if first and part.spent.id == first.id), None)
        if first is None or at is None:
            return
        if at + 1 == len(parts):
            self.say(_("There is no entry after it on this day."))
            return
        second = parts[at + 1].spent
        told = _("“{one}” and “{other}” are one entry now")
        told = told.format(one=words.title(first.what.title), other=words.title(second.what.title))
        await do(self, lambda way: entries.join(self.app.desk.me.id, first, second), told)
        await self.show_anew()

    @asking
    async def action_settle(self) -> None:
        """Lets somebody say what gives way where the entry in hand lies over others."""
        entry, item = self.need_entry(), self.item
        if entry is None or not isinstance(item, Part):
            return
        others = [part.spent for part in self.parts() if part.spent.id in item.over]
        if not others:
            self.say(_("It lies over no other entry."))
            return
        chosen = await ask_way(self, others)
        if chosen:
            told = _("The overlap of “{title}” is settled").format(
                title=words.title(entry.what.title)
            )
            me = self.app.desk.me.id
            await do(self, lambda way: entries.edit(me, entry, way=way or chosen), told)
            await self.show_anew()

    @command
    async def action_retire(self) -> None:
        entry = self.need_entry()
        if entry:
            told = _("“{title}” was put away").format(title=words.title(entry.what.title))
            await do(self, lambda way: entries.put_away(self.app.desk.me.id, entry), told)
            await self.show_anew()
