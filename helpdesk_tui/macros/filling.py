"""Filling in what a macro says: with the data of a ticket, as its contact is spoken to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from peewee import JOIN

from helpdesk_tui import rendering
from helpdesk_tui.addressed import chosen
from helpdesk_tui.i18n import _
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.models.people import Asset, Client, Contact, Technician
from helpdesk_tui.models.tickets import Ticket
from helpdesk_tui.rendering import Plain, TemplateProblem
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.toml_text import nearest

KNOWN = (
    *("number", "subject", "category", "client", "requester", "first_name", "machine"),
    *("opened", "today", "until", "technician", "language", "country", "form", "ask"),
)
"""What a template may take."""

ZONE, LANGUAGE = "Europe/Madrid", "es"
"""Of a ticket without a client."""

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a ticket: how its contact is spoken to, and what a template may tell."""

    language: str
    form: str
    zone: str
    data: Mapping[str, Plain]


def about(tickets: Sequence[int], technician: int, now: datetime) -> dict[int, About]:
    """What is known of each of these tickets, by its number."""
    us = str(Technician.get_by_id(technician).name)
    found = (
        Ticket.select(
            *(Ticket.id, Ticket.subject, Ticket.category, Ticket.created_at, Asset.name),
            *(Client.name, Client.language, Client.country, Client.zone, Client.address_form),
            *(Contact.name, Contact.language, Contact.address_form),
        )
        .join(Client, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Contact, JOIN.LEFT_OUTER)
        .switch(Ticket)
        .join(Asset, JOIN.LEFT_OUTER)
        .where(Ticket.id.in_(list(tickets)))
    )
    return {row[0]: _about(us, now, *row) for row in tuples(found)}


def _about(
    us: str,
    now: datetime,
    number: int,
    subject: str,
    category: str,
    opened: datetime,
    machine: str | None,
    client: str | None,
    language: str | None,
    country: str | None,
    zone: str | None,
    form: str | None,
    requester: str | None,
    speaks: str | None,
    wishes: str | None,
) -> About:
    language, form, zone = speaks or language or LANGUAGE, wishes or form or "usted", zone or ZONE
    there = ZoneInfo(zone)
    return About(
        language,
        form,
        zone,
        {
            "number": number,
            "subject": subject,
            "category": category,
            "client": client or "",
            "requester": requester or "",
            "first_name": _first(requester or ""),
            "machine": machine or "",
            "opened": opened.astimezone(there).isoformat(),
            "today": now.astimezone(there).isoformat(),
            "technician": us,
            "country": country or "",
            "form": form,
        },
    )


def _first(name: str) -> str:
    """The first name; of somebody who is written with a title (Dra. Gil), the whole."""
    first = name.partition(" ")[0]
    return name if first.endswith(".") else first


def fill(macro: Ready, about: About, answers: Mapping[str, str], now: datetime) -> str:
    """What the macro says about this ticket; empty where it says nothing.

    `answers` are to what it asks for. May take seconds: not on the event loop, and not in a thread
    of the database. Raises TemplateProblem.
    """
    if not (source := macro.text(about.language)):
        return ""
    spanish = source == macro.es
    until = macro.staged.until(now)
    data = {
        **about.data,
        "language": "es" if spanish else "en",
        "until": until.astimezone(ZoneInfo(about.zone)).isoformat() if until else "",
        "ask": dict(answers),
    }
    said = _spoken(source, about.form) if spanish else source
    return rendering.render(said, data, name=macro.name).strip()


def asked(macro: Ready, about: About) -> tuple[str, ...]:
    """What the macro asks for when it is used. Takes as long as `fill`. Raises TemplateProblem."""
    source = macro.text(about.language)
    names = rendering.names(source, name=macro.name)
    if mistakes := list(_strange(names.used)):
        raise TemplateProblem(macro.name, None, mistakes[0])
    return names.asked


def shown(macro: Ready, about: About, now: datetime) -> str:
    """What it would say, with a sign for what it would ask. Raises TemplateProblem."""
    if not macro.text(about.language):
        return ""
    answers = {name: f"‹{label(name)}›" for name in asked(macro, about)}
    return fill(macro, about, answers, now)


def label(name: str) -> str:
    """What is asked for, in words."""
    return line(name.replace("_", " "))


def mistakes(template: str) -> list[str]:
    """A sentence for everything that is wrong with a template."""
    try:
        return list(_strange(rendering.names(template).used))
    except TemplateProblem as problem:
        if problem.line is None or "\n" not in template:
            return [problem.sentence]
        where = _("line {line} of the text: {sentence}")
        return [where.format(line=problem.line, sentence=problem.sentence)]


def _strange(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name not in KNOWN:
            told = _("There is nothing called “{word}”.").format(word=name)
            meant = nearest(name, KNOWN)
            hint = _('Did you mean "{name}"?').format(name=meant) if meant else ""
            yield f"{told} {hint}".rstrip()


def _spoken(source: str, form: str) -> str:
    """The template with its choices made; what is Jinja's stays as it is."""
    kept: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\0{len(kept) - 1}\0"

    said = chosen(_JINJA.sub(put_by, source), form)
    return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], said)
