"""Where faults are written down: a file, and never the terminal of a person."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path

logger = logging.getLogger("helpdesk")


class _Log(logging.FileHandler):
    """A log that costs nobody anything where its folder is closed off or its disk full."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # it opens its file with the first record, outside its own care
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Says nothing: standard error is the terminal of a person."""


def write_to(path: Path) -> None:
    """Errors go to a file and never to the terminal; the file is made with the first of them."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    handler = _Log(path, delay=True, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)
    logger.propagate = False
