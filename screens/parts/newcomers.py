"""Clients and callers that are filled in by a name that nobody knows yet: they are written down."""

from __future__ import annotations

from helpdesk_tui.models.changes import Hand
from helpdesk_tui.people import editing

from .fields import Answers


def client_of(hand: Hand, answers: Answers) -> int | None:
    """The client that is filled in; one that is not known yet is written down."""
    chosen = answers.chosen["client"]
    if chosen is None and answers["client"]:
        return editing.new_client(hand, {"name": answers["client"]})
    return chosen


def contact_of(hand: Hand, answers: Answers, client: int | None) -> int | None:
    """The caller; one who is not known yet is written down, at this client."""
    chosen = answers.chosen["caller"]
    if chosen is None and answers["caller"]:
        return editing.new_contact(hand, client, {"name": answers["caller"]})
    return chosen
