"""The search index: one row a ticket, so that words from different messages meet.

How it is kept is the database's: `fts5` on SQLite, `tsvector` on PostgreSQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import ModuleType

from peewee import JOIN, SQL, Select, chunked, fn

from helpdesk_tui.models import fts5, merges, tsvector
from helpdesk_tui.models.people import Client, Contact
from helpdesk_tui.models.terms import Document, Term
from helpdesk_tui.models.tickets import Message, Ticket, TicketCaller, TicketTag
from helpdesk_tui.storage.orm import database, tuples

INDEXES: dict[str, ModuleType] = {"sqlite": fts5, "postgres": tsvector}
"""By the dialect's name: `CREATE` (statements), `NUMBER`, `ROWS`, `insert`, `hits`, `sweep`."""

_CHUNK = 200


def hits(wanted: Iterable[Term]) -> Select:
    """The query for the ids of the tickets whose texts hold every one of these terms (>= 1)."""
    return _index().hits(wanted)  # type: ignore[no-any-return]


def newest_with(wanted: Term, limit: int) -> list[int]:
    """The numbers of the newest tickets whose texts hold the term, newest first."""
    found = hits([wanted]).order_by(SQL(_index().NUMBER).desc()).limit(limit)
    return [number for (number,) in database.execute(found)]


def insert(documents: Iterable[Document]) -> None:
    """Writes the search rows of these tickets, within the caller's transaction."""
    _index().insert(documents)


def index_tickets(ids: Iterable[int]) -> None:
    """Writes the search rows of these tickets anew, and of those in which they are read."""
    for some in chunked(ids, _CHUNK):
        read_in = merges.leads_to(some)
        insert(_documents(sorted({*read_in, *read_in.values()})))


def missing() -> list[int]:
    """The numbers of the tickets that no search can find, because they have no row there."""
    found = database.execute_sql(
        f"SELECT ticket.id FROM ticket LEFT JOIN {_index().ROWS} AS found ON found.id = ticket.id"
        " WHERE found.id IS NULL ORDER BY ticket.id"
    )
    return [number for (number,) in found.fetchall()]


def sweep() -> None:
    """Leaves no word of rows that were replaced. Takes seconds on a large desk."""
    _index().sweep()


def _index() -> ModuleType:
    return INDEXES[database.dialect]


def _documents(ids: list[int]) -> Iterator[Document]:
    """What is kept of these tickets and of those that have gone into them."""
    families = merges.families(ids)
    members = sorted({member for family in families.values() for member in family})
    tickets = tuples(
        Ticket.select(
            Ticket.id,
            Ticket.subject,
            fn.COALESCE(Client.name, ""),
            fn.COALESCE(Contact.name, ""),
            fn.COALESCE(Ticket.external, ""),
        )
        .join(Client, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Contact, JOIN.LEFT_OUTER)
        .where(Ticket.id.in_(members))
    )
    callers = (
        TicketCaller.select(TicketCaller.ticket, Contact.name)
        .join(Contact)
        .where(TicketCaller.ticket.in_(members), ~TicketCaller.withdrawn)
        .order_by(TicketCaller.ticket, TicketCaller.at, Contact.id)
    )
    tags = TicketTag.select(TicketTag.ticket, TicketTag.tag).where(TicketTag.ticket.in_(ids))
    bodies = (
        Message.select(Message.ticket, Message.body)
        .where(Message.ticket.in_(members), ~Message.withdrawn)
        .order_by(Message.ticket, Message.at, Message.id)
    )
    known = {number: (subject, names) for number, subject, *names in tickets}
    called, tagged, said = (_by_ticket(tuples(query)) for query in (callers, tags, bodies))
    for number, family in families.items():
        subjects = (known[one][0] for one in family)
        names = [name for one in family for name in (*known[one][1], *called[one])]
        bodies_ = [body for one in family for body in said[one]]
        yield (
            number,
            "\n".join(subjects),
            " ".join(filter(None, names)),
            " ".join(tagged[number]),
            "\n".join(bodies_),
        )


def _by_ticket(rows: Iterable[tuple[int, str]]) -> defaultdict[int, list[str]]:
    texts: defaultdict[int, list[str]] = defaultdict(list)
    for number, text in rows:
        texts[number].append(text)
    return texts
