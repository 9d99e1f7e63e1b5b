"""The source has no way out for text but those that show it as it is: each other one is named here.

It looks for what parses markup, prints, starts a program or opens an address. What it cannot decide
is decided while the desk runs: the last gate (`line_filter`) sees every piece that is drawn.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

WIDGETS = {"textual.widgets.Input", "textual.widgets.TextArea"}
"""They show what is typed as it is. All others may parse it as markup."""

LIBRARY = {"rich._wrap", "rich.cells", "rich.segment", "rich.style", "rich.theme"}
"""Of Rich: what knows no markup."""

MARKUP = {"textual.content", "textual.markup", "textual.visual", "webbrowser"}
PARSERS = {"from_markup", "render_markup", "from_ansi", "AnsiDecoder", "Markdown", "escape_markup"}
PARSED = {"tooltip", "border_title", "border_subtitle", "sub_title", "loading_message"}
"""Attributes whose text Textual parses."""

PRINTERS = {
    *("print", "click.echo", "click.secho", "click.echo_via_pager", "click.prompt"),
    *("os.write", "os.writev"),
} | {
    f"sys.{stream}.{how}"
    for stream in ("stdout", "stderr", "__stdout__", "__stderr__")
    for how in ("write", "writelines", "buffer.write")
}
STARTERS = ("subprocess.", "os.system", "os.popen", "os.exec", "os.spawn", "os.posix_spawn", "pty.")
OPENERS = {"webbrowser", "open_url", "startfile", "action_open_url", "launch", "deliver_text"}
PROGRAMS = ("xdg-open", "sensible-browser", "www-browser", "gio open", "rundll32", "osascript")

ALLOWED = {
    ("screens/terminal/faults.py", "import rich.text"): "Text is literal, and `line` was there",
    ("screens/terminal/faults.py", "notify"): "markup=False",
    ("screens/terminal/sending.py", "import rich.console"): "what a line is drawn for",
    ("screens/terminal/sending.py", "import rich.control"): "moves of the cursor, no text",
    ("screens/run.py", "print"): "through `clean`, when the terminal is as it was",
    ("screens/terminal/output.py", "os.write"): "the way of every screen, behind the last gate",
    ("screens/terminal/reset.py", "os.write"): "sequences of our own",
    ("helpdesk_tui/desks.py", "os.write"): "a file of our own",
    ("helpdesk_tui/cli/saying.py", "click.echo"): "the one way a command says anything: `clean`",
    ("helpdesk_tui/rendering/child.py", "sys.stdout.buffer.write"): "a pipe to the desk",
    ("helpdesk_tui/rendering/process.py", "starts"): "our own child, no data in its arguments",
    ("helpdesk_tui/secrets/asking.py", "print"): "through `clean`, at a prompt",
    ("helpdesk_tui/secrets/process.py", "starts"): "our child, or a command that the settings name",
    ("helpdesk_tui/secrets/ring_child.py", "os.write"): "a pipe to the desk",
    ("screens/common/child.py", "starts"): "our own commands; arguments, no shell",
    ("screens/parts/editor.py", "starts"): "$EDITOR on a file whose name is ours",
}
"""What is found and may be, and why."""


def _files() -> list[Path]:
    folders = (ROOT / "helpdesk_tui", ROOT / "screens")
    found = {file.resolve() for folder in folders for file in folder.rglob("*.py")}
    return sorted(found)


@cache
def _found() -> dict[tuple[str, str], list[int]]:
    """What there is of each kind, by file: the lines."""
    found: dict[tuple[str, str], list[int]] = {}
    for file in _files():
        name = file.relative_to(ROOT).as_posix()
        for kind, line in _sinks(ast.parse(file.read_text(encoding="utf-8"))):
            found.setdefault((name, kind), []).append(line)
    return found


def _sinks(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield from _imported(alias.name, (), node.lineno)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from _imported(module, [alias.name for alias in names], node.lineno)
            case ast.Call():
                yield from _called(node)
            case ast.Attribute(attr=attr) if attr in PARSED | OPENERS:
                yield attr, node.lineno
            case ast.Constant(value=str(text)) if any(name in text for name in PROGRAMS):
                yield "names a program that opens addresses", node.lineno
            case ast.Constant(value=str(text)) if "@click" in text:
                yield "@click", node.lineno


def _imported(module: str, names: Sequence[str], line: int) -> Iterator[tuple[str, int]]:
    things = {f"{module}.{name}" for name in names} or {module}
    for thing in things:  # a whole module gives everything that it has
        if thing == "textual" or (thing.startswith("textual.widgets") and thing not in WIDGETS):
            yield f"import {thing}", line
        if thing in PRINTERS or thing.startswith(STARTERS):
            yield f"import {thing}", line
    if MARKUP & {module, *things} or (module.split(".")[0] == "rich" and module not in LIBRARY):
        yield f"import {module}", line
    if PARSERS & set(names):
        yield "parses markup", line


def _called(call: ast.Call) -> Iterator[tuple[str, int]]:
    name = ast.unparse(call.func)
    last = name.rpartition(".")[2]
    keywords = {word.arg: word.value for word in call.keywords if word.arg}
    if name in PRINTERS:
        yield name, call.lineno
    if name.startswith(STARTERS) or last.startswith("create_subprocess"):
        yield "starts", call.lineno
    if last in PARSERS:
        yield "parses markup", call.lineno
    if last == "notify":
        yield "notify", call.lineno
    if last == "Segment" and any(map(_put_together, [*call.args[:1], *keywords.values()])):
        yield "put together in a Segment", call.lineno
    if last != "format" and ("link" in keywords or "shell" in keywords):
        yield "link or shell", call.lineno
    if isinstance(markup := keywords.get("markup"), ast.Constant) and markup.value is not False:
        yield "markup", call.lineno


def _put_together(text: ast.expr) -> bool:
    """Whether a text is made on the spot, of parts that nothing has looked at."""
    match text:
        case ast.JoinedStr() | ast.BinOp(op=ast.Add() | ast.Mod()):
            return True
        case ast.Call(func=ast.Attribute(attr="format" | "join")):
            return True
    return False


def test_text_leaves_by_the_known_ways_only() -> None:
    unknown = [
        f"{name}:{lines[0]}: {kind}"
        for (name, kind), lines in _found().items()
        if (name, kind) not in ALLOWED
    ]
    assert unknown == []


def test_every_exemption_is_still_needed() -> None:
    assert [exempt for exempt in ALLOWED if exempt not in _found()] == []


def test_a_program_is_started_with_a_list_of_arguments_and_no_shell() -> None:
    for name, kind in ALLOWED:
        if kind == "starts":
            source = (ROOT / name).read_text(encoding="utf-8")
            assert "shell" not in {
                word.arg
                for node in ast.walk(ast.parse(source))
                if isinstance(node, ast.Call)
                for word in node.keywords
            }


@pytest.mark.parametrize(
    "source",
    [
        "from textual.widgets import Static",
        "from textual.widgets import *",
        "from textual.widgets._static import Static",
        "from textual import widgets",
        "import textual.widgets as w",
        "import textual",
        "from textual import content",
        "from rich.markup import render",
        "from textual.content import Content",
        "import webbrowser",
        "app.open_url(address)",
        "widget.tooltip = subject",
        "self.border_title = f'{client}'",
        "app.notify(subject, severity='error')",
        "print(subject)",
        "os.write(1, subject)",
        "from os import write",
        "from click import echo",
        "click.echo(subject)",
        "sys.stderr.write(subject)",
        "subprocess.run([viewer, address])",
        "from subprocess import run",
        "await asyncio.create_subprocess_exec(*words)",
        "os.system('xdg-open ' + address)",
        "Style(link=address)",
        "Text.from_markup(subject)",
        "Segment(f'{subject}', style)",
        "Segment('%s' % subject)",
        "Segment(a + b)",
        "Segment('{}'.format(subject))",
        "Segment(text=' '.join(words))",
        "text = f'[@click=app.quit]{subject}[/]'",
        "Thing(subject, markup=True)",
    ],
)
def test_each_unsafe_way_is_seen(source: str) -> None:
    assert list(_sinks(ast.parse(f"async def f():\n    {source}"))) != []
