"""The bars in which a pivot is chosen: what its sides are, which days, whose, or one ready-made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.periods import Period
from helpdesk_tui.reports.pivot import Asked, Days
from helpdesk_tui.reports.pivot_axes import AXES

from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from . import asked

_KEYS = {
    "day": "d",
    "week": "w",
    "month": "m",
    "year": "y",
    "client": "c",
    "project": "p",
    "ticket": "t",
    "category": "g",
    "activity": "a",
    "technician": "e",
}
"""The axes by their keys in the menu."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A pivot that is often wanted."""

    key: str
    title: str
    rows: str
    columns: str
    period: str
    """By its key in the menu of periods."""
    of_one: bool = False
    """Whether it is of one client."""


PRESETS = (
    Preset("w", N_("clients by weeks"), "client", "week", "y"),
    Preset("y", N_("years by months of a client"), "year", "month", "a", of_one=True),
    Preset("t", N_("technicians by activities"), "technician", "activity", "y"),
    Preset("d", N_("this month's days by clients"), "day", "client", "m"),
)


def days(period: Period | None) -> Days | None:
    """The days of a period; None is all."""
    return (period.first, period.last) if period else None


async def side(screen: Frame, now: Asked, which: str) -> Asked | None:
    """Another axis for the rows or the columns."""
    choices = [Choice(_KEYS[name], _(axis.title), name) for name, axis in AXES.items()]
    chosen = await screen.ask(Menu(_("Rows") if which == "rows" else _("Columns"), choices))
    if chosen is None:
        return None
    if which == "rows":
        return replace(now, rows=chosen, columns=_other(now.columns, chosen, now.rows))
    return replace(now, columns=chosen, rows=_other(now.rows, chosen, now.columns))


async def period(screen: Frame, now: Asked, today: date) -> Asked | None:
    """Other days."""
    choices = [Choice(key, _(title), key) for key, title in asked.PERIODS.items()]
    chosen = await screen.ask(Menu(_("Period"), choices))
    return replace(now, days=days(asked.period(chosen, today))) if chosen else None


async def client(screen: Frame, known: Named | None) -> Named | None:
    """The client that is chosen; one without a number stands for all."""
    found: list[Named] = []

    async def submit(answers: Answers) -> str | None:
        client = answers.chosen["client"]
        if answers["client"] and client is None:
            return _("There is no such client.")
        found.append(Named(client or 0, answers["client"]))
        return None

    field = Field(
        "client",
        _("Client"),
        known.name if known else "",
        known.id if known else None,
        find=directory.clients,
    )
    title = _("The time of one client; with nothing here, of all")
    await screen.ask(Form(title, [field], submit, send=_("show")))
    return next(iter(found), None)


async def ready_made(screen: Frame, today: date) -> Asked | None:
    """One that is often wanted, of the client in hand where it is of one."""
    choices = [Choice(one.key, _(one.title), one) for one in PRESETS]
    chosen = await screen.ask(Menu(_("Ready-made"), choices))
    if chosen is None:
        return None
    whose = screen.client_at_hand() if chosen.of_one else None
    if chosen.of_one and whose is None:
        whose = await client(screen, None)
        if whose is None:
            return None
    wanted = days(asked.period(chosen.period, today))
    return Asked(chosen.rows, chosen.columns, wanted, whose.id or None if whose else None)


def _other(now: str, chosen: str, before: str) -> str:
    """What the other side is when one was chosen: it gives way where both would be the same."""
    return before if now == chosen else now
