"""`helpdesk copy`: a whole desk moves from a file of SQLite to a PostgreSQL server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpdesk_tui.cli import place
from helpdesk_tui.cli.saying import say, told
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.models.moving import Compared
    from helpdesk_tui.storage.address import Server

HELP = N_("""\
Move a whole desk from the file SQLITE to POSTGRES, postgresql://user@host/name.

The desk there must be empty. All rows go over in one transaction and keep their numbers; then both
sides are counted, summed up and compared, and unless all is equal nothing stays there. The file is
only read. Attachments are copied to the data folder of this account.

Ends with 0 when both sides are equal, else with 2.
""")


@click.command(help=HELP)
@click.argument("sqlite", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("postgres")
@click.pass_context
def copy(ctx: click.Context, sqlite: Path, postgres: str) -> None:
    from helpdesk_tui.storage.address import Server
    from helpdesk_tui.storage.faults import StorageProblem, explained

    target = place(postgres)
    if not isinstance(target, Server):
        raise click.UsageError(_("Say where to: postgresql://user@host/name."))
    try:
        with explained():
            _copy(ctx, sqlite, target)
    except StorageProblem as problem:
        raise told(problem, 2) from None


def _copy(ctx: click.Context, source: Path, target: Server) -> None:
    from helpdesk_tui.models.moving import NotEmpty, NotTheSame, move, row_count
    from helpdesk_tui.storage.faults import Fault, StorageProblem
    from helpdesk_tui.storage.header import read_header
    from helpdesk_tui.storage.opening import open_database
    from helpdesk_tui.storage.orm import database

    header = read_header(source)
    if header is None or not header.current:
        raise StorageProblem(Fault.OLD, source)
    opened = open_database(target)
    try:
        with click.progressbar(
            length=row_count(source),
            label=_("Copying"),
            file=sys.stderr,
            hidden=not sys.stderr.isatty(),
            item_show_func=lambda table: table,
        ) as bar:
            compared = move(source, lambda table, rows: bar.update(rows, table))
        folder = database.attachments()
    except NotEmpty:
        say(
            _("There is something in {path} already. Nothing was copied.").format(path=target),
            err=True,
        )
        ctx.exit(2)
    except NotTheSame as different:
        _print(different.compared)
        say(_("The two sides differ, so nothing was kept there."), err=True)
        ctx.exit(2)
    finally:
        opened.close()
    _print(compared)
    said = _("{path} now holds the same as {source}. Its attachments are in {folder}.")
    say(said.format(path=target, source=source, folder=folder))


def _print(compared: list[Compared]) -> None:
    """A line for each table: rows, the sum of its numbers, the digest of its texts, both sides."""
    for one in compared:
        sides = [
            f"{side.rows:>9} {sum(number for _name, number in side.numbers):>22} {side.texts[:12]}"
            for side in (one.here, one.there)
        ]
        sign = "=" if one.same else "≠"
        say(f"{one.table:12}{sides[0]}  {sign} {sides[1]}")
