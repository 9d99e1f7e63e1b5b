"""`helpdesk sample`: as many made-up tickets as one likes, to see how the desk bears them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.output import stopped
from helpdesk_tui.cli.saying import say, told
from helpdesk_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from helpdesk_tui.storage.address import Place

HELP = N_("""\
Fill the database with sample tickets.

The same number, seed, clients and present make the same tickets. Tickets that are there already
are never touched, and without --add nothing is added to them.
""")

_AT_LEAST_ONE = click.IntRange(min=1)


class _Instant(click.ParamType[datetime]):
    """An instant with its zone, in ISO 8601."""

    name = "instant"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            self.fail(_("Write the time like 2026-11-21T14:30+01:00."), param, ctx)
        if instant.tzinfo is None:
            self.fail(_("Say the zone as well, as in 2026-11-21T14:30+01:00."), param, ctx)
        return instant


@click.command(help=HELP)
@click.option(
    "--tickets",
    type=_AT_LEAST_ONE,
    required=True,
    metavar="N",
    help=N_("How many tickets to make."),
)
@click.option(
    "--entries",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help=N_("How many entries of time to make on them."),
)
@click.option(
    "--talks",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help=N_("How many talks to make about them."),
)
@click.option("--seed", type=int, default=1, metavar="N", help=N_("Another one, other tickets."))
@click.option(
    "--clients", type=_AT_LEAST_ONE, metavar="N", help=N_("How many clients they come from.")
)
@click.option("--now", type=_Instant(), metavar=N_("TIME"), help=N_("The present; else it is now."))
@click.option("--add", is_flag=True, help=N_("Add to the tickets that are there."))
@click.pass_context
def sample(
    ctx: click.Context,
    tickets: int,
    entries: int,
    talks: int,
    seed: int,
    clients: int | None,
    now: datetime | None,
    add: bool,
) -> None:
    from helpdesk_tui.storage.faults import StorageProblem, explained

    context: Context = ctx.obj
    path = database_place(context)
    try:
        with explained():
            _fill(ctx, path, tickets, entries, talks, seed, clients, now or clock.now(), add)
    except StorageProblem as problem:
        raise told(problem, 2) from None


def _fill(
    ctx: click.Context,
    path: Place,
    tickets: int,
    entries: int,
    talks: int,
    seed: int,
    clients: int | None,
    now: datetime,
    add: bool,
) -> None:
    # Late: whoever asks for help need not wait for the database.
    from helpdesk_tui.models.tickets import Ticket
    from helpdesk_tui.people.technicians import account
    from helpdesk_tui.samples.load import fill_load
    from helpdesk_tui.samples.load_hours import fill_entries
    from helpdesk_tui.samples.load_talks import fill_talks
    from helpdesk_tui.storage.opening import open_database

    opened = open_database(path)
    try:
        if not add and Ticket.select().exists():
            refusal = _(
                "There are tickets in {path}, and nothing was added to them."
                " Say --add to add some, or --db to fill another database."
            )
            say(refusal.format(path=path), err=True)
            ctx.exit(2)
        me = ctx.obj.settings.technician or account()
        _make(
            _("Making tickets"),
            tickets,
            lambda made: fill_load(tickets, seed, now, made, clients=clients, me=me),
        )
        if entries:
            what = _("Making entries of time")
            _make(what, entries, lambda made: fill_entries(entries, seed, now, made), tickets)
        if talks:
            what = _("Making talks")
            _make(what, talks, lambda made: fill_talks(talks, seed, now, made), tickets)
    finally:
        opened.close()
    say(_added(tickets).format(count=tickets, path=path))
    if entries:
        words = ngettext(
            "{count} entry of time on them.", "{count} entries of time on them.", entries
        )
        say(words.format(count=entries))
    if talks:
        words = ngettext("{count} talk about them.", "{count} talks about them.", talks)
        say(words.format(count=talks))


def _make(
    label: str,
    wanted: int,
    fill: Callable[[Callable[[int], object]], None],
    tickets: int | None = None,
) -> None:
    """Makes so many of something. Stopped, it ends the command with how many `tickets` stay.

    None: they are what is made.
    """
    with click.progressbar(
        length=wanted, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        try:
            fill(bar.update)
        except KeyboardInterrupt:
            bar.render_finish()
            raise stopped(_left(bar.pos if tickets is None else tickets)) from None


def _added(count: int) -> str:
    return ngettext(
        "{count} ticket was added to {path}.", "{count} tickets were added to {path}.", count
    )


def _left(count: int) -> str:
    return ngettext(
        "Stopped. {count} ticket was added and stays.",
        "Stopped. {count} tickets were added and stay.",
        count,
    ).format(count=count)
