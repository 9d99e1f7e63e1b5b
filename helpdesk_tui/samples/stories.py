"""The handful of tickets that are written out in full and stand at the top of the queue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from helpdesk_tui.models.tickets import Status, Wait
from helpdesk_tui.samples import files
from helpdesk_tui.samples.cast import Desk
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.samples.telling import Part, Telling
from helpdesk_tui.samples.texts import Incident, Phrases, Story, stories


def tell(
    random: Random, desk: Desk, labels: Phrases, now: datetime, folder: Path
) -> Iterator[Case]:
    """The stories as they stand at `now`, all in the hands of whoever runs the desk."""
    for story in stories():
        firm = desk.firm(story.client)
        asks = firm.person(story.name)
        team = desk.teams["systems" if story.about in ("server", "vpn") else "support"]
        machine = firm.machine(story.asset, random)
        part = Part(firm, asks, asks.first_name, desk.helpers[0], machine, team, labels)
        case = _told(random, story, part, now, folder)
        listens = desk.helpers[1 if story.unread else 0]
        for minutes, name, client, text in story.calls:
            other = desk.firm(client)
            at = now - timedelta(minutes=minutes)
            case.call(at, listens.id, other.person(name).id, other.id, text)
        if story.unread:
            case.columns["unread_since"] = case.messages[-1].at
        yield case


def _told(random: Random, story: Story, part: Part, now: datetime, folder: Path) -> Case:
    incident = _as_incident(story)
    first, _what, request = story.thread[0]
    telling = Telling(random, part, incident, now - timedelta(minutes=first))
    telling.asks(story.subject, body=request)
    start = telling.case.created_at
    telling.triage(start + timedelta(seconds=60), part.helper, story.subject)
    telling.take(start + timedelta(seconds=110))
    for minutes, what, text in story.thread[1:]:
        at = now - timedelta(minutes=minutes)
        match what:
            case "note":
                telling.note(at, text)
            case "answer":
                telling.answer(at, text)
            case "reply":
                telling.write_to_client(at, text)
    if story.file:
        telling.case.messages[-1].files.append(files.keep(story.file, folder, random))
    if story.status == "waiting":
        telling.case.change(
            now - timedelta(minutes=story.thread[-1][0]),
            part.helper.id,
            status=Status.WAITING,
            wait_reason=Wait.CLIENT,
        )
    telling.case.columns["agreed_at"] = (
        None if story.due is None else now + timedelta(minutes=story.due, seconds=20)
    )
    return telling.case


def _as_incident(story: Story) -> Incident:
    return Incident(
        about=story.about,
        tags=story.tags,
        subjects=(story.subject,),
        request="",
        note="",
        reply="",
        solution="",
        kind=story.kind,
        priority=story.priority,
    )
