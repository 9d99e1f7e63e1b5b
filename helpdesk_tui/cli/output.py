"""Where a command writes: to a file that is there as a whole or not at all, or to the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO


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
