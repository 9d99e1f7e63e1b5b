"""`helpdesk sla check`: whether a file of calendars and policies is right, and what it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from helpdesk_tui.toml_text import Problem

HELP = N_("""\
Check FILE; ends with 2 when something is wrong.

FILE holds calendars and policies as TOML, and nothing is changed. Clients are looked up
at the desk.
""")

_PROMISES = {
    "first_response": N_("first response"),
    "next_response": N_("next response"),
    "resolution": N_("resolution"),
}


@click.command(help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def check(context: Context, file: Path) -> None:
    from helpdesk_tui import clock

    with at_the_desk(context):
        from helpdesk_tui.sla.check import check as checked
        from helpdesk_tui.toml_text import Problem, text_of
        from helpdesk_tui.worktime import naming

        text = text_of(file)
        if isinstance(text, Problem):
            refuse([text])
        document, problems = checked(file, text, naming.client, clock.now().date())
        if problems:
            refuse(problems)
    say(_("{path} is in order.").format(path=file))
    for line in _told(document, clock.now().year):
        say(line)


def refuse(problems: Iterable[Problem]) -> NoReturn:
    """Says every mistake and ends the command."""
    for problem in problems:
        say(problem, err=True)
    raise click.exceptions.Exit(2)


def _told(document: Mapping[str, Any], year: int) -> Iterator[str]:
    """A line for each calendar, and one for each policy in its order."""
    from helpdesk_tui.sla.write import open_time

    for name, one in document["calendars"].items():
        count = sum(day.startswith(str(year)) for day in {**one["public"], **one["holidays"]})
        holidays = ngettext("{count} holiday in {year}", "{count} holidays in {year}", count)
        place = " ".join(filter(None, (one["country"], one["region"])))
        parts = [name, one["zone"], *filter(None, [place]), holidays.format(count=count, year=year)]
        yield " · ".join(parts)
    for number, one in enumerate(document["policies"], start=1):
        promises = [
            f"{_(word)} {open_time(one[target])}"
            for target, word in _PROMISES.items()
            if target in one
        ]
        yield " · ".join([f"{number}. {one['name']}", one["calendar"], *promises])
