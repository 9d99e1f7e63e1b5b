"""`helpdesk config`: where the settings are, what holds, and whether they are right."""

from __future__ import annotations

from dataclasses import asdict

import click

from helpdesk_tui import paths
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.settings import SAMPLE, read


@click.group(help=N_("Show and check the settings."))
def config() -> None:
    pass


@config.command(help=N_("Print where the settings file is, or would be."))
def path() -> None:
    say(paths.config_file())


@config.command(help=N_("Print the settings that hold now."))
@click.option("--sample", is_flag=True, help=N_("Print a file to start from, each line explained."))
def show(sample: bool) -> None:
    if sample:
        say(_(SAMPLE), nl=False)
        return
    import tomli_w

    settings, _problems = read(paths.config_file())
    values = asdict(settings)
    del values["lines"]
    say(tomli_w.dumps(values), nl=False)


@config.command(help=N_("Check the settings file; ends with 2 when something is wrong."))
@click.pass_context
def check(ctx: click.Context) -> None:
    from helpdesk_tui.screens.common.keymap import resolve

    file = paths.config_file()
    settings, found = read(file)
    problems = [*map(str, found), *(f"{file}: {problem}" for problem in resolve(settings).problems)]
    for problem in problems:
        say(problem, err=True)
    if problems:
        ctx.exit(2)
    if file.exists():
        say(_("{path} is in order.").format(path=file))
    else:
        say(_("There is no {path}; the defaults hold.").format(path=file))
