"""Memories of Textual that a desk has no use for: they cost time with every line, and room."""

from __future__ import annotations

from textual import strip
from textual._styles_cache import StylesCache


class _Nothing:
    """A cache that keeps nothing."""

    def get(self, key: object) -> None:
        """There is nothing."""

    def __setitem__(self, key: object, value: object) -> None:
        """Nothing is kept."""


_NOTHING = _Nothing()


def forget() -> None:
    """Lets go of both, from here on.

    Each strip of a line has seven caches of what was cut out of it. A line is drawn once, so that
    nothing is ever found there, and they are half of all through which the search for garbage goes.
    And the last thousand widgets that were drawn, with all their lines, are kept in a cache of
    colours (Textualize/textual#6665). As a method of the class it keeps colours only.
    """
    setattr(strip, "FIFOCache", lambda size: _NOTHING)  # noqa: B010 - a name of its own to Textual
    StylesCache.get_inner_outer = classmethod(  # type: ignore[method-assign, assignment]
        StylesCache.get_inner_outer  # type: ignore[arg-type]
    )
