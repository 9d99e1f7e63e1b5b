"""Giving sheets out from a screen: one with a question, many one by one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from helpdesk_tui import clock
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.rendering import TemplateProblem
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.storage.faults import explain
from helpdesk_tui.storage.whole import Unwritable
from helpdesk_tui.tickets import history
from helpdesk_tui.timesheets import giving, letter, letters, put_right
from helpdesk_tui.timesheets.monday import Due
from helpdesk_tui.timesheets.rows import Sheet

from ..common import words
from ..frame import many
from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from .sheet_words import days, length


async def one(screen: Frame, client: int, first: date, last: date) -> bool:
    """Gives one sheet out, after it was shown who gets it; whether that was done."""
    desk = screen.app.desk
    ready = await desk.read(giving.prepared, client, first, last, clock.now())
    if ready.missing:
        screen.say(giving.why(ready), bad=True)
        return False
    asked = await screen.ask(Menu(await _question(screen, ready), [Choice("s", _("yes"), True)]))
    if not asked:
        return False
    problem = await _tell(screen, client, first, last, ready.client.name)
    if problem:
        screen.say(problem, bad=True)
    return not problem


async def all_ready(screen: Frame, rows: Sequence[Due]) -> None:
    """Gives out all of these, one after the other; esc stops after the one that is under way."""
    count = len(rows)
    if not count:
        screen.say(_("None of these is ready."))
        return
    question = ngettext(
        "Give out {count} sheet? It is locked then, and its letter lies ready: NOT SENT.",
        "Give out {count} sheets? They are locked then, and their letters lie ready: NOT SENT.",
        count,
    )
    asked = question.format(count=count)
    if others := [words.title(row.name) for row in rows if row.others]:
        whose = _("Others than last time get those of {clients}.").format(clients=", ".join(others))
        asked = f"{whose} {asked}"
    if await screen.ask(Menu(asked, [Choice("s", _("yes"), True)])):
        await _give_all(screen, rows)


async def take_back(screen: Frame, given: Sheet) -> None:
    """Makes a draft again of a sheet that was given out."""
    told = _("The sheet of {client} is a draft again").format(client=words.title(given.client.name))
    done = await act(screen, told, lambda by: giving.take_back(by, given))
    if done and (gone := await screen.app.desk.write(put_right.follow, done)):
        screen.say(f"{told}. {gone}")


async def again(screen: Frame, client: int, first: date, last: date) -> None:
    """Puts the letter of a sheet right, where it is lost or should not be there."""
    desk = screen.app.desk
    days = client, first, last
    try:
        with _explained():
            said = await desk.make(put_right.again, desk.me.id, *days, clock.now(), letter.write)
    except _Problem as problem:
        screen.say(str(problem), bad=True)
    else:
        screen.say(said)


async def act(screen: Frame, told: str, action: Callable[[int], Done]) -> Done | None:
    """Changes something, tells it and keeps it for undo; None where nothing came of it."""
    desk = screen.app.desk
    try:
        done = await desk.write(action, desk.me.id)
    except (Refused, Conflict) as problem:
        said = history.why(problem) if isinstance(problem, Conflict) else str(problem)
        screen.say(said, bad=True)
        return None
    if not done.changed:
        screen.say(_("It is so already."))
        return None
    screen.keep_for_undo(told, done)
    await screen.app.time_changed(done.batch)
    return done


async def _give_all(screen: Frame, rows: Sequence[Due]) -> None:
    given, problems = 0, list[str]()
    async with many.shown(screen, _("Giving out"), len(rows)) as progress:
        for number, row in enumerate(rows, 1):
            if progress.stopped:
                break
            problem = await _tell(screen, row.client, row.first, row.last, row.name, quiet=True)
            given += not problem
            if problem:
                problems.append(f"{words.title(row.name)}: {problem}")
            progress.tell(number)
            await asyncio.sleep(0)
    said = ngettext(
        "{count} sheet was given out, NOT SENT: its letter is in {folder}.",
        "{count} sheets were given out, NOT SENT: their letters are in {folder}.",
        given,
    ).format(count=given, folder=letters.folder())
    left = len(rows) - given - len(problems)
    if left:
        said += " " + _("Stopped; {count} are left.").format(count=left)
    screen.say(" · ".join([said, *problems]), bad=bool(problems))


async def _tell(
    screen: Frame, client: int, first: date, last: date, name: str, *, quiet: bool = False
) -> str:
    """Gives a sheet out and keeps that for undo; answers why it cannot be done."""
    desk = screen.app.desk
    days = client, first, last
    try:
        with _explained():
            done, path = await desk.make(giving.tell, desk.me.id, *days, clock.now(), letter.write)
    except _Problem as problem:
        return str(problem)
    told = _("The sheet of {client} was given out").format(client=words.title(name))
    if quiet:
        screen.app.undoing.did(told, done)
    else:
        said = _("{told}, NOT SENT: {path}").format(told=told, path=path)
        screen.keep_for_undo(said, done, told)
    await screen.app.time_changed(done.batch)
    return ""


class _Problem(Exception):
    """Why a letter cannot be made, as a sentence."""


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (Refused, TemplateProblem, Unwritable) as problem:
        raise _Problem(str(problem)) from None
    except OSError as error:
        raise _Problem(str(explain(error) or error)) from None


async def _question(screen: Frame, ready: Sheet) -> str:
    to = _("{client} gets {billed} for {days}: {people}.")
    people = ", ".join(filter(None, (one_line(ready.to), one_line(ready.cc))))
    asked = to.format(
        client=words.title(ready.client.name),
        billed=length(ready.total.billed),
        days=days(ready.first, ready.last),
        people=people,
    )
    changed = await screen.app.desk.read(_changes, ready)
    return " ".join(filter(None, (asked, changed, _("Give it out? NOT SENT: it lies ready."))))


def _changes(ready: Sheet) -> str:
    """In the database's thread: who gets it and did not get the last one, and who does not."""
    before = giving.told_before(ready)
    if before is None:
        return _("It is their first.")
    change = giving.recipients(before, ready)
    said = []
    if change.more:
        said.append(_("New since the last one: {people}.").format(people=", ".join(change.more)))
    if change.less:
        said.append(_("No longer: {people}.").format(people=", ".join(change.less)))
    return one_line(" ".join(said))
