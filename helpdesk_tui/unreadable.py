"""Words that somebody typed and that have no meaning: why, and where in them."""

from __future__ import annotations


class Unreadable(ValueError):
    """Something typed cannot be read: the sentence that says why, and the stretch that is meant.

    `unfinished` is what may still become something: its end has just been typed.
    """

    def __init__(self, sentence: str, start: int, end: int, *, unfinished: bool = False) -> None:
        super().__init__(sentence)
        self.start, self.end, self.unfinished = start, end, unfinished
