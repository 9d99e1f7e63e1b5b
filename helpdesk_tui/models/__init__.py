"""The shared model, one file an area; `tables` names all of it."""

from __future__ import annotations

from helpdesk_tui.storage import orm as orm  # first: it keeps Peewee from loading other drivers
