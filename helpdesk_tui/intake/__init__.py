"""Turns the CSV exports of other systems into tickets with their history."""
