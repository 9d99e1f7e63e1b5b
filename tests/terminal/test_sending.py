"""Of a line that has changed the named cells are sent: all of them, and none beside them."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from helpdesk_tui.screens.terminal.sending import Cells

WIDTH, HEIGHT, EDGE = 30, 3, 12
"""A picture of two widgets side by side, which meet at the edge."""

STYLES = st.sampled_from([Style(bold=True), Style(color="red"), Style()])
SPANS = st.dictionaries(
    st.integers(0, HEIGHT - 1),
    st.lists(st.integers(0, WIDTH), min_size=2, max_size=4, unique=True).map(sorted),
    min_size=1,
)


@st.composite
def strips(draw: st.DrawFn, cells: int) -> Strip:
    """So many cells in pieces of different styles."""
    cuts = sorted(draw(st.sets(st.integers(1, cells - 1), max_size=3)))
    letters = draw(st.text("abcñ ·", min_size=cells, max_size=cells))
    ends = zip([0, *cuts], [*cuts, cells], strict=True)
    return Strip(Segment(letters[begin:end], draw(STYLES)) for begin, end in ends)


LINES = st.lists(st.tuples(strips(EDGE), strips(WIDTH - EDGE)), min_size=HEIGHT, max_size=HEIGHT)


@given(LINES, SPANS)
def test_the_cells_of_the_spans_are_new_and_all_others_as_they_were(
    lines: list[tuple[Strip, Strip]], named: dict[int, list[int]]
) -> None:
    spans = [
        (y, begin, end)
        for y, edges in sorted(named.items())
        for begin, end in zip(edges[::2], edges[1::2], strict=False)
    ]
    chops = [{0: left, EDGE: right} for left, right in lines]
    update = Cells(chops, spans, [[EDGE, WIDTH]] * HEIGHT)
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    stream.feed("\r\n".join(["x" * WIDTH] * HEIGHT))
    sent = update.render_segments(Console(force_terminal=True, color_system="256"))
    stream.feed(sent)
    for y, (left, right) in enumerate(lines):
        inside = {x for line, begin, end in spans if line == y for x in range(begin, end)}
        text = left.text + right.text
        wanted = "".join(text[x] if x in inside else "x" for x in range(WIDTH))
        assert screen.display[y] == wanted
