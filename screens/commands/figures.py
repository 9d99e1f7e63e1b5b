"""Figures: counts, times and promises."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

FIGURES = (
    Command("figures.down", "j,down", "move(1)", N_("down"), N_("Next row")),
    Command("figures.up", "k,up", "move(-1)", N_("up"), N_("Previous row")),
    Command(
        "figures.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")
    ),
    Command("figures.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("figures.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("figures.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command(
        "figures.open",
        "enter",
        "open",
        N_("tickets"),
        N_("The row's tickets, in the queue; a routine's entries"),
        True,
    ),
    Command(
        "figures.dimension", "d", "dimension", N_("by"), N_("By client, category, team ..."), True
    ),
    Command("figures.draft", "D", "draft", N_("draft"), N_("Draft a procedure from a routine")),
    Command("figures.next_dimension", "tab", "turn(1)", N_("next"), N_("By the next of these")),
    Command(
        "figures.former_dimension", "shift+tab", "turn(-1)", N_("former"), N_("By the one before")
    ),
    Command(
        "figures.period", "p", "period", N_("period"), N_("Weeks, a month, a year, or all"), True
    ),
    Command(
        "figures.earlier",
        "left_square_bracket",
        "shift(-1)",
        N_("earlier"),
        N_("The period before"),
        True,
    ),
    Command(
        "figures.later", "right_square_bracket", "shift(1)", N_("later"), N_("The period after")
    ),
    Command("figures.column_on", "l,right", "chart(1)", N_("bars"), N_("Bars of the next column")),
    Command(
        "figures.column_back", "h,left", "chart(-1)", N_("bars"), N_("Bars of the column before")
    ),
    Command(
        "figures.filter", "slash", "filter", N_("filter"), N_("Only what a filter finds"), True
    ),
    Command("figures.write", "W", "write", N_("write"), N_("Write them to a file"), True),
    Command(
        "figures.back", "escape,q", "back", N_("back"), N_("Stop counting, or to the queue"), True
    ),
)
