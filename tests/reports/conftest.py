"""A desk on each database, and the time of day in the hand of the test."""

from __future__ import annotations

from tests.sla.conftest import ana, desk, watch

__all__ = ["ana", "desk", "watch"]
