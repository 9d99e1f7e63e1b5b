"""placeholder"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helpdesk_tui.sla.rules import Rules


def rules_of(document: Mapping[str, Any]) -> Rules:
    return Rules()
