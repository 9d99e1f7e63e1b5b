"""Boxes that what is in them covers whole: no line of theirs is made or looked up with each key."""

from __future__ import annotations

from textual.containers import Container, Horizontal, Vertical


class Box(Container):
    """Around anything."""

    BLANK = True


class Beside(Horizontal):
    """Around what stands side by side."""

    BLANK = True


class Below(Vertical):
    """Around what stands one below the other."""

    BLANK = True
