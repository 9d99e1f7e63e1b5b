"""What every screen can do, and the help screen."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

EVERYWHERE = (
    Command("desk.help", "question_mark,f1", "app.help", N_("help"), N_("Keys of this screen")),
    Command("desk.palette", "colon,ctrl+p", "app.palette", N_("commands"), N_("Find any command")),
    Command("desk.queue", "1", "app.screen('queue')", N_("queue"), N_("The queue of tickets")),
    Command("desk.clients", "0", "app.screen('clients')", N_("clients"), N_("Clients and assets")),
    Command("desk.time", "2", "app.screen('time')", N_("time"), N_("Your day and your week")),
    Command("desk.talks", "3", "app.screen('talks')", N_("talks"), N_("Talks about bad news")),
    Command("desk.figures", "6", "app.screen('figures')", N_("figures"), N_("Counts and times")),
    Command(
        "desk.rules", "f3", "app.screen('rules')", N_("SLA"), N_("Calendars and policies of SLA")
    ),
    Command("desk.pivot", "f9", "app.pivot", N_("pivot"), N_("Recorded time by any two sides")),
    Command("time.toggle", "t", "app.timer", N_("timer"), N_("Start or stop the timer; answer it")),
    Command(
        "time.switch", "T", "app.timer_switch", N_("switch"), N_("Interrupt it for what is in hand")
    ),
    Command("time.back", "minus", "app.timer_back", N_("back"), N_("Back to what was interrupted")),
    Command(
        "time.free", "f", "app.timer_free", N_("activity"), N_("Time an activity without a ticket")
    ),
    Command("time.by_hand", "i", "app.time_by_hand", N_("entry"), N_("Time entry by hand")),
    Command(
        "handover.read", "f6", "app.handover", N_("notes"), N_("Read what the last shift has left")
    ),
    Command(
        "handover.write",
        "f7",
        "app.hand_over",
        N_("hand over"),
        N_("Leave a note to the next shift"),
    ),
    Command("desk.monday", "f8", "app.monday", N_("Monday"), N_("What clients get of their hours")),
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


HELP = (
    Command("help.down", "j,down", "scroll(1)", N_("down"), N_("A line on")),
    Command("help.up", "k,up", "scroll(-1)", N_("up"), N_("A line back")),
    Command("help.half_down", "ctrl+d,pagedown,space", "half(1)", N_("on"), N_("Half a page on")),
    Command("help.half_up", "ctrl+u,pageup", "half(-1)", N_("back"), N_("Half a page back")),
    Command("help.first", "g,home", "jump(False)", N_("begin"), N_("The beginning")),
    Command("help.last", "G,end", "jump(True)", N_("end"), N_("The end")),
    Command("help.filter", "slash", "filter", N_("find"), N_("Only lines with these words")),
    Command("help.back", "escape,q,question_mark,f1", "back", N_("back"), N_("Back"), footer=True),
)
