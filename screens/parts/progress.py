"""How far something has come that takes a while, in one line that esc stops."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.strip import Strip

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line

from ..common.cells import fit
from .bars import Bar
from .lines import columns


class Progress(Bar[None], can_focus=True):
    """A line that says how much is done. But for esc, keys go on to the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", show=False)]

    def __init__(self, what: str, all_: int) -> None:
        super().__init__()
        self.stopped = False
        self._what, self._all, self._done = what, all_, 0

    def opened(self) -> None:
        self.screen.set_focus(self)

    def tell(self, done: int) -> None:
        """So much is done by now."""
        self._done = done
        self.refresh()

    def action_stop(self) -> None:
        """Esc: no further than it has come by now."""
        self.stopped = True
        self.leave()

    def get_content_height(self, container: object, viewport: object, cells: int) -> int:
        return 1

    def render_line(self, y: int) -> Strip:
        look, cells = self.app.look, self.size.width
        stop = _("stop")
        keys = [(" esc", look.key), (f" {stop} ", look.dim)]
        told = _("{what} · {done} of {all}").format(
            what=line(self._what), done=f"{self._done:,}", all=f"{self._all:,}"
        )
        room = max(0, cells - sum(len(words) for words, _style in keys))
        drawn = columns([(fit(f" {told}", room), look.title), *keys])
        return Strip(drawn).adjust_cell_length(cells)
