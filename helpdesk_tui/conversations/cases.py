"""The cases of bad news, built in and one's own: what each offers to the six steps, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpdesk_tui.addressed import addressed
from helpdesk_tui.conversations.case_check import check
from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.safe_text import line
from helpdesk_tui.toml_text import Problem, text_of

FOLDER = Path(__file__).parent / "cases"
BUILT_IN = (
    *("equipment", "unlicensed", "data-lost", "breach"),
    *("our-mistake", "end-of-support", "price-rise"),
)
_NOT_KNOWN = {
    "en": {"asset": "the machine", "client": "the company"},
    "es": {"asset": "el equipo", "client": "la empresa"},
}
"""What is said where nobody has named the machine or the client."""

_PLACE = re.compile(r"(?P<start>(?:^|[.!?] )[¿¡“«]*)?\{(?P<name>asset|client)\}")
_DE_EL = re.compile(r"\b([Dd]e|[Aa]) el\b")
"""Two words that are one in Spanish: de el equipo, del equipo."""


@dataclass(frozen=True, slots=True)
class Option:
    """A way to go on, and what it means for the client (empty: not said)."""

    text: str
    means: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence offered in step 4.

    `depth` is how much somebody must want to hear for it to be offered: headline, summary or
    everything. `certainty` is what it mostly is: certain, likely or unknown.
    """

    text: str
    depth: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Advice to the technician for one of the steps 1 to 6."""

    step: int
    text: str


@dataclass(frozen=True, slots=True)
class Script:
    """A case in one language, to people of one form of address; … is for the technician to fill.

    Spoken are `warning`, `headline`, the statements, `protection` and `if_nothing`; the client also
    reads `facts` and `options`. The rest is for the technician alone. What an own case leaves out
    is empty.
    """

    name: str
    warning: str
    headline: str
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    options: tuple[Option, ...]
    not_promised: tuple[str, ...]
    statements: tuple[Statement, ...]
    traps: tuple[str, ...]
    hints: tuple[Hint, ...]
    protection: str
    """What protects the client until the next steps are done."""
    if_nothing: str
    """What happens if nothing is done."""
    tell: tuple[str, ...]
    """Who must be told, how soon, and by which channel not."""


@dataclass(frozen=True, slots=True)
class _Voice:
    """How a case is told: in what language and form, about what machine, to which client."""

    language: str
    form: str = "usted"
    asset: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of bad news, known by the name of its file; `told` puts it into words."""

    id: str
    file: Path
    own: bool
    document: dict[str, Any]

    def name(self, language: str) -> str:
        """Its name in `en` or `es`, or in the language that it has."""
        return self._said(self.document["name"], _Voice(language))

    def told(
        self, language: str, form: str = "usted", *, asset: str = "", client: str = ""
    ) -> Script:
        """The case in words, in `en` or `es`; a text that lacks the one is taken in the other.

        `form` is the Spanish form of address: usted, tu or vos. Where asset or client is not
        known, a general word stands in its place.
        """
        voice = _Voice(language, form, asset, client)

        def one(key: str) -> str:
            return self._said(self.document.get(key, {}), voice)

        def each(key: str) -> list[tuple[str, dict[str, Any]]]:
            return [(self._said(item, voice), item) for item in self.document.get(key, ())]

        def texts(key: str) -> tuple[str, ...]:
            return tuple(text for text, _item in each(key))

        return Script(
            name=one("name"),
            warning=one("warning"),
            headline=one("headline"),
            facts=texts("fact"),
            evidence=texts("evidence"),
            options=tuple(
                Option(text, self._said(item.get("means", {}), voice))
                for text, item in each("option")
            ),
            not_promised=texts("not_promised"),
            statements=tuple(
                Statement(text, item["depth"], item["certainty"])
                for text, item in each("statement")
            ),
            traps=texts("trap"),
            hints=tuple(Hint(item["step"], text) for text, item in each("hint")),
            protection=one("protection"),
            if_nothing=one("if_nothing"),
            tell=texts("tell"),
        )

    def _said(self, texts: dict[str, Any], voice: _Voice) -> str:
        """One of these texts, filled; empty when there is none."""
        language = next((name for name in (voice.language, *LANGUAGES) if name in texts), "")
        if not language:
            return ""
        own_word = self.document.get("asset", {}).get(language)
        general = _NOT_KNOWN[language] | ({"asset": own_word} if own_word else {})
        known = {"asset": voice.asset, "client": voice.client}
        said = line(_filled(addressed(texts[language], voice.form), known, general))
        return _DE_EL.sub(r"\1l", said) if language == "es" else said


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that can be used, built-in ones first, and what is wrong with the others."""

    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]

    def find(self, id: str) -> Case | None:
        """The case of this id; None when its file is gone or damaged."""
        return next((case for case in self.cases if case.id == id), None)


def load(folder: Path | None) -> Cases:
    """The built-in cases and those in `*.toml` of `folder` (None: only the built-in ones).

    A file of a built-in case's name takes its place. One with mistakes is left out.
    """
    cases = dict(_built_in())
    problems: list[Problem] = []
    files = sorted(folder.glob("[!.]*.toml")) if folder else []
    for file in filter(Path.is_file, files):
        case, found = read(file)
        problems += found
        if case:
            cases[case.id] = case
    return Cases(tuple(cases.values()), tuple(problems))


def read(file: Path) -> tuple[Case | None, list[Problem]]:
    """The case in a file that a person wrote, or what is wrong. Raises FileNotFoundError."""
    text = text_of(file)
    if isinstance(text, Problem):
        return None, [text]
    document, problems = check(file, text)
    if problems:
        return None, problems
    own = not file.is_relative_to(FOLDER)
    return Case(file.stem, file, own, document), []


def find(id: str, folder: Path | None) -> Case:
    """The case of this id; a bare one of that name where nobody here knows it (any more)."""
    own = folder / f"{id}.toml" if folder else None
    case = read(own)[0] if own and own.is_file() else None
    return case or _built_in().get(id) or Case(id, FOLDER, True, {"name": {"en": id}})


@cache
def _built_in() -> dict[str, Case]:
    found = {}
    for name in BUILT_IN:
        case, problems = read(FOLDER / f"{name}.toml")
        assert case, problems
        found[name] = case
    return found


def _filled(text: str, known: dict[str, str], general: dict[str, str]) -> str:
    """The text with what is known in its places, or else a general word, large at the start."""

    def word(match: re.Match[str]) -> str:
        start, name = match["start"], match["name"]
        if known[name]:
            return (start or "") + known[name]
        return general[name] if start is None else start + _capital(general[name])

    return _PLACE.sub(word, text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
