"""The search index: one row a ticket, so that words from different messages meet.

On SQLite it is an FTS5 table without a copy of the texts. Its row number is the ticket's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

from helpdesk_tui.models.tickets import Message, Ticket, TicketTag
from helpdesk_tui.storage.orm import database, tuples

TABLE = "ticket_search"

CREATE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(
    subject, names, tags, body,
    content='', contentless_delete=1, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 2"
)
"""
"""`names` holds the client, the requester and the external number; the weights are in `RANK`."""

INSERT = f"INSERT OR REPLACE INTO {TABLE}(rowid, subject, names, tags, body) VALUES (?, ?, ?, ?, ?)"

_WORDS = re.compile(r"[^\W_]+", re.UNICODE)


def expression(text: str) -> str:
    """The FTS5 expression for what a person typed: tickets that hold every word, or its beginning.

    Each word is quoted, because a bare `srv-2` or `10.0.0.5` is a syntax error there.
    Empty when there is nothing to look for.
    """
    return " ".join(f'"{word}"*' for word in _WORDS.findall(normalize("NFC", text)))


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
        names = [ticket.client.name if ticket.client else ""]
        names += [ticket.requester.name if ticket.requester else "", ticket.external or ""]
        row = (
            ticket_id,
            ticket.subject,
            " ".join(names),
            " ".join(tag for (tag,) in tuples(tags)),
            "\n".join(body for (body,) in tuples(bodies)),
        )
        database.execute_sql(INSERT, row)
