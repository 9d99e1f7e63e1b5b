"""Where a command writes: to a file that is there as a whole or not at all, or to the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import click

from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _, language

INTERRUPTED = 130  # what shells expect after ctrl+c

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


@contextmanager
def ended_well() -> Iterator[None]:
    """Ends a command that writes a file with a sentence when it is stopped, or cannot write."""
    from helpdesk_tui.storage.whole import Unwritable

    try:
        yield
    except KeyboardInterrupt:
        say(_("Stopped. No file was written."), err=True)
        raise click.exceptions.Exit(INTERRUPTED) from None
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
