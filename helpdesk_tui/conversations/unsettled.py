"""What has been typed in a conversation and has not been settled yet, by whomever."""

from __future__ import annotations

from helpdesk_tui.models.drafts import Draft
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.orm import tuples

PRIVATE = ("saw", "reaction", "rehearsed")
"""Fields that are nobody's but their writer's, and go when the summary has been given."""


def target(conversation: int) -> str:
    """Where the drafts of a conversation are kept; the kind of each is its place."""
    return f"{Entity.CONVERSATION}:{conversation}"


def typed(conversation: int, me: int) -> dict[str, str]:
    """The beginnings of texts by their place; another's with their name before it."""
    found = (
        Draft.select(Draft.kind, Draft.fields, Draft.technician, Technician.name)
        .join(Technician)
        .where(Draft.target == target(conversation))
        .order_by(Draft.written_at)
    )
    texts = {}
    for kind, fields, by, name in tuples(found):
        if by != me and kind in PRIVATE:
            continue
        # Beside its texts a draft keeps the numbers of what was chosen, and what it was begun on.
        written = (text for name, text in fields.items() if name.isidentifier() and text.strip())
        said = next(written, "")
        texts[kind] = said if by == me else f"{name}: {said}"
    return texts
