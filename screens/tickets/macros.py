"""A macro is used: found, filled in with what it asks for, looked over, and then done as one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from helpdesk_tui import clock
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.macros import filling, keeping
from helpdesk_tui.macros.filling import About, label
from helpdesk_tui.macros.keeping import Ready, Who
from helpdesk_tui.rendering import TemplateProblem
from helpdesk_tui.tickets import actions, drafts
from helpdesk_tui.tickets.queue import Row

from ..common import staged_words
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, DraftOf, Field
from ..parts.forms import Form
from . import writing
from .hands import Hands
from .macro_picker import MacroPicker

MOST = 500
"""Tickets that are answered at once: each has a text of its own."""


async def use(screen: Hands, rows: Sequence[Row]) -> None:
    """Lets a macro be chosen for these tickets, and carries it out once it was looked at."""
    if not rows:
        return
    desk = screen.app.desk
    macros = await desk.read(keeping.seen_by, desk.me.id)
    who = await desk.read(keeping.who, desk.me.id)
    known = await desk.read(filling.about, [row.id for row in rows], desk.me.id, clock.now())
    here = screen.under_cursor()
    shown = known.get(here.id if here else 0) or known[rows[0].id]
    picker = MacroPicker(macros, shown, who.names)
    if await screen.ask(picker) is None:
        return
    if picker.picked.to_manage:
        from . import macro_managing

        await macro_managing.menu(screen, picker.picked.macro)
    elif picker.picked.macro:
        await _carry_out(screen, rows, picker.picked.macro, known, who)


async def _carry_out(
    screen: Hands, rows: Sequence[Row], macro: Ready, known: Mapping[int, About], who: Who
) -> None:
    if len(rows) > MOST and (macro.es or macro.en):
        told = _("That is too many to answer at once: {count} at most.")
        screen.say(told.format(count=MOST), bad=True)
        return
    draft = await writing.draft_of(screen, rows, f"macro {macro.id}")
    try:
        names = await asyncio.to_thread(_asked, macro, list(known.values()))
        answers = await _answers(screen, macro, names, draft) if names else {}
        if answers is None:
            return
        bodies = await asyncio.to_thread(_bodies, macro, known, answers, clock.now())
    except TemplateProblem as problem:
        screen.say(str(problem), bad=True)
        return
    desk = screen.app.desk
    is_one = len(rows) == 1 and bool(bodies)
    if not (is_one or await _may(screen, rows, macro, who, is_said=bool(bodies))):
        return
    if names:  # what was asked for is in the texts by now
        await desk.write(drafts.discard, desk.me.id, *draft.key)
    if is_one:
        await writing.reply(screen, rows, ready=(bodies[rows[0].id], macro.staged))
    else:
        await screen.do(
            f"“{macro.name}”",
            lambda by, seen: actions.carry_out(by, seen, macro.staged, bodies),
            rows,
        )


async def _answers(
    screen: Hands, macro: Ready, names: Sequence[str], draft: DraftOf
) -> Mapping[str, str] | None:
    """What the macro asks for; None when that was left."""
    desk = screen.app.desk
    kept = await desk.read(drafts.load, desk.me.id, *draft.key)

    async def submit(answers: Answers) -> str | None:
        empty = next((name for name in names if not answers[name]), None)
        told = _("Nothing is said for “{name}” yet.")
        return None if empty is None else told.format(name=label(empty))

    fields = [Field(name, label(name)) for name in names]
    form = Form(macro.name, fields, submit, draft=draft, kept=kept, send=_("take it"))
    answers = await screen.ask(form)
    return {name: answers[name] for name in names} if answers else None


async def _may(
    screen: Hands, rows: Sequence[Row], macro: Ready, who: Who, *, is_said: bool
) -> bool:
    """Asks whether it is to be done: nothing of it was shown as it is on each of these tickets."""
    told = [f"“{macro.name}”"]
    if is_said:
        words = ngettext(
            "a reply on {count} ticket, with its own names, NOT SENT (no mail)",
            "a reply on {count} tickets, each with its own names, NOT SENT (no mail)",
            len(rows),
        )
        told.append(words.format(count=len(rows)))
    elif len(rows) > 1:
        count = ngettext("{count} ticket", "{count} tickets", len(rows))
        told.append(count.format(count=len(rows)))
    if macro.staged:
        told.append(staged_words.told(macro.staged, who.names))
    title = f"{told[0]}: {' · '.join(told[1:])}"
    return bool(await screen.ask(Menu(title, [Choice("enter", _("do it"), True)])))


def _asked(macro: Ready, known: Sequence[About]) -> list[str]:
    """What it asks for, in whatever languages these tickets are answered."""
    spoken = {about.language: about for about in known}
    found = (name for about in spoken.values() for name in filling.asked(macro, about))
    return list(dict.fromkeys(found))


def _bodies(
    macro: Ready, known: Mapping[int, About], answers: Mapping[str, str], now: datetime
) -> dict[int, str]:
    """What it says on each of these tickets; nothing where it only changes them."""
    if not (macro.es or macro.en):
        return {}
    return {number: filling.fill(macro, about, answers, now) for number, about in known.items()}
