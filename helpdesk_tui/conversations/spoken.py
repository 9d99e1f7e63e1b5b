"""What is said aloud at each step, in the client's language and form of address."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from helpdesk_tui.conversations.talk import Talk

_SOMETHING = {"en": "your systems", "es": "sus sistemas"}
"""What the news are about where no machine is named."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sentences of the steps, with what the news are about filled in."""

    prepare: tuple[str, ...]
    know: tuple[str, ...]
    how_much: tuple[str, ...]
    clear: str
    react: tuple[str, ...]
    silence: str
    more: str
    next_steps: tuple[str, ...]


def spoken(talk: Talk) -> Spoken:
    """What is said in this conversation; a language that is not known speaks English."""
    language = talk.language if talk.language in _texts() else "en"
    forms = _texts()[language]
    texts = forms.get(talk.address_form) or next(iter(forms.values()))
    about = {"asset": talk.asset_name or _SOMETHING[language], "minutes": talk.minutes}
    return Spoken(**{name: _filled(said, about) for name, said in texts.items()})


def _filled(said: str | list[str], about: dict[str, Any]) -> Any:
    if isinstance(said, str):
        return said.format(**about)
    return tuple(sentence.format(**about) for sentence in said)


@cache
def _texts() -> dict[str, dict[str, dict[str, Any]]]:
    import tomllib

    return tomllib.loads(
        resources.files("helpdesk_tui.conversations").joinpath("spoken.toml").read_text("utf-8")
    )
