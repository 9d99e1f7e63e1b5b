"""What a template may do, and the filters that it may use: known to the rendering process only."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2 import DictLoader, StrictUndefined
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_context

from helpdesk_tui.rendering import phrases
from helpdesk_tui.rendering.escaping import md, paragraphs


class NotThere(UndefinedError):
    """A name that nothing has: which, and what was there instead."""

    def __init__(self, name: object, holder: object, message: str) -> None:
        super().__init__(message)
        self.name, self.holder = name, holder


class Missing(StrictUndefined):
    """What a name stands for that nothing has: to use it in any way raises NotThere."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, *_: object
    ) -> None:
        super().__init__(hint, obj, name, partial(NotThere, name or hint, obj))  # type: ignore[arg-type]


class Sandbox(ImmutableSandboxedEnvironment):
    """Reaches no file and no other template, and refuses what is forbidden at once."""

    def __init__(self) -> None:
        super().__init__(
            loader=DictLoader({}),
            undefined=Missing,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            # Both so that nothing is worked out while it is compiled, where no line is known.
            optimized=False,
            finalize=pass_context(lambda context, value: value),
        )
        del self.globals["lipsum"]
        self.filters |= {
            "date": _in_language(phrases.date),
            "month": _in_language(phrases.month),
            "time": phrases.time,
            "money": _in_country(phrases.money),
            "number": _in_country(phrases.number),
            "joined": _in_language(phrases.joined),
            "plural": phrases.plural,
            "md": md,
            "paragraphs": paragraphs,
        }

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        raise SecurityError(attribute)


def _in_language(phrase: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def filter(context: Context, value: object, *more: Any, **named: Any) -> str:
        return phrase(value, str(context.resolve("language")), *more, **named)

    return filter


def _in_country(phrase: Callable[..., str]) -> Callable[..., str]:
    @pass_context
    def filter(context: Context, value: object, *more: Any, **named: Any) -> str:
        language, country = context.resolve("language"), context.get("country", "")
        return phrase(value, str(language), country, *more, **named)

    return filter
