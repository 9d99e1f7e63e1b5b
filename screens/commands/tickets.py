"""The queue and a ticket."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

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
    Command("desk.load", "f5", "load", N_("load"), N_("What everybody has before them")),
    Command("ticket.reply", "r", "reply", N_("reply"), N_("Answer the requester"), footer=True),
    Command(
        "ticket.macro",
        "M",
        "macro",
        N_("macro"),
        N_("A canned reply, and what goes with it"),
    ),
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
        N_("talk"),
        N_("Break bad news about it in six steps, or go on with it"),
        footer=True,
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
    Command(
        "ticket.merge",
        "m",
        "merge",
        N_("merge"),
        N_("Let it go into another ticket, in which all of it is read"),
    ),
    Command(
        "ticket.split",
        "B",
        "split",
        N_("split off"),
        N_("Make a ticket of its own out of a message"),
    ),
    Command(
        "ticket.link",
        "L",
        "link",
        N_("link"),
        N_("Open what it is linked with, link it with another, or take a link away"),
    ),
    Command(
        "ticket.approval",
        "P",
        "approval",
        N_("approval"),
        N_("Ask somebody to approve it, or note what they said"),
    ),
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
    Command(
        "queue.mark_all",
        "asterisk",
        "mark_all",
        N_("mark all"),
        N_("Mark all that is read; once more: all"),
    ),
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
    Command(
        "ticket.clocks",
        "H",
        "clocks",
        N_("clocks"),
        N_("Why it is due when it is, line by line"),
        footer=True,
    ),
    Command("ticket.kept", "S", "kept", "SLA", N_("What its client was promised, by month")),
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
