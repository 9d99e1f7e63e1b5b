"""Conversations about bad news: the six steps, the cue view, the list."""
