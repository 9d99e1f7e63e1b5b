"""Who may change anything at all: the one place where it is decided; and what refuses a change."""

from __future__ import annotations

from helpdesk_tui.models.people import Technician
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.orm import tuples

IS_LEAD = (
    Technician.role == Technician.LEAD,
    Technician.login.is_null(False),
    ~Technician.retired,
)
"""What holds of a lead who can come: one who is only invited lets nobody in."""


class Refused(Exception):
    """The change cannot be made, for the reason that it carries (a sentence for the technician)."""


def refusal(by: int | None) -> StorageProblem | None:
    """Why they may not change anything: they only read, or have left. None for who may."""
    if by is None:
        return None
    found = Technician.select(Technician.role, Technician.retired).where(Technician.id == by)
    for role, retired in tuples(found):
        if retired:
            return StorageProblem(Fault.PUT_AWAY, detail=leads())
        if role == Technician.GUEST:
            return StorageProblem(Fault.GUEST)
    return None


def refuse_guests(by: int | None) -> None:
    """Keeps from writing who may not. Raises StorageProblem."""
    if problem := refusal(by):
        raise problem


def leads() -> str:
    """Who may let others in, by their names."""
    found = Technician.select(Technician.name).where(*IS_LEAD).order_by(Technician.sort_key)
    return ", ".join(name for (name,) in tuples(found)) or "—"
