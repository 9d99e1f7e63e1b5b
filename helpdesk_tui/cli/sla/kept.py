"""`helpdesk sla kept`: what was promised and kept, for a business review or for a program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.output import output_options, target
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time.told import use_zone
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_, _, language

if TYPE_CHECKING:
    from helpdesk_tui.conversations.review import Review
    from helpdesk_tui.periods import Period

HELP = N_("""\
Say what was promised for tickets and kept, by the month in which they came.

Text and HTML are written for the client, in their language and by their calendar: what is promised,
what was kept, what was late and what is still open. CSV has a line for each month and target, JSON
has it all. A file that is there is never written over without --replace.
""")

MOST = 120
"""Months at most."""


@click.command(help=HELP)
@client_option(N_("Only for this client: the name, or how it begins; else for everybody."))
@click.option(
    "--months",
    metavar="N",
    type=click.IntRange(1, MOST),
    help=N_("How many months; 12 unless said."),
)
@click.option("--from", "first", metavar=N_("MONTH"), help=N_("From this month on: 2026-01."))
@click.option("--until", "last", metavar=N_("MONTH"), help=N_("The last month; else this one."))
@click.option(
    "--to",
    "form",
    type=click.Choice(["text", "html", "csv", "json"]),
    default="text",
    help=N_("What is written; text unless said."),
)
@output_options
@click.pass_context
def kept(
    ctx: click.Context,
    client: str | None,
    months: int | None,
    first: str | None,
    last: str | None,
    form: str,
    output: Path,
    replace: bool,
) -> None:
    context: Context = ctx.obj
    from helpdesk_tui.rendering import TemplateProblem
    from helpdesk_tui.storage.whole import Unwritable

    with at_the_desk(context):
        from helpdesk_tui.conversations import review
        from helpdesk_tui.tickets.kept import Whose, whose

        theirs = Whose(None, "", language(), "", use_zone(context))
        if client is not None:
            theirs = whose(client_named(client))
        found = review.read(theirs, _period(first, last, months, theirs.zone))
    try:
        with target(output, replace) as file:
            _WRITERS[form](found, file)
    except (TemplateProblem, Unwritable) as problem:
        say(str(problem), err=True)
        ctx.exit(2)
    if str(output) != "-":
        say(_("Saved to {path}").format(path=output))


def _period(first: str | None, last: str | None, months: int | None, zone: tzinfo | None) -> Period:
    """The months that are meant. Ends the command where there are none."""
    from helpdesk_tui import periods
    from helpdesk_tui.tickets.kept import MONTHS

    if first and months:
        raise click.UsageError(_("Say --months or --from, not both."))
    until = _month(last) if last else clock.now().astimezone(zone).date()
    if first is None:
        return periods.months(months or MONTHS, until, zone)
    since = _month(first)
    count = (until.year - since.year) * 12 + until.month - since.month + 1
    if count < 1:
        raise click.UsageError(_("The first month comes after the last one."))
    if count > MOST:
        raise click.UsageError(_("That is more than ten years; say fewer months."))
    return periods.months(count, until, zone)


def _month(word: str) -> date:
    from helpdesk_tui.sla.document import FIRST_YEAR, LAST_YEAR

    try:
        found = date.fromisoformat(f"{word.strip()}-01")
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise click.UsageError(_("“{word}” is no month. Write 2026-11.").format(word=word))
    return found


def _write_text(review: Review, file: TextIO) -> None:
    from helpdesk_tui.conversations.review import text
    from helpdesk_tui.rendering.markup import plain

    file.write(plain(text(review)))


def _write_html(review: Review, file: TextIO) -> None:
    from helpdesk_tui.conversations.review import text
    from helpdesk_tui.rendering.markup import html

    file.write(html(text(review), review.whose.name or "SLA", review.language))


def _write_csv(review: Review, file: TextIO) -> None:
    from helpdesk_tui.conversations.review import COLUMNS, rows
    from helpdesk_tui.exports.formats import write_table

    write_table(COLUMNS, rows(review), file)


def _write_json(review: Review, file: TextIO) -> None:
    from helpdesk_tui.conversations.review import build
    from helpdesk_tui.safe_text import json_of

    file.write(json_of(build(review), indent=2) + "\n")


_WRITERS: dict[str, Callable[[Review, TextIO], None]] = {
    "text": _write_text,
    "html": _write_html,
    "csv": _write_csv,
    "json": _write_json,
}
