"""The bar in which a message of a thread becomes a ticket of its own."""

from __future__ import annotations

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.people.directory import Named
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import splitting, thread
from helpdesk_tui.tickets.queue import Row
from helpdesk_tui.tickets.thread import Said

from ..common import when, words
from ..common.cells import short
from ..parts.fields import NEW, Answers, Field
from ..parts.forms import Form
from .hands import Hands

SHOWN = 60
"""Cells of a message that is offered."""


async def split(screen: Hands, row: Row) -> None:
    """Asks which message it is, the client's latest first, and what the new ticket is called."""
    desk = screen.app.desk
    said = sorted(await desk.read(thread.messages, row.id), key=lambda one: (one.ours, -one.id))
    if not said:
        screen.say(_("Nobody has written anything yet."))
        return
    subjects = {one.id: Named(NEW, splitting.proposal(one.body)) for one in said}
    offered = [(_named(one), fold(f"{one.who} {one.body}")) for one in said]

    def find(text: str) -> list[Named]:
        typed = fold(text).split()
        return [one for one, says in offered if all(word in says for word in typed)]

    async def submit(answers: Answers) -> str | None:
        message = answers.chosen["message"]
        if message is None:
            return _("Which message?")
        if not answers["subject"]:
            return _("A ticket needs a subject.")
        try:
            done = await desk.write(splitting.split, desk.me.id, message, answers["subject"])
        except Refused as refused:
            return str(refused)
        new = done.things[0]
        told = _("{number} begins with a message of {other}").format(number=new, other=row.id)
        screen.keep_for_undo(told, done)
        await screen.app.changed(set(done.things), done.batch)
        return None

    first = offered[0][0]
    fields = [
        Field(
            "message",
            _("Message"),
            first.name,
            first.id,
            find=find,
            implies=("subject", subjects.get),
        ),
        Field("subject", _("Subject"), subjects[first.id].name),
    ]
    title = _("A ticket of its own, out of {number} {subject}")
    title = title.format(number=row.id, subject=words.title(row.subject))
    await screen.ask(Form(title, fields, submit, send=_("split off")))


def _named(said: Said) -> Named:
    """A message in so few words that its line shows all of them."""
    return Named(
        said.id, short(line(f"{when.stamp(said.at)} {said.who}: {said.body[:200]}"), SHOWN)
    )
