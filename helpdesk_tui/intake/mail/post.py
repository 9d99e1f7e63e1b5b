"""A box of mails as a source of rows: one a mail, in the order of their times."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.intake.formats import Format
from helpdesk_tui.intake.mail import heads
from helpdesk_tui.intake.mail.bodies import read_body
from helpdesk_tui.intake.mail.boxes import LONGEST_HEAD, LONGEST_MAIL, Box, open_box
from helpdesk_tui.intake.mail.threads import Slip, threads
from helpdesk_tui.intake.rows import Row
from helpdesk_tui.safe_text import clean

HEADER = ("thread", "date", "name", "address", "to", "cc", "subject", "text", "attachments")
"""`thread` is the Message-ID at its top; `subject` stands without its Re: and RV:."""

_BLANK = re.compile(rb"\r?\n\r?\n")
_TELLING = ("from", "date", "subject", "message-id")


class Post:
    """The mails of a box, threaded. Their texts are read when they are asked for, not before."""

    header = HEADER

    def __init__(self, path: Path, format: Format) -> None:
        """Reads the headers of all mails once. Raises IntakeError when the box cannot be read."""
        self.path = path
        self.format = format
        self._box: Box = open_box(path, format)
        self.lines = max(self._box.numbers, default=0)
        self._attached: dict[int, int] = {}
        self._guessed: set[int] = set()
        self._cut: set[int] = set()
        slips = self._slips()
        tops = threads(slips.values())
        by_time = sorted(slips.items(), key=lambda pair: (pair[1].at, pair[1].id))
        self._threads = {number: tops[slip.id] for number, slip in by_time}

    def rows(self) -> Iterator[Row]:
        """The mails in the order of their times; of one that is in the box twice the first."""
        for number, thread in self._threads.items():
            headers = self._headers(number)
            trouble = "" if _is_mail(headers) else _("This is no mail: it has no headers.")
            cells = self._cells(number, thread, headers)
            yield Row(number, cells, "", trouble, partial(self._whole, number, cells))

    def how(self) -> str:
        """The box, its format, and how many mails are in it."""
        count = len(self._box.numbers)
        return ngettext(
            "{file}: {format}, {count} mail", "{file}: {format}, {count} mails", count
        ).format(file=clean(self.path.name, multiline=False), format=self.format, count=count)

    def notes(self) -> Iterator[str]:
        """What else is to be said of the mails that were read."""
        if copies := len(self._box.numbers) - len(self._threads):
            yield ngettext(
                "{count} mail is there twice and was taken once.",
                "{count} mails are there twice and were taken once.",
                copies,
            ).format(count=copies)
        if files := sum(self._attached.values()):
            yield ngettext(
                "{count} attachment was left out; its name stands in the message.",
                "{count} attachments were left out; their names stand in the messages.",
                files,
            ).format(count=files)
        if guessed := len(self._guessed):
            yield ngettext(
                "{count} mail does not say how it is written; its letters are a guess.",
                "{count} mails do not say how they are written; their letters are a guess.",
                guessed,
            ).format(count=guessed)
        if cut := len(self._cut):
            yield ngettext(
                "{count} mail is longer than {size} MB; only its beginning was read.",
                "{count} mails are longer than {size} MB; only their beginnings were read.",
                cut,
            ).format(count=cut, size=LONGEST_MAIL >> 20)

    def place(self, line: int) -> str:
        """Where the mail is, for a person."""
        return self._box.place(line)

    def copy_refused(self, lines: Collection[int], named: Path | None) -> Path:
        """Copies these mails, byte by byte, to where it is named or else to a new place."""
        return self._box.copy(lines, named)

    def _slips(self) -> dict[int, Slip]:
        """What threading needs of each mail, by its number in the box."""
        slips: dict[int, Slip] = {}
        seen: dict[str, int] = {}
        for number in self._box.numbers:
            headers = self._headers(number)
            mark = hash(tuple(headers.get(name) for name in _TELLING))
            name = next(iter(heads.ids(headers.get("message-id", ""))), "")
            if not name or seen.get(name, mark) != mark:  # none, or that of another mail
                name = self._digest(number, headers)
            if name in seen:
                continue
            seen[name] = mark
            named = [*heads.ids(headers.get("references", ""))]
            answered = heads.ids(headers.get("in-reply-to", ""))[:1]  # what follows may be anything
            named += [other for other in answered if other not in named]
            at = heads.sent(headers) or self._box.arrived(number)
            above = tuple(other for other in named if other != name)
            slips[number] = Slip(name, above, at.timestamp() if at else float("inf"))
        return slips

    def _headers(self, number: int) -> dict[str, str]:
        start = self._box.read(number, LONGEST_HEAD)
        blank = _BLANK.search(start)
        return heads.fields(start[: blank.start()] if blank else start)

    def _cells(self, number: int, thread: str, headers: dict[str, str]) -> list[str]:
        at = heads.sent(headers) or self._box.arrived(number)
        name, address = heads.sender(headers.get("from", ""))
        return [
            thread,
            at.isoformat() if at else headers.get("date", ""),
            name,
            address,
            heads.decoded(headers.get("to", "")),
            heads.decoded(headers.get("cc", "")),
            heads.subject(headers.get("subject", "")),
            "",
            "",
        ]

    def _whole(self, number: int, cells: list[str]) -> list[str]:
        mail = self._box.read(number, LONGEST_MAIL + 1)
        if len(mail) > LONGEST_MAIL:
            self._cut.add(number)
        body = read_body(mail)
        self._attached[number] = len(body.attached)
        if body.guessed:
            self._guessed.add(number)
        return [*cells[:-2], body.text, ", ".join(body.attached)]

    def _digest(self, number: int, headers: dict[str, str]) -> str:
        """A name for a mail without one, the same in whichever box it lies."""
        mail = self._box.read(number, LONGEST_MAIL)
        body = _BLANK.split(mail, 1)[1:] or [b""]
        told = [headers.get(name, "").encode("utf-8", "replace") for name in _TELLING]
        text = b"\n".join([*told, body[0].replace(b"\r\n", b"\n").strip()])
        return heads.digest(text)


def _is_mail(headers: dict[str, str]) -> bool:
    return any(headers.get(name) for name in _TELLING)
