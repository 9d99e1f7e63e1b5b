"""From a template and plain data to a text, by way of the process that renders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from helpdesk_tui import paths
from helpdesk_tui.i18n import _
from helpdesk_tui.rendering.problems import Answer, TemplateProblem, problem

BUILT_IN = Path(__file__).parent / "templates"

Plain: TypeAlias = (
    "bool | int | float | str | date | Decimal | Sequence[Plain] | Mapping[str, Plain] | None"
)
"""What a template may see. Dates, times and decimals reach it as ISO 8601 and decimal text."""


def render(template: str, data: Mapping[str, Plain], *, name: str = "") -> str:
    """The text of a template, given as its source, with the data in place; `name` is for errors.

    The filters that write dates, money and lists ask the data for `language` (`en` or `es`), and
    `country` where it is there. Times are written as they come: give them in the client's zone.
    May take three seconds, so never on the event loop; any thread may call it. Raises
    TemplateProblem, and TypeError for data that are not plain.
    """
    from helpdesk_tui.safe_text import clean

    return clean(_answer(template, data, name).text, whole=True)


def _answer(template: str, data: Mapping[str, Plain] | None, name: str) -> Answer:
    import json

    import msgspec

    from helpdesk_tui.rendering import process

    answer = process.ask(json.dumps([template, msgspec.to_builtins(data)]).encode())
    if answer.problem:
        raise problem(name, answer)
    return answer


@dataclass(frozen=True, slots=True)
class Names:
    """What a template takes from its data, and what of that it takes from `ask`."""

    used: tuple[str, ...]
    asked: tuple[str, ...]


def names(template: str, *, name: str = "") -> Names:
    """The names in a template, in whichever branch of it; nothing is filled in.

    Takes as long as `render`. Raises TemplateProblem where it is not how a template is written.
    """
    answer = _answer(template, None, name)
    return Names(tuple(answer.known), tuple(answer.asked))


def source(name: str) -> str:
    """The template of that name: the technician's own one if there is one, else the built-in one.

    Raises TemplateProblem when it cannot be read, and FileNotFoundError when there is none.
    """
    own = paths.templates_dir() / name
    path = own if own.is_file() else BUILT_IN / name
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateProblem(str(path), None, _("The file is not UTF-8 text.")) from error
    except PermissionError as error:
        sentence = _("The file cannot be read ({reason}).").format(reason=error.strerror)
        raise TemplateProblem(str(path), None, sentence) from error
