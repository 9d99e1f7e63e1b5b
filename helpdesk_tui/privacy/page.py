"""What is kept about a person, as files to hand over: JSON for a machine, a page to read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from helpdesk_tui.i18n import N_, _, language, ngettext
from helpdesk_tui.privacy.kept import Document
from helpdesk_tui.rendering.escaping import md, paragraphs
from helpdesk_tui.safe_text import json_of
from helpdesk_tui.storage.whole import whole_file

_LABELS = {
    "id": N_("Number"),
    "name": N_("Name"),
    "email": N_("Mail"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "address_form": N_("Spoken to as"),
    "notes": N_("Notes"),
    "source": N_("Comes from"),
    "external": N_("Number there"),
    "created_at": N_("Known since"),
    "client": N_("Client"),
    "role": N_("Role"),
    "since": N_("Since"),
    "until": N_("Until"),
    "status": N_("Status"),
    "category": N_("Category"),
    "machine": N_("Machine"),
    "created": N_("Opened"),
    "resolved": N_("Resolved"),
    "closed": N_("Closed"),
    "called": N_("Called"),
    "ticket": N_("Ticket"),
    "asked": N_("Asked"),
    "what": N_("What was asked"),
    "answer": N_("Answer"),
    "answered": N_("Answered"),
    "case": N_("Case"),
    "held": N_("Held"),
    "wants": N_("Wants to know"),
    "first": N_("From"),
    "last": N_("Until"),
    "correction": N_("Correction"),
    "file": N_("File"),
    "begin": N_("When"),
    "title": N_("What was done"),
    "description": N_("At length"),
}


def write(kept: Document, folder: Path, *, replace: bool = False) -> list[Path]:
    """Writes both files, named by the contact's number, and says which.

    Raises Unwritable, and then neither of them is there.
    """
    from helpdesk_tui.rendering import markup

    stem = f"contact-{kept['contact']['id']}"
    texts = {
        ".json": json_of(kept, indent=2) + "\n",
        ".html": markup.html(markdown(kept), kept["contact"]["name"], language()),
    }
    paths = [folder / f"{stem}{suffix}" for suffix in texts]
    with ExitStack() as files:
        opened = [files.enter_context(whole_file(path, replace=replace)) for path in paths]
        for file, text in zip(opened, texts.values(), strict=True):
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # Both are on the disk: now they get their names.
    return paths


def markdown(kept: Document) -> str:
    """The page. Nothing in it is Markdown of somebody else's making."""
    return "\n\n".join(_blocks(kept)) + "\n"


def _blocks(kept: Document) -> Iterator[str]:
    yield f"# {md(kept['contact']['name'])}"
    yield _list(kept["contact"])
    yield from _section(_("Where they work"), map(_list, kept["employments"]))
    yield from _section(_("Tickets"), map(_ticket, kept["tickets"]))
    yield from _section(_("Calls about other tickets"), map(_ticket, kept["calls"]))
    yield from _section(_("Approvals"), map(_list, kept["approvals"]))
    yield from _section(_("Talks"), map(_talk, kept["talks"]))
    yield from _section(_("Letters of hours to them"), map(_list, kept["letters"]))
    yield from _section(_("Time recorded under their name"), map(_list, kept["time_entries"]))
    numbers = ", ".join(f"#{number}" for number in kept["named_in_tickets"])
    yield from _section(_("Also named in"), [md(numbers)] if numbers else ())
    sentences = "\n".join(f"- {md(sentence)}" for sentence in _left_out(kept["left_out"]))
    yield from _section(_("Not on this page"), [sentences] if sentences else ())


def _section(title: str, blocks: Iterable[str]) -> Iterator[str]:
    found = list(blocks)
    if found:
        yield f"## {md(title)}"
        yield from found


def _list(values: Document) -> str:
    lines = [
        f"- {md(_(_LABELS[name]))}: {md(value)}"
        for name, value in values.items()
        if name in _LABELS and value not in (None, "")
    ]
    return "\n".join(lines)


def _ticket(ticket: Document) -> str:
    blocks = [f"### #{ticket['number']} {md(ticket['subject'])}", _list(ticket)]
    if names := [*ticket.get("tags", ()), *ticket.get("attachments", ())]:
        blocks.append(md(" · ".join(names)))
    if columns := ticket.get("imported", {}).get("columns"):
        blocks.append("\n".join(f"- {md(name)}: {md(value)}" for name, value in columns.items()))
    blocks += map(_message, ticket["messages"])
    return "\n\n".join(filter(None, blocks))


def _message(message: dict[str, Any]) -> str:
    who = _("they") if message["theirs"] else _("we")
    head = f"**{md(message['at'])} · {md(who)}**"
    return f"{head}\n\n{paragraphs(message['body'])}"


def _talk(talk: Document) -> str:
    return "\n\n".join(filter(None, (_list(talk), paragraphs(talk["summary"] or ""))))


def _left_out(counts: dict[str, int]) -> list[str]:
    notes, talks = counts["internal_notes"], counts["talks_to_hear_nothing_of"]
    others = counts["messages_of_others"]
    sentences = []
    if notes:
        words = ngettext("{count} internal note of ours", "{count} internal notes of ours", notes)
        sentences.append(words.format(count=notes))
    if others:
        words = ngettext("{count} message of others", "{count} messages of others", others)
        sentences.append(words.format(count=others))
    if talks:
        words = ngettext("{count} talk with others", "{count} talks with others", talks)
        sentences.append(words.format(count=talks))
    return sentences
