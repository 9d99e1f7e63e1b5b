"""`helpdesk doctor --mend`: a checked copy first, then what can be put right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.existing import at_the_desk, existing_desk
from helpdesk_tui.cli.saying import say, told
from helpdesk_tui.i18n import _
from helpdesk_tui.storage.address import Place, Server
from helpdesk_tui.storage.doctor import examine
from helpdesk_tui.storage.faults import StorageProblem
from helpdesk_tui.storage.findings import Finding, trouble

if TYPE_CHECKING:
    from helpdesk_tui.housekeeping.mending import Mended

_FRESH = timedelta(days=1)
"""How old the dump of a server may be that stands in for a copy."""


@dataclass(frozen=True, slots=True)
class Done:
    """The copy that was made (empty where none was needed, or on a server), and what was mended."""

    copy: str
    mended: tuple[Mended, ...]

    def lines(self) -> Iterator[str]:
        """What a person is told."""
        if self.copy:
            yield _("Saved to {path}").format(path=self.copy)
        yield from (one.message for one in self.mended)
        if not self.mended:
            yield _("There is nothing that --mend could put right.")


def looked_over(context: Context) -> list[Finding]:
    """What can be said of the database: of its file or server, then of what lies in it."""
    found = examine(database_place(context), context.settings.backups_folder)
    if any(finding.stops for finding in found):
        return found
    try:
        with existing_desk(context):
            return [*found, *_clocks(), *_days()]
    except StorageProblem as problem:
        return [*found, trouble(problem)]


def _clocks() -> list[Finding]:
    from helpdesk_tui.housekeeping.clocks_checked import clock_findings
    from helpdesk_tui.models.tickets import Ticket

    with click.progressbar(
        length=Ticket.select().count(),
        label=_("Clocks"),
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        return list(clock_findings(bar.update))


def _days() -> list[Finding]:
    from helpdesk_tui.housekeeping.days_checked import day_findings

    return list(day_findings())


def mended(context: Context) -> Done:
    """Puts right what can be. Trouble with the copy or the database ends the command first."""
    from helpdesk_tui.housekeeping.mending import mend

    place = database_place(context)
    if not any(finding.mend for finding in looked_over(context)):
        return Done("", ())
    copy = _copied(context, place)
    with at_the_desk(context):
        if isinstance(place, Server):
            _require_dump()
        return Done(copy, tuple(mend()))


def _copied(context: Context, place: Place) -> str:
    """Where the copy is that was made, by its name; a server's is pg_dump's to make."""
    from helpdesk_tui.storage import backup, places

    if isinstance(place, Server):
        return ""
    source = place.expanduser().resolve()
    folder = places.backups_folder(source, context.settings.backups_folder)
    copy = backup.timestamped(source, "mend", folder)
    try:
        backup.backup(source, copy)
    except StorageProblem as problem:
        raise told(problem, 1) from None
    return str(copy)


def _require_dump() -> None:
    from helpdesk_tui.housekeeping import copies

    if not copies.is_younger(_FRESH):
        say(
            _(
                "Nothing was mended: no backup of the last day is known. Run pg_dump, say so with"
                " `helpdesk backup --made`, and try again."
            ),
            err=True,
        )
        raise click.exceptions.Exit(2)
