"""The language in which tickets are looked for: pure, so that every reading can be tried.

Nothing else of it is loaded before somebody filters.
"""

from __future__ import annotations


class Unreadable(ValueError):
    """A filter that cannot be read: the sentence that says why, and the stretch that is meant.

    `unfinished` is one that may still become something: its end has just been typed.
    """

    def __init__(self, sentence: str, start: int, end: int, *, unfinished: bool = False) -> None:
        super().__init__(sentence)
        self.start, self.end, self.unfinished = start, end, unfinished
