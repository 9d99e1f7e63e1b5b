"""Notes to the next shift."""

from __future__ import annotations

from helpdesk_tui.i18n import N_

from .command import Command

HANDOVER = (
    Command("handover.down", "j,down", "scroll(1)", N_("down"), N_("A line on")),
    Command("handover.up", "k,up", "scroll(-1)", N_("up"), N_("A line back")),
    Command(
        "handover.half_down", "ctrl+d,pagedown,space", "half(1)", N_("on"), N_("Half a page on")
    ),
    Command("handover.half_up", "ctrl+u,pageup", "half(-1)", N_("back"), N_("Half a page back")),
    Command(
        "handover.open",
        "enter",
        "open",
        N_("ticket"),
        N_("Open a ticket that a note names"),
        footer=True,
    ),
    Command("handover.back", "escape,q", "back", N_("back"), N_("Back"), footer=True),
)
