"""`helpdesk workbook`: the recorded time of a period as a workbook, with a pivot table."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpdesk_tui import clock
from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.output import ended_well
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_, _, language, ngettext

if TYPE_CHECKING:
    from helpdesk_tui.timesheets.book import Asked, Written
    from helpdesk_tui.timesheets.xlsx.records import Record

HELP = N_("""\
Write the recorded time of one client or of all to a workbook (.xlsx).

It has the records (an entry and day each), a pivot table of clients by months over them, a summary
in formulas, a chart, and a check that all of them come to the same. One client's is in their
language, that of all in yours. It begins with the first entry and ends today, unless you say.

Ends with 0; with 1 where the check fails, which is written in it too; with 2 where there is none.
""")

_OFF, _NONE = 1, 2
_PAUSE = 0.5
"""Seconds between two words about how far it is."""

_OFTEN = 1000
"""Records after which a bar moves on."""


@click.command(help=HELP)
@client_option(N_("Whose: the name, or how it begins."))
@click.option("--all", "everybody", is_flag=True, help=N_("Of all clients, and our own time."))
@click.option("--from", "first", metavar=N_("DAY"), help=N_("From this day on."))
@click.option("--until", "last", metavar=N_("DAY"), help=N_("Up to this day, which is included."))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=N_("The file."),
)
@click.option("--replace", is_flag=True, help=N_("Write over the file if it is there."))
@click.option("--steps", is_flag=True, help=N_("Say how far it is, for a program that watches."))
@click.pass_obj
def workbook(
    context: Context,
    /,
    client: str | None,
    everybody: bool,
    first: str | None,
    last: str | None,
    output: Path,
    replace: bool,
    steps: bool,
) -> None:
    from helpdesk_tui.storage.orm import database
    from helpdesk_tui.storage.whole import whole_file
    from helpdesk_tui.timesheets import book

    told.spare_the_terminal()
    if (client is None) != everybody:
        raise click.UsageError(_("Say whose: --client NAME, or --all."))
    try:
        with ended_well(), at_the_desk(context), database.snapshot():
            told.use_zone(context)
            asked = _asked(client_named(client) if client is not None else None, first, last)
            watched = _in_steps if steps else _with_a_bar(book.entries(asked.client))
            with whole_file(output, replace=replace) as file:
                written = book.write(asked, clock.now(), file.buffer, watched)
    except book.TooMany:
        say(_("That is more than a workbook can hold. Say a shorter period."), err=True)
        raise click.exceptions.Exit(_NONE) from None
    _say_what_was_written(written, output)


def _asked(client: int | None, first: str | None, last: str | None) -> Asked:
    """Which records are meant. Ends the command where the days make no sense."""
    from helpdesk_tui.timesheets.book import Asked, first_day

    until = told.day(last if last is not None else "today")
    since = told.day(first) if first is not None else min(first_day(client) or until, until)
    if since > until:
        raise click.UsageError(_("The first day comes after the last one."))
    return Asked(client, since, until, language())


def _say_what_was_written(written: Written, output: Path) -> None:
    words = ngettext(
        "{count} record written to {path}", "{count} records written to {path}", written.records
    )
    _say(words.format(count=written.records, path=output))
    if written.off:
        words = ngettext(
            "THE CHECK FAILED: records and entries differ by {count} second. Do not use it.",
            "THE CHECK FAILED: records and entries differ by {count} seconds. Do not use it.",
            abs(written.off),
        )
        say(words.format(count=abs(written.off)), err=True)
        raise click.exceptions.Exit(_OFF)


def _with_a_bar(about: int) -> Callable[[Iterable[Record]], Iterator[Record]]:
    def watched(records: Iterable[Record]) -> Iterator[Record]:
        with click.progressbar(
            records,
            length=about,
            file=sys.stderr,
            label=_("Writing"),
            hidden=not sys.stderr.isatty(),
            update_min_steps=_OFTEN,
        ) as bar:
            yield from bar

    return watched


def _in_steps(records: Iterable[Record]) -> Iterator[Record]:
    said = time.monotonic()
    for count, record in enumerate(records):
        if (now := time.monotonic()) - said >= _PAUSE:
            said = now
            _say(_("Writing … {count} records").format(count=count))
        yield record


def _say(words: str) -> None:
    with suppress(OSError):  # whoever watched may have gone; the file is written all the same
        say(words)
