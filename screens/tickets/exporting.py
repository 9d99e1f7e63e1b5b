"""The view, or what is marked, written to a file while the keys go on."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from pathlib import Path

from helpdesk_tui import clock
from helpdesk_tui.collation import fold
from helpdesk_tui.exports.formats import Form as FileForm
from helpdesk_tui.exports.formats import form_of
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import VIEWS

from ..common import child, when
from ..frame.frame import Frame
from ..parts import files
from ..parts.fields import Answers, Field
from ..parts.forms import Form

MOST = 40
"""Characters of a view's name in that of a file."""


async def write(screen: Frame, query: Query, marked: Collection[int]) -> None:
    """Asks for a name and writes the marked tickets there, or else the whole query."""
    asked_about: Path | None = None

    async def submit(answers: Answers) -> str | None:
        nonlocal asked_about
        path = files.meant(answers["file"])
        if form_of(path) is None:
            return _("End the name with .csv, .json or .jsonl.")
        if not path.parent.is_dir():
            return _("There is no folder {path}.").format(path=path.parent)
        if path.is_dir():
            return _("{path} is a folder.").format(path=path)
        if path.exists() and path != asked_about:
            asked_about = path
            return _("{path} is there already. ctrl+s again writes over it.").format(path=path)
        what = _what(screen, query, marked)
        screen.run_worker(_carry_out(screen, path, what, replace=path.exists()))
        return None

    view = query.saved.name if query.saved else _(VIEWS[query.view].title)
    title = _("Write “{view}” to a file").format(view=view)
    if marked:
        words = ngettext(
            "Write {count} marked ticket to a file",
            "Write {count} marked tickets to a file",
            len(marked),
        )
        title = words.format(count=len(marked))
    name = Field("file", _("File"), value=_free_name(view), find=files.to_write, free=True)
    await screen.ask(Form(title, [name], submit, send=_("write")))


def _what(screen: Frame, query: Query, marked: Collection[int]) -> list[str]:
    """Which tickets, as `helpdesk export` is told."""
    if marked:
        return list(map(str, marked))
    technician = screen.app.desk.me.login
    told = [f"--view={query.view_key}", f"--sort={query.sort}", f"--technician={technician}"]
    return [*told, f"--words={query.text}", *(["--reverse"] if query.reverse else [])]


async def _carry_out(screen: Frame, path: Path, what: list[str], *, replace: bool) -> None:
    app = screen.app
    how = ["--spreadsheet", "--steps", *(["--replace"] if replace else [])]
    code, lines = await child.run(app, "export", *how, f"--output={path}", *what, told=app.say)
    app.say(" ".join(lines) if code else lines[-1], bad=code != 0)


def _free_name(view: str) -> str:
    """A file of the home folder that is not there yet: the view and the day."""
    stem = re.sub(r"\W+", "-", fold(view))[:MOST].strip("-")
    day = when.local(clock.now()).date().isoformat()
    for number in count(1):
        name = f"{stem}-{day}{f'-{number}' if number > 1 else ''}.{FileForm.CSV.value}"
        if not (Path.home() / name).exists():
            return f"~/{name}"
    raise AssertionError("there is no end of numbers")
