"""`helpdesk sla show` and `load`: the calendars and policies of the desk as a file."""

from __future__ import annotations

from pathlib import Path

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.sla.check import rules_in
from helpdesk_tui.cli.sla.recompute import follow
from helpdesk_tui.i18n import N_, _

SHOW = N_("""\
Print the calendars and policies that hold, as TOML.

`helpdesk sla load` reads it back. With --sample, an example with every key.
""")

LOAD = N_("""\
Let the calendars and policies of FILE hold from now on, in place of all others.

First it says which open tickets will be due earlier or later. Those are worked out anew; closed
ones stay as they were closed. With --try nothing is changed. Ends with 2 when something in FILE is
wrong, and then nothing is changed either.
""")


@click.command(help=SHOW)
@click.option("--sample", is_flag=True, help=N_("Print an example instead."))
@click.pass_obj
def show(context: Context, sample: bool) -> None:
    from helpdesk_tui.sla.write import SAMPLE, write

    if sample:
        say(_(SAMPLE), nl=False)
        return
    with at_the_desk(context):
        from helpdesk_tui.people import directory
        from helpdesk_tui.tickets import promises

        say(write(promises.document(), directory.client_names()), nl=False)


@click.command(help=LOAD)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--try", "only_try", is_flag=True, help=N_("Only say what would move."))
@click.pass_obj
def load(context: Context, file: Path, only_try: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.people.technicians import sign_in
        from helpdesk_tui.screens.common import moves_words, when
        from helpdesk_tui.tickets import promises

        document = rules_in(file)
        when.use_zone(context.settings.zone)
        *_parts, moves = promises.moves(document)
        for line in moves_words.as_text(moves):
            say(line)
        if only_try:
            return
        version = promises.save(sign_in(context.settings.technician).id, document)
        say(_("Saved as version {number}.").format(number=version))
        follow()
