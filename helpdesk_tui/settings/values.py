"""What can be set, what holds when it is not, and what a mistake in the settings looks like."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from helpdesk_tui.i18n import N_
from helpdesk_tui.toml_text import Problem

SAMPLE = N_("""\
# Settings of the desk. It reads this file and never writes it.
# Each line shows what holds when the line is left out.

language = ""          # "en" or "es"; empty: what the system speaks
theme = "dark"         # "dark", "light", or "16" for a terminal of 16 colours
cursor = "auto"        # "lit": the row is lit; "mark": for slow lines; "auto": mark over SSH
preview = "auto"       # the ticket below the list: "auto", "below" or "off"
mouse = false          # true turns the mouse on; each movement then travels over the line
technician = ""        # your login at the desk; empty: the one of the system
database = ""          # a path, or postgresql://user@host/name; empty: the desk's own place
password_command = []  # a program that prints a password, such as ["pass", "show", "desk"]
zone = ""              # such as "Europe/Madrid"; empty: the system's
currency = "EUR"       # in which costs are typed and told

hours = ["mon-fri 9:00-14:00 15:00-18:00"]    # your working day, in a line or several; [] for none
holidays = []          # days on which you do not work, such as [2026-12-25, 2027-01-06]
away = 30              # minutes without a key, then a running timer asks; 0: never
remind_long = 8        # hours, then a running timer reminds you; 0: never
remind_idle = 60       # working minutes without a record, then you are reminded; 0: never

backups = "daily"      # a checked copy of the database once a day; "off": you see to that yourself
backups_folder = ""    # where copies go; empty: backups/ beside the database
backups_days = 7       # so many days keep their copy,
backups_weeks = 4      # so many weeks
backups_months = 12    # and so many months; older copies are thinned out

[keys]                 # your own keys: a command = "key" or "key,key"
# "ticket.take" = "a"
""")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the person chose; each field is a key of `config.toml`, save `lines`."""

    language: Literal["", "en", "es"] = ""
    theme: Literal["dark", "light", "16"] = "dark"
    cursor: Literal["auto", "lit", "mark"] = "auto"
    preview: Literal["auto", "below", "off"] = "auto"
    mouse: bool = False
    technician: str = ""
    database: str = ""
    password_command: list[str] = field(default_factory=list)
    zone: str = ""
    currency: str = "EUR"
    hours: list[str] = field(default_factory=lambda: ["mon-fri 9:00-14:00 15:00-18:00"])
    holidays: list[date] = field(default_factory=list)
    away: int = 30
    remind_long: int = 8
    remind_idle: int = 60
    backups: Literal["daily", "off"] = "daily"
    backups_folder: str = ""
    backups_days: int = 7
    backups_weeks: int = 4
    backups_months: int = 12
    keys: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def line_of(self, key: str) -> int | None:
        """The line of `config.toml` that sets `key` (`theme`, `keys.ticket.take`), if one does."""
        return self.lines.get(key)

    def marks_cursor(self) -> bool:
        """Whether the row in hand gets a mark in the gutter instead of being lit."""
        return self.cursor == "mark" or (self.cursor == "auto" and "SSH_CONNECTION" in os.environ)


class SettingsError(ValueError):
    """The settings cannot be used; `problems` holds every mistake found, in the file's order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, problems)))
