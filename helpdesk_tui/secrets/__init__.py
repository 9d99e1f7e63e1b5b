"""Passwords: where they come from, and where they never go. `chain` is the way in.

Nothing here is loaded for a desk on a file.
"""
