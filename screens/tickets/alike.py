"""Above a form: the tickets that are like what is typed in it.

They come when the hand rests, and stand there without taking a key. A key goes to them: there one
of them takes in what was typed, as one more of the same, or is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.timer import Timer

from helpdesk_tui.desk import Superseded
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.tickets.similar import Similar

from ..common.cells import fit
from ..parts.fields import Answers
from ..parts.lines import Line, Lines, columns, text
from . import alike_lines

if TYPE_CHECKING:
    from ..common.host import Host

REST = 0.2
"""Seconds that the hand must rest before they are looked for."""

MOST = 5
"""Lines that they take, the one above them included."""


class Alike(Lines, can_focus=True):
    """The tickets that are like what is typed; with the focus on it, one of them is lit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "join", show=False),
        Binding("o", "open", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("escape,tab,shift+tab,ctrl+g", "back", show=False),
    ]

    app: Host

    def __init__(
        self,
        find: Callable[[Answers], list[Similar]],
        *,
        join: Callable[[int], object],
        open: Callable[[int], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__(id="alike")
        self._find, self._join, self._open, self._back = find, join, open, back
        self._found: list[Similar] = []
        self._lit = 0
        self._room = 0
        self._answers: Answers | None = None
        self._resting: Timer | None = None

    def follow(self, answers: Answers) -> None:
        """This is typed now; what is like it comes when the hand rests."""
        self._answers = answers
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(REST, self._look)

    def keep_to(self, room: int) -> None:
        """Takes no more lines than there are."""
        self._room = max(0, min(room, MOST))
        self.draw()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is like it."""
        return not self._found

    @work(group="alike")
    async def _look(self) -> None:
        assert self._answers
        try:
            found = await self.app.desk.latest("alike", self._find, self._answers)
        except Superseded:
            return
        if not self.has_focus:  # nothing moves under the hand
            self._found, self._lit = found, 0
            self.draw()

    def draw(self) -> None:
        """Draws what there is room for; only the lines that differ are sent."""
        cells, look = self.screen.size.width, self.app.look
        most = max(0, self._room - 1)
        first = max(0, self._lit - most + 1)
        shown = self._found[first : first + most]
        lines = [
            alike_lines.row(one, cells, look, lit=self.has_focus and at == self._lit)
            for at, one in enumerate(shown, first)
        ]
        if self._found and self._room:
            lines.insert(0, self._heading(cells))
        if self.styles.height is None or self.styles.height.value != len(lines):
            self.styles.height = len(lines)
        self.show(lines)

    def _heading(self, cells: int) -> Line:
        look = self.app.look
        if self.has_focus:
            keys = (("enter", _("one more of the same")), ("o", _("open")), ("esc", _("back")))
            return columns(
                piece
                for key, does in keys
                for piece in ((f" {key}", look.key), (f" {does} ", look.dim))
            )
        words = ngettext(
            "{count} ticket is like it · ctrl+g goes there",
            "{count} tickets are like it · ctrl+g goes there",
            len(self._found),
        )
        return text(fit(" " + words.format(count=len(self._found)), cells), look.soon)

    def on_focus(self) -> None:
        self.draw()

    def on_blur(self) -> None:
        self._lit = 0
        self.draw()

    def action_move(self, by: int) -> None:
        self._lit = max(0, min(len(self._found) - 1, self._lit + by))
        self.draw()

    def action_join(self) -> None:
        self._join(self._found[self._lit].number)

    def action_open(self) -> None:
        self._open(self._found[self._lit].number)

    def action_back(self) -> None:
        self._back()
