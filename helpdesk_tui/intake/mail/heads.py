"""Reads the headers of a mail: who, when, about what, and which mails it names.

Each header is taken by itself, as the bytes that stand there: whatever one of them holds, the
others can be read. Nothing here raises.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from helpdesk_tui.intake.mail.charsets import decode
from helpdesk_tui.safe_text import clean

LONGEST = 8_192
"""Characters of a header that are read."""

LONGEST_NAME = 200
"""Characters of a name, an address or a Message-ID that are kept."""

_NAMES = "from|to|cc|subject|date|message-id|in-reply-to|references|received|content-type"
_FIELD = re.compile(
    rb"^(" + _NAMES.encode() + rb")[ \t]*:([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)",
    re.IGNORECASE | re.MULTILINE,
)
_FOLD = re.compile(r"\r?\n[ \t]+")
_ID = re.compile(r"<([^<>]+)>")
_PREFIX = re.compile(r"(?:(?:re|resp|rv|fw|fwd|reenv)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_SPOILT = re.compile("[\ud800-\udfff\ufffd]")


class Sender(NamedTuple):
    """Who wrote a mail; what it does not say is empty."""

    name: str
    address: str


def fields(head: bytes) -> dict[str, str]:
    """The headers that matter, by their names in lower case; of two the first."""
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(head):
        found.setdefault(name.decode("ascii").lower(), _unfolded(value))
    return found


def ids(value: str) -> tuple[str, ...]:
    """The Message-IDs in a header, without their brackets."""
    if "=?" in value:  # some programs encode what is too long for them
        value = decoded(value)
    return tuple(map(_id, _ID.findall(value)))


def digest(text: bytes) -> str:
    """A Message-ID for what has none, or none that can be kept."""
    return f"sha256:{sha256(text).hexdigest()[:32]}"


def instant(value: str) -> datetime | None:
    """The date in a header; without a zone it is UTC. None when it cannot be read."""
    try:
        found = parsedate_to_datetime(value)
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    except (TypeError, ValueError, IndexError, AttributeError, OverflowError):
        return None


def sent(headers: dict[str, str]) -> datetime | None:
    """When a mail was sent; if it does not say, when the last server took it."""
    return instant(headers.get("date", "")) or instant(
        headers.get("received", "").rpartition(";")[2]
    )


@lru_cache(maxsize=4096)
def sender(value: str) -> Sender:
    """The first mailbox in a From header."""
    try:
        address = policy.default.header_factory("from", value).addresses[0]
        name, spec = address.display_name, address.addr_spec
    except Exception:  # the parser raises almost anything over headers that are broken enough
        name, spec = "", ""
    if "@" not in spec.strip("@") or _SPOILT.search(name):
        found = re.search(r"[^\s<>\"(),;:]+@[^\s<>\"(),;:]+", value)
        spec = found[0] if found else ""
        name = decoded(value.partition("<")[0] if "<" in value else value.replace(spec, ""))
    return Sender(_short(name.strip("\"' \t")), _short(spec))


def subject(value: str) -> str:
    """A subject as it is read, without the Re: and RV: before it."""
    text = decoded(value).strip()
    return text[found.end() :] if (found := _PREFIX.match(text)) else text


def decoded(value: str) -> str:
    """A header with its encoded words read."""
    if "=?" not in value:
        return value
    try:
        text: str = str(policy.default.header_factory("subject", value))
    except Exception:  # as above
        text = "\ufffd"
    if not _SPOILT.search(text):
        return text
    try:  # a charset that nobody knows, or a letter cut in two, which the older function joins
        words = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return "".join(
        word if isinstance(word, str) else decode(word, charset or "ascii")[0]
        for word, charset in words
    )


def _id(text: str) -> str:
    name = clean("".join(text.split()), multiline=False)
    return name if len(name) <= LONGEST_NAME else digest(name.encode("utf-8", "replace"))


def _short(text: str) -> str:
    return clean(text, multiline=False)[:LONGEST_NAME]


def _unfolded(value: bytes) -> str:
    value = value[:LONGEST]
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("cp1252", "replace")
    return _FOLD.sub(" ", text).strip()
