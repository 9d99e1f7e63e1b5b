"""The pivot of recorded time, and the entries behind a cell of it or a routine."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

PIVOT = (
    Command("pivot.down", "j,down", "move(1, 0)", N_("down"), N_("Next row")),
    Command("pivot.up", "k,up", "move(-1, 0)", N_("up"), N_("Previous row")),
    Command("pivot.right", "l,right", "move(0, 1)", N_("right"), N_("Next column")),
    Command("pivot.left", "h,left", "move(0, -1)", N_("left"), N_("Previous column")),
    Command("pivot.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("pivot.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("pivot.first", "g,home", "jump(False)", N_("first"), N_("The first row")),
    Command("pivot.last", "G,end", "jump(True)", N_("last"), N_("The last row, of the sums")),
    Command(
        "pivot.page_right",
        "greater_than_sign",
        "across(1)",
        N_("on"),
        N_("As many columns on as are seen"),
    ),
    Command(
        "pivot.page_left",
        "less_than_sign",
        "across(-1)",
        N_("back"),
        N_("As many columns back as are seen"),
    ),
    Command(
        "pivot.open", "enter", "open", N_("entries"), N_("The entries behind a cell or a sum"), True
    ),
    Command("pivot.rows", "r", "choose('rows')", N_("rows"), N_("What the rows are"), True),
    Command(
        "pivot.columns", "c", "choose('columns')", N_("columns"), N_("What the columns are"), True
    ),
    Command("pivot.turn", "x", "turn", N_("turn"), N_("Rows become columns, columns rows"), True),
    Command("pivot.period", "p", "period", N_("period"), N_("Weeks, month, year, or all"), True),
    Command(
        "pivot.earlier",
        "left_square_bracket",
        "shift(-1)",
        N_("earlier"),
        N_("The period before"),
        True,
    ),
    Command("pivot.later", "right_square_bracket", "shift(1)", N_("later"), N_("The period after")),
    Command("pivot.client", "slash", "client", N_("client"), N_("Of one client, or of all"), True),
    Command("pivot.preset", "v", "preset", N_("ready-made"), N_("Often wanted ones"), True),
    Command("pivot.write", "W", "write", N_("write"), N_("Write it to a file"), True),
    Command("pivot.back", "escape,q", "back", N_("back"), N_("Back"), True),
)

BEHIND = (
    Command("behind.down", "j,down", "move(1)", N_("down"), N_("Next entry")),
    Command("behind.up", "k,up", "move(-1)", N_("up"), N_("Previous entry")),
    Command(
        "behind.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")
    ),
    Command("behind.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("behind.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("behind.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command("behind.open", "enter,e", "open", N_("edit"), N_("Change the entry"), True),
    Command("behind.ticket", "o", "ticket", N_("ticket"), N_("The ticket of the entry"), True),
    Command("behind.back", "escape,q", "back", N_("back"), N_("Back"), True),
)
