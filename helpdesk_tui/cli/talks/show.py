"""`helpdesk talks show`: one conversation, step by step, without what is its writer's alone.

How the client took it is private to the technician and never told here. Former warnings are told
only when they are asked for: a terminal may be shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from enum import IntEnum
from typing import TYPE_CHECKING, Any

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.conversations.listing import Row
    from helpdesk_tui.conversations.talk import Talk

HELP = N_("""\
Show a talk: its six steps with what was said, agreed and refused.

The note on how the client took it is its writer's alone and never shown.
""")

HEAD = ("id", "client_name", "ticket", "asset_name", "case", "state", "step", "leader", "language")
FIELDS = (
    *("meeting", "asked", "answer", "planned_at", "minutes", "headline", "one_option"),
    *("no_promise", "picture", "would_not_say", "tried", "warned", "said", "paused", "asked_more"),
    *("if_nothing", "protection", "speak_again", "tell"),
)
DATES = ("created_at", "began_at", "adjourned_until", "ended_at", "summary_due", "given_at")
PARTS = ("people", "facts", "evidence", "options", "statements", "next_steps", "jumps")
"""What is told, by name: what is added to a conversation later stays private until it is here."""

REPEATED = (3, 5)
"""Steps whose lists are those of another step."""


@click.command(help=HELP)
@click.argument("number", metavar=N_("NUMBER"), type=click.IntRange(min=1))
@click.option("--warnings", is_flag=True, help=N_("Show the former warnings as well."))
@told.json_option
@click.pass_obj
def show(context: Context, number: int, warnings: bool, as_json: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.conversations import listing, talk

        told.use_zone(context)
        found, row = talk.read(number), listing.by_id(number)
    if found is None or row is None:
        told.refuse(_("There is no talk {number}.").format(number=number))
    parts = (*PARTS, "warnings") if warnings else PARTS
    if as_json:
        names = (*HEAD, *DATES, *FIELDS)
        document = {name: _plain(getattr(found, name)) for name in names}
        told.print_json(
            document | {name: [_part(part) for part in getattr(found, name)] for name in parts}
        )
        return
    from helpdesk_tui.screens.talks import talk_money

    talk_money.use_currency(context.settings.currency)
    for line in _lines(found, row, parts):
        say(line)


def _part(part: Any) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(part).items()}


def _plain(value: Any) -> Any:
    """As JSON has it: the name of a choice, an instant in UTC, a day; null for what is not said."""
    if isinstance(value, IntEnum):
        return value.name.lower()
    if isinstance(value, datetime):
        return told.instant(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "" else value


def _lines(talk: Talk, row: Row, parts: tuple[str, ...]) -> Iterator[str]:
    from helpdesk_tui.conversations import steps
    from helpdesk_tui.conversations.talk import PARTS as KINDS
    from helpdesk_tui.screens.talks import talk_told

    yield f"{talk.id}  {talk.headline or row.case_name}"
    ticket = _("ticket {number}").format(number=talk.ticket) if talk.ticket else ""
    about = (talk.client_name, row.case_name, talk.asset_name, ticket, talk.leader)
    yield "  " + " · ".join(filter(None, about))
    yield "  " + talk_told.standing(row)
    for step in steps.STEPS:
        said: list[str] = []
        for asked in step.asks:
            if isinstance(asked, steps.Field):
                if asked.name in FIELDS and (words := talk_told.value(talk, asked)):
                    said.append(f"{_(asked.label)}: {words}")
            elif KINDS[asked.kind][1] in parts and step.number not in REPEATED:
                lines = [f"  {talk_told.part(one)}" for one in getattr(talk, KINDS[asked.kind][1])]
                said += [f"{_(asked.label)}:", *lines] if lines else []
        if said:
            yield f"{step.number} {_(step.name)}"
            yield from (f"    {line}" for words in said for line in words.splitlines())
    if "warnings" in parts and talk.warnings:
        yield _("Former warnings")
        yield from (f"    {talk_told.part(one)}" for one in talk.warnings)
