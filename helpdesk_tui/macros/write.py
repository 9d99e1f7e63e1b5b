"""Writes macros as the TOML that `check` reads back to the very same ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import Any

import tomli_w

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.macros.check import ALL, MINE
from helpdesk_tui.macros.filling import KNOWN
from helpdesk_tui.macros.keeping import Ready, Who
from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.tickets.staged import ME, NOBODY

HEAD = N_("""\
# Replies that are ready, with the changes that go with them.
#
#   [[macro]]
#   name = "Ask for a time"
#   for = "all"                    # "all", "me", or the name of a team
#   wait = "client"                # or "supplier", "other"
#   days = 3                       # then it comes back
#   status = "resolved"            # or "new", "open", "closed"; not with wait
#   priority = 2
#   assign = "me"                  # or "nobody", a login, a name
#   labels = ["visit", "-new"]     # - takes one off
#   es = "[Le|Te] escribo por la incidencia {{{{ number }}}}. ¿[Puede|Puedes] el {{{{ ask.day }}}}?"
#   en = "About ticket {{{{ number }}}}: would {{{{ ask.day }}}} suit you?"
#
# [usted|tú|vos] is what each is told. {{{{ ask.day }}}} is asked for when the macro is used.
# There are:
#   {names}
""")


def write(macros: Iterable[Ready], who: Who) -> str:
    """The TOML of macros, with an explanation at its head. Everybody in them is known to `who`."""
    names = wrap(", ".join(name for name in KNOWN if name != "ask"), 90)
    head = _(HEAD).format(names="\n#   ".join(names))
    return "\n".join([head, *(block(one, who) for one in macros)])


def block(one: Ready, who: Who) -> str:
    """The TOML of one macro."""
    return "[[macro]]\n" + tomli_w.dumps(dict(_table(one, who)), multiline_strings=True)


_SOMEBODY = {ME: "me", NOBODY: "nobody"}


def _called(technician: int, who: Who) -> str:
    """A name by which nobody else is meant, where there is one."""
    return next((name for name, id_ in who.ids.items() if id_ == technician), who.names[technician])


def _table(one: Ready, who: Who) -> Iterator[tuple[str, Any]]:
    staged = one.staged
    yield "name", one.name
    yield "for", MINE if one.owner else who.teams[one.team] if one.team else ALL
    if staged.status is not None:
        yield "status", Status(staged.status).name.lower()
    if staged.wait is not None:
        yield "wait", Wait(staged.wait).name.lower()
    if staged.days is not None:
        yield "days", staged.days
    if staged.priority is not None:
        yield "priority", staged.priority
    if staged.assignee is not None:
        yield "assign", _SOMEBODY.get(staged.assignee) or _called(staged.assignee, who)
    if staged.on or staged.off:
        yield "labels", [*staged.on, *(f"-{tag}" for tag in staged.off)]
    for language, text in (("es", one.es), ("en", one.en)):
        if text:
            yield language, text if "\n" not in text else f"{text}\n"
