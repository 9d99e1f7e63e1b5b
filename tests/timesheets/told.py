"""Sheets as they are told, made by hand: no desk has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from helpdesk_tui import rounding
from helpdesk_tui.models.billing import State
from helpdesk_tui.timesheets.rows import Row, Sheet, Told

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
ID = "<sheet-1@timesheet.helpdesk.invalid>"


def row(entry: int, day: int, title: str, worked: int, billed: int, **more: Any) -> Row:
    """A line of a day of November; minutes at 60.00 an hour."""
    known = {
        "id": None,
        "description": "",
        "technician": "Ana Núñez",
        "ticket": None,
        "project": "",
        "activity": "Support",
        "billable": True,
        "amount": Decimal(billed).quantize(Decimal("0.01")),
    }
    known |= {"worked": 60 * worked, "billed": 60 * billed} | more
    return Row(entry=entry, day=date(2026, 11, day), title=title, **known)


LINES = (
    row(1, 16, "Mail does not leave", 65, 75, ticket=412, description="Looked\nand mended it"),
    row(2, 16, "Printer", 50, 60, technician="Luis", activity="On site"),
    row(3, 18, "Talked", 30, 0, billable=False, amount=None, activity=""),
)


def sheet(language: str = "en", *lines: Row, form: str = "usted", **more: Any) -> Sheet:
    """A sheet of a week in November that is ready to be told; of `LINES` unless some are given."""
    country = {"en": "GB", "es": "ES"}[language]
    known = {
        "id": None,
        "client": Told(7, "ACME Ibérica", language, country, form, "Europe/Madrid"),
        "first": MONDAY,
        "last": SUNDAY,
        "revision": 1,
        "state": State.DRAFT,
        "paragraph": "",
        "lines": lines or LINES,
        "rule": rounding.rule("up 15"),
        "minimum": 0,
        "currency": "EUR",
        "left": None,
        "to": "Marta Ruiz <marta@acme.example>",
        "cc": "",
        "subject": "Hours, week of 16 to 22 November 2026",
        "message_id": ID,
        "answers": "",
        "given_by": "",
        "given_at": None,
        "off": 0,
        "missing": None,
        "because_of": "",
    }
    return Sheet(**(known | more))
