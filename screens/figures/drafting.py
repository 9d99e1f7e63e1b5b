"""A procedure is drafted from a routine, changed by whoever knows it, and opened as a ticket."""

from __future__ import annotations

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused, change
from helpdesk_tui.models.tickets import Kind, MessageKind
from helpdesk_tui.reports import procedure
from helpdesk_tui.reports.alike import gist
from helpdesk_tui.reports.routines import Routine, Routines
from helpdesk_tui.safe_text import uncut
from helpdesk_tui.tickets import actions, drafts
from helpdesk_tui.tickets.actions import NewTicket

from ..frame.frame import Frame
from ..parts.fields import Answers, DraftOf, Field
from ..parts.forms import Form

_LONGEST = 200
"""Characters that tell the draft of one routine from that of another."""


async def draft(screen: Frame, routine: Routine, found: Routines) -> None:
    """Offers the draft in a form; nothing is kept unless something is typed or it is saved.

    It becomes a ticket of our own, without a client: what it costs is in a note.
    """
    app = screen.app
    begun = await app.desk.read(procedure.draft, routine, found)
    where = DraftOf(f"routine:{routine.client or 0}:{gist(routine.title)}"[:_LONGEST], "procedure")
    kept = await app.desk.read(drafts.load, app.desk.me.id, where.target, where.kind)

    async def submit(answers: Answers) -> str | None:
        if not answers["about"]:
            return _("A ticket needs a subject.")

        def make(by: int) -> Done:
            with change(by) as hand:
                new = NewTicket(answers["about"], kind=Kind.REQUEST, tags=(_("procedure"),))
                ticket = actions.open_ticket(hand, new)
                if text := uncut(answers["text"]).strip():
                    hand.say(ticket, MessageKind.NOTE, text)
            return hand.done(ticket)

        try:
            done = await app.desk.finish(where.key, make, app.desk.me.id)
        except Refused as refused:
            return str(refused)
        screen.keep_for_undo(_("{number} opened").format(number=done.things[0]), done)
        await app.changed(set(done.things), done.batch)
        return None

    form = Form(
        _("Draft of a procedure"),
        [
            Field("about", _("Subject"), value=begun.subject),
            Field("text", _("Text"), value=begun.text, long=True, to_read=True),
        ],
        submit,
        draft=where,
        kept=kept,
        send=_("open it as a ticket"),
        start="text",
    )
    await screen.ask(form)
