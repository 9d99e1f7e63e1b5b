"""The bars in which clients, contacts and assets are written down and changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people import directory, editing
from helpdesk_tui.people.directory import AssetCard, ClientCard, ContactCard, Named
from helpdesk_tui.tickets import drafts

from ..common import words
from ..frame import conflicts
from ..frame.listed import Listed
from ..parts.fields import BASIS, Answers, DraftOf, Field
from ..parts.forms import Form


class Directory(Listed):
    """A screen that shows what these bars have written down."""

    def did(self, label: str, done: Done, client: int | None = None) -> None:
        """Tells what was done, keeps it for undo and reads anew."""
        raise NotImplementedError


async def client(screen: Directory, card: ClientCard | None) -> None:
    """A new client, or changes to one."""
    known = partial(_known, card)
    fields = [
        Field("name", _("Name"), known("name")),
        Field("language", _("Language"), known("language", "es"), find=_languages),
        Field("country", _("Country"), known("country", "ES"), reading=_country),
        Field("zone", _("Time zone"), known("zone", "Europe/Madrid"), reading=_zone),
        _address(known("address_form", "usted")),
        Field("close_after", _("Closes after"), known("close_after"), reading=_closes),
        Field("notes", _("Notes"), known("notes"), long=True),
    ]
    title = _("Edit {name}").format(name=card.name) if card else _("New client")
    add = None if card else editing.add_client
    await _ask(screen, title, Entity.CLIENT, card, fields, add)


async def contact(screen: Directory, of: ClientCard, card: ContactCard | None) -> None:
    """A new contact of a client, or changes to one."""
    known = partial(_known, card)
    fields = [
        Field("name", _("Name"), known("name")),
        Field("email", _("E-mail"), known("email"), reading=_email),
        Field("phone", _("Telephone"), known("phone")),
        Field("language", _("Language"), known("language"), find=_languages),
        _address(known("address_form")),
        Field("notes", _("Notes"), known("notes"), long=True),
    ]
    title = _("New contact of {client}").format(client=of.name)
    if card:
        title = _("Edit {name}").format(name=card.name)
    add = None if card else partial(_add_contact, of.id)
    await _ask(screen, title, Entity.CONTACT, card, fields, add)


async def asset(screen: Directory, of: ClientCard, card: AssetCard | None) -> None:
    """A new machine of a client, or changes to one."""
    known = partial(_known, card)
    fields = [
        Field("name", _("Name"), known("name")),
        Field("kind", _("Kind"), known("kind")),
        Field("serial", _("Serial no."), known("serial")),
        Field("host", _("Host"), known("host")),
        Field("bought", _("Bought"), known("bought")),
        Field("warranty_until", _("Warranty"), known("warranty_until")),
        Field("notes", _("Notes"), known("notes"), long=True),
    ]
    title = _("New machine of {client}").format(client=of.name)
    if card:
        title = _("Edit {name}").format(name=card.name)
    add = None if card else partial(_add_asset, of.id)
    await _ask(screen, title, Entity.ASSET, card, fields, add)


async def move(screen: Directory, card: ContactCard) -> None:
    """Where a contact works from today on."""

    async def submit(answers: Answers) -> str | None:
        to = answers.chosen["client"]
        if to is None:
            return _("For which client?")
        me = screen.app.desk.me.id
        done = await screen.app.desk.write(editing.move_contact, me, card.id, to, answers["role"])
        label = _("{name} works for {client} now").format(name=card.name, client=answers["client"])
        screen.did(label, done, to)
        return None

    fields = [Field("client", _("Client"), find=directory.clients), Field("role", _("As"))]
    title = _("{name} goes to work for").format(name=card.name)
    await screen.ask(Form(title, fields, submit))


Add = Callable[[int, dict[str, str]], Done]


async def _ask(
    screen: Directory,
    title: str,
    entity: int,
    card: ClientCard | ContactCard | AssetCard | None,
    fields: Sequence[Field],
    add: Add | None,
) -> None:
    """Asks for the fields and writes them; what somebody else has changed meanwhile is shown."""
    desk = screen.app.desk
    target = f"{entity}:{card.id}" if card else f"{entity}:new"
    kept = await desk.read(drafts.load, desk.me.id, target, "card")
    seen = {field.name: _seen(card, field.name) for field in fields}
    if kept:  # it is compared with what was seen when it was begun
        seen |= json.loads(kept.fields.get(BASIS, "{}"))
    draft = DraftOf(target, "card", json.dumps(seen))

    async def submit(answers: Answers) -> str | None:
        wanted = {field.name: answers[field.name] for field in fields}
        if card is None and add is not None:
            action = partial(add, desk.me.id, wanted)
        elif card is not None:
            action = partial(editing.edit, desk.me.id, entity, card.id, seen, wanted)
        try:
            done = await desk.finish((draft.target, draft.kind), action)
        except Refused as refused:
            return str(refused)
        except Conflict as conflict:
            seen[conflict.field] = None if conflict.found is None else str(conflict.found)
            return await conflicts.in_form(screen, conflict)
        label = _("{name} saved").format(name=wanted["name"])
        made = done.things[0] if entity == Entity.CLIENT else None
        screen.did(label, done, made)
        return None

    await screen.ask(Form(title, fields, submit, draft=draft, kept=kept))


def _seen(card: object, name: str) -> str | None:
    value = getattr(card, name, None)
    return None if value is None else str(value)


def _known(card: object, name: str, otherwise: str = "") -> str:
    """What a card says in this field; what is usual when there is no card yet."""
    return otherwise if card is None else str(getattr(card, name) or "")


def _address(value: str) -> Field:
    return Field("address_form", _("Spoken to as"), value, find=_forms)


def _add_contact(client: int, by: int, fields: dict[str, str]) -> Done:
    return editing.add_contact(by, client, fields)


def _add_asset(client: int, by: int, fields: dict[str, str]) -> Done:
    return editing.add_asset(by, client, fields)


def _languages(text: str) -> list[Named]:
    return _those([("es", _("Spanish")), ("en", _("English"))], text)


def _forms(text: str) -> list[Named]:
    return _those([("usted", ""), ("tú", ""), ("vos", "")], text)


def _those(names: Sequence[tuple[str, str]], text: str) -> list[Named]:
    return [Named(i, name, detail) for i, (name, detail) in enumerate(names) if text in name]


def _country(text: str) -> str:
    if len(text) != 2 or not text.isalpha():
        raise ValueError(_("A country has two letters: ES, MX, GB."))
    return ""


def _closes(text: str) -> str:
    if not text:
        return _("Resolved tickets are never closed by themselves.")
    if not text.isdecimal() or not 1 <= int(text) <= editing.MOST_DAYS:
        words_ = _("Working days from 1 to {most}, or nothing for never.")
        raise ValueError(words_.format(most=editing.MOST_DAYS))
    return words.closes_after(int(text))


def _email(text: str) -> str:
    if text and ("@" not in text.strip("@") or " " in text):
        raise ValueError(_("“{text}” is not an e-mail address.").format(text=text))
    return ""


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(
            _("There is no zone “{name}”; write Europe/Madrid.").format(name=text)
        ) from None
    return ""
