"""What the columns of a table mean."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

MAPPING = (
    Command("mapping.down", "j,down", "move(1)", N_("down"), N_("Next column")),
    Command("mapping.up", "k,up", "move(-1)", N_("up"), N_("Previous column")),
    Command("mapping.first", "g,home", "jump(False)", N_("first"), N_("First column")),
    Command("mapping.last", "G,end", "jump(True)", N_("last"), N_("Last column")),
    Command(
        "mapping.mean", "enter", "mean", N_("meaning"), N_("Say what the column means"), footer=True
    ),
    Command(
        "mapping.values", "v", "values", N_("values"), N_("Say what its values mean"), footer=True
    ),
    Command("mapping.aside", "a", "aside", N_("aside"), N_("It means nothing: keep it aside")),
    Command("mapping.ignore", "i", "ignore", N_("ignore"), N_("Leave the column out altogether")),
    Command(
        "mapping.dates", "t", "dates", N_("dates"), N_("Form and time zone of dates"), footer=True
    ),
    Command(
        "mapping.hours",
        "h",
        "hours",
        N_("hours"),
        N_("Its rows are hours, or tickets again"),
        footer=True,
    ),
    Command("mapping.same", "c", "same", N_("all rows"), N_("What is the same in every row")),
    Command("mapping.guess", "r", "guess", N_("guess"), N_("Guess everything anew")),
    Command(
        "mapping.save", "ctrl+s", "save", N_("save"), N_("Save it, try it, import"), footer=True
    ),
    Command("mapping.file", "f", "file", N_("file"), N_("Encoding, delimiter, rows"), footer=True),
    Command(
        "mapping.read_on",
        "right_curly_bracket,ctrl+d,pagedown",
        "read(1)",
        N_("on"),
        N_("Rows: on"),
    ),
    Command(
        "mapping.read_back",
        "left_curly_bracket,ctrl+u,pageup",
        "read(-1)",
        N_("back"),
        N_("Rows: back"),
    ),
    Command("mapping.back", "escape,q", "back", N_("back"), N_("Leave; it is kept"), footer=True),
)
