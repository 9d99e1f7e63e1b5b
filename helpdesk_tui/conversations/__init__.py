"""Conversations in which a client hears bad news, in six steps."""
