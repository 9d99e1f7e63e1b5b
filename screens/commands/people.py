"""Clients, contacts and machines, and what is agreed with clients."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

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
    Command(
        "clients.kept", "S", "kept", "SLA", N_("What was promised and kept, by month"), footer=True
    ),
    Command(
        "clients.terms",
        "dollar_sign",
        "terms",
        N_("hours"),
        N_("What is agreed about hours: sheet, rounding, prices, hours bought"),
        footer=True,
    ),
    Command("clients.move", "M", "move_contact", N_("moves"), N_("The contact changes firms")),
    Command("clients.retire", "d", "retire", N_("put away"), N_("Out of every list; undo has it")),
    Command("clients.back", "escape,q", "back", N_("back"), N_("Back to the queue"), footer=True),
)

TERMS = (
    Command("terms.down", "j,down", "move(1)", N_("down"), N_("Next")),
    Command("terms.up", "k,up", "move(-1)", N_("up"), N_("Previous")),
    Command("terms.half_down", "ctrl+d,pagedown", "half(1)", N_("half down"), N_("Half a page on")),
    Command("terms.half_up", "ctrl+u,pageup", "half(-1)", N_("half up"), N_("Half a page back")),
    Command("terms.first", "g,home", "jump(False)", N_("first"), N_("The first")),
    Command("terms.last", "G,end", "jump(True)", N_("last"), N_("The last")),
    Command("terms.edit", "e,enter", "edit", N_("change"), N_("Change what is lit"), footer=True),
    Command("terms.price", "p", "price", N_("price"), N_("What an hour costs"), footer=True),
    Command("terms.bought", "b", "bought", N_("hours bought"), N_("Hours bought"), footer=True),
    Command(
        "terms.retire",
        "d",
        "retire",
        N_("put away"),
        N_("Put away a price or hours bought; undo has it"),
        footer=True,
    ),
    Command("terms.back", "escape,q", "back", N_("back"), N_("Back"), footer=True),
)
