"""`helpdesk time add`: what was done, written down afterwards."""

from __future__ import annotations

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
    from helpdesk_tui.typed_spans import Span
    from helpdesk_tui.worktime.laying import Overlapping
    from helpdesk_tui.worktime.spent import Spent
    from helpdesk_tui.worktime.timer import What

HELP = N_("""\
Write down what was done: when, and for how long.

Such as 9:00-10:30, 1h30 (up to now), "yesterday 16:00 45m" or "mon 9:00-14:00 -30m" with a break.
How it is understood is printed. Time that is recorded already is only touched as --overlap says.
""")


@click.command(help=HELP)
@click.argument("words", metavar=N_("WHEN..."), nargs=-1, required=True)
@click.option("--title", default="", metavar=N_("TEXT"), help=N_("What was done."))
@what_options
@click.option(
    "--overlap",
    type=click.Choice(["shorten", "cut", "keep"]),
    help=N_("Shorten the new one, cut the old ones, or keep both."),
)
@click.option("--dry-run", is_flag=True, help=N_("Only print how it is understood."))
@told.json_option
@click.pass_obj
def add(
    context: Context,
    /,
    words: tuple[str, ...],
    title: str,
    overlap: str | None,
    dry_run: bool,
    as_json: bool,
    **of_what: Any,
) -> None:
    with at_the_desk(context):
        from helpdesk_tui.screens.worktime import time_worked

        told.use_zone(context)
        span = _span(joined(words))
        what = what_of(title, **of_what)
        reading = time_worked.reading(span)
        if span.lies_ahead(clock.now()):
            raise click.UsageError(_("Nothing was added: {reading}.").format(reading=reading))
        if not as_json or dry_run:
            say(reading)
        if not dry_run:
            _add(context, span, what, overlap, as_json)


def _span(words: str) -> Span:
    """The time that is meant. Ends the command, with the place, where that cannot be read."""
    from helpdesk_tui import typed_spans
    from helpdesk_tui.screens.common import when
    from helpdesk_tui.unreadable import Unreadable

    try:
        return typed_spans.read(words, clock.now(), when.zone())
    except Unreadable as fault:
        mark = " " * fault.start + "^" * max(1, fault.end - fault.start)
        raise click.UsageError(f"{fault}\n  {words}\n  {mark}") from None


def _add(context: Context, span: Span, what: What, overlap: str | None, as_json: bool) -> None:
    from helpdesk_tui.people.technicians import sign_in
    from helpdesk_tui.screens.common import when
    from helpdesk_tui.storage.dialect import carried_out
    from helpdesk_tui.worktime import entries

    me = sign_in(context.settings.technician).id
    way = entries.Way[overlap.upper()] if overlap else None

    def action() -> Done:
        zone = when.zone_name()
        return entries.add(me, what, span.begin, span.end, span.breaks, zone, way)

    with told.refusals():
        try:
            done = carried_out(action)
        except entries.Overlapping as overlapping:
            _refuse_over(overlapping, span, what)
    new, *gone = done.things
    added = entries.by_id(new)
    assert added
    if as_json:
        told.print_json({"added": told.entry_json(added, clock.now()), "put_away": gone})
        return
    heading = told.heading(added.what.title, added.client, added.what.ticket)
    length = told.hours(added.counted(clock.now()))
    say(_("Added: {what}, {hours}.").format(what=heading, hours=length))


def _refuse_over(overlapping: Overlapping, span: Span, what: What) -> NoReturn:
    """Shows the new one, those over which it would lie, and the ways out."""
    from helpdesk_tui.screens.worktime import time_worked

    told.refuse(
        "\n".join(
            (
                _("That time is recorded already. Nothing was changed."),
                f"  + {time_worked.reading(span)} · {what.title}",
                *(f"  = {_recorded(other)}" for other in overlapping.others),
                _("--overlap shorten: only what is free of the new one is added."),
                _("--overlap cut: what is recorded gives way."),
                _("--overlap keep: both stay, one over the other."),
            )
        )
    )


def _recorded(other: Spent) -> str:
    from helpdesk_tui.screens.worktime import time_worked
    from helpdesk_tui.typed_spans import Span

    heading = told.heading(other.what.title, other.client, other.what.ticket)
    if other.end is None:
        begin = time_worked.time_of_day(other.begin)
        return _("since {time}, running · {what}").format(time=begin, what=heading)
    return f"{time_worked.reading(Span(other.begin, other.end, other.breaks))} · {heading}"
