"""The end of a conversation: its summary is looked over, saved as files, given and acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from helpdesk_tui.conversations import closing, unsettled
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.conversations import Given, State
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import drafts
from helpdesk_tui.working_hours import working_hours

from ..common import when
from ..frame import conflicts
from ..parts import files
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, DraftOf, Field
from ..parts.forms import Form
from . import talk_files, talk_money
from .talk_form import HintingForm
from .talking import Talking

Part = Callable[[Talking, Talk], Awaitable[object]]
"""Something that can be done about the summary."""


async def end(screen: Talking, talk: Talk) -> None:
    """Ends the conversation: next steps become tickets, and the summary is looked over."""
    calendar = working_hours(screen.app.settings, when.zone_name())
    told = _("The talk is ended; its next steps are tickets")
    currency = talk_money.currency()
    ended = await screen.change(lambda by: closing.end(by, talk, calendar, currency), told)
    if not ended or screen.shown is None:
        return
    talk = screen.shown.talk
    await screen.app.changed({step.ticket for step in talk.next_steps if step.ticket})
    await screen.app.time_changed()
    await summary(screen, talk)


async def summary(screen: Talking, talk: Talk) -> None:
    """What can be done about the summary as things stand."""
    if talk.state < State.ENDED:
        screen.say(_("The summary is made when the talk ends, after step 6."))
        return
    if not talk.summary:
        if not await look_over(screen, talk) or screen.shown is None:
            return
        talk = screen.shown.talk
    choices: list[Choice[Part]] = [Choice("w", _("write to files"), write)]
    if talk.state is State.ENDED:
        title = _("The summary is kept")
        choices.insert(0, Choice("e", _("look it over"), look_over))
        choices.append(Choice("g", _("the client has it"), give))
    else:
        assert talk.given_at
        title = _("Given {when}").format(when=when.stamp(talk.given_at))
        choices.append(Choice("a", _("they have read it"), acknowledge))
    chosen = await screen.ask(Menu(title, choices))
    if chosen:
        await chosen(screen, talk)


async def look_over(screen: Talking, talk: Talk) -> bool:
    """Shows the summary to be looked over and changed; whether it was kept."""
    from helpdesk_tui.conversations.summary import text
    from helpdesk_tui.rendering import TemplateProblem

    desk = screen.app.desk
    try:
        made = talk.summary or await asyncio.to_thread(text, talk, talk_money.currency())
    except TemplateProblem as problem:
        screen.say(str(problem), bad=True)
        return False
    draft = DraftOf(unsettled.target(talk.id), "summary")
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    async def submit(answers: Answers) -> str | None:
        nonlocal talk
        if not answers["summary"]:
            return _("There is nothing written yet.")
        save = partial(closing.save_summary, desk.me.id, talk, answers["summary"])
        try:
            done = await desk.finish((draft.target, draft.kind), save)
        except Refused as refused:
            return str(refused)
        except Conflict as conflict:
            talk = replace(talk, summary=str(conflict.found))
            return await conflicts.in_form(screen, conflict)
        if done.changed:
            screen.kept(_("The summary is kept"), done)
        return None

    title = _("Summary for {client}: look it over").format(client=talk.client_name)
    field = Field("summary", _("Text"), made, long=True, to_read=True)
    form = HintingForm(title, [field], submit, (talk.language, talk.address_form), draft, kept)
    form.add_class("page")
    if await screen.ask(form) is None:
        return False
    await screen.read()
    return True


async def write(screen: Talking, talk: Talk) -> None:
    """Writes the summary to files in a folder, and tells where."""
    from helpdesk_tui.conversations import summary_files

    await talk_files.write(
        screen, summary_files.name(talk), partial(summary_files.export, talk), files.folders
    )


async def give(screen: Talking, talk: Talk) -> None:
    """Marks that the client has the summary; the private note goes unless it is kept."""
    choices = [
        Choice("m", _("by mail"), Given.MAIL),
        Choice("h", _("by hand"), Given.BY_HAND),
        Choice("o", _("otherwise"), Given.OTHERWISE),
    ]
    goes = (talk.saw or talk.reaction) and not talk.keeps_reaction
    title = (
        _("How did they get it? Your note on their reaction will be erased for good.")
        if goes
        else _("How did they get it?")
    )
    how = await screen.ask(Menu(title, choices))
    if how is not None:
        told = _("The summary is given")
        await screen.change(lambda by: closing.give(by, talk, how), told)


async def acknowledge(screen: Talking, talk: Talk) -> None:
    """Notes who has said that they have read the summary."""

    def find(words: str) -> list[Named]:
        there = [Named(person.id, person.name, person.role) for person in talk.present]
        return [one for one in there if words.casefold() in one.name.casefold()]

    async def submit(answers: Answers) -> str | None:
        if not answers["who"]:
            return _("Who has read it?")
        told = _("Read by {who}").format(who=answers["who"])
        done = await screen.change(lambda by: closing.acknowledged(by, talk, answers["who"]), told)
        return None if done else _("It has been changed meanwhile.")

    field = Field("who", _("Who"), talk.acknowledged_by, find=find, free=True, first=True)
    await screen.ask(Form(_("Who has read the summary?"), [field], submit))
