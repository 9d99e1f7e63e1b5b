"""What is said aloud at each step, in the client's language and form of address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from helpdesk_tui.addressed import addressed
from helpdesk_tui.conversations.talk import Talk

_SOMETHING = {"en": "your systems", "es": "sus sistemas"}
"""What the news are about where no machine is named."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences of the steps, with what the news are about filled in."""

    prepare: tuple[str, ...]
    know: tuple[str, ...]
    how_much: tuple[str, ...]
    warning: str
    """Where the case has none of its own."""
    clear: str
    react: tuple[str, ...]
    silence: str
    more: str
    next_steps: tuple[str, ...]
    by: str
    """What stands before a day by which something is done."""


def spoken(talk: Talk) -> Spoken:
    """What is said in this conversation; a language that is not known speaks English."""
    language = language_of(talk)
    about = {"asset": talk.asset_name or _SOMETHING[language], "minutes": talk.minutes}

    def said(text: str) -> str:
        return addressed(text, talk.address_form).format(**about)

    texts: dict[str, Any] = {
        name: said(known) if isinstance(known, str) else tuple(map(said, known))
        for name, known in _texts()[language].items()
    }
    return Spoken(**texts)


def language_of(talk: Talk) -> str:
    """The client's language, or English where nothing is known to say in theirs."""
    return talk.language if talk.language in _texts() else "en"


@cache
def _texts() -> dict[str, dict[str, Any]]:
    import tomllib

    folder = resources.files("helpdesk_tui.conversations")
    return tomllib.loads(folder.joinpath("spoken.toml").read_text("utf-8"))
