"""A ticket read whole: its thread, who and what is behind it, and what else they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from peewee import JOIN

from helpdesk_tui.models import merges
from helpdesk_tui.models.people import Asset, Client, Contact, Team, Technician
from helpdesk_tui.models.tickets import Attachment, Message, Shelf, Ticket
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import approving, callers, linking
from helpdesk_tui.tickets.approving import Asked
from helpdesk_tui.tickets.callers import Caller
from helpdesk_tui.tickets.linking import Linked
from helpdesk_tui.tickets.queue import Row, rows_by_id

if TYPE_CHECKING:
    from helpdesk_tui.sla.clocks import Clock

LATEST = 200
"""Messages of a thread that are read at once; a longer one shows its latest."""

OTHERS = 8
"""Other open tickets of the requester or the client that are shown beside a ticket."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `who` is empty when nobody is known to have written it."""

    id: int
    ticket: int
    """To which it was written: one that has gone into the ticket since, or the ticket itself."""
    kind: int
    who: str
    ours: bool
    at: datetime
    body: str
    sent: bool


@dataclass(frozen=True, slots=True)
class AssetInHand:
    """The machine that a ticket is about."""

    name: str
    kind: str
    serial: str
    host: str
    bought: date | None
    warranty_until: date | None


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: where its bytes lie follows from its hash."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a technician sees of one ticket."""

    row: Row
    team: str
    source: str
    external: str
    email: str
    phone: str
    client_zone: str
    asset: AssetInHand | None
    said: tuple[Said, ...]
    earlier: int
    """Messages before those that were read."""
    files: tuple[File, ...]
    others: tuple[Row, ...]
    callers: tuple[Caller, ...]
    """Who has called about it besides the requester."""
    clocks: tuple[Clock, ...]
    """What is promised for it, the targets in their order."""
    merged: tuple[int, ...]
    """The tickets that have gone into it: their threads, files and time are among its own."""
    linked: tuple[Linked, ...]
    approvals: tuple[Asked, ...]
    worked: timedelta
    """The time that was recorded on it and has ended."""


def read(ticket_id: int, latest: int = LATEST) -> Whole | None:
    """The ticket with the latest of its thread; None when there is no such number."""
    found = rows_by_id([ticket_id])
    if not found:
        return None
    from helpdesk_tui.models import clocks  # late: no list needs it
    from helpdesk_tui.worktime import spent  # late: the first rows are read without it

    row = found[ticket_id]
    family = merges.family(ticket_id)
    said = _messages(family, latest)
    total = Message.select().where(Message.ticket.in_(family), ~Message.withdrawn).count()
    ((source, external, team, email, phone, zone),) = tuples(
        Ticket.select(
            Ticket.source, Ticket.external, Team.name, Contact.email, Contact.phone, Client.zone
        )
        .join(Team, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Contact, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Client, JOIN.LEFT_OUTER, on=Ticket.client == Client.id)
        .where(Ticket.id == ticket_id)
    )
    return Whole(
        row=row,
        team=team or "",
        source=source,
        external=external or "",
        email=email or "",
        phone=phone or "",
        client_zone=zone or "",
        asset=_asset(row.asset_id),
        said=said,
        earlier=total - len(said),
        files=_files(family),
        others=_others(row),
        callers=callers.others(ticket_id),
        clocks=tuple(clocks.clocks(ticket_id)),
        merged=tuple(family[1:]),
        linked=linking.of(ticket_id),
        approvals=approving.of(ticket_id),
        worked=spent.on_tickets(family),
    )


def messages(ticket_id: int, latest: int = LATEST) -> tuple[Said, ...]:
    """The latest messages of a thread, oldest first."""
    return _messages(merges.family(ticket_id), latest)


def _messages(family: list[int], latest: int) -> tuple[Said, ...]:
    found = (
        Message.select(
            Message.id,
            Message.ticket,
            Message.kind,
            Technician.name,
            Contact.name,
            Message.at,
            Message.body,
            Message.sent_at,
        )
        .join(Technician, JOIN.LEFT_OUTER)
        .switch(Message)
        .join(Contact, JOIN.LEFT_OUTER)
        .where(Message.ticket.in_(family), ~Message.withdrawn)
        .order_by(Message.at.desc(), Message.id.desc())
        .limit(latest)
    )
    return tuple(
        Said(id_, to, kind, ours or contact or "", ours is not None, at, body, bool(sent))
        for id_, to, kind, ours, contact, at, body, sent in reversed(tuples(found))
    )


def _asset(asset_id: int | None) -> AssetInHand | None:
    if asset_id is None:
        return None
    asset = Asset.get_by_id(asset_id)
    return AssetInHand(
        asset.name, asset.kind, asset.serial, asset.host, asset.bought, asset.warranty_until
    )


def _files(family: list[int]) -> tuple[File, ...]:
    found = (
        Attachment.select(
            Attachment.name, Attachment.media_type, Attachment.size, Attachment.sha256
        )
        .where(Attachment.ticket.in_(family))
        .order_by(Attachment.id)
    )
    return tuple(File(*row) for row in tuples(found))


def _others(row: Row) -> tuple[Row, ...]:
    """Other open tickets: the requester's own first, then those of their client."""
    ids: list[int] = []
    for column, value in ((Ticket.requester, row.requester_id), (Ticket.client, row.client_id)):
        if value is None or len(ids) >= OTHERS:
            continue
        found = (
            Ticket.select(Ticket.id)
            .where(
                column == value,
                Ticket.shelf == Shelf.LIVE,
                Ticket.id != row.id,
                Ticket.id.not_in(ids),
            )
            .order_by(Ticket.id.desc())
            .limit(OTHERS - len(ids))
        )
        ids += [id_ for (id_,) in tuples(found)]
    rows = rows_by_id(ids)
    return tuple(rows[id_] for id_ in ids)
