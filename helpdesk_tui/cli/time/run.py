"""`helpdesk time start`, `switch`, `back` and `stop`: the running timer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.what import joined, what_of, what_options
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.models.changes import Done
    from helpdesk_tui.worktime.timer import Running

STOP = N_("""\
Stop the timer, now or at a time that has passed.

Where nobody knows what was done since some time, because the desk was left or the machine slept,
nothing is stopped until you say --at or --keep.
""")

Action = Callable[[int, str], "Done"]
"""Something that a technician does in a zone."""


@click.command(help=N_("Start the timer; one that runs ends at the same instant."))
@click.argument("title", metavar=N_("[TITLE]..."), nargs=-1)
@what_options
@told.json_option
@click.pass_obj
def start(context: Context, /, title: tuple[str, ...], as_json: bool, **of_what: Any) -> None:
    with at_the_desk(context):
        from helpdesk_tui.worktime import timer

        what = what_of(joined(title), **of_what)
        _act(context, lambda me, zone: timer.start(me, what, zone), as_json)


@click.command(help=N_("Interrupt what runs for something else; `back` leads there again."))
@click.argument("title", metavar=N_("[TITLE]..."), nargs=-1)
@what_options
@told.json_option
@click.pass_obj
def switch(context: Context, /, title: tuple[str, ...], as_json: bool, **of_what: Any) -> None:
    with at_the_desk(context):
        from helpdesk_tui.worktime import timer

        what = what_of(joined(title), **of_what)
        _act(context, lambda me, zone: timer.switch(me, what, zone), as_json)


@click.command(help=N_("Go back to what was interrupted, or on with what was stopped last."))
@told.json_option
@click.pass_obj
def back(context: Context, as_json: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.worktime import timer

        _act(context, timer.back, as_json)


@click.command(help=STOP)
@click.option("--at", metavar=N_("TIME"), help=N_("When it ended: 14:30, 20m, yesterday 18:00."))
@click.option("--keep", is_flag=True, help=N_("Up to now: all of it counts."))
@told.json_option
@click.pass_obj
def stop(context: Context, at: str | None, keep: bool, as_json: bool) -> None:
    if at is not None and keep:
        raise click.UsageError(_("Say --at or --keep, not both."))
    with at_the_desk(context):
        from helpdesk_tui.worktime import timer

        told.use_zone(context)
        passed = _passed(at) if at is not None else None

        def action(me: int, _zone: str) -> Done:
            running = timer.running(me)
            ended = _within(running, passed) if running and passed else None
            return timer.stop(me, at=ended)

        _act(context, action, as_json, answered=keep or at is not None)


def _passed(words: str) -> datetime:
    """The instant that is meant. Ends the command when it is none, or has not come."""
    from helpdesk_tui import typed_times
    from helpdesk_tui.screens.common import when

    passed = typed_times.past(words, clock.now(), when.zone())
    if passed is None:
        raise click.UsageError(
            _("“{time}” is no time that has passed. Write 14:30, 20m or yesterday 18:00.").format(
                time=words
            )
        )
    return passed


def _within(running: Running, passed: datetime) -> datetime:
    """When it ended. Ends the command when that lies before it began.

    The minute since which a question is open stands for the second of it.
    """
    from helpdesk_tui.screens.common import when

    if running.doubt and passed == running.doubt.replace(second=0):
        return running.doubt
    if passed < running.mark.begin:
        raise click.UsageError(
            _("“{title}” began at {time}, so it cannot end before. Nothing was stopped.").format(
                title=running.what.title, time=when.stamp(running.mark.begin)
            )
        )
    return passed


def _act(context: Context, action: Action, as_json: bool, answered: bool = False) -> None:
    """Does it, and says what runs and what has ended; not while a question is open."""
    from helpdesk_tui.cli.time.standing import standing
    from helpdesk_tui.people.technicians import sign_in
    from helpdesk_tui.screens.common import when
    from helpdesk_tui.storage.dialect import carried_out
    from helpdesk_tui.storage.orm import database
    from helpdesk_tui.worktime import absence, recording, spent

    zone = told.use_zone(context)
    me = sign_in(context.settings.technician).id
    carried_out(lambda: absence.look_back(me))

    def once() -> tuple[Running | None, Done]:
        with database.atomic():  # what is said to have ended is what this has ended
            before = recording.found(me)
            if before and before.doubt and not answered:
                _refuse_in_doubt(before, before.doubt)
            return before, action(me, when.zone_name())

    with told.refusals():
        before, done = carried_out(once)
    now = standing(me, zone)
    runs_on = before and now.running and before.id == now.running.id
    ended = spent.by_id(before.id) if before and not runs_on else None
    if as_json:
        told.print_json(now.as_json(ended))
        return
    if ended:
        is_below = now.interrupted == ended.id
        words = _("“{title}” waits, after {hours}.") if is_below else _("“{title}” took {hours}.")
        length = told.hours(ended.counted(now.moment))
        say(words.format(title=ended.what.title, hours=length))
    elif not done.things:
        say(_("Less than a second: nothing was recorded."))
    if now.running:
        what = now.running.what
        runs = _("The timer runs on {what}.") if done.changed else _("It runs already: {what}.")
        say(runs.format(what=told.heading(what.title, now.running.client, what.ticket)))


def _refuse_in_doubt(running: Running, since: datetime) -> NoReturn:
    """Says which question is open, and the ways out."""
    from helpdesk_tui.screens.common import when

    ended = when.local(since)
    is_today = ended.date() == when.local(clock.now()).date()
    at = f"{ended:%H:%M}" if is_today else f'"{ended:%Y-%m-%d %H:%M}"'
    told.refuse(
        "\n".join(
            (
                _("“{title}”: nobody was here since {time}. Nothing was stopped.").format(
                    title=running.what.title, time=when.stamp(since)
                ),
                _("It ended then: {command}").format(command=f"helpdesk time stop --at {at}"),
                _("All of it counts: {command}").format(command="helpdesk time stop --keep"),
            )
        )
    )
