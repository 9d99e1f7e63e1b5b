"""What is done, as the options of a command say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import click

from helpdesk_tui.cli.time.completing import clients, tickets
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.worktime.timer import What

C = TypeVar("C", bound=Callable[..., None])

_TICKET = click.IntRange(min=1)


def what_options(command: C) -> C:
    """Gives a command the options of which `what_of` makes an activity."""
    for option in reversed(
        (
            click.option(
                "--ticket",
                metavar=N_("NUMBER"),
                type=_TICKET,
                shell_complete=tickets,
                help=N_("The ticket; its subject and client are taken unless you say others."),
            ),
            client_option(N_("For whom: the name, or how it begins; internal without.")),
            click.option("--project", metavar=N_("NAME"), help=N_("One of the client's, or ours.")),
            click.option("--activity", metavar=N_("NAME"), help=N_("The type of activity.")),
            click.option("--description", metavar=N_("TEXT"), help=N_("What was done, at length.")),
            click.option(
                "--internal", is_flag=True, help=N_("For no client, not even a ticket's.")
            ),
            click.option("--not-billable", is_flag=True, help=N_("It is not billed.")),
        )
    ):
        command = option(command)
    return command


def client_option(help: str) -> Callable[[C], C]:
    """The option that names a client."""
    return click.option("--client", metavar=N_("NAME"), shell_complete=clients, help=help)


def client_named(name: str) -> int:
    """The client that is meant. Ends the command where there is none."""
    from helpdesk_tui.worktime import naming

    try:
        return naming.client(name)
    except naming.Unknown as unknown:
        raise click.UsageError(str(unknown)) from None


def what_of(
    title: str,
    ticket: int | None,
    client: str | None,
    project: str | None,
    activity: str | None,
    description: str | None,
    internal: bool,
    not_billable: bool,
) -> What:
    """The activity that is meant. Ends the command where something in it is not there."""
    from helpdesk_tui.worktime import naming
    from helpdesk_tui.worktime.timer import What

    if internal and client is not None:
        raise click.UsageError(_("Say a client or --internal, not both."))
    try:
        what = naming.ticket(ticket) if ticket else What("")
        whose = naming.client(client) if client is not None else what.client
        whose = None if internal else whose
        kind, is_billed = naming.activity(activity) if activity is not None else (None, True)
        what = replace(
            what,
            title=title.strip() or what.title,
            description=description or "",
            client=whose,
            project=naming.project(project, whose) if project is not None else None,
            activity=kind,
            billable=is_billed and not not_billable,
        )
    except naming.Unknown as unknown:
        raise click.UsageError(str(unknown)) from None
    if not what.title:
        raise click.UsageError(_("Say what it is: a title, or --ticket with its number."))
    return what


def joined(words: Sequence[str]) -> str:
    """Words of a command line as one text: quotes around them are not needed."""
    return " ".join(words)
