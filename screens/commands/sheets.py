"""Monday, and a client's sheet."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

MONDAY = (
    Command("monday.down", "j,down", "move(1)", N_("down"), N_("Next client")),
    Command("monday.up", "k,up", "move(-1)", N_("up"), N_("Previous client")),
    Command(
        "monday.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")
    ),
    Command("monday.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("monday.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("monday.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command("monday.open", "enter", "open", N_("look"), N_("Look at the sheet"), True),
    Command("monday.recipients", "e", "recipients", N_("recipients"), N_("Who gets it"), True),
    Command("monday.give", "s", "give", N_("give out"), N_("Give this one out"), True),
    Command("monday.give_all", "S", "give_all", N_("all"), N_("Give out all that are ready"), True),
    Command("monday.take_back", "u", "take_back", N_("take back"), N_("A draft again")),
    Command("monday.letter", "w", "letter", N_("letter"), N_("A lost letter, written again")),
    Command(
        "monday.earlier",
        "left_square_bracket",
        "shift(1)",
        N_("earlier"),
        N_("The period before"),
        True,
    ),
    Command(
        "monday.later", "right_square_bracket", "shift(-1)", N_("later"), N_("The period after")
    ),
    Command("monday.workbook", "x", "workbook", N_("workbook"), N_("Its hours as a workbook")),
    Command("monday.pivot", "o", "pivot", N_("pivot"), N_("Their time, by rows and columns")),
    Command("monday.terms", "dollar_sign", "terms", N_("hours"), N_("All that is agreed")),
    Command("monday.back", "escape,q", "back", N_("back"), N_("Back"), True),
)

SHEET = (
    Command("sheet.down", "j,down", "move(1)", N_("down"), N_("Next line")),
    Command("sheet.up", "k,up", "move(-1)", N_("up"), N_("Previous line")),
    Command("sheet.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("sheet.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("sheet.first", "g,home", "jump(False)", N_("first"), N_("The first line")),
    Command("sheet.last", "G,end", "jump(True)", N_("last"), N_("The last line")),
    Command("sheet.entry", "enter", "entry", N_("entry"), N_("Change the entry"), True),
    Command("sheet.paragraph", "p", "paragraph", N_("paragraph"), N_("Words above it"), True),
    Command("sheet.recipients", "e", "recipients", N_("recipients"), N_("Who gets it"), True),
    Command("sheet.give", "s", "give", N_("give out"), N_("Give it out"), True),
    Command("sheet.query", "a", "query", N_("query"), N_("The client asks; answer"), True),
    Command("sheet.revise", "c", "revise", N_("correct"), N_("Begin a correction"), True),
    Command("sheet.let_go", "d", "let_go", N_("let go"), N_("Let go a correction of nothing")),
    Command("sheet.take_back", "u", "take_back", N_("take back"), N_("A draft again")),
    Command("sheet.letter", "w", "letter", N_("letter"), N_("A lost letter, written again")),
    Command("sheet.terms", "dollar_sign", "terms", N_("hours"), N_("All that is agreed")),
    Command("sheet.back", "escape,q", "back", N_("back"), N_("Back"), True),
)
