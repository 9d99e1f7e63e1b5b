"""Finds the place of a mistake in a TOML file that a person wrote, and says it in one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpdesk_tui.i18n import _

_TWICE = ("Cannot declare", "Cannot overwrite", "Duplicate inline table key")
"""How `tomllib` begins what it says of a key or a table that was there already."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file that a person wrote: `str()` is the line that they read."""

    file: Path
    key: str
    line: int | None
    sentence: str
    suggestion: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        what = f"{self.key}: {self.sentence}" if self.key else self.sentence
        hint = _('Did you mean "{name}"?').format(name=self.suggestion) if self.suggestion else ""
        return f"{where}: {what} {hint}".rstrip()


def text_of(path: Path) -> str | Problem:
    """What a person wrote into a file, or why it cannot be read. Raises FileNotFoundError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise
    except UnicodeDecodeError:
        return Problem(path, "", None, _("The file is not UTF-8 text."))
    except OSError as error:
        sentence = _("The file cannot be read ({reason}).").format(reason=error.strerror)
        return Problem(path, "", None, sentence)


def line_numbers(text: str) -> dict[str, int]:
    """The line, from 1, of each key in a TOML text; keys of tables are joined with dots.

    Tables of an array are counted from 1: `option.2.price` is in the second `[[option]]`.

    Each line goes to the TOML parser by itself, with its value replaced by 0: so quoted and
    dotted keys are read by the rules, and a line that is no key is passed over.
    """
    import tomllib

    table: tuple[str, ...] = ()
    lines: dict[str, int] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        is_table = line.lstrip().startswith("[")
        try:
            names = _only_path(tomllib.loads(line if is_table else line.partition("=")[0] + "= 0"))
        except tomllib.TOMLDecodeError:
            continue
        if line.lstrip().startswith("[["):
            counts[names] += 1
            names = (*names, str(counts[names]))
        if is_table:
            table = names
        path = names if is_table else (*table, *names)
        for length in range(1, len(path) + 1):
            lines.setdefault(".".join(path[:length]), number)
    return lines


def line_of(key: str, lines: dict[str, int]) -> int | None:
    """The line of a key, or of the nearest table or list around it that has one."""
    while key and key not in lines:
        key = key.rpartition(".")[0]
    return lines.get(key)


def syntax_problem(path: Path, text: str, error: ValueError) -> Problem:
    """What `tomllib` found; its own words are English, its line is what helps."""
    found = re.search(r"at line (\d+)", str(error))
    line = int(found.group(1)) if found else len(text.splitlines())
    if str(error).startswith(_TWICE):
        return Problem(path, "", line, _("This is in the file twice; keep one of the two."))
    sentence = _('This line is not TOML; write key = value, and text in "quotes".')
    return Problem(path, "", line, sentence)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant; empty when none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(filter(None, known)), n=1)), "")


def zone_mistake(zone: str) -> tuple[str, str] | None:
    """What to say of a time zone that there is not, and the one that was probably meant."""
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        sentence = _('There is no such time zone; write one such as "Europe/Madrid".')
        return sentence, nearest(zone, zoneinfo.available_timezones())
    return None


def _only_path(parsed: dict[str, Any]) -> tuple[str, ...]:
    names = []
    node: Any = parsed
    while isinstance(node, dict) and node:
        name, node = next(iter(node.items()))
        names.append(name)
    return tuple(names)
