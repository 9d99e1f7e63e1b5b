"""What somebody names in a command: a client, a project, a type of activity, a ticket.

A name counts without case and accents, whole or by a beginning that only one has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from peewee import fn

from helpdesk_tui.collation import ENYE, fold
from helpdesk_tui.i18n import _
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.models.worktime import Activity, Project
from helpdesk_tui.people.directory import SHOWN, holding
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime.timer import What

_SHOWN = 4
"""Names that are offered instead of one that is not there."""

_ALIKE = 60
"""How near to what was typed a name must be, of 100."""


class Unknown(LookupError):
    """What was named is not there, or is not one alone: a sentence that says what was meant."""


def client(words: str) -> int:
    """The client of this name. Raises Unknown."""
    return _one(Client, words, _("There is no client “{name}”."))


def project(words: str, client: int | None) -> int:
    """The project of this name, one of the client or of our own. Raises Unknown."""
    whose = Project.client.is_null() | (Project.client == client)
    return _one(Project, words, _("There is no project “{name}”."), whose)


def activity(words: str) -> tuple[int, bool]:
    """The type of activity of this name, and whether it is billed. Raises Unknown."""
    found = _one(Activity, words, _("There is no type of activity “{name}”."))
    return found, bool(Activity.get_by_id(found).billable)


def ticket(number: int) -> What:
    """The work on a ticket, wherever it lies: its subject, for its client. Raises Unknown."""
    found = tuples(Ticket.select(Ticket.subject, Ticket.client).where(Ticket.id == number))
    for subject, client in found:
        return What(subject, client=client, ticket=number)
    raise Unknown(_("There is no ticket {numbers}.").format(numbers=number))


def clients_that_begin(words: str) -> list[str]:
    """The clients whose names begin so, the first of them."""
    found = _that_begin(Client, _folded(words), _rows(Client))
    return [name for _id, name in tuples(found.limit(SHOWN))]


def _one(table: Any, words: str, none: str, *conditions: Any) -> int:
    wanted, rows = _folded(words), _rows(table, *conditions)
    # Whole names come before those that they begin.
    found = tuples(_that_begin(table, wanted, rows).limit(_SHOWN + 1)) if wanted else []
    whole = [(id_, known) for id_, known in found if fold(known) == wanted]
    if len(whole or found) == 1:
        return int((whole or found)[0][0])
    name = words.strip()
    if whole:
        raise Unknown(
            _("Several are called “{name}”. Tell them apart in the desk first.").format(name=name)
        )
    if found:
        names = _names(known for _id, known in found)
        raise Unknown(_("“{name}” may be {names}. Say more of it.").format(name=name, names=names))
    near = [known for _id, known in tuples(rows.where(holding(table, wanted)).limit(_SHOWN))]
    sentence = none.format(name=name)
    if near := (near if wanted else []) or _alike(wanted, rows):
        sentence += " " + _("Did you mean {names}?").format(names=_names(near))
    raise Unknown(sentence)


def _folded(words: str) -> str:
    return " ".join(fold(words).split())


def _rows(table: Any, *conditions: Any) -> Any:
    return table.select(table.id, table.name).where(~table.retired, *conditions)


def _that_begin(table: Any, wanted: str, rows: Any) -> Any:
    name = fn.REPLACE(table.sort_key, ENYE, "")
    return rows.where(name.startswith(wanted)).order_by(table.sort_key)


def _alike(wanted: str, rows: Any) -> list[str]:
    from rapidfuzz.process import extract

    names = [name for _id, name in tuples(rows)]
    found = extract(wanted, names, processor=fold, limit=_SHOWN, score_cutoff=_ALIKE)
    return [name for name, _score, _place in found]


def _names(names: Iterable[str]) -> str:
    """Names in quotes; beyond those that are shown a …"""
    quoted = [_("“{name}”").format(name=name) for name in names]
    return ", ".join([*quoted[:_SHOWN], *["…"] * (len(quoted) > _SHOWN)])
