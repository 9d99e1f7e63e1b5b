"""The view, or what is marked, written to a file while the keys go on."""

from __future__ import annotations

from collections.abc import Collection

from helpdesk_tui.exports.formats import Form
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import VIEWS

from ..frame import writing
from ..frame.frame import Frame
from ..parts.fields import Answers


async def write(screen: Frame, query: Query, marked: Collection[int]) -> None:
    """Asks for a name and writes the marked tickets there, or else the whole query."""
    view = query.saved.name if query.saved else _(VIEWS[query.view].title)
    title = _("Write “{view}” to a file").format(view=view)
    if marked:
        words = ngettext(
            "Write {count} marked ticket to a file",
            "Write {count} marked tickets to a file",
            len(marked),
        )
        title = words.format(count=len(marked))

    def command(_answers: Answers) -> list[str]:
        return ["export", "--steps", *_what(screen, query, marked)]

    await writing.write(screen, title, view, [f".{form.value}" for form in Form], command)


def _what(screen: Frame, query: Query, marked: Collection[int]) -> list[str]:
    """Which tickets, as `helpdesk export` is told."""
    if marked:
        return list(map(str, marked))
    technician = screen.app.desk.me.login
    told = [f"--view={query.view_key}", f"--sort={query.sort}", f"--technician={technician}"]
    return [*told, f"--words={query.text}", *(["--reverse"] if query.reverse else [])]
