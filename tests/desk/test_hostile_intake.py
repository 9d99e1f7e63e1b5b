"""Whatever is typed, wherever: what the desk keeps of it is literal, and can be read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from peewee import CharField, TextField

from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import cases, closing, proof, talk
from helpdesk_tui.models.changes import Refused, change
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.people import editing
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.safe_text import clean
from helpdesk_tui.storage import attached
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.tickets import actions, drafts, saved
from helpdesk_tui.tickets.actions import NewTicket
from helpdesk_tui.worktime import about, timer
from helpdesk_tui.worktime.timer import What
from tests.storage.fresh import opened_fresh
from tests.support import row
from tests.terminal.payloads import PAYLOADS, SURROGATE

SHORT = [*(text[:9000] for text in PAYLOADS.values()), SURROGATE]
TEXTS = [" ".join(SHORT[place : place + 7]) for place in range(0, len(SHORT), 7)]

NOT_SHOWN = {"sort_key", "client_key"}
"""Columns that only put others in order."""

AS_TYPED = {"draft"}
"""Tables that keep a text letter by letter until it is used: only its writer sees it."""


def test_what_is_typed_in_any_field_is_kept_as_signs(tmp_path: Path) -> None:
    with opened_fresh(tmp_path) as desk:
        for number, text in enumerate(TEXTS):
            _type_everywhere(desk, f"{number} {text}", tmp_path / "files")
        unclean = [
            (table._meta.table_name, field.name, text[:60])
            for table in TABLES
            if table._meta.table_name not in AS_TYPED
            for field in table._meta.sorted_fields
            if isinstance(field, CharField | TextField) and field.name not in NOT_SHOWN
            for (text,) in tuples(table.select(field))
            if isinstance(text, str) and text != clean(text)
        ]
    assert unclean == []


def _type_everywhere(desk: Opened, text: str, folder: Path) -> None:
    me = sign_in(f"ana {text[:50]}").id
    client = editing.add_client(me, {"name": text, "notes": text}).things[0]
    card = {"name": text, "email": text, "phone": text, "notes": text}
    contact = editing.add_contact(me, client, card, text).things[0]
    things = {"name": text, "kind": text, "serial": text, "host": text, "notes": text}
    asset = editing.add_asset(me, client, things).things[0]
    new = NewTicket(text, text, client, contact, asset, category=text, tags=(text,))
    ticket = actions.create(me, new).things[0]
    actions.edit(me, row(ticket), {"subject": f"{text} 2", "category": f"{text} 2"})
    actions.label(me, [row(ticket)], on=[f"{text} 2"])
    actions.reply(me, [row(ticket)], text)
    actions.add_note(me, [row(ticket)], text)
    with change(me) as hand:
        actions.called(hand, ticket, text, contact, client)
        about.new_project(hand, text, client)
        about.new_activity(hand, text)
    actions.resolve(me, [row(ticket)], text)
    timer.start(me, What(text, description=text, client=client), "Europe/Madrid")
    with suppress(Refused):
        saved.save(me, text, "all", text, "clock", False)
    as_typed = text.encode("utf-8", "replace").decode()  # no key and no editor gives half a pair
    drafts.save(me, "new", "ticket", {"about": as_typed})
    _talk_about(me, client, ticket, asset, text, folder)


def _talk_about(me: int, client: int, ticket: int, asset: int, text: str, folder: Path) -> None:
    begun = talks.begin(me, client, cases.find("equipment", None), ticket=ticket, asset=asset)
    number = begun.things[0]
    for kind, fields in (
        (talk.Person, {"name": text, "role": text}),
        (talk.Fact, {"text": text}),
        (talk.Warned, {"text": text}),
        (talk.Option, {"text": text, "ready": text}),
        (talk.Statement, {"text": text, "words": text}),
        (talk.NextStep, {"text": text, "who": text, "authorises": text}),
    ):
        talks.add(me, number, kind, **fields)
    names = ("headline", "answer", "picture", "tried", "no_promise", "if_nothing", "reaction")
    talks.write(me, _now(number), **dict.fromkeys(names, text))
    talks.refuse(me, _now(number).options[0], text)
    folder.mkdir(exist_ok=True)
    name = text.replace("/", "-").replace("\0", "").encode("utf-8", "replace")[:60]
    file = folder / name.decode("utf-8", "ignore")
    file.write_bytes(b"x")
    proof.add(me, _now(number), text, None, True, attached.keep(file, database.attachments()))
    Conversation.update(state=State.ENDED).where(Conversation.id == number).execute()
    closing.save_summary(me, _now(number), text)


def _now(number: int) -> talk.Talk:
    found = talk.read(number)
    assert found
    return found
