"""A rule of rounding as a sentence, and a sentence as a rule: pure, in either language.

Whatever is printed can be typed, and so can the short words of `rounding.rule`: `up 15`,
`each day to the nearest 30 minutes`, `cuarto de hora hacia arriba`, `closest 0 0 15`.
"""

from __future__ import annotations

import re
from typing import Any

from helpdesk_tui import rounding
from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _
from helpdesk_tui.rounding import AS_RECORDED, PARTS, Rule, Step, Unit, Way
from helpdesk_tui.unreadable import Unreadable

MOST = 24 * 60
"""Minutes of a step: a day."""

_AS_RECORDED = {"en": "as it was recorded", "es": "tal como se registró"}
_WHOSE = {
    "en": {
        Unit.ENTRY: "each entry",
        Unit.TICKET: "each ticket of a day",
        Unit.DAY: "each day",
        Unit.SHEET: "the whole sheet",
    },
    "es": {
        Unit.ENTRY: "cada entrada",
        Unit.TICKET: "cada ticket de un día",
        Unit.DAY: "cada día",
        Unit.SHEET: "la hoja entera",
    },
}
_PARTS = {
    "en": ("the begin of each entry", "the end of each entry", "the duration of each entry"),
    "es": ("el inicio de cada entrada", "el fin de cada entrada", "la duración de cada entrada"),
}
_WAYS = {
    "en": {
        Way.UP: "up to the next {step}",
        Way.DOWN: "down to the last {step}",
        Way.NEAREST: "to the nearest {step} (an exact half goes up)",
        Way.HALF_DOWN: "to the nearest {step} (an exact half goes down)",
    },
    "es": {
        Way.UP: "hacia arriba, {step}",
        Way.DOWN: "hacia abajo, {step}",
        Way.NEAREST: "al más cercano, {step} (la mitad exacta, hacia arriba)",
        Way.HALF_DOWN: "al más cercano, {step} (la mitad exacta, hacia abajo)",
    },
}
_MINUTES = {"en": "{count} minutes", "es": "de {count} en {count} minutos"}

_UP, _DOWN = ("up", "arriba", "siguiente", "next"), ("down", "abajo", "ultimo")
_SAID: dict[str, Any] = {
    **dict.fromkeys((*_UP, "siguientes", "proximo", "proximos"), Way.UP),
    **dict.fromkeys((*_DOWN, "ultimos", "last"), Way.DOWN),
    **dict.fromkeys(("nearest", "cercano", "cercanos", "cercana", "proxima"), Way.NEAREST),
    **dict.fromkeys(("begin", "beginning", "start", "inicio", "comienzo"), "begin"),
    **dict.fromkeys(("end", "fin", "final"), "end"),
    **dict.fromkeys(("duration", "duracion", "length"), "duration"),
    **dict.fromkeys(("entry", "entries", "entrada", "entradas"), Unit.ENTRY),
    **dict.fromkeys(("ticket", "tickets", "incidencia", "incidencias"), Unit.TICKET),
    **dict.fromkeys(("day", "days", "dia", "dias"), Unit.DAY),
    **dict.fromkeys(("sheet", "sheets", "hoja", "hojas"), Unit.SHEET),
}
_SMALL = {
    *("a", "an", "and", "at", "by", "each", "every", "full", "goes", "in", "its", "minute", "of"),
    *("minutes", "min", "mins", "per", "round", "rounded", "the", "then", "to", "whole", "m"),
    *("al", "cada", "completa", "completo", "con", "de", "del", "despues", "el", "en", "entera"),
    *("entero", "hacia", "la", "las", "lo", "los", "luego", "mas", "minuto", "minutos", "por"),
    *("se", "redondea", "redondeada", "redondeado", "su", "un", "una", "y"),
}
"""Words that change nothing."""

_LENGTHS = (
    (r"(?:a )?quarter(?: of an|) hour|cuarto de hora", "15"),
    (r"half (?:an )?hour|media hora", "30"),
    (r"(?<!\d )(?:hour|hora)", "60"),
)
_HOURS = re.compile(r"(\d{1,3}) ?(?:hours?|horas?|hrs?|h)\b")
_STEPS = re.compile(r"\b(\d+) en \1\b")
_HALF = re.compile(
    r"\W*(?:an exact half(?: goes)?|la mitad exacta,?(?: va)?(?: hacia)?) "
    r"(?:(?:up|arriba)|(?P<down>down|abajo))\W*"
)
_WORD = re.compile(r"\d+|[^\W\d_]+(?:-[^\W\d_]+)*|[^\s\w]")


