"""Finds data that the project does not ship."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def outside(name: str) -> Path:
    """A file in the folder `HELPDESK_DATA`, else `../shared/data`; without it the test skips."""
    folder = Path(os.environ.get("HELPDESK_DATA") or ROOT / ".." / "shared" / "data").resolve()
    path = folder / name
    if not path.exists():
        pytest.skip(f"{name} is not there; name its folder in HELPDESK_DATA ({folder} was tried)")
    return path
