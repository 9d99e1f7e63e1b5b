"""Something written to a file by a command of its own, while the keys go on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.collation import fold
from helpdesk_tui.i18n import _

from ..common import child, when
from ..parts import files
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .frame import Frame

_CSV = ".csv"

MOST = 40
"""Characters of a title in the name of a file."""


async def write(
    screen: Frame,
    title: str,
    name: str,
    suffixes: Sequence[str],
    command: Callable[[Answers], Sequence[str]],
    fields: Sequence[Field] = (),
    wrong: Callable[[Answers], str | None] = lambda _answers: None,
) -> None:
    """Asks for a file with one of these suffixes, and lets a command write it, as it is then.

    It may ask for more; `wrong` says what is wrong with that.
    """
    asked_about: Path | None = None

    async def submit(answers: Answers) -> str | None:
        nonlocal asked_about
        if sentence := wrong(answers):
            return sentence
        path = files.meant(answers["file"])
        if path.suffix.lower() not in suffixes:
            *others, last = suffixes
            if not others:
                return _("End the name with {last}.").format(last=last)
            told = _("End the name with {others} or {last}.")
            return told.format(others=", ".join(others), last=last)
        if not path.parent.is_dir():
            return _("There is no folder {path}.").format(path=path.parent)
        if path.is_dir():
            return _("{path} is a folder.").format(path=path)
        if path.exists() and path != asked_about:
            asked_about = path
            return _("{path} is there already. ctrl+s again writes over it.").format(path=path)
        form = ["--spreadsheet"] if _CSV in suffixes else []
        how = [*form, f"--output={path}", *(["--replace"] if path.exists() else [])]
        screen.run_worker(_carry_out(screen, [*command(answers), *how]))
        return None

    offered = _free_name(name, suffixes[0])
    field = Field("file", _("File"), value=offered, find=files.to_write, free=True)
    await screen.ask(Form(title, [*fields, field], submit, send=_("write")))


async def _carry_out(screen: Frame, command: Sequence[str]) -> None:
    app = screen.app
    code, lines = await child.run(app, *command, told=app.say)
    app.say(" ".join(lines) if code else lines[-1], bad=code != 0)


def _free_name(title: str, suffix: str) -> str:
    """A file of the home folder that is not there yet: the title and the day."""
    stem = re.sub(r"\W+", "-", fold(title))[:MOST].strip("-")
    day = when.local(clock.now()).date().isoformat()
    for number in count(1):
        name = f"{stem}-{day}{f'-{number}' if number > 1 else ''}{suffix}"
        if not (Path.home() / name).exists():
            return f"~/{name}"
    raise AssertionError("there is no end of numbers")
