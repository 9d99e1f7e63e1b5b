"""The recovery sheet: a page to print, with the key that opens the store without its passphrase."""

from __future__ import annotations

import os
from pathlib import Path

from helpdesk_tui.clock import now
from helpdesk_tui.i18n import _
from helpdesk_tui.secrets import store
from helpdesk_tui.secrets.secret import Secret

_GROUP = 4


def lines(recovery: Secret) -> list[str]:
    """The page, line by line, with the key in groups that can be read aloud."""
    key = recovery.reveal()
    groups = [key[at : at + _GROUP] for at in range(0, len(key), _GROUP)]
    half = len(groups) // 2
    return [
        _("Recovery sheet of the desk's store of passwords"),
        "",
        _("Written on {day} for {path}").format(day=now().date().isoformat(), path=store.path()),
        "",
        "    " + "-".join(groups[:half]),
        "    " + "-".join(groups[half:]),
        "",
        _("Should you forget the passphrase, run `helpdesk secret recover` and type this key."),
        _("Print this page, lock it away, and remove the file."),
        _("Whoever has this page and that file has your passwords."),
    ]


def save(recovery: Secret, path: Path) -> None:
    """Writes the page to a new file for its owner alone; all of it, or the file is gone again.

    Raises OSError and ValueError; never replaces a file.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(lines(recovery)) + "\n")
            file.flush()
            os.fsync(descriptor)
    except BaseException:
        path.unlink()
        raise
