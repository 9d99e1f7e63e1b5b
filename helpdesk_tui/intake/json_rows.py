"""Cuts JSON into rows: each line is an object, or the whole is a list of them; keys are columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.rows import Row

MOST_COLUMNS = 1000
"""Different keys that a file may have: each row has a cell for every one of them."""

_EXACT = 1 << 53
"""From here on a float cannot tell one whole number from the next."""


_SPACE = re.compile(r"\s*")


class Line(NamedTuple):
    """An object: the line on which it begins, its text, its cells by key or why it has none.

    The text is a line of its own, however the object stands in the file.
    """

    line: int
    raw: str
    cells: dict[str, str]
    trouble: str


def json_lines(stream: Iterable[str]) -> Iterator[Line]:
    """Every line that is not blank; of a text that begins with a bracket, what is in the list."""
    # A control character inside a text is made visible later, so it is no reason to refuse.
    decoder = json.JSONDecoder(strict=False, parse_constant=_constant)
    lines = enumerate(stream, start=1)
    begun = False
    for number, raw in lines:
        text = raw.removeprefix("\ufeff").rstrip()
        if not begun and text.lstrip().startswith("["):
            yield from _listed(decoder, text + "\n" + "".join(rest for _n, rest in lines), number)
        elif text:
            begun = True
            cells, trouble = _cells(decoder, text)
            yield Line(number, raw, cells, trouble)


def keys_of(stream: Iterable[str], most: int | None = None) -> tuple[str, ...]:
    """The keys of all objects, or of so many, in the order in which they first come.

    Raises IntakeError when there are more than `MOST_COLUMNS`, or when no line can be read.
    """
    keys: dict[str, None] = {}
    first = ""
    for line, _raw, cells, trouble in islice(json_lines(stream), most):
        if trouble:
            first = first or _("Line {line}: {trouble}").format(line=line, trouble=trouble)
        keys.update(dict.fromkeys(cells))
        if len(keys) > MOST_COLUMNS:
            raise IntakeError(
                _("Line {line}: the objects have more than {count} different keys.").format(
                    line=line, count=MOST_COLUMNS
                )
            )
    if first and not keys:
        raise IntakeError(first)
    return tuple(keys)


def json_rows(stream: Iterable[str], keys: Sequence[str]) -> Iterator[Row]:
    """The objects as rows with a cell for each key; it is empty where the object has none."""
    for line, raw, cells, trouble in json_lines(stream):
        yield Row(line, [cells.get(key, "") for key in keys], raw, trouble)


def _listed(decoder: json.JSONDecoder, text: str, line: int) -> Iterator[Line]:
    """What a list holds. A list within it is a row whose columns are #1, #2 and so on."""
    place = counted = text.index("[")
    while True:
        place = _past_space(text, place + 1)
        line += text.count("\n", counted, place)
        counted = place
        if text[place : place + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            trouble = _("This is no JSON from line {line} on.").format(
                line=line + text.count("\n", place, error.pos)
            )
            yield Line(line, "", {}, trouble)
            return
        except (RecursionError, ValueError):
            yield Line(line, "", {}, _("This is nested too deeply, or a number in it is too long."))
            return
        if isinstance(value, list):
            value = {f"#{number}": inner for number, inner in enumerate(value, start=1)}
        is_row = isinstance(value, dict)
        raw = json.dumps(value, ensure_ascii=False) + "\n"
        yield Line(
            line, raw, dict(_flat(value, "")) if is_row else {}, "" if is_row else _no_object()
        )
        place = _past_space(text, end)
        if text[place : place + 1] not in (",", "]"):
            trouble = _("The list is not closed, or a comma is missing.")
            yield Line(line + text.count("\n", counted, place), "", {}, trouble)
            return
        if text[place] == "]":
            return


def _past_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    assert found  # of nothing, if need be
    return found.end()


def _no_object() -> str:
    return _("This is no object; write one JSON object on each line.")


def _cells(decoder: json.JSONDecoder, text: str) -> tuple[dict[str, str], str]:
    try:
        value = decoder.decode(text)
        if isinstance(value, dict):
            return dict(_flat(value, "")), ""
    except json.JSONDecodeError as error:
        return {}, _("This is no JSON from character {place} on.").format(place=error.colno)
    except (RecursionError, ValueError):  # a number of thousands of digits is a ValueError
        return {}, _("This is nested too deeply, or a number in it is too long.")
    return {}, _no_object()


def _flat(value: dict[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{before}{key}.")
        else:
            yield before + key, _text(inner)


def _text(value: Any) -> str:
    """A value as a person would type it into a cell; a list of objects stays JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, list):
        if any(isinstance(inner, dict | list) for inner in value):
            return json.dumps(value, ensure_ascii=False)
        return ", ".join(filter(None, map(_text, value)))
    return str(value)


def _constant(name: str) -> Any:
    """`NaN` is how Python and pandas write that there is no number."""
    return None if name == "NaN" else name
