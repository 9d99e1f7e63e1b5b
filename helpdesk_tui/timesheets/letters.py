"""The folder in which the letters of sheets lie that were given out, and what lies there.

A letter is known by its Message-ID, not by its name alone: several desks may share the folder, and
a client may be called otherwise by now.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from email import message_from_bytes
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from helpdesk_tui.clock import to_micros
from helpdesk_tui.models.people import Client
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.storage.places import prepare_folder, sync
from helpdesk_tui.timesheets import recipients

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(\d{4}-\d\d-\d\d)-.*-(\d{1,18})-(\d{1,9})\.eml", re.ASCII)
_ID = re.compile(rb"^Message-ID:\s*(<[^>\r\n]*>)", re.IGNORECASE | re.MULTILINE)
_HEADERS = 1 << 16
"""Bytes in which all headers of a letter are: who gets it, and twenty Message-IDs."""

_UNFINISHED = ".preparing-"


@dataclass(frozen=True, slots=True)
class Of:
    """Which sheet a letter is of."""

    client: int
    first: date
    last: date
    revision: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of this desk that lies in the folder."""

    path: Path
    of: Of

    def is_to(self, address: str) -> bool:
        """Whether this address is among those who get it. Raises OSError."""
        try:
            wanted = recipients.in_a_mail(address).casefold()
        except UnicodeError:
            return False  # no letter can go there
        headers = _headers(self.path)
        if wanted.encode() not in headers.lower():
            return False
        mail = message_from_bytes(headers, policy=default)
        lines = [str(mail[name]) for name in ("To", "Cc") if mail[name]]
        return any(one.casefold() == wanted for _name, one in getaddresses(lines))

    def text(self) -> str:
        """What it says, and to whom, as plain text without line ends. Raises OSError."""
        mail = message_from_bytes(self.path.read_bytes(), policy=default)
        body = mail.get_body(("plain",))
        said = [mail["To"], mail["Cc"], mail["Subject"], body and body.get_content()]
        return " ".join(" ".join(str(one) for one in said if one).split())


def folder() -> Path:
    """The folder of the desk in which the letters lie that are ready to be sent."""
    attachments: Path = database.attachments()
    return attachments.with_name("letters")


def message_id(of: Of) -> str:
    """The Message-ID of a letter: the same whenever it is made, and nobody else's."""
    ((since,),) = tuples(Client.select(Client.created_at).where(Client.id == of.client))
    return _message_id(of, since)


def of(sheet: Of) -> list[Letter]:
    """The letters of a sheet that lie in the folder: one, unless the client's name has changed.

    Raises OSError where one cannot be read.
    """
    wanted = message_id(sheet).encode()
    found = (Letter(path, sheet) for path, whose in _named() if whose == sheet)
    return [one for one in found if _said(one.path) == wanted]


def lying() -> Iterator[Letter]:
    """All letters of this desk, by their names; those that cannot be read are left out."""
    since: dict[int, datetime] = dict(tuples(Client.select(Client.id, Client.created_at)))
    for path, whose in _named():
        with suppress(OSError):
            known = since.get(whose.client)
            if known and _said(path) == _message_id(whose, known).encode():
                yield Letter(path, whose)


@contextmanager
def preparing() -> Iterator[Path]:
    """A folder beside the letters to write one in; what a killed desk has left of others goes.

    Raises StorageProblem, OSError.
    """
    prepare_folder(folder())
    with ExitStack() as held:
        with _held(folder()):  # so that nobody clears it before it is held
            _clear()
            aside = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder()))
            held.callback(shutil.rmtree, aside, ignore_errors=True)
            held.enter_context(_held(aside))
        yield aside


def put(letter: Path, sheet: Of) -> None:
    """Moves a letter that is complete into its place; another name that it had goes.

    In the transaction that says so, with the client's row held. Raises OSError.
    """
    place = folder() / letter.name
    os.replace(letter, place)
    for other in of(sheet):
        if other.path != place:
            other.path.unlink(missing_ok=True)
    sync(folder())  # before the sheet is marked: else a power cut could leave the mark alone


def remove(letter: Letter) -> None:
    """Removes a letter, with the client's row held. Raises OSError."""
    letter.path.unlink(missing_ok=True)
    sync(folder())


def clear_unfinished() -> None:
    """Removes what desks that were killed have left of letters in the making. Raises OSError."""
    if folder().is_dir():
        with _held(folder()):
            _clear()


@contextmanager
def _held(place: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """A folder that is ours alone; the kernel lets go of it, whatever ends us."""
    descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)


def _clear() -> None:
    for left in folder().glob(f"{_UNFINISHED}*"):
        # Or else somebody is writing in it, or it is another account's.
        with suppress(OSError), _held(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
            shutil.rmtree(left)


def _named() -> Iterator[tuple[Path, Of]]:
    """Files that are called as letters are, and of which sheet they should be."""
    place = folder()
    for name in sorted(os.listdir(place)) if place.is_dir() else ():
        if found := _NAME.fullmatch(name):
            with suppress(ValueError):  # no such day
                first, last = (date.fromisoformat(found[number]) for number in (1, 2))
                yield place / name, Of(int(found[3]), first, last, int(found[4]))


def _said(path: Path) -> bytes:
    """The Message-ID that a letter has; empty where it has none."""
    found = _ID.search(_headers(path))
    return found[1] if found else b""


def _headers(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADERS).partition(b"\r\n\r\n")[0]


def _message_id(of: Of, since: Any) -> str:
    words = (of.client, to_micros(since), of.first, of.last, of.revision)
    of_it = "/".join(map(str, ("helpdesk", *words)))
    return f"<{uuid5(NAMESPACE_URL, of_it)}@timesheet.helpdesk.invalid>"
