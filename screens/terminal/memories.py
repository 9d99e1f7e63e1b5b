"""Memories of Textual that a desk has no use for: they cost time with every line, and room."""

from __future__ import annotations

from textual import strip
from textual._styles_cache import StylesCache
from textual.cache import FIFOCache


class _Nothing:
    """A cache that keeps nothing."""

    def get(self, key: object) -> None:
        """There is nothing."""

    def __setitem__(self, key: object, value: object) -> None:
        """Nothing is kept."""


_NOTHING = _Nothing()

_WORTH = 16
"""The size of the two caches of a strip that save work: what was cropped, and how it was styled."""


def forget() -> None:
    """Lets go of both, from here on.

    Each strip of a line has seven caches of what was made of it. In five of them nothing is ever
    found, and they were half of all through which the search for garbage goes.
    And the last thousand widgets that were drawn, with all their lines, are kept in a cache of
    colours (Textualize/textual#6665). As a method of the class it keeps colours only.
    """
    setattr(  # noqa: B010 - a name of its own to Textual
        strip, "FIFOCache", lambda size: FIFOCache(size) if size == _WORTH else _NOTHING
    )
    StylesCache.get_inner_outer = classmethod(  # type: ignore[method-assign, assignment]
        StylesCache.get_inner_outer  # type: ignore[arg-type]
    )
