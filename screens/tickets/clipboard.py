"""Offering text to the terminal's clipboard. OSC 52 gives no receipt, so a file is kept as well."""

from __future__ import annotations

import asyncio

from helpdesk_tui import paths, private_file
from helpdesk_tui.i18n import _
from helpdesk_tui.models.tickets import MessageKind
from helpdesk_tui.safe_text import clean
from helpdesk_tui.tickets.thread import Whole

from ..common import when, words
from ..frame.frame import Frame

MOST = 74_000
"""Bytes that are offered to a terminal: as base64 some take 100,000 signs, and no more."""

TICKETS = 100
"""Tickets whose threads are copied at once: that many are soon read."""


async def offer(screen: Frame, text: str) -> None:
    """Sends the text to the terminal's clipboard and writes it to a file of the state folder.

    One that is too long for many a terminal is in the file only.
    """
    text = clean(text, whole=True)  # it may be pasted into a shell
    path = paths.state_dir() / "copied.txt"
    written = f"{text}\n".encode()
    await asyncio.to_thread(private_file.replace, path, written)
    if len(written) > MOST:
        told = _("That is too long for a terminal's clipboard; it is in {path}.")
        screen.say(told.format(path=path))
        return
    screen.app.copy_to_clipboard(text)
    shown = text if len(text) <= 30 and "\n" not in text else _("The text")
    screen.say(
        _("{text} was offered to your terminal's clipboard; it is in {path} too.").format(
            text=shown, path=path
        )
    )


def as_text(whole: Whole) -> str:
    """A ticket as plain text, for a mail or a chat. Notes are left out: others may read it."""
    row = whole.row
    head = [
        f"#{row.id} {row.subject}",
        f"{words.priority(row.priority)} {words.status(row.status)}",
    ]
    who = ", ".join(name for name in (row.requester, row.client) if name)
    parts = ["\n".join([*head, who] if who else head)]
    parts += [
        f"{when.stamp(said.at)} {said.who}\n{said.body}"
        for said in whole.said
        if said.kind != MessageKind.NOTE
    ]
    return "\n\n".join(parts)
