"""How a Spanish text addresses its reader.

The data have a row for whatever is said in another way to usted, to tú and to vos. A `?` behind a
word says that it may be meant for somebody else (`su`, `puede`): it goes with every form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

FORMS = ("usted", "tú", "vos")
DOUBTFUL = "?"


def cells(row: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a row says to whom, in the notation of phrases."""
    for form, cell in zip(FORMS, row, strict=True):
        if cell:
            yield cell.removesuffix(DOUBTFUL), FORMS if cell.endswith(DOUBTFUL) else (form,)


def named(form: str) -> str:
    """The form of that name, for which `tu` will do, too; empty for one that nobody knows."""
    form = "tú" if form == "tu" else form
    return form if form in FORMS else ""


def used_most(spoken: Iterable[tuple[str, ...]]) -> str:
    """The form with which most of a text goes, of two alike the one that comes first."""
    counted = Counter(chain.from_iterable(spoken)).most_common(1)
    return counted[0][0] if counted else ""


def better(row: Sequence[str], wanted: str) -> str:
    """What the same row says to a reader who is addressed so; empty for a mere ending."""
    first = row[FORMS.index(wanted)].strip("^=?").partition("/")[0].partition(" (")[0]
    return "" if first.startswith("-") else first
