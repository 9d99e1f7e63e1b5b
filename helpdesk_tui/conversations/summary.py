"""What the client gets in writing: plain data for a template, and the text that comes of it.

How the client took it and what they had been warned of before are nobody else's, and not in it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui import clock, rendering
from helpdesk_tui.conversations import money
from helpdesk_tui.conversations.talk import NextStep, Option, Talk

FORMS = ("usted", "tú", "vos")


def text(talk: Talk, currency: str) -> str:
    """The summary as the template has it, in Markdown. May take seconds: not on the event loop.

    Raises:
        TemplateProblem: the technician's own template has a mistake.
    """
    data = build(talk, currency)
    name = f"summary.{data['language']}.md"
    return rendering.render(rendering.source(name), data, name=name)


def build(talk: Talk, currency: str) -> dict[str, Any]:
    """All that a template may tell. Costs are told in full; instants are ISO in the client's zone.

    A statement is in it only if it was told.
    """
    where = (currency, talk.speaks, talk.country)

    def local(instant: datetime | None) -> str | None:
        return instant.astimezone(ZoneInfo(talk.zone)).isoformat() if instant else None

    def cost(part: Option | NextStep) -> str | None:
        return None if part.cost is None else money.shown(part.cost, part.per, *where)

    return {
        "language": talk.speaks,
        "country": talk.country,
        "form": talk.address_form if talk.address_form in FORMS else FORMS[0],
        "number": talk.id,
        "client": talk.client_name,
        "about": talk.asset_name,
        "leader": talk.leader,
        "held": local(talk.ended_at or talk.began_at or clock.now()),
        "meeting": talk.meeting.name.lower() if talk.meeting else "",
        "people": [{"name": one.name, "role": one.role} for one in talk.present],
        "news": talk.headline,
        "statements": [
            {"text": one.text, "certainty": one.certainty.name.lower()}
            for one in talk.statements
            if one.told and not one.left_out
        ],
        "options": [
            {
                "text": one.text,
                "cost": cost(one),
                "ready": one.ready,
                "outcome": one.outcome.name.lower(),
            }
            for one in talk.options
        ],
        "next_steps": [
            {
                "text": one.text,
                "who": one.who,
                "day": one.day.isoformat() if one.day else None,
                "cost": cost(one),
                "authorises": one.authorises,
            }
            for one in talk.next_steps
        ],
        "total": money.shown_total(money.total(talk.next_steps), *where),
        "if_nothing": talk.if_nothing,
        "protection": talk.protection,
        "speak_again": local(talk.speak_again),
        "tell": talk.tell,
    }
