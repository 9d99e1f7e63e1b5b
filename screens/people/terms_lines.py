"""What is agreed with a client, drawn: terms, prices and hours bought, a line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpdesk_tui.i18n import _, language
from helpdesk_tui.short_time import hours
from helpdesk_tui.timesheets.agreeing import called
from helpdesk_tui.timesheets.granted import Grant, Warn
from helpdesk_tui.timesheets.overview import Overview
from helpdesk_tui.timesheets.rule_words import rule_words
from helpdesk_tui.timesheets.terms import Price

from ..common.cells import fit
from ..common.look import Look
from ..parts.choices import yes_or_no
from ..parts.lines import EMPTY, Line, columns, text
from . import terms_words

LABEL = 17
"""Cells of the names of the terms."""

PRICE, AMOUNT = 42, 12
"""Cells of what a price is for, and of the price."""

SIZE = 30
"""Cells of how many hours were bought."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line, and what it stands for: a field of the terms by its name, a price, hours bought."""

    line: Line
    thing: str | Price | Grant | None = None


def rows(overview: Overview, cells: int, look: Look) -> list[Row]:
    """All that is agreed, with the name of the client on top."""
    title = _("{name} · what is agreed about hours").format(name=overview.name)
    return [
        Row(text(fit(f" {title}", cells), look.title)),
        Row(EMPTY),
        *_terms(overview, cells, look),
        Row(EMPTY),
        Row(text(fit(" " + _("What an hour costs"), cells), look.title)),
        *_or_none([_price(one, overview, cells, look) for one in overview.prices], look),
        Row(EMPTY),
        Row(text(fit(" " + _("Hours bought"), cells), look.title)),
        *left(overview, cells, look),
        *_or_none([_grant(one, overview, cells, look) for one in overview.grants], look),
    ]


def left(overview: Overview, cells: int, look: Look) -> Iterable[Row]:
    """A line on what is left of hours bought, where some hold today."""
    if overview.left:
        told, warn = terms_words.left(overview.left)
        style = {Warn.NOTHING: look.dim, Warn.SOON: look.soon, Warn.USED_UP: look.late}[warn]
        yield Row(text(fit(f" {told}", cells), style))


def _terms(overview: Overview, cells: int, look: Look) -> Iterable[Row]:
    agreed = overview.agreed
    present = terms_words.days(agreed, overview.given, overview.today)
    told = {
        "every": f"{terms_words.sheet(agreed)} · {present}",
        "rounding": rule_words(agreed.rule, language()),
        "minimum": _("{hours} for a ticket on a day").format(hours=hours(agreed.minimum))
        if agreed.minimum
        else "—",
        "currency": agreed.currency,
        "to": agreed.to or "—",
        "cc": agreed.cc or "—",
        "wants_nothing_too": yes_or_no(agreed.wants_nothing_too).name,
        "fixed_subject": yes_or_no(agreed.fixed_subject).name,
    }
    for name, said in told.items():
        label = fit(f"   {called(name)}", LABEL)
        value = fit(f" {said}", max(0, cells - LABEL))
        yield Row(columns([(label, look.dim), (value, look.text)]), name)
        if name == "every" and (cut := terms_words.cut(agreed, overview.given)):
            yield Row(text(fit(f"   {cut}", cells), look.soon))


def _price(one: Price, overview: Overview, cells: int, look: Look) -> Row:
    amount = terms_words.money(one.cents, overview.agreed.currency, overview.country)
    since = _("since {date}").format(date=one.since.isoformat()) if one.since else ""
    pieces = [
        (fit(f"   {terms_words.whose(one)}", min(PRICE, cells)), look.text),
        (fit(amount, AMOUNT, right=True), look.text),
        (fit(f"   {since}", max(0, cells - PRICE - AMOUNT)), look.dim),
    ]
    return Row(columns(pieces), one)


def _grant(one: Grant, overview: Overview, cells: int, look: Look) -> Row:
    size, *more = terms_words.grant(one, overview.today)
    holds = look.text if one.holds(overview.today) else look.dim
    lead = fit(f"   {size}", min(SIZE, cells))
    return Row(
        columns([(lead, holds), (fit("  ".join(more), max(0, cells - SIZE)), look.dim)]), one
    )


def _or_none(rows: list[Row], look: Look) -> list[Row]:
    return rows or [Row(text("   —", look.dim))]
