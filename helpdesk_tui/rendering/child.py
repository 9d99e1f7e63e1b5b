"""The process that renders: it limits itself, then answers each line of JSON with another.

Only this process knows Jinja2. `process.py` starts it and watches it from outside.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Generator
from types import FrameType
from typing import Any, NoReturn, TypeAlias, cast

from jinja2 import Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.utils import missing

from helpdesk_tui.rendering import limits
from helpdesk_tui.rendering.sandbox import NotThere, Sandbox

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


def answer(sandbox: Sandbox, source: str, data: dict[str, Any] | None) -> Said:
    """The text, or the problem that a template has met, with its line.

    Without data the template is only read: the names that are in it.
    """
    template = None
    try:
        if data is None:
            return _names_in(sandbox, source)
        template = sandbox.from_string(source)
        return {"text": _text(template, data)}
    except (Exception, TimeIsUp) as error:
        return _described(error, sandbox, data or {}) | {"line": _line(error, template)}


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


def _names_in(sandbox: Sandbox, source: str) -> Said:
    """What a template takes from its data, whichever way it goes, and what it takes from `ask`."""
    tree = sandbox.parse(source)
    for used in tree.find_all(nodes.Filter):  # in a branch that is never taken, too
        if used.name not in sandbox.filters:
            known = _names(sandbox.filters)
            return {"problem": "filter", "word": used.name, "known": known, "line": used.lineno}
    asked: list[str] = []
    below = nodes.Name("ask", "load")
    for part in tree.find_all((nodes.Getattr, nodes.Getitem)):
        match part:
            case nodes.Getattr(node=holder, attr=name) if holder == below:
                asked.append(name)
            case nodes.Getitem(node=holder, arg=nodes.Const(value=str(name))) if holder == below:
                asked.append(name)
    names = meta.find_undeclared_variables(tree) - sandbox.globals.keys()
    return {"known": sorted(names), "asked": list(dict.fromkeys(asked))}


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
