"""Adding and changing clients, contacts and assets, each with its events and its undo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from peewee import IntegrityError

from helpdesk_tui import clock
from helpdesk_tui.collation import sort_key
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, as_stored, change, table_of
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Employment
from helpdesk_tui.safe_text import line, uncut

MOST_DAYS = 250
"""Working days after which a ticket may be closed by itself: about a year."""


def add_client(by: int, fields: Mapping[str, str]) -> Done:
    """Adds a client. Raises `Refused` when the name is missing or taken."""
    with change(by) as hand:
        made = new_client(hand, fields)
    return hand.done(made)


def add_contact(by: int, client: int | None, fields: Mapping[str, str], role: str = "") -> Done:
    """Adds a contact who works for a client from today."""
    with change(by) as hand:
        made = new_contact(hand, client, fields, role)
    return hand.done(made)


def add_asset(by: int, client: int, fields: Mapping[str, str]) -> Done:
    """Adds a machine, a licence or a line of a client."""
    with change(by) as hand:
        made = _add(hand, Entity.ASSET, fields, client=client)
    return hand.done(made)


def new_client(hand: Hand, fields: Mapping[str, str]) -> int:
    """A new client, as a part of what this hand does."""
    return _add(hand, Entity.CLIENT, fields)


def new_contact(hand: Hand, client: int | None, fields: Mapping[str, str], role: str = "") -> int:
    """A new contact, as a part of what this hand does."""
    made = _add(hand, Entity.CONTACT, fields)
    if client is not None:
        _employ(hand, made, client, role)
    return made


def edit(
    by: int, entity: int, entity_id: int, seen: Mapping[str, Value], wanted: Mapping[str, str]
) -> Done:
    """Changes what is known of a client, a contact or an asset, field by field.

    Raises:
        Conflict: somebody has changed one of the fields since it was read.
        Refused: a value cannot be kept, with the reason.
    """
    values = _values(wanted)
    before = {name: _days(str(v)) if v and name == "close_after" else v for name, v in seen.items()}
    changes = {
        name: (before[name], value)
        for name, value in values.items()
        if name in before and value != before[name]
    }
    if "name" in changes:
        changes["sort_key"] = (sort_key(str(seen["name"])), values["sort_key"])
    try:
        with change(by) as hand:
            hand.swap(entity, entity_id, changes)
    except IntegrityError:
        raise Refused(_taken(str(values.get("name", "")))) from None
    return hand.done(entity_id)


def move_contact(by: int, contact: int, client: int, role: str = "") -> Done:
    """A contact goes to work for another client today; their history stays with them."""
    today = clock.now().date()
    with change(by) as hand:
        current = Employment.select().where(
            Employment.contact == contact, ~Employment.retired, Employment.until.is_null()
        )
        for job in current:
            until: tuple[Value, Value] = (None, as_stored(today - timedelta(days=1)))
            hand.swap(Entity.EMPLOYMENT, job.id, {"until": until})
        _employ(hand, contact, client, role)
    return hand.done(contact)


def retire(by: int, entity: int, entity_id: int) -> Done:
    """Takes a client, a contact or an asset out of every list; nothing about them is lost."""
    with change(by) as hand:
        hand.swap(entity, entity_id, {"retired": (False, True)})
    return hand.done(entity_id)


def _add(hand: Hand, entity: int, fields: Mapping[str, str], **more: int) -> int:
    values = _values(fields)
    if not values.get("name"):
        raise Refused(_("A name is needed."))
    try:
        made = table_of(entity).create(**values, **more, created_at=hand.at)
    except IntegrityError:
        raise Refused(_taken(str(values["name"]))) from None
    hand.created(entity, made.id)
    return int(made.id)


def _employ(hand: Hand, contact: int, client: int, role: str) -> None:
    job = Employment.create(
        contact=contact, client=client, role=line(role), since=clock.now().date()
    )
    hand.created(Entity.EMPLOYMENT, job.id)


def _values(fields: Mapping[str, str]) -> dict[str, Value]:
    """The fields as they are stored: cleaned, dates checked, empty dates as none."""
    values: dict[str, Value] = {}
    for name, text in fields.items():
        if name in ("bought", "warranty_until"):
            values[name] = _date(text)
        elif name == "close_after":
            values[name] = _days(text)
        elif name == "notes":
            values[name] = uncut(text).strip()
        else:
            values[name] = line(text).strip()
    if "name" in values:
        values["sort_key"] = sort_key(str(values["name"]))
    return values


def _date(text: str) -> str | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise Refused(
            _("“{text}” is not a date; write it as 2026-11-21.").format(text=text)
        ) from None


def _days(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or not 1 <= int(text) <= MOST_DAYS:
        words = _("“{text}” is no number of days: write 1 to {most}, or nothing for never.")
        raise Refused(words.format(text=text, most=MOST_DAYS))
    return int(text)


def _taken(name: str) -> str:
    return _("There is a client called “{name}” already.").format(name=name)
