"""`helpdesk doctor`: how the database, the settings and the terminal stand."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import asdict

import click

from helpdesk_tui import paths
from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.mend import looked_over, mended
from helpdesk_tui.cli.saying import say, say_json
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.settings import read
from helpdesk_tui.storage.address import Place, Server
from helpdesk_tui.storage.findings import Finding

_SIGNS = {"ok": "+", "note": "!", "problem": "x"}


@click.command()
@click.option(
    "--mend", is_flag=True, help=N_("Put right what can be, after a copy; there is no undo.")
)
@click.option("--json", "as_json", is_flag=True, help=N_("Print the findings as JSON."))
@click.pass_context
def doctor(ctx: click.Context, mend: bool, as_json: bool) -> None:
    context: Context = ctx.obj
    done = mended(context) if mend else None
    place = database_place(context)
    found = looked_over(context)
    findings = [*found, *_password(place), *_settings(), *_terminal()]
    if as_json:
        rows = [_plain(finding) for finding in findings]
        say_json(rows if done is None else {**asdict(done), "findings": rows})
    else:
        for line in done.lines() if done else ():
            say(line)
        for finding in findings:
            say(f"{_SIGNS[finding.level]} {finding.message}")
            if finding.way_out:
                say(f"  {finding.way_out}")
    if any(finding.level == "problem" for finding in findings):
        ctx.exit(1)


def _plain(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in ("level", "message", "way_out", "mend")}


def _password(place: Place) -> Iterator[Finding]:
    """Where the password of a server comes from, which is never shown."""
    if not isinstance(place, Server) or not place.key:
        return
    from helpdesk_tui.secrets import chain

    for step in chain.where(place.key):
        said = _("Password, {place}: {said}").format(place=step.place, said=step.said)
        yield Finding("note" if step.trouble else "ok", said)


def _settings() -> Iterator[Finding]:
    file = paths.config_file()
    _found, problems = read(file)
    for problem in problems:
        yield Finding("problem", str(problem))
    if not problems:
        yield Finding("ok", _("The settings in {path} are in order").format(path=file))


def _terminal() -> Iterator[Finding]:
    kind = os.environ.get("TERM", "")
    if kind in ("", "dumb"):
        yield Finding(
            "note",
            _("The terminal does not say what it can do"),
            _("Set TERM, for example to xterm-256color."),
        )
    else:
        yield Finding("ok", _("Terminal: {kind}").format(kind=kind))
    encoding = sys.stdout.encoding
    if encoding.lower().replace("-", "") != "utf8":
        yield Finding(
            "note",
            _("The terminal's encoding is {encoding}, which lacks many letters").format(
                encoding=encoding
            ),
            _("Choose a UTF-8 locale, for example LANG=C.UTF-8."),
        )
