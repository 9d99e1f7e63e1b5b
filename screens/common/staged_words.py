"""Staged changes in a line: what will become of a ticket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.tickets.staged import ME, NOBODY, Staged

from . import when, words


def told(staged: Staged, names: Mapping[int, str]) -> str:
    """The changes side by side, as they would be now; `names` are those of technicians."""
    return " · ".join(_parts(staged, names))


def _parts(staged: Staged, names: Mapping[int, str]) -> Iterator[str]:
    if staged.wait is not None:
        waits = _("waits for {whom}").format(whom=_(words.WAITS_FOR[Wait(staged.wait)]))
        if end := staged.until(clock.now()):
            until = _("until {when}").format(when=when.stamp(end))
            waits = f"{waits}, {until}"
        yield waits
    if staged.status is not None:
        yield words.status(staged.status).lower()
    if staged.priority is not None:
        yield words.priority(staged.priority)
    if staged.assignee == ME:
        yield _("is yours")
    elif staged.assignee == NOBODY:
        yield _("given to {who}").format(who=_("nobody"))
    elif staged.assignee is not None:
        yield _("given to {who}").format(who=names.get(staged.assignee, "?"))
    yield from (f"+{tag}" for tag in staged.on)
    yield from (f"-{tag}" for tag in staged.off)
