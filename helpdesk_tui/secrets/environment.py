"""Passwords that the environment holds."""

from __future__ import annotations

import os
import re

from helpdesk_tui.secrets.secret import Secret


def variable(key: str) -> str:
    """The variable that a key is looked for in: `HELPDESK_SECRET_POSTGRESQL_ANA_DB_5432_DESK`."""
    return "HELPDESK_SECRET_" + re.sub(r"[^A-Z0-9]+", "_", key.upper()).strip("_")


def variables(key: str) -> tuple[str, ...]:
    """All variables that may hold it; the first that does is taken."""
    ours = variable(key)
    return (ours, "PGPASSWORD") if key.startswith("postgresql:") else (ours,)


def look(key: str) -> Secret | None:
    """What the environment holds for a key."""
    found = next(filter(None, map(os.environ.get, variables(key))), None)
    return Secret(found) if found else None
