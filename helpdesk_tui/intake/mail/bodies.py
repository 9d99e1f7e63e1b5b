"""Reads what a mail says, and the names of what is attached to it. Nothing here raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.headerregistry import HeaderRegistry
from email.message import Message
from email.parser import BytesParser
from functools import lru_cache

from helpdesk_tui.intake.mail.charsets import decode
from helpdesk_tui.intake.mail.heads import decoded
from helpdesk_tui.intake.mail.pages import as_text

LONGEST_TEXT = 1 << 20
"""Characters of a mail's text that are kept."""

MOST_PARTS, MOST_NESTED = 500, 30
"""Beyond these nobody wrote the mail to be read: it is taken as plain text."""

# The parser reads a Content-Type six times for each part: half of all the time, without a memory.
_RULES = policy.default.clone(header_factory=lru_cache(64)(HeaderRegistry()))

_NESTS = re.compile(rb"boundary\s*[*=(]|message/rfc822")
_BLANK = re.compile(rb"\r?\n\r?\n")
_ENDS = re.compile(r"\r\n?")


@dataclass(slots=True)
class Body:
    """What a mail says. `guessed`: its charset was wrong, or the mail is too broken to be cut."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    guessed: bool = False

    @property
    def text(self) -> str:
        """The plain text, else the HTML as text."""
        found = self.plain or [as_text(page) for page in self.html]
        return "\n\n".join(found)[:LONGEST_TEXT]


def read_body(mail: bytes) -> Body:
    """The texts of a mail, and the names of its attachments; without a name, their kind."""
    if _is_sane(mail):
        for rules in (_RULES, policy.compat32):  # the older ones put up with more
            body = Body()
            try:
                for part in _leaves(BytesParser(policy=rules).parsebytes(mail)):
                    _sort(part, body)
                return body
            except Exception:  # almost anything, over mails that are broken enough
                continue
    body = Body(guessed=True)
    blank = _BLANK.search(mail)
    _add(mail[blank.end() :] if blank else b"", "utf-8", body.plain, body)
    return body


def _is_sane(mail: bytes) -> bool:
    """Whether it is worth cutting: what looks like a part is counted before anything is cut."""
    nested = len(_NESTS.findall(mail.lower()))
    marks = mail.count(b"\n--") - nested  # each that holds others has one more mark, at its end
    return not nested or (nested <= MOST_NESTED and marks <= MOST_PARTS)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something themselves; a mail inside the mail is one of them."""
    if message.get_content_maintype() != "multipart":
        yield message
    elif message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _leaves(part)
    else:  # it says that it has parts, and has none
        message.replace_header("Content-Type", "text/plain")
        yield message


def _sort(part: Message, body: Body) -> None:
    kind = part.get_content_type()
    name = part.get_filename()
    text = body.plain if kind == "text/plain" else body.html if kind == "text/html" else None
    if name or text is None or part.get_content_disposition() == "attachment":
        body.attached.append(" ".join(decoded(name or kind).split()))
        return
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        _add(payload, part.get_content_charset("us-ascii"), text, body)


def _add(payload: bytes, charset: str, texts: list[str], body: Body) -> None:
    text, guessed = decode(payload, charset)
    body.guessed |= guessed
    if text.strip():
        texts.append(_ENDS.sub("\n", text).strip())
