"""Recorded time from other programs: their rows become entries."""
