"""The time of day in the hand of the test."""

from __future__ import annotations

from tests.sla.conftest import watch

__all__ = ["watch"]
