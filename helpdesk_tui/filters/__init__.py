"""The language in which tickets are looked for: pure, so that every reading can be tried.

Nothing else of it is loaded before somebody filters.
"""

from __future__ import annotations

from helpdesk_tui.unreadable import Unreadable

__all__ = ["Unreadable"]
