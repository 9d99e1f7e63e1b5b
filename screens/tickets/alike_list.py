"""The bar that lists the tickets like one that is there already, and opens one of them."""

from __future__ import annotations

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import similar
from helpdesk_tui.tickets.queue import Row

from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .alike_lines import state, week_at_client
from .hands import Hands


async def choose(screen: Hands, row: Row) -> None:
    """Lists what is like this ticket; words narrow it down, enter opens the one that is lit."""
    found = await screen.app.desk.read(similar.like, row.id)
    if not found:
        screen.say(_("No other ticket is like {number}.").format(number=row.id))
        return
    named = [
        Named(one.number, f"{one.number} {one.subject}", f"{one.client}  {state(one)}")
        for one in found
    ]

    def find(text: str) -> list[Named]:
        words = fold(text).split()
        return [n for n in named if all(word in fold(f"{n.name} {n.detail}") for word in words)]

    async def submit(answers: Answers) -> str | None:
        return None if answers.chosen["ticket"] else _("No ticket here says that.")

    title = _("Like {number} {subject}").format(number=row.id, subject=row.subject)
    if week := week_at_client(found):
        title += f" · {week}"
    field = Field("ticket", _("Ticket"), find=find, first=True)
    answers = await screen.ask(Form(title, [field], submit, send=_("open")))
    if answers:
        await screen.run_action(f"app.open_ticket({answers.chosen['ticket']})")
