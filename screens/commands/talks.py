"""Talks about bad news: the list, the six steps, the cue view, the evidence page."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command
from .everywhere import EVERYWHERE

TALK = (
    Command("talk.down", "j,down", "move(1)", N_("down"), N_("Next line")),
    Command("talk.up", "k,up", "move(-1)", N_("up"), N_("Previous line")),
    Command("talk.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("talk.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("talk.first", "g,home", "jump_to(False)", N_("first"), N_("First line")),
    Command("talk.last", "G,end", "jump_to(True)", N_("last"), N_("Last line")),
    Command("talk.edit", "enter", "edit", N_("write"), N_("Write what is in hand"), footer=True),
    Command(
        "talk.tick",
        "space",
        "tick",
        N_("tick"),
        N_("Tick it: done, told, known; or the next of a few values"),
        footer=True,
    ),
    Command("talk.add", "plus", "add", N_("add"), N_("One more line of this kind"), footer=True),
    Command(
        "talk.next",
        "n",
        "next",
        N_("next"),
        N_("To the next step, once this one has all it wants; from the last: the end"),
        footer=True,
    ),
    Command("talk.previous", "p", "previous", N_("step before"), N_("Back to the step before")),
    Command(
        "talk.jump",
        "J",
        "jump",
        N_("straight to"),
        N_("The client asked to go straight to a step; it is kept"),
    ),
    Command(
        "talk.cue", "v", "cue", N_("cue"), N_("The cue view, for the talk itself"), footer=True
    ),
    Command("talk.clear", "c", "clear", N_("got it"), N_("It is clear to them, in their words")),
    Command(
        "talk.leave_out",
        "x",
        "leave_out",
        N_("leave out"),
        N_("Leave a statement out; decline an option; somebody wants it in writing"),
    ),
    Command("talk.put_away", "d", "put_away", N_("put away"), N_("Take the line out; undo has it")),
    Command(
        "talk.adjourn",
        "A",
        "adjourn",
        N_("adjourn"),
        N_("Break off until a day, or go on"),
        footer=True,
    ),
    Command("talk.evidence", "e", "evidence", N_("evidence"), N_("A page for the client's eyes")),
    Command("talk.warnings", "W", "warnings", N_("warnings"), N_("Former warnings, or not")),
    Command(
        "talk.beside",
        "h",
        "beside",
        N_("hints"),
        N_("Evidence and hints on a narrow screen"),
        footer=True,
    ),
    Command("talk.fold", "F", "fold", N_("one page"), N_("All six steps on one page, or one")),
    Command("talk.case", "C", "case", N_("case"), N_("It is another case")),
    Command("talk.rehearse", "V", "rehearse", N_("rehearse"), N_("The cue view with a clock")),
    Command("talk.summary", "S", "summary", N_("summary"), N_("Summary for the client")),
    Command("talk.ticket", "o", "open_ticket", N_("ticket"), N_("The ticket that it is about")),
    Command("talk.back", "escape,q", "back", N_("leave"), N_("Leave; all is kept"), footer=True),
)

TALKS = (
    Command("talks.down", "j,down", "move(1)", N_("down"), N_("Next talk")),
    Command("talks.up", "k,up", "move(-1)", N_("up"), N_("Previous talk")),
    Command("talks.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("talks.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("talks.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("talks.last", "G,end", "jump(True)", N_("last"), N_("The last that is read")),
    Command("talks.open", "enter", "open", N_("open"), N_("Open it, or take it up"), footer=True),
    Command(
        "talks.new",
        "plus",
        "new_talk",
        N_("bad news"),
        N_("Begin a talk: client, case, ticket or machine"),
        footer=True,
    ),
    Command(
        "talks.previous_view",
        "left_square_bracket",
        "view(-1)",
        N_("lists"),
        N_("The list before"),
    ),
    Command(
        "talks.next_view",
        "right_square_bracket",
        "view(1)",
        N_("lists"),
        N_("Adjourned, summary due, mine, all"),
        footer=True,
    ),
    Command(
        "talks.filter",
        "slash",
        "filter",
        N_("find"),
        N_("Words of client, case, headline, state, leader; or a number"),
        footer=True,
    ),
    Command("talks.figures", "F", "figures", N_("figures"), N_("What talks came to"), footer=True),
    Command("talks.back", "escape,q", "back", N_("back"), N_("Back to the queue"), footer=True),
)

CUE = (
    Command("cue.said", "space,enter", "said", N_("said"), N_("It was said; on to the next")),
    Command("cue.clear", "c", "clear", N_("got it"), N_("It was told and is clear to them")),
    Command("cue.pause", "p", "pause", N_("pause"), N_("You have waited and let it arrive")),
    Command("cue.silence", "s", "silence", N_("silence"), N_("What to say when they are silent")),
    Command(
        "cue.price", "dollar_sign", "price", N_("price"), N_("Price and date, for who asks at once")
    ),
    Command("cue.next", "n", "next", N_("next"), N_("The next step, if nothing is missing")),
    Command("cue.words", "w", "words", N_("they said"), N_("Note what they say, in their words")),
    Command(
        "cue.jump", "J,N", "jump", N_("straight to"), N_("They ask for another step; it is kept")
    ),
    Command("cue.forward", "right,j,down", "move(1)", N_("on"), N_("The next sentence")),
    Command("cue.backward", "left,k,up", "move(-1)", N_("before"), N_("The sentence before")),
    Command("cue.undo", "u", "app.undo", N_("undo"), N_("Take back what you ticked last")),
    Command("cue.back", "escape,q", "back", N_("back"), N_("Back to the talk")),
)

BESIDE_CUES = tuple(
    one
    for one in EVERYWHERE
    if one.id
    in (
        *("desk.help", "desk.palette", "desk.undo", "desk.redo"),
        *("desk.reload", "desk.theme", "desk.quit"),
    )
)
"""What may be done before the eyes of a client: no slip of the hand leads away from the talk."""

_WRITES = ("cue.words", "cue.jump", "cue.undo", "desk.undo", "desk.redo", "desk.reload")

REHEARSAL = tuple(one for one in (*CUE, *BESIDE_CUES) if one.id not in _WRITES)
"""The same for a rehearsal, which writes nothing."""

EVIDENCE = (
    Command("evidence.down", "j,down", "scroll(1)", N_("down"), N_("A line on")),
    Command("evidence.up", "k,up", "scroll(-1)", N_("up"), N_("A line back")),
    Command(
        "evidence.half_down", "ctrl+d,pagedown,space", "half(1)", N_("on"), N_("Half a page on")
    ),
    Command("evidence.half_up", "ctrl+u,pageup", "half(-1)", N_("back"), N_("Half a page back")),
    Command(
        "evidence.save",
        "s",
        "save",
        N_("save"),
        N_("Save the page as Markdown, HTML and text"),
        footer=True,
    ),
    Command("evidence.back", "escape,q,e", "back", N_("back"), N_("Back to the talk"), footer=True),
)

SHOWN = (*EVIDENCE, *(one for one in BESIDE_CUES if one.id not in _WRITES))
"""What may be done while the client reads."""