def rule_words(rule: Rule, language: str) -> str:
    """The rule as it is printed, without a full stop: `each entry up to the next 15 minutes`.

    A language is `en` or `es`.
    """
    steps = (rule.begin, rule.end, rule.duration)
    if not any(step.minutes for step in steps):
        return _AS_RECORDED[language]
    if not (rule.begin.minutes or rule.end.minutes):
        return f"{_WHOSE[language][rule.unit]} {_step(rule.duration, language)}"
    said = [
        f"{part} {_step(step, language)}"
        for part, step in zip(_PARTS[language], steps, strict=True)
        if step.minutes
    ]
    return "; ".join(said)


def read(text: str) -> Rule:
    """The rule that is meant; nothing at all is as it was recorded.

    Raises:
        Unreadable: some of it has no meaning, with its place where that is known.
    """
    said = " ".join(fold(text).split()).strip(" .")
    if not said or said in map(fold, _AS_RECORDED.values()):
        return AS_RECORDED
    try:
        found = rounding.rule(said)
    except ValueError:
        found = _natural(said)
    if max(step.minutes for step in (found.begin, found.end, found.duration)) > MOST:
        raise _wrong(_("A step has 1440 minutes at most, which is a day."), text)
    return found if str(found) else AS_RECORDED


def _step(step: Step, language: str) -> str:
    minutes = _MINUTES[language].format(count=step.minutes)
    return _WAYS[language][step.way].format(step=minutes)


def _natural(said: str) -> Rule:
    for pattern, minutes in _LENGTHS:
        said = re.sub(rf"\b(?:{pattern})\b", minutes, said)
    said = _HOURS.sub(lambda found: str(int(found[1]) * 60), said)
    said = _STEPS.sub(r"\1", said)
    said = _HALF.sub(lambda found: " half-down; " if found["down"] else " ; ", said)
    parts: list[dict[str, Any]] = [{}]
    units: set[Unit] = set()
    for found in _WORD.finditer(said):
        word = found[0]
        meant = Way.HALF_DOWN if word == "half-down" else _SAID.get(word)
        if isinstance(meant, Unit):
            units.add(meant)
        elif meant == Way.HALF_DOWN or (isinstance(meant, Way) and "way" not in parts[-1]):
            parts[-1]["way"] = meant
        elif isinstance(meant, Way):
            if parts[-1]["way"] != meant:
                raise _wrong(_("Up, down or to the nearest? Say one of them."), said)
        elif meant in PARTS:
            parts.append({"part": meant})
        elif word.isdecimal():
            if "minutes" in parts[-1]:
                raise _wrong(_("Two numbers of minutes stand here: say one of them."), said)
            parts[-1]["minutes"] = int(word)
        elif word not in _SMALL and word.isalpha():
            raise _wrong(_("“{word}” is not understood here.").format(word=word), said)
    if units == {Unit.TICKET, Unit.DAY}:  # a ticket is always rounded by the day
        units = {Unit.TICKET}
    if len(units) > 1:
        raise _wrong(_("Several things are taken together here: say one of them."), said)
    return _rule([part for part in parts if part], units.pop() if units else Unit.ENTRY, said)


def _rule(parts: list[dict[str, Any]], unit: Unit, said: str) -> Rule:
    steps: dict[str, Step] = {}
    for part in parts:
        if "minutes" not in part:
            raise _wrong(_("To steps of how many minutes? Such as: up 15."), said)
        if "way" not in part:
            raise _wrong(_("Up, down or to the nearest? Such as: up 15."), said)
        name = part.get("part", "duration")
        if name in steps:
            raise _wrong(_("The same is rounded twice here."), said)
        steps[name] = Step(part["minutes"], part["way"])
    try:
        return Rule(**steps, unit=unit)
    except ValueError:
        words = _("Begin and end are rounded entry by entry; by ticket, day or sheet the duration.")
        raise _wrong(words, said) from None


def _wrong(sentence: str, text: str) -> Unreadable:
    return Unreadable(sentence, 0, len(text))
