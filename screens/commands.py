"""Every command of the desk, defined once: its key, footer, palette entry, help and keymap id."""

from __future__ import annotations

from dataclasses import dataclass

from helpdesk_tui.i18n import N_


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a technician can do with one key.

    `id` is its name in the settings, `action` the method `action_...` of the screen that does it,
    `short` what the footer has room for, and `help` a line that says what happens.
    """

    id: str
    keys: str
    action: str
    short: str
    help: str
    footer: bool = False


EVERYWHERE = (
    Command("desk.help", "question_mark,f1", "app.help", N_("help"), N_("Keys of this screen")),
    Command("desk.palette", "colon,ctrl+p", "app.palette", N_("commands"), N_("Find any command")),
    Command("desk.queue", "1", "app.screen('queue')", N_("queue"), N_("The queue of tickets")),
    Command("desk.clients", "0", "app.screen('clients')", N_("clients"), N_("Clients and assets")),
    Command("desk.time", "2", "app.screen('time')", N_("time"), N_("Your day and your week")),
    Command("desk.talks", "3", "app.screen('talks')", N_("talks"), N_("Talks about bad news")),
    Command("time.toggle", "t", "app.timer", N_("timer"), N_("Start or stop the timer; answer it")),
    Command(
        "time.switch", "T", "app.timer_switch", N_("switch"), N_("Interrupt it for what is in hand")
    ),
    Command("time.back", "minus", "app.timer_back", N_("back"), N_("Back to what was interrupted")),
    Command(
        "time.free", "f", "app.timer_free", N_("activity"), N_("Time an activity without a ticket")
    ),
    Command("time.by_hand", "i", "app.time_by_hand", N_("entry"), N_("Time entry by hand")),
    Command("desk.undo", "z", "app.undo", N_("undo"), N_("Take back what you did last")),
    Command("desk.redo", "Z", "app.redo", N_("redo"), N_("Do again what you took back")),
    Command("desk.reload", "R", "reload", N_("reload"), N_("Read everything anew")),
    Command("desk.theme", "f2", "app.theme", N_("theme"), N_("Dark, light or 16 colours")),
    Command(
        "desk.take_over",
        "f4",
        "app.take_over",
        N_("take over"),
        N_("End a desk of yours that is open in another terminal"),
    ),
    Command("desk.quit", "Q,ctrl+q", "app.quit_desk", N_("quit"), N_("Leave; nothing is lost")),
)


def and_everywhere(here: tuple[Command, ...]) -> tuple[Command, ...]:
    """The commands of a screen, and those of every screen whose keys it has no use for itself."""
    taken = {key for command in here for key in command.keys.split(",")}
    return (*here, *(one for one in EVERYWHERE if taken.isdisjoint(one.keys.split(","))))


NEW = (
    Command("ticket.new", "plus", "new_ticket", N_("new"), N_("A new ticket"), footer=True),
    Command(
        "ticket.call",
        "C",
        "phone_call",
        N_("phone call"),
        N_("Somebody calls: who, about what, and what they said"),
    ),
)

TRIAGE = (
    Command("ticket.take", "a", "take", N_("take"), N_("It is yours now"), footer=True),
    Command("ticket.assign", "A", "assign", N_("assign"), N_("Give it to a technician or a team")),
    Command("ticket.reply", "r", "reply", N_("reply"), N_("Answer the requester"), footer=True),
    Command("ticket.note", "c", "note", N_("note"), N_("A note that only technicians read")),
    Command("ticket.status", "s", "status", N_("status"), N_("Set the status"), footer=True),
    Command("ticket.priority", "p", "priority", N_("priority"), N_("Set how urgent it is")),
    Command("ticket.label", "l", "label", N_("label"), N_("Put a label on it or take one off")),
    Command(
        "ticket.wait",
        "w",
        "wait",
        N_("wait"),
        N_("Let it wait: for whom, and until when"),
        footer=True,
    ),
    Command("ticket.resolve", "x", "resolve", N_("resolve"), N_("Solved, and how"), footer=True),
    Command(
        "ticket.bad_news",
        "b",
        "bad_news",
        N_("bad news"),
        N_("Break bad news about it in six steps, or go on with it"),
    ),
    Command("ticket.close", "X", "close_ticket", N_("close"), N_("Close it for good")),
    Command("ticket.reopen", "u", "reopen", N_("reopen"), N_("Work on it again")),
    Command("ticket.edit", "E", "edit", N_("edit"), N_("Subject, client, requester, machine")),
    Command("ticket.editor", "e", "editor", N_("editor"), N_("Write the reply in $EDITOR")),
    Command("ticket.delete", "d", "delete", N_("put away"), N_("Out of every list, or back")),
    Command(
        "ticket.same",
        "exclamation_mark",
        "one_more",
        N_("one more"),
        N_("One more of the same: somebody else calls about it"),
    ),
    Command("ticket.like", "equals_sign", "like", N_("like it"), N_("Tickets that are like it")),
    Command("ticket.copy", "y", "copy_number", N_("copy number"), N_("The number, to paste")),
    Command("ticket.copy_all", "Y", "copy_ticket", N_("copy ticket"), N_("The ticket as text")),
)

QUEUE = (
    Command("queue.down", "j,down", "move(1)", N_("down"), N_("Next ticket")),
    Command("queue.up", "k,up", "move(-1)", N_("up"), N_("Previous ticket")),
    Command("queue.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("queue.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("queue.first", "g,home", "jump(False)", N_("first"), N_("First ticket")),
    Command("queue.last", "G,end", "jump(True)", N_("last"), N_("Last ticket")),
    Command(
        "queue.middle",
        "percent_sign",
        "percent",
        N_("middle"),
        N_("To the middle of the list, or as far down as you say"),
    ),
    Command("queue.open", "enter", "open", N_("open"), N_("Open the ticket"), footer=True),
    Command(
        "queue.filter",
        "slash",
        "filter",
        N_("filter"),
        N_("Words, fields such as client: and prio:, or a number"),
        footer=True,
    ),
    Command("queue.clear", "escape", "clear", N_("clear"), N_("Filter and marks away")),
    Command("queue.mark", "space", "mark", N_("mark"), N_("Mark it; keys then act on all marked")),
    Command("queue.mark_all", "asterisk", "mark_all", N_("mark all"), N_("Mark all that is read")),
    Command("queue.unmark", "U", "unmark", N_("unmark"), N_("Take all marks away")),
    Command("queue.sort", "S", "sort", N_("sort"), N_("Order: clock, client, priority, age")),
    Command("queue.next_view", "right_square_bracket", "view(1)", N_("next view"), N_("Next view")),
    Command(
        "queue.previous_view",
        "left_square_bracket",
        "view(-1)",
        N_("previous view"),
        N_("Previous view"),
    ),
    Command("queue.views", "V", "views", N_("views"), N_("Save this as a view, or mend one")),
    Command("queue.preview", "v", "preview", N_("preview"), N_("Ticket below the list, or not")),
    Command(
        "queue.preview_larger",
        "greater_than_sign",
        "preview_size(2)",
        N_("larger"),
        N_("More lines for the ticket below the list"),
    ),
    Command(
        "queue.preview_smaller",
        "less_than_sign",
        "preview_size(-2)",
        N_("smaller"),
        N_("Fewer lines for it"),
    ),
    Command(
        "queue.preview_down",
        "right_curly_bracket",
        "preview_scroll(1)",
        N_("read on"),
        N_("Preview: on"),
    ),
    Command(
        "queue.preview_up",
        "left_curly_bracket",
        "preview_scroll(-1)",
        N_("read back"),
        N_("Preview: back"),
    ),
    Command("queue.write", "W", "write", N_("write"), N_("Write the view or the marked to a file")),
    Command("desk.import", "I", "import", N_("import"), N_("Turn a table or mails into tickets")),
)

TICKET = (
    Command("ticket.down", "j,down", "scroll(1)", N_("down"), N_("A line on")),
    Command("ticket.up", "k,up", "scroll(-1)", N_("up"), N_("A line back")),
    Command("ticket.half_down", "ctrl+d,pagedown,space", "half(1)", N_("on"), N_("Half a page on")),
    Command("ticket.half_up", "ctrl+u,pageup", "half(-1)", N_("back"), N_("Half a page back")),
    Command("ticket.first", "g,home", "jump(False)", N_("begin"), N_("The beginning")),
    Command("ticket.last", "G,end", "jump(True)", N_("end"), N_("The latest message")),
    Command(
        "ticket.history", "h", "history", N_("history"), N_("What happened to it"), footer=True
    ),
    Command("ticket.next", "n,right_square_bracket", "neighbour(1)", N_("next"), N_("Next ticket")),
    Command(
        "ticket.previous",
        "N,left_square_bracket",
        "neighbour(-1)",
        N_("previous"),
        N_("Previous ticket"),
    ),
    Command("ticket.back", "escape,q", "back", N_("back"), N_("Back to the queue"), footer=True),
)

CLIENTS = (
    Command("clients.down", "j,down", "move(1)", N_("down"), N_("Next")),
    Command("clients.up", "k,up", "move(-1)", N_("up"), N_("Previous")),
    Command(
        "clients.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")
    ),
    Command("clients.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("clients.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("clients.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command("clients.pane", "tab", "pane", N_("pane"), N_("Between clients and what they have")),
    Command("clients.filter", "slash", "filter", N_("find"), N_("Find a client"), footer=True),
    Command("clients.new", "plus", "new_client", N_("client"), N_("A new client"), footer=True),
    Command("clients.contact", "c", "new_contact", N_("contact"), N_("A new contact"), footer=True),
    Command("clients.asset", "m", "new_asset", N_("asset"), N_("A new machine"), footer=True),
    Command(
        "clients.edit",
        "e,enter",
        "edit",
        N_("edit"),
        N_("Change what is lit; open a talk"),
        footer=True,
    ),
    Command("clients.move", "M", "move_contact", N_("moves"), N_("The contact changes firms")),
    Command("clients.retire", "d", "retire", N_("put away"), N_("Out of every list; undo has it")),
    Command("clients.back", "escape,q", "back", N_("back"), N_("Back to the queue"), footer=True),
)

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
    Command("day.back", "escape,q", "back", N_("back"), N_("Back to the queue"), footer=True),
)

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
    Command("mapping.file", "f", "file", N_("file"), N_("Encoding, delimiter, rows"), footer=True),
    Command("mapping.guess", "r", "guess", N_("guess"), N_("Guess everything anew")),
    Command(
        "mapping.save", "ctrl+s", "save", N_("save"), N_("Save it, try it, import"), footer=True
    ),
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

HELP = (
    Command("help.down", "j,down", "scroll(1)", N_("down"), N_("A line on")),
    Command("help.up", "k,up", "scroll(-1)", N_("up"), N_("A line back")),
    Command("help.half_down", "ctrl+d,pagedown,space", "half(1)", N_("on"), N_("Half a page on")),
    Command("help.half_up", "ctrl+u,pageup", "half(-1)", N_("back"), N_("Half a page back")),
    Command("help.filter", "slash", "filter", N_("find"), N_("Only lines with these words")),
    Command("help.back", "escape,q,question_mark,f1", "back", N_("back"), N_("Back"), footer=True),
)

ALL = (
    *(*EVERYWHERE, *NEW, *TRIAGE, *QUEUE, *TICKET, *CLIENTS, *TIME, *TALKS, *TALK, *CUE),
    *(*EVIDENCE, *MAPPING, *HELP),
)


NAMES = {
    "question_mark": "?",
    "colon": ":",
    "plus": "+",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "slash": "/",
    "asterisk": "*",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "exclamation_mark": "!",
    "down": "↓",
    "up": "↑",
    "comma": ",",
    "percent_sign": "%",
    "dollar_sign": "$",
    "minus": "-",
    "full_stop": ".",
}


def key_names(keys: str) -> str:
    """Keys as they are printed on a keyboard: "j,down" is "j ↓"."""
    return " ".join(NAMES.get(key, key) for key in keys.split(","))
