"""The options of a command that name a period, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, tzinfo
from typing import TYPE_CHECKING, TypeVar

import click

from helpdesk_tui import clock
from helpdesk_tui.cli.time import told
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.periods import Period

WEEKS = 12
"""Weeks, where no period is named."""


C = TypeVar("C", bound=Callable[..., None])


def period_options(all_of_it: str) -> Callable[[C], C]:
    """Gives a command the options that `period_of` takes; the last one says what `--all` means."""

    def decorated(command: C) -> C:
        for option in reversed(
            (
                click.option("--from", "first", metavar=N_("DAY"), help=N_("From this day on.")),
                click.option(
                    "--until",
                    "last",
                    metavar=N_("DAY"),
                    help=N_("Up to this day, which is included."),
                ),
                click.option(
                    "--period",
                    "--year",
                    "period",
                    metavar=N_("MONTH"),
                    help=N_("A month or a year, as 2026-10 or 2026."),
                ),
                click.option(
                    "--weeks",
                    type=click.IntRange(1, 1000),
                    metavar="N",
                    help=N_("So many weeks, this one among them."),
                ),
                click.option("--all", "whole", is_flag=True, help=all_of_it),
            )
        ):
            command = option(command)
        return command

    return decorated


def period_of(
    zone: tzinfo | None,
    all_of_it: Callable[[tzinfo | None], Period],
    first: str | None,
    last: str | None,
    period: str | None,
    weeks: int | None,
    whole: bool,
) -> Period:
    """The period that the options name. Ends the command where they name none, or several."""
    from helpdesk_tui import periods

    if (
        sum((first is not None or last is not None, period is not None, weeks is not None, whole))
        > 1
    ):
        raise click.UsageError(_("Say --from and --until, --period, --weeks, or --all."))
    today = clock.now().astimezone(zone).date()
    if period is not None:
        try:
            return periods.named(period, zone)
        except ValueError:
            raise click.UsageError(_("Write a month as 2026-10, a year as 2026.")) from None
    if first is None and last is None and not whole:
        return periods.weeks(weeks or WEEKS, today, zone)
    end: date = told.day(last) if last is not None else all_of_it(zone).last
    begin = told.day(first) if first is not None else min(all_of_it(zone).first, end)
    if begin > end:
        raise click.UsageError(_("The first day comes after the last one."))
    try:
        return periods.Period(begin, end, zone)
    except ValueError:
        raise click.UsageError(_("Write the year as it is counted now, as in 2026.")) from None
