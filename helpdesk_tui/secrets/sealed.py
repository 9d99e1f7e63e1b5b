"""The form of the desk's own store: entries sealed by a key, and that key sealed twice.

The entries are sealed (AES-256-GCM) by a key of their own. That key is sealed once by the
passphrase and once by the recovery key, each stretched with scrypt. All that stands in the clear,
the names of the entries included, is authenticated with the entries: nothing in it can be changed,
left out or put together from two files.
"""

from __future__ import annotations

import base64
import os
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from helpdesk_tui.secrets.secret import Secret

VERSION: Literal[1] = 1
_MOST_MEMORY = 1 << 30
"""Bytes that a file may make us spend on its passphrase; more is no file of ours."""


class WrongWord(Exception):
    """This passphrase or recovery key does not open the store."""


class Damaged(Exception):
    """The store is no store, or was changed by something else than the desk."""


class Newer(Exception):
    """The store was written by a newer version of the desk."""


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What scrypt is made to cost: 128 n r bytes, and time."""

    n: int
    r: int
    p: int


COST = Cost(n=1 << 16, r=8, p=1)
"""For a new store: 64 MB and a quarter of a second for each guess."""


class Lock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key of the entries, sealed by what a person knows."""

    salt: bytes
    nonce: bytes
    key: bytes


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    version: Literal[1]
    scrypt: Cost
    passphrase: Lock
    recovery: Lock
    names: list[str]
    nonce: bytes
    sealed: bytes


class _Head(msgspec.Struct, frozen=True):
    version: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that has been opened; a change makes another one."""

    document: Document
    key: bytes = field(repr=False)
    entries: dict[str, Secret]


def read(content: bytes) -> Document:
    """What stands in the clear; it is not to be trusted before the store is opened.

    Raises Damaged or Newer.
    """
    try:
        if msgspec.json.decode(content, type=_Head).version > VERSION:
            raise Newer
        document = msgspec.json.decode(content, type=Document)
    except msgspec.DecodeError:
        raise Damaged from None
    cost = document.scrypt
    if not (
        cost.n > 1 and cost.r > 0 and 0 < cost.p <= 16 and 128 * cost.n * cost.r < _MOST_MEMORY
    ):
        raise Damaged
    return document


def written(opened: Opened) -> bytes:
    """The file."""
    return msgspec.json.format(msgspec.json.encode(opened.document), indent=1) + b"\n"


def new(passphrase: Secret) -> tuple[Opened, Secret]:
    """An empty store, and the recovery key that opens it besides."""
    key, cost = os.urandom(32), COST
    recovery = Secret(base64.b32encode(os.urandom(20)).decode())
    document = Document(
        version=VERSION,
        scrypt=cost,
        passphrase=_locked(key, "passphrase", _plain(passphrase), cost),
        recovery=_locked(key, "recovery", _plain_recovery(recovery), cost),
        names=[],
        nonce=b"",
        sealed=b"",
    )
    return with_entries(Opened(document, key, {}), {}), recovery


def opened_by_passphrase(document: Document, passphrase: Secret) -> Opened:
    """The store, open. Raises WrongWord, or Damaged."""
    return _opened(document, document.passphrase, "passphrase", _plain(passphrase))


def opened_by_recovery(document: Document, recovery: Secret) -> Opened:
    """The store, opened with the key of the sheet, however it was typed. Raises as above."""
    return _opened(document, document.recovery, "recovery", _plain_recovery(recovery))


def with_entries(opened: Opened, entries: dict[str, Secret]) -> Opened:
    """The store with these entries."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    clear = msgspec.structs.replace(
        opened.document, names=sorted(entries), nonce=os.urandom(12), sealed=b""
    )
    told = msgspec.json.encode({name: secret.reveal() for name, secret in entries.items()})
    sealed = AESGCM(opened.key).encrypt(clear.nonce, told, msgspec.json.encode(clear))
    return Opened(msgspec.structs.replace(clear, sealed=sealed), opened.key, entries)


def with_passphrase(opened: Opened, passphrase: Secret) -> Opened:
    """The store with another passphrase; the recovery key stays."""
    lock = _locked(opened.key, "passphrase", _plain(passphrase), opened.document.scrypt)
    document = msgspec.structs.replace(opened.document, passphrase=lock)
    return with_entries(Opened(document, opened.key, {}), opened.entries)


def _opened(document: Document, lock: Lock, which: str, word: bytes) -> Opened:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        by = AESGCM(_stretched(word, lock.salt, document.scrypt))
        key = by.decrypt(lock.nonce, lock.key, _about(which, document.scrypt))
    except InvalidTag:
        raise WrongWord from None
    except ValueError:  # a nonce or a salt of a length that cannot be
        raise Damaged from None
    clear = msgspec.structs.replace(document, sealed=b"")
    try:
        told = AESGCM(key).decrypt(document.nonce, document.sealed, msgspec.json.encode(clear))
        entries = msgspec.json.decode(told, type=dict[str, str])
    except (InvalidTag, ValueError):
        raise Damaged from None
    return Opened(document, key, {name: Secret(value) for name, value in entries.items()})


def _locked(key: bytes, which: str, word: bytes, cost: Cost) -> Lock:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    by = AESGCM(_stretched(word, salt, cost))
    return Lock(salt, nonce, by.encrypt(nonce, key, _about(which, cost)))


def _about(which: str, cost: Cost) -> bytes:
    """What a lock is for: the one cannot stand in for the other."""
    return msgspec.json.encode(["helpdesk secrets", VERSION, which, cost])


def _stretched(word: bytes, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, n=cost.n, r=cost.r, p=cost.p).derive(word)


def _plain(passphrase: Secret) -> bytes:
    """The same bytes on every keyboard: an é is one character, or an e and its accent."""
    return unicodedata.normalize("NFKC", passphrase.reveal()).encode()


def _plain_recovery(recovery: Secret) -> bytes:
    """The key without what was typed for reading, and with letters for the digits like them."""
    typed = "".join(sign for sign in recovery.reveal().upper() if sign.isalnum())
    return typed.translate(str.maketrans("018", "OIB")).encode()
