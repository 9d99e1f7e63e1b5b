"""How things are coloured: few styles, on the terminal's own background.

Letters, signs and position carry the meaning and colour repeats it, so that 16 colours, none, or a
black-and-white terminal say the same. The terminal's own colours are kept wherever they will do:
plain text then costs no escape sequence on the line.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.style import Style
from textual.theme import BUILTIN_THEMES

from helpdesk_tui.i18n import N_


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of one theme, each named after what it says."""

    text: Style
    dim: Style
    accent: Style
    title: Style
    lit: Style
    """The row in hand, when it is lit."""
    late: Style
    soon: Style
    good: Style
    note: Style
    """A note among the messages of a thread: for technicians only."""
    key: Style


def _look(
    dim: str, accent: str, lit: str, late: str, soon: str, good: str, note: str, key: str
) -> Look:
    return Look(
        text=Style(),
        dim=Style.parse(dim),
        accent=Style.parse(accent),
        title=Style.parse("bold"),
        lit=Style.parse(lit),
        late=Style.parse(late),
        soon=Style.parse(soon),
        good=Style.parse(good),
        note=Style.parse(note),
        key=Style.parse(key),
    )


LOOKS = {
    "dark": _look(
        dim="color(245)",
        accent="color(75)",
        lit="bold color(231) on color(24)",
        late="bold color(203)",
        soon="color(214)",
        good="color(114)",
        note="color(180)",
        key="bold color(75)",
    ),
    "light": _look(
        dim="color(242)",
        accent="color(25)",
        lit="bold color(16) on color(153)",
        late="bold color(124)",
        soon="color(130)",
        good="color(28)",
        note="color(94)",
        key="bold color(25)",
    ),
    "16": _look(
        dim="bright_black",
        accent="cyan",
        lit="reverse",
        late="bold red",
        soon="yellow",
        good="green",
        note="magenta",
        key="bold cyan",
    ),
}

NAMES = {"dark": N_("dark"), "light": N_("light"), "16": N_("16 colours")}

THEMES = (
    replace(BUILTIN_THEMES["ansi-dark"], name="dark"),
    replace(BUILTIN_THEMES["ansi-light"], name="light"),
    replace(BUILTIN_THEMES["ansi-dark"], name="16"),
)
"""What Textual's own widgets wear: the terminal's colours, whatever they are."""
