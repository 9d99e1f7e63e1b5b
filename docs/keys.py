"""Writes the tables of keys and of the filter's fields: `python -m docs.keys`.

A table stands between two marks, `<!-- keys: NAMES -->` and `<!-- /keys -->`; NAMES are groups of
commands, or `FIELDS`. tests/house holds the pages to what this would write.
"""

from __future__ import annotations

import re
from pathlib import Path

from helpdesk_tui import i18n
from helpdesk_tui.filters import fields
from helpdesk_tui.i18n import _
from helpdesk_tui.screens import commands
from helpdesk_tui.screens.commands import Command, key_names

ROOT = Path(__file__).parent.parent
PAGES = {
    "README.md": "en",
    "docs/figures.md": "en",
    "docs/filter.md": "en",
    "docs/pivot.md": "en",
    "docs/settings.md": "en",
    "docs/es/guia.md": "es",
}
"""Each page with tables of keys, and its language."""

_TABLE = re.compile(r"(<!-- keys: (.+?) -->\n).*?(<!-- /keys -->)", re.DOTALL)
_FIELD_TITLES = {
    "en": ("field", "also understood", "values with a name"),
    "es": ("campo", "también se entiende", "valores con nombre"),
}
_TITLES = {"en": ("key", "what happens", "id"), "es": ("tecla", "qué hace", "id")}


def written(page: str) -> str:
    """The text of the page with its tables as the commands are now."""
    language = PAGES[page]
    before = i18n.language()
    i18n.install(language)
    try:
        text = (ROOT / page).read_text(encoding="utf-8")
        return _TABLE.sub(lambda match: match[1] + _rows(match[2], language) + match[3], text)
    finally:
        i18n.install(before)


def _rows(names: str, language: str) -> str:
    """The table of some groups of commands; with `ids` among the names, of their ids too."""
    if names == "FIELDS":
        return _fields(language)
    groups = names.split()
    columns = 3 if "ids" in groups else 2
    shown: list[Command] = []
    for name in groups:
        if name != "ids":
            shown += getattr(commands, name)
    rows = [_TITLES[language], ("---",) * 3]
    rows += [(_keys(one.keys), _(one.help), f"`{one.id}`") for one in shown]
    return "".join("| " + " | ".join(row[:columns]) + " |\n" for row in rows)


def _fields(language: str) -> str:
    """The table of the fields, with every word that is understood for them."""
    rows = [_FIELD_TITLES[language], ("---",) * 3]
    for known in fields.FIELDS:
        shown, *others = dict.fromkeys([known.name.word(language), *known.name.all()])
        values = [value.word(language) for value in known.values]
        rows.append((f"`{shown}`", " ".join(f"`{o}`" for o in others), ", ".join(values)))
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def _keys(keys: str) -> str:
    return " ".join(f"`{key}`" for key in key_names(keys).split())


def main() -> None:
    """Write every page anew."""
    for page in PAGES:
        (ROOT / page).write_text(written(page), encoding="utf-8")


if __name__ == "__main__":
    main()
