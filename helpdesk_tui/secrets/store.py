"""The desk's own store of secrets: one sealed file beside the settings."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from helpdesk_tui import paths, private_file
from helpdesk_tui.secrets import sealed
from helpdesk_tui.secrets.secret import Secret


def path() -> Path:
    """Where it is, or would be."""
    return paths.config_dir() / "secrets.sealed"


def names() -> list[str]:
    """The keys of what it holds, which stand in the clear; none where there is no store.

    Raises OSError, sealed.Damaged or sealed.Newer.
    """
    return sealed.read(path().read_bytes()).names if path().exists() else []


def get(passphrase: Secret, key: str) -> Secret:
    """A secret that it holds. This and the following raise sealed.WrongWord too."""
    return sealed.opened_by_passphrase(_document(), passphrase).entries[key]


def create(passphrase: Secret, key: str, secret: Secret) -> Secret:
    """Makes the store with its first secret; answers the recovery key. Raises FileExistsError."""
    opened, recovery = sealed.new(passphrase)
    with _alone():
        if path().exists():
            raise FileExistsError(path())
        _write(sealed.with_entries(opened, {key: secret}))
    return recovery


def put(passphrase: Secret, key: str, secret: Secret) -> None:
    """Keeps a secret in it."""
    _change(passphrase, lambda entries: entries | {key: secret})


def forget(passphrase: Secret, key: str) -> None:
    """Takes a secret out of it."""
    _change(passphrase, lambda held: {name: held[name] for name in held if name != key})


def recover(recovery: Secret, passphrase: Secret) -> None:
    """Sets another passphrase by the recovery key, which stays as it is."""
    with _alone():
        opened = sealed.opened_by_recovery(_document(), recovery)
        _write(sealed.with_passphrase(opened, passphrase))


def _change(passphrase: Secret, change: Callable[[dict[str, Secret]], dict[str, Secret]]) -> None:
    with _alone():
        opened = sealed.opened_by_passphrase(_document(), passphrase)
        _write(sealed.with_entries(opened, change(opened.entries)))


def _document() -> sealed.Document:
    return sealed.read(path().read_bytes())


def _write(opened: sealed.Opened) -> None:
    private_file.replace(path(), sealed.written(opened))


@contextmanager
def _alone() -> Iterator[None]:
    """Keeps other processes from changing the store meanwhile, by a lock on its folder."""
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = os.open(path().parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
