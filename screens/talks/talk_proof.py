"""The bars for evidence and former warnings: what is known of them is offered while one types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from helpdesk_tui.conversations import gathering, proof
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.gathering import Candidate
from helpdesk_tui.conversations.talk import Evidence, Part, Talk, Warned
from helpdesk_tui.i18n import _
from helpdesk_tui.people.directory import Named

from ..common import when
from ..frame.frame import Frame
from ..parts import files
from ..parts.choices import YES, question
from ..parts.fields import NEW, Answers, Field, as_typed_first
from . import talk_days
from .talk_form import Carry, ask, kind_of
from .talk_words import add


async def evidence(screen: Frame, talk: Talk, part: Part | None) -> None:
    """Asks for a piece of evidence: words, output that is pasted, a file, or all of them."""
    me = screen.app.desk.me.id
    known = part if isinstance(part, Evidence) else None
    text, _end, output = known.text.partition("\n") if known else ("", "", "")
    label = _("Other file") if known and known.attachment else _("File")

    async def write(answers: Answers, seen: Any) -> Carry:
        path = answers["file"]
        file = await asyncio.to_thread(proof.keep, files.meant(path)) if path else None
        first = answers["text"] or (file.name if file else "")
        pasted = answers.texts["output"].strip("\n")
        given = (
            "\n".join(filter(None, (first, pasted))),
            talk_days.read(answers["day"]),
            answers.chosen["shown"] == YES,
            file,
        )
        if known:
            return partial(proof.edit, me, seen, *given)
        return partial(proof.add, me, talk, *given)

    fields = [
        *_dated("text", _("Shown by"), text, known, partial(gathering.evidence, talk)),
        question("shown", _("They see it"), yes=bool(known and known.shown)),
        Field("file", label, find=as_typed_first(_paths), free=True),
        Field("output", _("Output"), output, long=True),
    ]
    await ask(screen, talk, add(Evidence), fields, write, kind_of(known or Evidence), known)


def _paths(typed: str) -> list[Named]:
    return files.to_read(typed, ()) if typed else []


def warned(
    talk: Talk, script: Script, part: Part | None
) -> tuple[list[Field], Callable[[Answers], dict[str, Any]]]:
    """The fields of a former warning, and what is written in them."""
    known = part if isinstance(part, Warned) else None
    fields = _dated(
        "text", _("Said"), known.text if known else "", known, partial(gathering.warnings, talk)
    )
    return fields, lambda answers: {
        "text": answers["text"],
        "day": talk_days.read(answers["day"]),
    }


def _dated(
    name: str,
    label: str,
    text: str,
    known: Evidence | Warned | None,
    gather: Callable[[str], list[Candidate]],
) -> list[Field]:
    """A text of one's own or one that is offered, and its day, which comes with an offer."""

    def find(words: str) -> list[Named]:
        return [
            # What is chosen is known by its text; its number tells the day.
            Named(
                one.day.toordinal() if one.day else 0,
                one.text,
                when.day(one.day) if one.day else "",
            )
            for one in gather(words)
        ]

    def of(day: int) -> Named | None:
        return Named(NEW, date.fromordinal(day).isoformat()) if day else None

    return [
        Field(name, label, text, find=as_typed_first(find), free=True, implies=("day", of)),
        Field("day", _("Day"), talk_days.written(known), reading=talk_days.told),
    ]
