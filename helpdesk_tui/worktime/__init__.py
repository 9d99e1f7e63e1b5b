"""The time that technicians record: the running timer, entries, days and weeks."""
