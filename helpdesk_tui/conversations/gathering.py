"""What may be evidence, or a former warning, found by itself: dated facts to choose from.

They are worded in the client's language, because the client may see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from peewee import fn

from helpdesk_tui import clock, short_time
from helpdesk_tui.collation import fold
from helpdesk_tui.conversations import closing
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.models import merges
from helpdesk_tui.models.people import Asset
from helpdesk_tui.models.tickets import Attachment, Message, Shelf, Ticket
from helpdesk_tui.rendering import phrases
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.worktime import spent

OFFERED = 50
"""Candidates that are offered at once; more words find the rest."""

_YEAR = timedelta(days=365)
_MESSAGES = 100
"""The latest of a thread that are looked at."""
_TICKETS = 200
"""The latest of a machine that are counted; where there are more, no sum is told."""
_NAMED = 20
"""The latest of a machine that are named, and in whose threads former advice is looked for."""
_BEGINNING = 2_000
"""Characters of a message that are looked at."""
_LONGEST = 160
"""Characters of a sentence that is offered."""
_GREETING = 3
"""A sentence of so few words says hello rather than what is wrong."""

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[¿¡«“\"(]?[A-ZÁÉÍÓÚÑÜ0-9])|\n")
_ADVICE = re.compile(
    r"\b(?:offer|propos|recommend|advi[sc]e|suggest|quot(?:e|ed|ation)\b|warn|"
    r"propu[es]|propon|ofert|ofrec|recomend|aconsej|suger|sugier|presupuest|advert|advirt|avisamos)",
    re.IGNORECASE,
)
"""How words begin with which somebody gives advice or makes an offer."""

_WORDS = {
    "en": {
        "serial": "serial number {serial}",
        "bought": "bought {day}",
        "ended": "warranty ended {day}",
        "until": "under warranty until {day}",
        "one": "{name}: 1 ticket in 12 months",
        "many": "{name}: {count} tickets in 12 months",
        "most": "{name}: more than {count} tickets in 12 months",
        "declined": "{option}: offered, declined",
    },
    "es": {
        "serial": "número de serie {serial}",
        "bought": "compra: {day}",
        "ended": "fin de la garantía: {day}",
        "until": "en garantía hasta el {day}",
        "one": "{name}: 1 ticket en 12 meses",
        "many": "{name}: {count} tickets en 12 meses",
        "most": "{name}: más de {count} tickets en 12 meses",
        "declined": "{option}: ofrecido, no se quiso",
    },
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dated fact, and what it is taken from. The day is one of the client's zone."""

    text: str
    day: date | None = None
    message: int | None = None
    attachment: int | None = None
    asset: int | None = None


def evidence(talk: Talk, words: str = "") -> list[Candidate]:
    """What may show that the news are so, if it holds all the words: the machine, then the newest.

    What the talk has already is left out.
    """
    known = {found.text.partition("\n")[0] for found in talk.evidence}
    earlier = _tickets(talk)
    dated = [*_said(talk), *_files(talk), *_named(talk, earlier[:_NAMED])]
    dated.sort(key=lambda one: one[0], reverse=True)
    found = [*_machine(talk), *_counted(talk, earlier), *(one for _at, one in dated)]
    return _chosen(found, known, words)


def warnings(talk: Talk, words: str = "") -> list[Candidate]:
    """What may be a former warning: what was offered and declined, and advice in our messages."""
    known = {warned.text for warned in talk.warnings}
    return _chosen([*_declined(talk), *_advice(talk)], known, words)


def _chosen(found: Iterable[Candidate], known: set[str], words: str) -> list[Candidate]:
    wanted = fold(words).split()
    unseen = {one.text: one for one in found if one.text and one.text not in known}
    held = (one for one in unseen.values() if all(word in fold(one.text) for word in wanted))
    return [one for _number, one in zip(range(OFFERED), held, strict=False)]


# Of the ticket


Dated = tuple[datetime, Candidate]


def _family(talk: Talk) -> list[int]:
    """The ticket where it is read now, and all that have gone into it."""
    return merges.family(merges.is_read_in(talk.ticket)) if talk.ticket else []


def _said(talk: Talk) -> Iterator[Dated]:
    found = (
        Message.select(Message.id, Message.at, fn.SUBSTR(Message.body, 1, _BEGINNING))
        .where(Message.ticket.in_(_family(talk)), ~Message.withdrawn)
        .order_by(Message.at.desc(), Message.id.desc())
        .limit(_MESSAGES)
    )
    for id_, at, body in tuples(found):
        sentences = _sentences(body)
        text = next((one for one in sentences if len(one.split()) > _GREETING), "")
        yield at, Candidate(text or sentences[0], _day(talk, at), message=id_)


