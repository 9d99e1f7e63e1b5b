"""The process that asks the keyring, and may hang over it; `ring` starts and ends it.

It takes one request on its standard input and answers on its standard output, both as JSON.
"""

from __future__ import annotations

import json
import os
import sys

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, KeyringLocked, PasswordDeleteError

SERVICE = "helpdesk-tui"

ALLOWED = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
    "keyring.backends.kwallet.DBusKeyringKWallet4",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.Windows.WinVaultKeyring",
)
"""Those that keep a password sealed. Any other, plain files and null above all, is never used."""

_NONE = ("keyring.backends.fail.Keyring", "keyring.backends.chainer.ChainerBackend")


class _Trouble(Exception):
    """What stands in the way: a word that `ring` knows, and a name."""


def serve() -> None:
    """Answers the one request. What a backend prints goes nowhere."""
    answer = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    reply = _answer(**json.load(sys.stdin.buffer))
    os.write(answer, json.dumps(reply).encode())


def _answer(do: str, key: str, value: str = "") -> dict[str, str | None]:
    try:
        ring = _safe_ring()
        found = _done(ring, do, key, value)
    except _Trouble as trouble:
        word, name = trouble.args
        return {"trouble": word, "name": name}
    except KeyringLocked:
        return {"trouble": "locked"}
    except Exception as error:  # each backend has its own; its text may repeat what it was given
        return {"trouble": "failed", "name": type(error).__name__}
    return {"name": _name(ring), "value": found}


def _safe_ring() -> KeyringBackend:
    """The keyring that the person's system or settings choose, if it is one of those allowed."""
    chosen = keyring.get_keyring()
    several: list[KeyringBackend] = getattr(chosen, "backends", [chosen])
    allowed = [ring for ring in several if _name(ring) in ALLOWED]
    if allowed:
        return allowed[0]
    if _name(chosen) in _NONE:
        raise _Trouble("absent", "")
    raise _Trouble("unsafe", _name(chosen))


def _done(ring: KeyringBackend, do: str, key: str, value: str) -> str | None:
    if do == "set":
        ring.set_password(SERVICE, key, value)
    elif do == "forget":
        try:
            ring.delete_password(SERVICE, key)
        except PasswordDeleteError:
            if ring.get_password(SERVICE, key) is not None:
                raise KeyringError from None
            return None
    else:
        return ring.get_password(SERVICE, key)
    return "done"


def _name(ring: KeyringBackend) -> str:
    return f"{type(ring).__module__}.{type(ring).__qualname__}"
