"""Files that are kept beside the database, each under the hash of its bytes."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage import places
from helpdesk_tui.storage.faults import StorageProblem

LARGEST = 25_000_000
"""Bytes."""


class Unkept(Exception):
    """The file cannot be kept, for the reason that it carries (a sentence to be read)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that now lies in the folder of attachments; `size` is in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


def keep(path: Path, folder: Path) -> Kept:
    """Copies a file into the folder of attachments. May take seconds: not on the event loop.

    Raises:
        Unkept: it is missing, no file, too large, or it cannot be read or written.
    """
    content = _read(path)
    digest = sha256(content).hexdigest()
    try:
        places.prepare_folder(folder)
        _write(content, folder / digest)
    except StorageProblem as problem:
        raise Unkept(str(problem)) from problem
    except OSError as error:
        words = _("{path} cannot be written ({reason}).")
        raise Unkept(words.format(path=folder / digest, reason=error.strerror)) from error
    return Kept(line(path.name), media_type(path.name), len(content), digest)


def require(file: Kept, folder: Path) -> None:
    """Raises Unkept where the file is there no more: somebody has erased it meanwhile."""
    if not (folder / file.sha256).exists():
        raise Unkept(_("{path} was removed meanwhile. Choose it again.").format(path=file.name))


def media_type(name: str) -> str:
    """The kind of a file by the end of its name, such as `text/plain`."""
    import mimetypes

    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _read(path: Path) -> bytes:
    name = line(str(path))
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Unkept(_("{path} is no ordinary file.").format(path=name))
            content = file.read(LARGEST + 1)
    except (FileNotFoundError, ValueError) as error:
        raise Unkept(_("There is no file {path}.").format(path=name)) from error
    except IsADirectoryError as error:
        raise Unkept(_("{path} is a folder.").format(path=name)) from error
    except OSError as error:
        words = _("{path} cannot be read ({reason}).")
        raise Unkept(words.format(path=name, reason=error.strerror)) from error
    if len(content) > LARGEST:
        words = _("{path} is too large: {most} MB is the most that is kept.")
        raise Unkept(words.format(path=name, most=LARGEST // 1_000_000))
    return content


def _without_waiting(path: str, flags: int) -> int:
    """A pipe at whose other end nobody is would be waited for."""
    return os.open(path, flags | os.O_NONBLOCK)


def _write(content: bytes, place: Path) -> None:
    """Under its hash there is the same file or none: what is there already is left."""
    if place.exists():
        return
    draft = places.unfinished(place)
    try:
        with os.fdopen(places.create_file(draft), "wb") as file:
            file.write(content)
        places.sync(draft)
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
