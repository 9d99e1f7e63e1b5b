"""`helpdesk macros check`, `load` and `export`: macros as a file of TOML."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from helpdesk_tui.macros.keeping import Ready, Who

CHECK = N_("""\
Check FILE, macros as TOML; ends with 2 when something is wrong.

Every mistake is told with its line, names that no ticket has among them. Nothing is changed.
""")

LOAD = N_("""\
Take in the macros of FILE, all or none of them.

One that is there already, of the same name for the same people, is changed; others are new, and
none is taken away. Ends with 2 when something in FILE is wrong.
""")

EXPORT = N_("""\
Print the macros that you may use, as TOML that `helpdesk macros load` reads.

With --sample those that a desk may begin with.
""")

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=CHECK)
@click.argument("file", type=_FILE)
@click.pass_obj
def check(context: Context, file: Path) -> None:
    with at_the_desk(context):
        found = _macros_in(file, _who(context))
    say(_("{path} is in order.").format(path=file))
    for one in found:
        say(one.name)


@click.command(help=LOAD)
@click.argument("file", type=_FILE)
@click.pass_obj
def load(context: Context, file: Path) -> None:
    with at_the_desk(context):
        from helpdesk_tui.macros import keeping
        from helpdesk_tui.models.changes import Refused

        who = _who(context)
        found = _macros_in(file, who)
        try:
            keeping.keep(who.me, found)
        except Refused as refused:
            say(refused, err=True)
            raise click.exceptions.Exit(2) from None
    told = ngettext("{count} macro was taken in.", "{count} macros were taken in.", len(found))
    say(told.format(count=len(found)))


@click.command(help=EXPORT)
@click.option("--sample", is_flag=True, help=N_("Those that a desk may begin with."))
@click.pass_obj
def export(context: Context, sample: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.macros import keeping
        from helpdesk_tui.macros.write import write
        from helpdesk_tui.samples import canned

        who = _who(context)
        found = canned.starter(context.language, who) if sample else keeping.seen_by(who.me)
        say(write(found, who), nl=False)


def _who(context: Context) -> Who:
    from helpdesk_tui.macros import keeping
    from helpdesk_tui.people.technicians import sign_in

    return keeping.who(sign_in(context.settings.technician).id)


def _macros_in(file: Path, who: Who) -> list[Ready]:
    """The macros that a file holds; its mistakes end the command with 2."""
    from helpdesk_tui.cli.checking import right
    from helpdesk_tui.macros.check import check

    return right(file, lambda text: check(file, text, who))
