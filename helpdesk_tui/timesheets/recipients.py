"""Who gets a sheet, as it is typed and as it stands in the header of a mail: pure.

`Marta Ruiz <marta@acme.es>, info@acme.es`. Nothing gets through that could begin another header.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import _
from helpdesk_tui.unreadable import Unreadable

if TYPE_CHECKING:
    from email.headerregistry import Address

MOST = 50
"""Addresses in one header."""

_LONGEST = 254
"""Characters of an address, by RFC 5321."""

_ONE = re.compile(r"""\s*((?:"(?:\\.|[^"\\])*"|[^",;])*)\s*(?:[,;]|$)""")
_NAMED = re.compile(r"""(?:(?P<name>[^<>]*?)\s*<(?P<inside>[^<>]*)>|(?P<bare>[^<>\s"]+))""")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@{_LABEL}(?:\.{_LABEL})+")


def read(text: str) -> list[Address]:
    """The addresses of a line, divided by commas, each of them once.

    Raises:
        Unreadable: one of them is no address, or something in it cannot be seen.
    """
    if not text.isprintable():
        raise _wrong(_("Something in it cannot be seen. Type the addresses anew."), text)
    found: dict[str, Address] = {}
    at = 0
    while at < len(text):
        one = _ONE.match(text, at)
        if one is None:
            raise _wrong(_("A quotation mark is missing."), text)
        at = one.end()
        if one[1].strip():
            address = _address(one[1].strip(), text)
            found.setdefault(address.addr_spec.casefold(), address)
    if len(found) > MOST:
        raise _wrong(_("There are more than {most} addresses.").format(most=MOST), text)
    return list(found.values())


def written(text: str) -> str:
    """The same as it stands in a header. Raises Unreadable."""
    return ", ".join(map(str, read(text)))


def named(name: str, address: str) -> str:
    """Somebody as they stand in a header; empty where what is kept of them is no address."""
    from email.headerregistry import Address

    try:
        (one,) = read(address)
        return str(Address(name, addr_spec=one.addr_spec))
    except ValueError:  # also what cannot stand in a header
        return ""


def last(text: str) -> tuple[list[Address], str]:
    """The addresses of a line that is being typed, and what is typed of the last of them."""
    *whole, begun = re.split(r"[,;]", text)
    try:
        return read(", ".join(whole)), begun.strip()
    except Unreadable:
        return [], text.strip()


def in_a_mail(address: str) -> str:
    """An address as every mail program can write it: its domain as xn--espaa-rta.es.

    Raises UnicodeError where there is no such domain.
    """
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode()}"


def without(text: str, address: str) -> str:
    """A header without somebody's address; what cannot be read stays only where they are not."""
    try:
        found = read(text)
    except Unreadable:
        return "" if address.casefold() in text.casefold() else text
    left = [one for one in found if one.addr_spec.casefold() != address.casefold()]
    return ", ".join(map(str, left)) if len(left) < len(found) else text


def _address(word: str, text: str) -> Address:
    from email.headerregistry import Address

    found = _NAMED.fullmatch(word)
    spec = ((found["inside"] or found["bare"] or "") if found else "").strip()
    local = spec.partition("@")[0]
    is_one = _ADDRESS.fullmatch(spec) and len(spec) <= _LONGEST and ".." not in spec
    if found is None or not is_one or local[0] == "." or local[-1] == ".":
        raise _wrong(_("“{text}” is not an e-mail address.").format(text=word), text)
    name = (found["name"] or "").strip()
    if name[:1] == '"' == name[-1:] and len(name) > 1:
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return Address(name, addr_spec=spec)


def _wrong(sentence: str, text: str) -> Unreadable:
    return Unreadable(sentence, 0, len(text))
