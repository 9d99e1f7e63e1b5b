"""Checks macros that a person wrote as TOML, so that every mistake is told at once.

A branch of a template may seldom be taken: all names in it are looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.macros import filling
from helpdesk_tui.macros.keeping import LONGEST, Ready, Who
from helpdesk_tui.models.tickets import PRIORITIES, Status, Wait
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets.staged import ME, NOBODY, Staged
from helpdesk_tui.toml_tables import (
    Mistake,
    Mistaken,
    checked,
    several,
    sorted_out,
    strangers,
    table,
    text,
    texts,
    wrong,
)
from helpdesk_tui.toml_text import Problem, nearest

STATUSES = {one.name.lower(): one for one in Status if one != Status.WAITING}
WAITS = {one.name.lower(): one for one in Wait}
ALL, MINE = "all", "me"

LONGEST_WAIT = 365
"""Days."""

LONGEST_LABEL = 40


def check(path: Path, written: str, who: Who) -> tuple[list[Ready], list[Problem]]:
    """The macros in a text, and a Problem for each mistake, by line. With none they can be kept.

    Asks no database. A text with many templates takes a while: not on the event loop.
    """
    found, problems = checked(path, written, lambda tables: _read(tables, who))
    return found or [], problems


def _read(tables: Mapping[str, Any], who: Who) -> tuple[list[Ready], list[Mistake]]:
    def whose(value: Any) -> tuple[int | None, int | None]:
        theirs = {name: (None, team) for team, name in who.teams.items()}
        return _one_of(value, {ALL: (None, None), MINE: (who.me, None), **theirs})  # type: ignore[no-any-return]

    def assignee(value: Any) -> int:
        return int(_one_of(value, {"me": ME, "nobody": NOBODY, **who.ids}))

    read = table(
        {
            "name": _name,
            "for": whose,
            "es": _template,
            "en": _template,
            "status": _status,
            "wait": lambda value: _one_of(value, WAITS),
            "days": _days,
            "priority": _priority,
            "assign": assignee,
            "labels": _labels,
        },
        {"name": N_('Its name is missing: name = "Ask for a time".')},
    )
    found, mistakes = sorted_out(
        (key, several(lambda value: _whole(read(value))), tables[key])
        for key in ("macro",)
        if key in tables
    )
    macros: list[Ready] = found.get("macro", [])
    return macros, [*mistakes, *strangers(tables, ("macro",)), *_named_twice(macros)]


def _whole(one: Mapping[str, Any]) -> Ready:
    if "status" in one and "wait" in one:
        raise wrong(_("A ticket that waits has that status; leave one of the two out."), key="wait")
    if "days" in one and "wait" not in one:
        raise wrong(_('Say for whom it waits as well: wait = "client".'), key="days")
    on, off = one.get("labels", ((), ()))
    status, wait, days = (one.get(name) for name in ("status", "wait", "days"))
    staged = Staged(status, wait, days, one.get("priority"), one.get("assign"), on, off)
    if not (staged or one.get("es") or one.get("en")):
        raise wrong(_("It says nothing and changes nothing; give it a text or a change."))
    owner, team = one.get("for", (None, None))
    return Ready(one["name"], owner, team, one.get("es", ""), one.get("en", ""), staged)


def _name(value: Any) -> str:
    if len(name := line(text(value))) > LONGEST:
        raise wrong(_("A name has {count} characters at most.").format(count=LONGEST))
    return name


def _template(value: Any) -> str:
    """A text whose every name is known."""
    if not isinstance(value, str):
        raise wrong(_('Write text in "quotes".'))
    if mistakes := filling.mistakes(value):
        raise Mistaken(("", sentence, "") for sentence in mistakes)
    return value.strip()


def _status(value: Any) -> Status:
    if value == Status.WAITING.name.lower():
        raise wrong(_('Say for whom it waits, in its stead: wait = "client".'))
    return _one_of(value, STATUSES)  # type: ignore[no-any-return]


def _one_of(value: Any, known: Mapping[str, Any]) -> Any:
    by_words = {fold(words): one for words, one in known.items()}
    if (words := fold(text(value))) in by_words:
        return by_words[words]
    sentence = _("There is no such; it may be {known}.")
    raise wrong(sentence.format(known=", ".join(known)), nearest(words, known))


def _days(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= LONGEST_WAIT:
        raise wrong(_("Write a whole number of days from 1 to 365, without quotes."))
    return value


def _priority(value: Any) -> int:
    if type(value) is not int or value not in PRIORITIES:
        raise wrong(_("Write a number from 1 to 4, without quotes."))
    return value


def _labels(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those to put on, and those to take off, which have a minus before them."""
    labels = [line(one).lower() for one in texts(value)]
    if any(" " in one or not 1 <= len(one.removeprefix("-")) <= LONGEST_LABEL for one in labels):
        raise wrong(_("A label is one word of 40 characters at most."))
    off = tuple(one.removeprefix("-") for one in labels if one.startswith("-"))
    return tuple(one for one in labels if not one.startswith("-")), off


def _named_twice(macros: list[Ready]) -> list[Mistake]:
    taken: set[object] = set()
    mistakes = []
    for place, one in enumerate(macros, 1):
        key = (*one.whose, fold(one.name))
        if key in taken:
            sentence = _("Another one has this name; give each its own.")
            mistakes.append((f"macro.{place}.name", sentence, ""))
        taken.add(key)
    return mistakes
