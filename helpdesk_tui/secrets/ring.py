"""The keyring of the system, asked in a process of its own: it can hang for minutes."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass

from helpdesk_tui.i18n import _
from helpdesk_tui.secrets import process
from helpdesk_tui.secrets.secret import Secret

SECONDS = 3.0
"""What a keyring that hangs costs, once in a run."""

_BOOT = (
    "import sys; sys.path[:] = sys.argv[1:];"
    " from helpdesk_tui.secrets import ring_child; ring_child.serve()"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the keyring has; `trouble` is empty where it answered."""

    trouble: str = ""
    name: str = ""
    value: Secret | None = None

    def __str__(self) -> str:
        return {
            "": self.name,
            "absent": _("there is no keyring here"),
            "locked": _("the keyring is locked"),
            "slow": _("the keyring did not answer in time"),
            "unsafe": _("{name} is no keyring that keeps passwords safe"),
            "failed": _("the keyring failed ({name})"),
        }[self.trouble].format(name=self.name)


_given_up: Answer | None = None
"""Why no keyring is asked any more in this run."""


def get(key: str) -> Answer:
    """What the keyring has for this key."""
    return _asked(do="get", key=key)


def put(key: str, secret: Secret) -> Answer:
    """Keeps a secret there."""
    return _asked(do="set", key=key, value=secret.reveal())


def forget(key: str) -> Answer:
    """Removes a secret from there; `value` is None where there was none."""
    return _asked(do="forget", key=key)


def _asked(**request: str) -> Answer:
    global _given_up
    if _given_up is not None:
        return _given_up
    try:
        command = [sys.executable, "-I", "-S", "-c", _BOOT, *map(os.path.abspath, sys.path)]
        answer = _read(process.run(command, SECONDS, json.dumps(request).encode()))
    except (OSError, ValueError) as error:  # it cannot be started; it was cut off as it answered
        answer = Answer("failed", type(error).__name__)
    if answer.trouble:
        _given_up = answer
    return answer


def _read(said: process.Said) -> Answer:
    if said.code is None:
        return Answer("slow")
    if said.code or not said.out:
        return Answer("failed", f"{said.code}")
    reply = json.loads(said.out)
    value = reply.pop("value", None)
    return Answer(value=None if value is None else Secret(value), **reply)
