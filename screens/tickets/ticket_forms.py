"""The bars in which something is written about tickets. They load with the first one that opens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.tickets import Kind, Wait
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import actions, drafts, merging
from helpdesk_tui.tickets.queue import Row

from ..common import when, words
from ..frame import conflicts, many
from ..parts.fields import BASIS, NEW, Answers, DraftOf, Field, or_new
from ..parts.forms import Form
from .hands import Action, Hands


async def carry_out(
    screen: Hands, draft: DraftOf, label: str, action: Action, rows: list[Row]
) -> str | None:
    """Does it and forgets its draft in one transaction; a sentence when it could not be done.

    After a conflict `rows` are those that were left, as they are now: doing it again will do.
    Many are done after the form has closed.
    """
    desk = screen.app.desk
    if len(rows) > many.FEW:
        if screen.app.at_many:  # the text stays in its form
            return many.busy()
        await desk.write(drafts.discard, desk.me.id, draft.target, draft.kind)
        await screen.do(label, action, rows)
        return None
    try:
        done = await desk.finish((draft.target, draft.kind), action, desk.me.id, rows)
    except Refused as refused:
        return str(refused)
    await screen.did(label, done)
    if not done.conflicts:
        return None
    left = [conflict.entity_id for conflict in done.conflicts]
    rows[:] = await desk.read(merging.rows_now, left)
    await screen.app.changed(set(left))
    return await conflicts.in_form(screen, done.conflicts[0])


async def wait(screen: Hands, rows: Sequence[Row], reason: int) -> None:
    """Until when the tickets wait."""

    def reading(text: str) -> str:
        if not text:
            return _("Until it moves by itself: no date.")
        until = when.parse(text)
        if until is None:
            raise ValueError(_("Not understood: say 2h, 14:30, tomorrow, fri 10:00, 2026-11-30."))
        return _("Until {when}").format(when=when.stamp(until))

    async def submit(answers: Answers) -> str | None:
        until = when.parse(answers["until"])
        label = _("waits for {whom}").format(whom=_(words.WAITS_FOR[Wait(reason)]))
        await screen.do(label, lambda by, seen: actions.wait(by, seen, reason, until), rows)
        return None

    whom = _(words.WAITS_FOR[Wait(reason)])
    title = _("Waits for {whom}, until when?").format(whom=whom)
    fields = [Field("until", _("Until"), reading=reading)]
    await screen.ask(Form(title, fields, submit))


async def label(screen: Hands, rows: Sequence[Row]) -> None:
    """Labels: a word puts one on, a minus before it takes it off."""
    if not rows:
        return
    present = sorted(set().union(*(row.tags for row in rows)))

    def find(text: str) -> list[Named]:
        *before, last = text.lower().split(" ")
        minus = "-" if last.startswith("-") else ""
        begun = last.removeprefix("-")
        if not begun:
            return []
        known = present if minus else directory.tags(begun)
        labels = dict.fromkeys([begun, *(tag for tag in known if tag.startswith(begun))])
        return [Named(NEW, " ".join([*before, minus + label])) for label in labels]

    async def submit(answers: Answers) -> str | None:
        wanted = line(answers["labels"]).lower().split()
        if not wanted:
            return _("Write a label; -label takes one off.")
        on = [tag for tag in wanted if not tag.startswith("-")]
        off = [tag[1:] for tag in wanted if tag.startswith("-") and len(tag) > 1]
        if any(len(tag) > 40 for tag in on):
            return _("A label has 40 characters at most.")
        await screen.do(
            " ".join([*(f"+{tag}" for tag in on), *(f"-{tag}" for tag in off)]),
            lambda by, seen: actions.label(by, seen, on, off),
            rows,
        )
        return None

    has = _("Labels · has {tags} · -label takes one off").format(tags=" ".join(present) or "—")
    fields = [Field("labels", _("Labels"), find=find, free=True)]
    await screen.ask(Form(has, fields, submit))


EDITED = (
    "subject",
    "category",
    "kind",
    "client_id",
    "client",
    "requester_id",
    "requester",
    "asset_id",
)
"""What of a row the edit form shows."""


async def edit(screen: Hands, row: Row) -> None:
    """Subject, client, requester, machine, category and kind."""
    desk = screen.app.desk
    target, kind = f"ticket:{row.id}", "edit"
    kept = await desk.read(drafts.load, desk.me.id, target, kind)
    if kept:  # it is compared with what was seen when it was begun
        row = replace(row, **json.loads(kept.fields.get(BASIS, "{}")))
    draft = DraftOf(target, kind, json.dumps({name: getattr(row, name) for name in EDITED}))
    asset = await desk.read(directory.asset_name, row.asset_id) if row.asset_id else ""
    seen = [row]

    def find_asset(text: str) -> list[Named]:
        return directory.assets(text, form.answers().chosen["client"])

    async def submit(answers: Answers) -> str | None:
        if not answers["subject"]:
            return _("A ticket needs a subject.")
        texts = {name: line(answers[name]) for name in ("subject", "category")}
        chosen = {name: answers.chosen[name] for name in ("client", "requester", "asset", "kind")}
        wanted = {
            field.name: value
            for field in fields
            if (value := (texts | chosen)[field.name])
            != (field.value if field.name in texts else field.chosen)
        }

        def change(by: int, rows: Sequence[Row]) -> Done:
            return actions.edit(by, rows[0], wanted)

        return await carry_out(screen, draft, _("edited"), change, seen)

    fields = [
        Field("subject", _("Subject"), value=row.subject),
        Field("client", _("Client"), row.client, row.client_id, find=directory.clients),
        Field("requester", _("Requester"), row.requester, row.requester_id, directory.contacts),
        Field("asset", _("Machine"), asset, row.asset_id, find_asset),
        Field("category", _("Category"), row.category, find=or_new(_categories)),
        Field("kind", _("Kind"), _(words.KIND[Kind(row.kind)]), row.kind, kinds),
    ]
    title = _("Edit {number}").format(number=row.id)
    form = Form(title, fields, submit, draft=draft, kept=kept)
    await screen.ask(form)


def kinds(text: str) -> list[Named]:
    found = [Named(kind, _(name)) for kind, name in words.KIND.items()]
    return [named for named in found if text.lower() in named.name]


def _categories(text: str) -> list[Named]:
    return [Named(0, name) for name in directory.categories(text)]
