"""Cuts the text of a JSON-lines file into rows: each line an object, its keys the columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.rows import Row

MOST_COLUMNS = 1000
"""Different keys that a file may have: each row has a cell for every one of them."""

_EXACT = 1 << 53
"""From here on a float cannot tell one whole number from the next."""


class Line(NamedTuple):
    """One line as it stands in the file, and its cells by key; or why they cannot be read."""

    line: int
    raw: str
    cells: dict[str, str]
    trouble: str


def json_lines(stream: Iterable[str]) -> Iterator[Line]:
    """Every line that is not blank."""
    # A control character inside a text is made visible later, so it is no reason to refuse.
    decoder = json.JSONDecoder(strict=False, parse_constant=_constant)
    for number, raw in enumerate(stream, start=1):
        text = raw.removeprefix("\ufeff").rstrip()
        if text:
            cells, trouble = _cells(decoder, text)
            yield Line(number, raw, cells, trouble)


def keys_of(stream: Iterable[str]) -> tuple[str, ...]:
    """The keys of all objects, in the order in which they first come.

    Raises IntakeError when there are more than `MOST_COLUMNS`, or when no line can be read.
    """
    keys: dict[str, None] = {}
    first = ""
    for line, _raw, cells, trouble in json_lines(stream):
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


def _cells(decoder: json.JSONDecoder, text: str) -> tuple[dict[str, str], str]:
    try:
        value = decoder.decode(text)
        if isinstance(value, dict):
            return dict(_flat(value, "")), ""
    except json.JSONDecodeError as error:
        return {}, _("This is no JSON from character {place} on.").format(place=error.colno)
    except (RecursionError, ValueError):  # a number of thousands of digits is a ValueError
        return {}, _("This is nested too deeply, or a number in it is too long.")
    return {}, _("This is no object; write one JSON object on each line.")


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
