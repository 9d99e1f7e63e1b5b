"""What the values of a conversation are called on screen."""

from __future__ import annotations

from helpdesk_tui.conversations.talk import (
    Evidence,
    Fact,
    NextStep,
    Option,
    Part,
    Person,
    Statement,
    Warned,
)
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.conversations import (
    Certainty,
    Known,
    Meeting,
    Outcome,
    Told,
    Wants,
)

MEETING = {
    Meeting.UNSAID: "",
    Meeting.IN_PERSON: N_("in person"),
    Meeting.VIDEO: N_("by video"),
    Meeting.PHONE: N_("by phone"),
}
WANTS = {
    Wants.UNSAID: "",
    Wants.HEADLINE: N_("headline"),
    Wants.SUMMARY: N_("summary"),
    Wants.EVERYTHING: N_("everything"),
}
TOLD = {Told.UNSAID: "", Told.NOW: N_("now"), Told.IN_WRITING: N_("in writing")}
KNOWN = {
    Known.UNASKED: "",
    Known.KNOWN: N_("known"),
    Known.SUSPECTED: N_("suspected"),
    Known.NEW: N_("new to them"),
}
CERTAINTY = {
    Certainty.CERTAIN: N_("certain"),
    Certainty.LIKELY: N_("likely"),
    Certainty.UNKNOWN: N_("unknown"),
}
OUTCOME = {Outcome.OPEN: "", Outcome.TAKEN: N_("chosen"), Outcome.REFUSED: N_("declined")}
ROLES = (
    N_("owner"),
    N_("finance manager"),
    N_("accountant"),
    N_("partner"),
    N_("IT contact"),
)
"""Those whom the client is asked about in step 1."""

ADD = {
    Person: N_("Somebody who is there, or who must not hear"),
    Evidence: N_("A piece of evidence"),
    Warned: N_("A former warning, as a dated fact"),
    Option: N_("An option with its price"),
    Fact: N_("A fact of the case"),
    Statement: N_("A statement"),
    NextStep: N_("A next step"),
}
"""What is added, by the kind of line."""


def add(kind: type[Part]) -> str:
    """What a new line of this kind is called."""
    return _(ADD[kind])
