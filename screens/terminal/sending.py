"""What of a changed line is sent: the cells that were named, and none beside them.

Textual's own sends a piece of a line from its left edge on, whatever of it has changed. Like the
driver this leans on private names, and tests/terminal holds each upgrade to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor


class ExactCompositor(Compositor):
    """Puts a screen's widgets together, and sends of a change no more than that."""

    def render_partial_update(self) -> ChopsUpdate | None:
        update = super().render_partial_update()
        return update and Cells(update.chops, update.spans, update.chop_ends)


class Cells(ChopsUpdate):
    """The named cells of some lines, each stretch with a move of the cursor before it."""

    def render_segments(self, console: Console) -> str:
        return "".join(self._sent(console))

    def _sent(self, console: Console) -> Iterator[str]:
        for y, begin, end in self.spans:
            for edge, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=True):
                first, last = max(begin, x), min(end, edge)
                if strip and first < last:
                    yield Control.move_to(first, y).segment.text
                    yield strip.crop(first - x, last - x).render(console)