def _files(talk: Talk) -> Iterator[Dated]:
    found = (
        Attachment.select(Attachment.id, Attachment.created_at, Attachment.name)
        .where(Attachment.ticket.in_(_family(talk)))
        .order_by(Attachment.id.desc())
        .limit(_MESSAGES)
    )
    for id_, at, name in tuples(found):
        yield at, Candidate(line(name), _day(talk, at), attachment=id_)


# Of the machine


def _machine(talk: Talk) -> Iterator[Candidate]:
    asset = Asset.get_or_none(Asset.id == talk.asset) if talk.asset else None
    if asset is None:
        return
    told, today = _words(talk), _day(talk, clock.now())
    ended = asset.warranty_until and asset.warranty_until < today
    age = [
        _told(talk, "bought", asset.bought, today),
        _told(talk, "ended" if ended else "until", asset.warranty_until, today),
    ]
    serial = told["serial"].format(serial=line(asset.serial)) if asset.serial else ""
    for facts in (age, [line(asset.kind), serial]):
        if text := ", ".join(filter(None, facts)):
            yield Candidate(f"{line(asset.name)}: {text}", asset=talk.asset)


def _told(talk: Talk, word: str, day: date | None, today: date) -> str:
    """What happened on a day; where that is long ago the year says enough."""
    if day is None:
        return ""
    whole = phrases.date(day.isoformat(), talk.speaks, weekday=False, year=True)
    return _words(talk)[word].format(day=day.year if day.year < today.year else whole)


def _tickets(talk: Talk) -> list[tuple[int, datetime, str]]:
    """The other tickets of the machine within a year, the newest first."""
    if talk.asset is None:
        return []
    found = (
        Ticket.select(Ticket.id, Ticket.created_at, Ticket.subject)
        .where(
            Ticket.asset == talk.asset,
            Ticket.created_at >= clock.now() - _YEAR,
            Ticket.shelf != Shelf.AWAY,
        )
        .order_by(Ticket.id.desc())
        .limit(_TICKETS + 2)
    )
    return [row for row in tuples(found) if row[0] != talk.ticket]


def _counted(talk: Talk, earlier: list[tuple[int, datetime, str]]) -> Iterator[Candidate]:
    """How many tickets the machine has had, and how long they took."""
    if not earlier:
        return
    count = min(len(earlier), _TICKETS)
    key = "one" if count == 1 else "many" if len(earlier) <= _TICKETS else "most"
    text = _words(talk)[key].format(name=line(talk.asset_name), count=count)
    if len(earlier) <= _TICKETS and (worked := spent.on_tickets([id_ for id_, *_rest in earlier])):
        text += f", {short_time.hours(worked.total_seconds())} h"
    yield Candidate(text, _day(talk, clock.now()), asset=talk.asset)


def _named(talk: Talk, earlier: list[tuple[int, datetime, str]]) -> Iterator[Dated]:
    for _id, at, subject in earlier:
        yield at, Candidate(_short(subject), _day(talk, at), asset=talk.asset)


# Former warnings


def _declined(talk: Talk) -> Iterator[Candidate]:
    for refusal in closing.refusals(talk.client)[:OFFERED]:
        if refusal.conversation != talk.id and refusal.at:
            text = _words(talk)["declined"].format(option=line(refusal.text))
            yield Candidate(text, _day(talk, refusal.at))


def _advice(talk: Talk) -> Iterator[Candidate]:
    """What we said in the ticket and in others of the machine that was advice, or an offer."""
    tickets = [id_ for id_, *_rest in _tickets(talk)[:_NAMED]]
    tickets += _family(talk)
    found = (
        Message.select(Message.id, Message.at, fn.SUBSTR(Message.body, 1, _BEGINNING))
        .where(
            Message.ticket.in_(tickets),
            Message.technician.is_null(False),
            ~Message.withdrawn,
        )
        .order_by(Message.at.desc(), Message.id.desc())
        .limit(_MESSAGES)
    )
    for id_, at, body in tuples(found):
        if text := next(filter(_ADVICE.search, _sentences(body)), ""):
            yield Candidate(text, _day(talk, at), message=id_)


# Words


def _sentences(body: str) -> list[str]:
    """The sentences of a message, without what it quotes."""
    own = "\n".join(one for one in body.splitlines() if not one.lstrip().startswith(">"))
    return [_short(one) for one in _SENTENCE_ENDS.split(own) if one.strip()] or [""]


def _short(text: str) -> str:
    one = line(text)
    return one if len(one) <= _LONGEST else one[: _LONGEST - 1].rstrip() + "…"


def _words(talk: Talk) -> dict[str, str]:
    return _WORDS[talk.speaks]


def _day(talk: Talk, at: datetime) -> date:
    return at.astimezone(ZoneInfo(talk.zone)).date()
