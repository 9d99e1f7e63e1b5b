"""A file that is there as a whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from helpdesk_tui.i18n import _
from helpdesk_tui.storage import places


class Unwritable(Exception):
    """The file cannot be written, for the reason that it carries (a sentence to be read)."""


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[TextIO]:
    """An open text file that gets its name once it is complete; until then the name is as it was.

    Raises Unwritable where that cannot be, or the file is there and is not to be replaced.
    """
    if path.is_dir():
        raise Unwritable(_("{path} is a folder.").format(path=path))
    if path.exists() and not replace:
        raise Unwritable(_("{path} is there already, and was left as it is.").format(path=path))
    draft = places.unfinished(path)
    try:
        with os.fdopen(places.create_file(draft), "w", encoding="utf-8", newline="") as file:
            yield file
        places.sync(draft)
        if replace:
            draft.replace(path)
        else:
            _give_free_name(draft, path)
    except FileExistsError as error:
        raise Unwritable(
            _("{path} is there already, and was left as it is.").format(path=path)
        ) from error
    except OSError as error:
        raise Unwritable(
            _("{path} cannot be written ({reason}).").format(path=path, reason=error.strerror)
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _give_free_name(draft: Path, path: Path) -> None:
    """Names the file, unless something has come there meanwhile: a link is never made over it."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        draft.rename(path)
