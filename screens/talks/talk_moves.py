"""From one step of a conversation to another, out of it for a while, and to another case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from helpdesk_tui import paths
from helpdesk_tui.collation import fold
from helpdesk_tui.conversations import actions, cases, sitting, steps
from helpdesk_tui.conversations.cases import Case
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.conversations import State
from helpdesk_tui.people.directory import Named

from ..common import when
from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from . import talk_end
from .talking import Talking


async def on(screen: Talking, talk: Talk) -> None:
    """To the next step, once this one has all that it wants; after the last, to the end."""
    is_last, has_ended = talk.step == len(steps.STEPS), talk.state >= State.ENDED
    gaps = () if has_ended else steps.missing(talk, talk.step)
    if gaps:
        told = " · ".join(gap.sentence for gap in gaps)
        words = (
            _("It cannot end yet: {gaps}.")
            if is_last
            else _("Still wanted: {gaps}. {key} goes on all the same, and that is kept.")
        )
        screen.say(words.format(gaps=told, key=screen.app.keymap_.key("talk.jump")))
    elif is_last and has_ended:
        await talk_end.summary(screen, talk)
    elif is_last:
        await talk_end.end(screen, talk)
    else:
        await _go(screen, talk, talk.step + 1)


async def back(screen: Talking, talk: Talk) -> None:
    """To the step before."""
    if talk.step > 1:
        await _step(screen, talk, talk.step - 1)


async def jump(screen: Talking, talk: Talk) -> None:
    """To any step, because the client asked for it; what was passed over is kept."""
    choices = [
        Choice(str(step.number), _(step.name), step.number)
        for step in steps.STEPS
        if step.number != talk.step
    ]
    to = await screen.ask(Menu(_("The client asked to go straight to"), choices))
    if to is None:
        return
    await _go(screen, talk, to, _("Straight to step {number}").format(number=to))


async def _go(screen: Talking, talk: Talk, to: int, told: str = "") -> None:
    """Goes to a step; with the first that is not preparing, the talk itself begins."""
    if await _step(screen, talk, to, told):
        await sit_down(screen)


async def _step(screen: Talking, talk: Talk, to: int, told: str = "") -> bool:
    name = _("From step {left} to {taken}").format(left=talk.step, taken=to)
    return await screen.change(lambda by: actions.go(by, talk, to), told, name)


async def sit_down(screen: Talking) -> None:
    """Puts the timer on the talk, once there is one to be held."""
    talk = screen.shown.talk if screen.shown else None
    if talk and talk.state is State.OPEN and talk.step > 1 and screen.app.timed(talk.entry) is None:
        zone = when.zone_name()
        problem = await screen.app.record(
            lambda by: sitting.begin(by, talk, zone), _("The timer runs on the talk")
        )
        if problem:
            screen.say(problem, bad=True)
        await screen.read()


async def _get_up(screen: Talking, talk: Talk) -> None:
    """Its timer goes back to what the talk has interrupted, or stops."""
    zone = when.zone_name()
    if screen.app.timed(talk.entry) is not None:
        done = await screen.app.desk.write(sitting.leave, screen.app.desk.me.id, talk, zone)
        if done:
            screen.keep_for_undo(_("The talk is adjourned, and the timer has left it"), done)
            await screen.app.time_changed(done.batch)


async def adjourn(screen: Talking, talk: Talk) -> bool:
    """Breaks off until a day that both agree on; whether it was done."""
    if talk.state >= State.ENDED:
        screen.say(_("This talk has ended already."))
        return False

    def reading(words: str) -> str:
        if not words:
            return _("No day agreed: it stays in the list of talks.")
        at = when.parse(words)
        if at is None:
            raise ValueError(_("Not understood: say 2h, 14:30, tomorrow, fri 10:00, 2026-11-30."))
        return _("Until {when}").format(when=when.stamp(at))

    async def submit(answers: Answers) -> str | None:
        until = when.parse(answers["until"])
        done = await screen.change(
            lambda by: actions.adjourn(by, talk, until), _("The talk is adjourned")
        )
        return None if done else _("It has been changed meanwhile.")

    field = Field("until", _("Until"), reading=reading)
    if await screen.ask(Form(_("Adjourn until"), [field], submit)) is None:
        return False
    await _get_up(screen, talk)
    return True


async def take_up(screen: Talking, talk: Talk) -> None:
    """Goes on after an adjournment."""
    if await screen.change(lambda by: actions.take_up(by, talk), _("The talk goes on")):
        await sit_down(screen)


async def known_cases(screen: Frame) -> tuple[Sequence[Case], str]:
    """The cases that can be used, and what is wrong with another one."""
    found = await screen.app.desk.read(cases.load, paths.cases_dir())
    return found.cases, str(found.problems[0]) if found.problems else ""


def case_field(known: Sequence[Case], *, first: bool) -> Field:
    """Which case it is; with `first` enter takes the first where nothing is typed."""
    names = [Named(i, one.name(language())) for i, one in enumerate(known)]

    def find(words: str) -> list[Named]:
        return [one for one in names if fold(words) in fold(one.name)]

    return Field("case", _("Case"), find=find, first=first)


async def case(screen: Frame, title: str) -> Case | None:
    """Asks which case it is."""
    known, problem = await known_cases(screen)

    async def submit(answers: Answers) -> str | None:
        return None if answers.chosen["case"] is not None else _("Which case is it?")

    field = case_field(known, first=True)
    answers = await screen.ask(Form(title, [field], submit, send=_("start"), told=problem))
    chosen = answers.chosen["case"] if answers else None
    return None if chosen is None else known[chosen]


async def begin(screen: Frame, client: Named, ticket: int) -> int | None:
    """Begins a conversation about a ticket; its number, or None when it was left."""
    chosen = await case(screen, _("Which bad news?"))
    if chosen is None:
        return None
    desk = screen.app.desk
    done = await desk.write(partial(actions.begin, desk.me.id, client.id, chosen, ticket=ticket))
    told = _("The talk with {client} has begun").format(client=client.name)
    screen.keep_for_undo(told, done)
    return done.things[0]
