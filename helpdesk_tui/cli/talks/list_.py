"""`helpdesk talks list`: conversations, a line each; what goes on unless more is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time import told
from helpdesk_tui.cli.time.what import client_named, client_option
from helpdesk_tui.i18n import N_

if TYPE_CHECKING:
    from helpdesk_tui.conversations.listing import Query, Row

HELP = N_("""\
List talks: those that go on, what is due next first.

With --state or --all also those that are over, newest first. CASE is the word that `helpdesk cases
check` shows.
""")

STATES = ("open", "adjourned", "owed", "given")
"""In the order of `models.conversations.State`, from 1."""


@click.command("list", help=HELP)
@client_option(N_("Only with this client: the name, or how it begins."))
@click.option("--case", metavar=N_("CASE"), help=N_("Only about this case."))
@click.option(
    "--state",
    type=click.Choice(STATES),
    help=N_("Only in this state; owed: the summary has not been given."),
)
@click.option("--all", "is_all", is_flag=True, help=N_("Those that are over as well."))
@told.json_option
@click.pass_obj
def list_(
    context: Context,
    client: str | None,
    case: str | None,
    state: str | None,
    is_all: bool,
    as_json: bool,
) -> None:
    with at_the_desk(context):
        from helpdesk_tui.conversations.listing import Query
        from helpdesk_tui.models.conversations import State

        told.use_zone(context)
        rows = _rows(
            Query(
                "all" if is_all or state else "going_on",
                client=client_named(client) if client is not None else None,
                case=case or "",
                state=State(STATES.index(state) + 1) if state else None,
            )
        )
        if as_json:
            told.print_json({"talks": [_json(row) for row in rows]})
            return
        for line in _lines(rows):
            say(line)


def _rows(query: Query) -> Iterator[Row]:
    """All of them, a page at a time."""
    from helpdesk_tui.conversations import listing

    page = listing.page(query)
    yield from page.rows
    while page.more:
        page = listing.page(query, page.rows[-1])
        yield from page.rows


def _lines(rows: Iterator[Row]) -> Iterator[str]:
    from helpdesk_tui.screens.common import when
    from helpdesk_tui.screens.talks import talk_told

    for row in rows:
        day = when.day(when.local(row.date).date())
        what = row.headline or row.case_name
        yield f"{row.id}  {day} · {row.client} · {what} · {talk_told.standing(row)}"


def _json(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "client": row.client,
        "ticket": row.ticket,
        "case": row.case,
        "headline": row.headline or None,
        "state": STATES[row.state - 1],
        "step": row.step,
        "leader": row.leader,
        "created": told.instant(row.created_at),
        "planned": row.planned_at and told.instant(row.planned_at),
        "began": row.began_at and told.instant(row.began_at),
        "adjourned_until": row.adjourned_until and told.instant(row.adjourned_until),
        "summary_due": row.summary_due and told.instant(row.summary_due),
        "given": row.given_at and told.instant(row.given_at),
        "steps_agreed": row.agreed,
        "options_refused": row.refused,
    }
