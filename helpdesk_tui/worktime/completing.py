"""What is offered while an entry is typed: what was said before, the client's own first.

Case and accents do not matter, and every word that is typed must be there. Only the latest entries
are looked at, `READ` of the client and as many of all, so it takes as long on any desk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from peewee import JOIN

from helpdesk_tui.collation import fold
from helpdesk_tui.models.people import Client
from helpdesk_tui.models.worktime import Activity, Entry, Project
from helpdesk_tui.people.directory import Named, holding
from helpdesk_tui.storage.orm import tuples

MOST = 12
"""What is offered at once."""

READ = 400
"""Entries that are read to find it, those that have been put away included."""


def titles(text: str, client: int | None) -> list[Named]:
    """Titles of a client's entries (without one: of internal ones), then of others.

    The id is that of the latest entry with the title; the detail says whose it was if another's.
    """
    own = ((id_, title, "") for id_, title in _of_client(client, Entry.title))
    others = ((id_, title, name or "") for id_, title, name in _latest(Entry.title, Client.name))
    return _offered(text, [*own, *others])


def descriptions(text: str, client: int | None, title: str) -> list[Named]:
    """Descriptions of a client's entries, those under the same title first."""
    known = _of_client(client, Entry.description, Entry.title)
    wanted = fold(title)
    known.sort(key=lambda entry: fold(entry[2]) != wanted)
    return _offered(text, ((id_, description, "") for id_, description, _title in known))


def projects(text: str, client: int | None) -> list[Named]:
    """The projects of a client and our own: those used most lately, then the others by name."""
    used = Counter(project for _id, project in _of_client(client, Entry.project))
    whose = Project.client.is_null() if client is None else Project.client == client
    own = _named(Project, text, used, whose)
    if client is None:
        return own
    return [*own, *_named(Project, text, used, Project.client.is_null())][:MOST]


def activities(text: str) -> list[Named]:
    """The types of activity: those used most lately, then the others by name."""
    return _named(Activity, text, Counter(activity for _id, activity in _latest(Entry.activity)))


def _of_client(client: int | None, *columns: Any) -> list[list[Any]]:
    """Of a client's latest entries: the number and some columns, newest first."""
    whose = Entry.client.is_null() if client is None else Entry.client == client
    found = Entry.select(Entry.retired, Entry.id, *columns).where(whose)
    # By the client too, so that both databases walk the index back where the client is NULL.
    order = found.order_by(Entry.client.desc(), Entry.begin.desc())
    return [row for retired, *row in tuples(order.limit(READ)) if not retired]


def _latest(*columns: Any) -> list[list[Any]]:
    """Of everybody's latest entries: the number and some columns, newest first."""
    found = Entry.select(Entry.retired, Entry.id, *columns).join(Client, JOIN.LEFT_OUTER)
    return [
        row for retired, *row in tuples(found.order_by(Entry.id.desc()).limit(READ)) if not retired
    ]


def _offered(text: str, known: Iterable[tuple[int, str, str]]) -> list[Named]:
    """The first of those that hold every word, each once."""
    words = fold(text).split()
    found: dict[str, Named] = {}
    for id_, said, detail in known:
        folded = fold(said)
        if said and folded not in found and all(word in folded for word in words):
            found[folded] = Named(id_, said, detail)
            if len(found) == MOST:
                break
    return list(found.values())


def _named(table: Any, text: str, used: Counter[int | None], *whose: Any) -> list[Named]:
    found = table.select(table.id, table.name).where(*whose, ~table.retired, holding(table, text))
    most = [number for number, _times in used.most_common() if number is not None]
    first = tuples(found.where(table.id.in_(most)))
    first.sort(key=lambda row: most.index(row[0]))
    rest = tuples(found.where(table.id.not_in(most)).order_by(table.sort_key).limit(MOST))
    return [Named(*row) for row in [*first, *rest][:MOST]]
