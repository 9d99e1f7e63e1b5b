"""The secrets that this run knows already: each is found or asked for once."""

from __future__ import annotations

import resource

from helpdesk_tui.secrets.environment import variable
from helpdesk_tui.secrets.secret import Secret

_known: dict[str, Secret] = {}


def get(key: str) -> Secret | None:
    """The secret, if it has opened something in this run."""
    return _known.get(key)


def keep(key: str, secret: Secret) -> None:
    """Keeps a secret until the program ends, which from now on leaves no core behind."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    _known[key] = secret


def drop(key: str) -> None:
    """Forgets a secret that opens nothing any more."""
    _known.pop(key, None)


def for_a_child() -> dict[str, str]:
    """Variables for a process of ours that is to open the same: its owner alone can read them."""
    return {variable(key): secret.reveal() for key, secret in _known.items()}
