"""Where a command writes, and how it ends: a file is there as a whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

import click

from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, language

_INTERRUPTED = 130  # what shells expect after ctrl+c

_DELIMITER = {"en": ",", "es": ";"}
"""Where a comma divides units from cents, spreadsheets cut at semicolons."""


def delimiter() -> str:
    """At what a spreadsheet in the language of the run cuts the cells of a line."""
    return _DELIMITER[language()]


@contextmanager
def target(output: Path, replace: bool) -> Iterator[TextIO]:
    """The file, or the standard output for -. Raises Unwritable."""
    from helpdesk_tui.storage.whole import whole_file

    if str(output) == "-":
        assert isinstance(sys.stdout, TextIOWrapper)
        sys.stdout.reconfigure(encoding="utf-8", newline="")
        yield sys.stdout
    else:
        with whole_file(output, replace=replace) as file:
            yield file


def stopped(words: str) -> click.exceptions.Exit:
    """Says what ctrl+c has left; raise what it returns, to end the command as shells expect."""
    say(words, err=True)
    return click.exceptions.Exit(_INTERRUPTED)


@contextmanager
def ended_well() -> Iterator[None]:
    """Ends a command that writes a file with a sentence when it is stopped, or cannot write."""
    from helpdesk_tui.storage.whole import Unwritable

    try:
        yield
    except KeyboardInterrupt:
        raise stopped(_("Stopped. No file was written.")) from None
    except Unwritable as problem:
        say(str(problem), err=True)
        raise click.exceptions.Exit(2) from None


spreadsheet_option = click.option(
    "--spreadsheet",
    is_flag=True,
    help=N_("CSV as a spreadsheet of your language opens it, with a byte order mark."),
)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--output`, the standard output unless it is said, and `--replace`."""
    replace = click.option(
        "--replace", is_flag=True, help=N_("Write over the file if it is there.")
    )
    output = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
        default="-",
        help=N_("The file; - is the standard output."),
    )
    return output(replace(command))


def report_options(command: Callable[..., None]) -> Callable[..., None]:
    """`--to`, and what every file has: where it lies, and how a spreadsheet likes it."""
    form = click.option(
        "--to",
        "form",
        type=click.Choice(["text", "csv", "json"]),
        help=N_("Instead of what the file's suffix says; text without one."),
    )
    return form(output_options(spreadsheet_option(command)))


def form_of(output: Path) -> str:
    """The form of a report that the suffix of its file says."""
    suffix = output.suffix.lower().removeprefix(".")
    return suffix if suffix in ("csv", "json") else "text"


def write_report(
    file: TextIO,
    form: str,
    spreadsheet: bool,
    *,
    document: Callable[[], Any],
    sheet: Callable[[], tuple[Sequence[str], Iterable[Sequence[Any]]]],
    lines: Callable[[], Iterable[str]],
) -> None:
    """Writes a report in one of its three forms: a JSON document, a CSV sheet, or lines."""
    from helpdesk_tui.exports import formats
    from helpdesk_tui.safe_text import clean, json_of

    if form == "json":
        file.write(json_of(document(), indent=2) + "\n")
    elif form == "csv":
        names, rows = sheet()
        if spreadsheet:
            formats.write_for_spreadsheet(rows, file, delimiter(), names)
        else:
            formats.write_table(names, rows, file)
    else:
        for line in lines():
            file.write(clean(line, whole=True).rstrip() + "\n")
