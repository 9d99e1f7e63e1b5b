"""The mail of a sheet, ready to be sent: an answer to the last one that the client was given.

Nothing here sends it. The same sheet makes the same file, but for the moment in its Date.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui import clock
from helpdesk_tui.collation import in_a_name
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.storage.whole import whole_file
from helpdesk_tui.timesheets import in_words, recipients
from helpdesk_tui.timesheets import sheet as sheets
from helpdesk_tui.timesheets.book import workbook
from helpdesk_tui.timesheets.rows import Sheet
from helpdesk_tui.unreadable import Unreadable

_LONGEST_LINE = 998
"""Characters of a line of a mail, as RFC 5322 has it."""

_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_STEERS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_IDS = ("In-Reply-To", "References")


class _Policy(EmailPolicy):
    """That of SMTP, which would encode a Message-ID that is too long for it: no mail is known by it
    any more. Here each has a line of its own if need be.
    """

    def fold(self, name: str, value: Any) -> str:
        return _folded(name, value) if name in _IDS else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return _folded(name, value).encode() if name in _IDS else super().fold_binary(name, value)


_WORKBOOK = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_POLICY = _Policy(linesep="\r\n", max_line_length=_LONGEST_LINE)
_BODY = SMTP.clone(max_line_length=76)
"""What is encoded is as short as RFC 2045 wants it."""


def corrected(sheet: Sheet) -> Sheet | None:
    """The revision that a sheet corrects, as the client has it."""
    if sheet.revision == 1:
        return None
    return sheets.read(
        sheet.client.id, sheet.first, sheet.last, clock.now(), revision=sheet.revision - 1
    )


def write(sheet: Sheet, folder: Path) -> Path:
    """Writes the mail of a sheet that is `giving.prepared` into a folder, and says where.

    What was written for it before is replaced. May take seconds. Raises what `message` does, and
    Unwritable; then the folder is as it was.
    """
    mail = message(sheet, corrected(sheet), workbook(sheet))
    path = folder / f"{name(sheet)}.eml"
    with whole_file(path, replace=True) as file:
        file.buffer.write(mail.as_bytes())
    return path


def name(sheet: Sheet) -> str:
    """The name of its files without what follows the dot; no two sheets of a desk have the same."""
    client = f"{in_a_name(sheet.client.name)}-{sheet.client.id}"
    return f"{sheet.first}-{sheet.last}-{client}-{sheet.revision}"


def message(sheet: Sheet, before: Sheet | None, hours: bytes) -> EmailMessage:
    """The mail of a sheet that is `giving.prepared`; `before` is the revision that it corrects.

    `hours` is its workbook, which is attached.

    Raises:
        Refused: an address, the subject or a Message-ID cannot stand in a mail as it is.
        TemplateProblem: the technician's own template has a mistake.
    """
    from helpdesk_tui.rendering import markup

    mail = EmailMessage(policy=_BODY)
    at = sheet.given_at or clock.now()
    for header, value in _headers(sheet, at).items():
        mail[header] = value
    markdown = in_words.text(sheet, before)
    mail.set_content(markup.plain(markdown), cte="quoted-printable")
    page = in_words.page(sheet, markdown)
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    maintype, subtype = _WORKBOOK
    mail.add_attachment(hours, maintype, subtype, filename=f"{name(sheet)}.xlsx")
    _name_boundaries(mail, sheet.message_id)
    mail.policy = _POLICY
    return mail


def _headers(sheet: Sheet, at: datetime) -> dict[str, Any]:
    answers = sheet.answers.split()
    for one in (sheet.message_id, *answers):
        if not _ID.fullmatch(one) or len(one) >= _LONGEST_LINE:
            raise Refused(_("“{id}” is no Message-ID that a mail can name.").format(id=one))
    headers = {
        "Subject": _told(sheet.subject),
        "To": _addresses(sheet.to),
        "Cc": _addresses(sheet.cc),
        "Date": at.astimezone(ZoneInfo(sheet.client.zone)).replace(microsecond=0),
        "Message-ID": sheet.message_id,
        "In-Reply-To": " ".join(answers[-1:]),
        "References": " ".join(answers),
        "X-Unsent": "1",  # by this some mail programs know a draft
    }
    return {header: value for header, value in headers.items() if value}


def _told(value: str) -> str:
    if _STEERS.search(value):
        words = _("“{text}” cannot stand in a mail: there is a line end or another control in it.")
        raise Refused(words.format(text=value))
    return value


def _addresses(value: str) -> tuple[Address, ...]:
    """Those of a line, as every mail program can write them."""
    try:
        return tuple(
            Address(one.display_name, addr_spec=recipients.in_a_mail(one.addr_spec))
            for one in recipients.read(value)
        )
    except Unreadable as wrong:
        raise Refused(str(wrong)) from None
    except UnicodeError:
        raise Refused(_("“{text}” is not an e-mail address.").format(text=value)) from None


def _folded(name: str, value: str) -> str:
    first, *more = str(value).split()
    gap = " " if len(name) + len(": ") + len(first) <= _LONGEST_LINE else "\r\n "
    return f"{name}:{gap}" + "\r\n ".join([first, *more]) + "\r\n"


def _name_boundaries(mail: EmailMessage, message_id: str) -> None:
    """Always the same ones: an equals sign before what is no number is in nothing encoded."""
    mark = sha256(message_id.encode()).hexdigest()[:24]
    parts = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{mark}_{number}")
