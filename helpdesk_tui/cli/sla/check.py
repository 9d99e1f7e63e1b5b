"""`helpdesk sla check`: whether a file of calendars and policies is right, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, ngettext

HELP = N_("""\
Check FILE; ends with 2 when something is wrong.

FILE holds calendars and policies as TOML, and nothing is changed. Clients are looked up
at the desk.
""")


@click.command(help=HELP)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def check(context: Context, file: Path) -> None:
    with at_the_desk(context):
        document = rules_in(file)
    say(_("{path} is in order.").format(path=file))
    for line in _told(document):
        say(line)


def rules_in(file: Path) -> dict[str, Any]:
    """The document that a file holds, at an open desk; its mistakes end the command with 2."""
    from helpdesk_tui import clock
    from helpdesk_tui.cli.checking import right
    from helpdesk_tui.sla.check import check
    from helpdesk_tui.worktime import naming

    return right(file, lambda text: check(file, text, naming.client, clock.now().date()))


def _told(document: Mapping[str, Any]) -> Iterator[str]:
    """A line for each calendar, and one for each policy in its order."""
    from helpdesk_tui import clock
    from helpdesk_tui.screens.common.ledger_words import TARGET
    from helpdesk_tui.sla.document import TARGETS
    from helpdesk_tui.sla.write import open_time

    year = clock.now().year
    for name, one in document["calendars"].items():
        count = sum(day.startswith(str(year)) for day in {**one["public"], **one["holidays"]})
        holidays = ngettext("{count} holiday in {year}", "{count} holidays in {year}", count)
        place = " ".join(filter(None, (one["country"], one["region"])))
        parts = [name, one["zone"], *filter(None, [place]), holidays.format(count=count, year=year)]
        yield " · ".join(parts)
    for number, one in enumerate(document["policies"], start=1):
        promises = [
            f"{_(TARGET[target]).lower()} {open_time(one[key])}"
            for key, target in TARGETS.items()
            if key in one
        ]
        yield " · ".join([f"{number}. {one['name']}", one["calendar"], *promises])
