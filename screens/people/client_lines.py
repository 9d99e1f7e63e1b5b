"""The lines of a client's card: who they are, what is agreed, who works there, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from helpdesk_tui.conversations.listing import Row
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.people.directory import AssetCard, ClientCard, ContactCard
from helpdesk_tui.timesheets.overview import Overview

from ..common import words
from ..common.cells import fit
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, text
from ..talks import talks_lines
from . import terms_lines, terms_words

Thing = ClientCard | ContactCard | AssetCard | Row


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a client's card: what it shows, and the thing that it stands for, if any."""

    line: Line
    thing: Thing | None = None


def card(
    client: ClientCard, talks: Sequence[Row], agreed: Overview | None, cells: int, look: Look
) -> list[Entry]:
    """All of a client."""
    facts = [client.language, client.country, client.zone, client.address_form]
    live = ngettext("{count} open ticket", "{count} open tickets", client.live_tickets)
    facts.append(live.format(count=client.live_tickets))
    entries = [
        Entry(columns([(fit(f" {client.name}", cells), look.title)]), client),
        Entry(text(fit(" " + " · ".join(facts), cells), look.dim)),
    ]
    if client.close_after:
        closes = words.closes_after(client.close_after)
        entries.append(Entry(text(fit(f" {closes}", cells), look.dim)))
    if agreed:
        hours = terms_words.agreed(agreed)
        entries.append(Entry(text(fit(f" {hours}", cells), look.dim)))
        entries += [Entry(row.line) for row in terms_lines.left(agreed, cells, look)]
    entries += [Entry(text(fit(f"   {n}", cells), look.text)) for n in client.notes.splitlines()]
    section = partial(_section, look)
    entries += section(_("Contacts"), [_contact(one, cells, look) for one in client.contacts])
    entries += section(_("Assets"), [_asset(one, cells, look) for one in client.assets])
    if talks:
        of_client = [Entry(talks_lines.of_client(row, cells, look), row) for row in talks]
        entries += section(_("Talks"), of_client)
    if client.former:
        entries += section(_("Worked here"), [_contact(one, cells, look) for one in client.former])
    return entries


def _section(look: Look, title: str, entries: Sequence[Entry]) -> list[Entry]:
    none = [Entry(text("   —", look.dim))]
    return [Entry(EMPTY), Entry(text(f" {title}", look.title)), *(entries or none)]


def _contact(contact: ContactCard, cells: int, look: Look) -> Entry:
    about = [contact.role, contact.email, contact.phone]
    if contact.since:
        about.append(_("since {date}").format(date=contact.since.isoformat()))
    if contact.until:
        about.append(_("until {date}").format(date=contact.until.isoformat()))
    return Entry(_named(contact.name, about, cells, look), contact)


def _asset(asset: AssetCard, cells: int, look: Look) -> Entry:
    about = [asset.kind, asset.serial, asset.host]
    if asset.warranty_until:
        date = asset.warranty_until.isoformat()
        about.append(_("warranty until {date}").format(date=date))
    return Entry(_named(asset.name, about, cells, look), asset)


def _named(name: str, about: Sequence[str], cells: int, look: Look) -> Line:
    known = "  ".join(part for part in about if part)
    lead = fit(f"   {name}", min(28, cells))
    return columns([(lead, look.text), (fit(f" {known}", max(0, cells - 28)), look.dim)])
