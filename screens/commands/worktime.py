"""The day and the week."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

TIME = (
    Command("day.down", "j,down", "move(1)", N_("down"), N_("Next entry or gap")),
    Command("day.up", "k,up", "move(-1)", N_("up"), N_("Previous entry or gap")),
    Command("day.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("day.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("day.first", "g,home", "jump(False)", N_("first"), N_("The first of the day")),
    Command("day.last", "G,end", "jump(True)", N_("last"), N_("The last of the day")),
    Command(
        "day.open",
        "enter,e",
        "open",
        N_("edit, fill"),
        N_("Change an entry; fill a gap; in the week, show the day"),
        footer=True,
    ),
    Command("day.new", "plus", "new_entry", N_("entry"), N_("An entry by hand"), footer=True),
    Command("day.previous", "left_square_bracket", "day(-1)", N_("before"), N_("The day before")),
    Command(
        "day.next", "right_square_bracket", "day(1)", N_("after"), N_("The day after"), footer=True
    ),
    Command("day.today", "full_stop", "today", N_("today"), N_("Today")),
    Command("day.week", "w", "week", N_("week"), N_("The week by client, or the day"), footer=True),
    Command("day.move", "m", "shift", N_("move"), N_("Let it begin at another time"), footer=True),
    Command("day.split", "s", "split", N_("split"), N_("Make two of an entry"), footer=True),
    Command("day.join", "o", "join", N_("join"), N_("Make one of it and the next; between: break")),
    Command("day.again", "D", "duplicate", N_("once more"), N_("The same at another time")),
    Command("day.settle", "v", "settle", N_("overlap"), N_("Two at one time: say what gives way")),
    Command("day.retire", "d", "retire", N_("put away"), N_("Out of every list; undo has it")),
    Command(
        "day.week_before", "left_curly_bracket", "day(-7)", N_("week before"), N_("The week before")
    ),
    Command(
        "day.week_after", "right_curly_bracket", "day(7)", N_("week after"), N_("The week after")
    ),
    Command("day.write", "W", "write", N_("workbook"), N_("Write recorded time to a workbook")),
    Command("day.back", "escape,q", "back", N_("back"), N_("Back to the queue"), footer=True),
)
