"""Names of columns as a mapping and a file agree on them."""

from __future__ import annotations

from collections.abc import Iterable

_PLAIN = str.maketrans("[]{}|", "()()/")
"""What a mapping's texts have another use for."""


def column_name(name: str) -> str:
    """A column's name as it is compared: without case, and with single spaces."""
    return " ".join(name.casefold().split())


def column_names(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of a header: the second `category` is told apart by its place as `category#2`.

    The first that has no name is `#1`. Brackets, braces and bars become parentheses and slashes,
    which a mapping can name.
    """
    seen: dict[str, int] = {}
    names = []
    for name in (column_name(cell).translate(_PLAIN) for cell in cells):
        seen[name] = seen.get(name, 0) + 1
        names.append(name if name and seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(names)
