"""The search index: one row a ticket, so that words from different messages meet.

On SQLite it is an FTS5 table without a copy of the texts. Its row number is the ticket's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from peewee import SQL, Select

from helpdesk_tui.models.people import Contact
from helpdesk_tui.models.tickets import Message, Ticket, TicketCaller, TicketTag
from helpdesk_tui.storage.orm import database, tuples

TABLE = "ticket_search"

CREATE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
    subject, names, tags, body,
    content='', contentless_delete=1, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
)
"""
"""`names` holds the client, the requester, the other callers and the external number."""

INSERT = f"INSERT OR REPLACE INTO {TABLE}(rowid, subject, names, tags, body) VALUES (?, ?, ?, ?, ?)"

_WORDS = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side in a text; of a term that is `begun`, the last may go on."""

    words: tuple[str, ...]
    begun: bool = True


def term(text: str, *, begun: bool = True) -> Term | None:
    """The term for a piece of text, such as `10.0.0.5`; None when no word is in it."""
    words = tuple(words_of(text))
    return Term(words, begun) if words else None


def terms(text: str) -> list[Term]:
    """A term for each piece between blanks, all of them begun."""
    return [found for found in map(term, text.split()) if found]


def hits(wanted: Iterable[Term]) -> Select:
    """The query for the ids of the tickets whose texts hold every one of these terms (>= 1)."""
    return Select([SQL(TABLE)], [SQL("rowid")]).where(
        SQL(f"{TABLE} MATCH ?", [" ".join(map(_expression, wanted))])
    )


def newest_with(wanted: Term, limit: int) -> list[int]:
    """The numbers of the newest tickets whose texts hold the term, newest first."""
    rowid = SQL("rowid")
    found = hits([wanted]).order_by(rowid.desc()).limit(limit)
    return [number for (number,) in database.execute(found)]


def words_of(text: str) -> list[str]:
    """The words of a text as the index tells them apart, in their order."""
    return _WORDS.findall(normalize("NFC", text))


def _expression(wanted: Term) -> str:
    """The term for FTS5. It is quoted, because a bare `srv-2` is a syntax error there."""
    return f'"{" ".join(wanted.words)}"' + ("*" if wanted.begun else "")


def index_tickets(ids: Iterable[int]) -> None:
    """Writes the search rows of these tickets anew, within the caller's transaction."""
    for ticket_id in ids:
        ticket = Ticket.get_by_id(ticket_id)
        bodies = (
            Message.select(Message.body)
            .where(Message.ticket == ticket_id, ~Message.withdrawn)
            .order_by(Message.at, Message.id)
        )
        tags = TicketTag.select(TicketTag.tag).where(TicketTag.ticket == ticket_id)
        callers = (
            Contact.select(Contact.name)
            .join(TicketCaller)
            .where(TicketCaller.ticket == ticket_id, ~TicketCaller.withdrawn)
            .order_by(TicketCaller.at, Contact.id)
        )
        names = [ticket.client.name if ticket.client else ""]
        names += [ticket.requester.name if ticket.requester else "", ticket.external or ""]
        names += [name for (name,) in tuples(callers)]
        row = (
            ticket_id,
            ticket.subject,
            " ".join(names),
            " ".join(tag for (tag,) in tuples(tags)),
            "\n".join(body for (body,) in tuples(bodies)),
        )
        database.execute_sql(INSERT, row)
