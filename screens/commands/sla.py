"""Calendars and policies."""

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
