"""`helpdesk cases`: the cases of bad news that there are, and whether one's own are right."""

from __future__ import annotations

from pathlib import Path

import click

from helpdesk_tui import paths
from helpdesk_tui.cli.saying import say
from helpdesk_tui.conversations.cases import load, read
from helpdesk_tui.i18n import N_, _, language
from helpdesk_tui.toml_text import Problem


@click.group(help=N_("Show and check the cases of bad news."))
def cases() -> None:
    pass


@cases.command(
    help=N_("""\
Check your own cases, or FILE alone; ends with 2 when something is wrong.

Without FILE it also lists the cases that can be used, and where they come from.
""")
)
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_context
def check(ctx: click.Context, file: Path | None) -> None:
    problems = _one(file) if file else _all()
    for problem in problems:
        say(str(problem), err=True)
    if problems:
        ctx.exit(2)


@cases.command(help=N_("Print a case as TOML, to copy and adapt."))
@click.argument("id", metavar="ID")
def show(id: str) -> None:
    found = load(paths.cases_dir())
    case = found.find(id)
    if case is None:
        ids = ", ".join(case.id for case in found.cases)
        raise click.UsageError(
            _("There is no case {name}. There are: {ids}").format(name=id, ids=ids)
        )
    say(case.file.read_text(encoding="utf-8"), nl=False)


def _one(file: Path) -> list[Problem]:
    case, problems = read(file)
    if case:
        say(_("{path} is in order.").format(path=file))
    return problems


def _all() -> tuple[Problem, ...]:
    found = load(paths.cases_dir())
    width = max(len(case.id) for case in found.cases)
    for case in found.cases:
        source = str(case.file) if case.own else _("built in")
        say(f"{case.id:{width}}  {case.name(language())} · {source}")
    return found.problems
