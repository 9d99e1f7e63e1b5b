"""Calendars and policies, and what was kept of them."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

RULES = (
    Command("rules.down", "j,down", "move(1)", N_("down"), N_("Next calendar or policy")),
    Command("rules.up", "k,up", "move(-1)", N_("up"), N_("Previous calendar or policy")),
    Command("rules.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("rules.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command("rules.new", "plus", "new", N_("new"), N_("A new calendar or policy"), footer=True),
    Command("rules.edit", "enter,e", "edit", N_("change"), N_("Change what is lit"), footer=True),
    Command("rules.save", "s", "save", N_("save"), N_("See what moves, then save"), footer=True),
    Command("rules.undo", "z", "undo", N_("undo"), N_("Take back the last change"), footer=True),
    Command("rules.redo", "Z", "redo", N_("redo"), N_("Do again what you took back")),
    Command("rules.editor", "ctrl+o", "editor", "TOML", N_("All of it in $EDITOR"), footer=True),
    Command("rules.sink", "J", "reorder(1)", N_("later"), N_("The policy is tried later")),
    Command("rules.rise", "K", "reorder(-1)", N_("sooner"), N_("The policy is tried sooner")),
    Command("rules.drop", "d", "drop", N_("take out"), N_("Take out what is lit")),
    Command("rules.day_on", "l,right", "day(1)", N_("day on"), N_("A day on")),
    Command("rules.day_back", "h,left", "day(-1)", N_("day back"), N_("A day back")),
    Command("rules.month_on", "L", "month(1)", N_("month on"), N_("A month on")),
    Command("rules.month_back", "H", "month(-1)", N_("month back"), N_("A month back")),
    Command("rules.year_on", "right_square_bracket", "month(12)", N_("year"), N_("A year on")),
    Command("rules.year_back", "left_square_bracket", "month(-12)", N_("year"), N_("A year back")),
    Command("rules.read_on", "ctrl+d,pagedown", "read(1)", N_("on"), N_("Read on at the right")),
    Command("rules.read_back", "ctrl+u,pageup", "read(-1)", N_("back"), N_("Read back")),
    Command("rules.back", "escape,q", "back", N_("back"), N_("Leave; it is kept"), footer=True),
)

KEPT = (
    Command("kept.down", "j,down", "move(1)", N_("down"), N_("Next")),
    Command("kept.up", "k,up", "move(-1)", N_("up"), N_("Previous")),
    Command("kept.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("kept.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("kept.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("kept.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command(
        "kept.open",
        "enter",
        "open",
        N_("open"),
        N_("What a month missed, and then the ticket"),
        footer=True,
    ),
    Command(
        "kept.earlier",
        "left_square_bracket",
        "year(-1)",
        N_("earlier"),
        N_("A year back"),
        footer=True,
    ),
    Command(
        "kept.later",
        "right_square_bracket",
        "year(1)",
        N_("later"),
        N_("A year on"),
        footer=True,
    ),
    Command(
        "kept.write",
        "W",
        "write",
        N_("write"),
        N_("In files, for the client"),
        footer=True,
    ),
    Command("kept.back", "escape,q", "back", N_("back"), N_("Back"), footer=True),
)
