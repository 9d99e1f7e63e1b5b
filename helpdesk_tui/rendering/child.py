"""The process that renders: it limits itself, then answers each line of JSON with another.

Only this process knows Jinja2. `process.py` starts it and watches it from outside.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Callable, Generator
from functools import partial
from types import FrameType
from typing import Any, NoReturn, TypeAlias, cast

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateNotFound, UndefinedError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_context

from helpdesk_tui.rendering import limits, phrases
from helpdesk_tui.rendering.escaping import md, paragraphs

Said: TypeAlias = dict[str, Any]
"""The fields of a `problems.Answer`."""

_COMPILED = "<template>"
"""What Jinja2 calls the file of a template that has none."""

_LOADS_WHAT_IS_LATE = ("{{ 'a'|wordwrap|striptags|pprint }}", "{{")
"""Templates that make Python and Jinja2 open the last of their files: later they cannot."""

_NO_FILTER = re.compile(r"No filter named '(.*?)'")


class TimeIsUp(BaseException):
    """Passes by every `except Exception`, in Jinja2 as well."""


class TooLong(Exception):
    """The text has become longer than it may be."""


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


def answer(sandbox: Sandbox, source: str, data: dict[str, Any]) -> Said:
    """The text, or the problem that a template has met, with its line."""
    template = None
    try:
        template = sandbox.from_string(source)
        return {"text": _text(template, data)}
    except (Exception, TimeIsUp) as error:
        return _described(error, sandbox, data) | {"line": _line(error, template)}


def _text(template: Template, data: dict[str, Any]) -> str:
    pieces: list[str] = []
    length = 0
    stream = cast(Generator[str], template.root_render_func(template.new_context(data)))
    for piece in stream:
        pieces.append(piece)
        length += len(piece)
        if length > limits.LONGEST_TEXT:
            stream.throw(TooLong())
    return "".join(pieces)


def _described(error: BaseException, sandbox: Sandbox, data: dict[str, Any]) -> Said:
    match error:
        case TimeIsUp():
            return {"problem": "time"}
        case TooLong():
            return {"problem": "length"}
        case MemoryError():
            return {"problem": "memory"}
        case RecursionError() | SyntaxError():  # the latter from Python, for too many blocks
            return {"problem": "depth"}
        case NotThere(name=name, holder=holder):
            known = _names(data if holder is missing else holder)
            return {"problem": "name", "word": str(name), "known": known}
        case SecurityError():
            return {"problem": "forbidden", "word": str(error)}
        case TemplateNotFound(message=name):
            return {"problem": "name", "word": str(name)}
        case TemplateError(message=message) if found := _NO_FILTER.match(str(message)):
            return {"problem": "filter", "word": found[1], "known": _names(sandbox.filters)}
        case TemplateError(message=message):
            return {"problem": "syntax", "word": str(message)}
    return {"problem": "failed", "word": str(error) or type(error).__name__}


def _names(holder: object) -> list[str]:
    return [key for key in holder if isinstance(key, str)] if isinstance(holder, dict) else []


def _line(error: BaseException, template: Template | None) -> int | None:
    """The innermost line of the template that the error has come through."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    line = None
    step = error.__traceback__
    while step and template:
        code = step.tb_frame.f_code
        # What stands for a filter that is not there is compiled as t_1, and has no line.
        if code.co_filename == _COMPILED and not code.co_name.startswith("t_"):
            line = template.get_corresponding_lineno(step.tb_lineno)
        step = step.tb_next
    return line


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise TimeIsUp


def serve() -> None:
    """Answers until nobody asks any more."""
    sandbox = Sandbox()
    for warming in _LOADS_WHAT_IS_LATE:
        answer(sandbox, warming, {})
    signal.signal(signal.SIGXCPU, _stop)
    limits.hold()
    _say("ready")
    while True:
        limits.grant_processor_time()
        signal.alarm(limits.IDLE)
        request = sys.stdin.buffer.readline()
        signal.alarm(0)
        if not request:
            return
        _say(answer(sandbox, *json.loads(request)))


def _say(words: object) -> None:
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n")
    sys.stdout.buffer.flush()
