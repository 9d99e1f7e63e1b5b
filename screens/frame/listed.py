"""Screens that are a list: drawn for their width, moved in, and most of them read by the desk."""

from __future__ import annotations

from textual import work

from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _

from ..parts.lines import sentence
from ..parts.picker import Picker
from ..terminal.keys import command
from .frame import Frame

MANY = 1_000_000
"""More lines than any list has."""


class Listed(Frame):
    """A screen with a list that is moved in."""

    list: Picker

    def draw(self) -> None:
        """Draws the work for the present width; nothing where it is yet to be read."""
        raise NotImplementedError

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def action_move(self, by: int) -> None:
        self.list.move(by)

    def action_half(self, by: int) -> None:
        self.action_move(by * max(1, self.list.size.height // 2))

    def action_jump(self, to_end: bool) -> None:
        self.action_move(MANY if to_end else -MANY)

    def action_back(self) -> None:
        self.dismiss()


class Fetched(Listed):
    """A list that the desk is asked for, when the screen opens and whenever it may have changed."""

    def __init__(self) -> None:
        super().__init__()
        self.has_read = False
        """Whether there is something to show."""
        self._problem = ""
        """Why there is nothing."""

    async def fetch(self) -> None:
        """Asks the desk for what is shown."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.arrive()

    @command
    async def arrive(self) -> None:
        """Shows what there is; keys typed after the one that led here are meant for it."""
        await self.read().wait()

    @work(group="read")
    async def read(self) -> None:
        """Reads all anew; what is shown stays until that is there, and the cursor where it is."""
        try:
            await self.fetch()
        except Superseded:
            return
        except Exception as error:
            self._problem = self.unread(error, shown=self.has_read)
        else:
            self.has_read, self._problem = True, ""
        self.draw()

    def draw_instead(self, words: str = "") -> None:
        """Says in the place of the list why it could not be read, or else these words."""
        cells, look = self.list.size.width, self.app.look
        style = look.dim
        if self._problem:
            again = _("{key} tries again.").format(key=self.app.keymap_.key("desk.reload"))
            words, style = f"{self._problem} {again}", look.late
        self.list.renew(sentence(words, cells, style), [], 0)

    def action_reload(self) -> None:
        self.read()

    def world_changed(self, tickets: set[int], *, own: bool) -> None:
        if own:
            self.read()
