"""A text that nobody reads by accident."""

from __future__ import annotations

import hmac
from typing import final

MASK = "***"


@final
class Secret:
    """A password. Shown, formatted, copied, pickled or dumped it is `***`; `reveal` gives it out.

    Two are compared in constant time, and none is a key of a dictionary.
    """

    __slots__ = ("_value",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The text itself, for whoever it opens something to: nowhere else."""
        return self._value

    def __repr__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return format(MASK, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._value.encode(), other._value.encode())

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (MASK,)
