"""`helpdesk backup` and `helpdesk restore`: a copy of the database, and the way back from it."""

from __future__ import annotations

from pathlib import Path

import click

from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.saying import say, told
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.storage.faults import Fault, StorageProblem

# A wrong call, where another file or another word mends it; all else is trouble with the machine.
_WRONG_CALL = {Fault.MISSING, Fault.EXISTS, Fault.FOREIGN, Fault.EMPTY, Fault.NOT_A_FILE}


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help=N_("Write over FILE if it is there."))
@click.option("--made", is_flag=True, help=N_("Note that pg_dump has made one on the server."))
@click.pass_context
def backup(ctx: click.Context, file: Path | None, replace: bool, made: bool) -> None:
    if made:
        if file or replace:
            raise click.UsageError(_("--made goes without FILE and without --replace."))
        _note(ctx)
        return
    from helpdesk_tui.storage import backup as copies
    from helpdesk_tui.storage import places

    source = _file(ctx).expanduser().resolve()
    try:
        folder = places.backups_folder(source, _context(ctx).settings.backups_folder)
        target = file or copies.timestamped(source, "backup", folder)
        copies.backup(source, target, replace=replace, progress=_say)
    except StorageProblem as problem:
        raise told(problem, _code(problem)) from None
    else:
        say(_("Saved to {path}").format(path=target))


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def restore(ctx: click.Context, file: Path) -> None:
    from helpdesk_tui.storage import backup as copies

    target = _file(ctx)
    try:
        aside = copies.restore(file, target, progress=_say)
    except StorageProblem as problem:
        raise told(problem, _code(problem)) from None
    else:
        say(_("{path} is in place.").format(path=target))
        if aside:
            say(_("What was there before is kept in {path}").format(path=aside))


def _note(ctx: click.Context) -> None:
    """Keeps that a dump of the server was made just now: the doctor tells how old it is."""
    from helpdesk_tui.cli.existing import at_the_desk
    from helpdesk_tui.housekeeping import copies
    from helpdesk_tui.storage.address import Server

    if not isinstance(database_place(_context(ctx)), Server):
        raise click.UsageError(_("--made is for a database on a server."))
    with at_the_desk(_context(ctx)):
        copies.note_made()
    say(_("Noted: a backup was made now."))


def _context(ctx: click.Context) -> Context:
    context: Context = ctx.obj
    return context


def _file(ctx: click.Context) -> Path:
    from helpdesk_tui.storage.address import Server

    place = database_place(_context(ctx))
    if isinstance(place, Server):
        say(
            _(
                "{path} is on a PostgreSQL server: pg_dump copies it, pg_restore brings it back."
                " docs/postgresql.md has the lines."
            ).format(path=place),
            err=True,
        )
        ctx.exit(2)
    return place


def _say(step: str) -> None:
    say(step, err=True)


def _code(problem: StorageProblem) -> int:
    return 2 if problem.fault in _WRONG_CALL else 1
