"""Texts that are written once for every form of address: `[Pruebe|Prueba|Probá] [su|tu] copia`."""

from __future__ import annotations

import re

FORMS = ("usted", "tu", "vos")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


def addressed(text: str, form: str) -> str:
    """`text` as it is said to somebody whom one calls usted, tu (or tú) or vos.

    `[usted|tú|vos]` in the text offers a choice, and so does `|` between whole texts; where there
    are only two, vos is spoken to as tú. A form that nobody knows is usted.
    """
    return _chosen(chosen(text, form), _place(form))


def chosen(text: str, form: str) -> str:
    """The same where only choices in brackets are choices: a `|` elsewhere stays."""
    place = _place(form)
    return _CHOICE.sub(lambda match: _chosen(match[1], place), text)


def _place(form: str) -> int:
    form = form.replace("ú", "u")
    return FORMS.index(form) if form in FORMS else 0


def _chosen(choices: str, place: int) -> str:
    texts = choices.split("|")
    return texts[min(place, len(texts) - 1)]
