"""The first rows of a file as the tickets, or the recorded time, that a plan would make of them."""

from __future__ import annotations

from helpdesk_tui.intake import ticket_picture
from helpdesk_tui.intake.columns import place
from helpdesk_tui.intake.hours import hour_picture
from helpdesk_tui.intake.made import TIME
from helpdesk_tui.intake.mapping import unguarded
from helpdesk_tui.intake.peek import Sample
from helpdesk_tui.intake.plan import Plan
from helpdesk_tui.intake.seen import Picture


def picture(sample: Sample, plan: Plan) -> Picture:
    """Tries a plan on the rows of a sample."""
    mapping = unguarded(plan.mapping(), sample.format)
    columns, _lacking = place(mapping, sample.header)
    seen = hour_picture.seen if mapping.entries else ticket_picture.seen
    found = seen(sample.rows, mapping, columns)
    if plan.made is TIME and plan.column("day") and not plan.column("begin"):
        # The day is all that there is of a beginning.
        notes = {"day" if name == "begin" else name: note for name, note in found.notes.items()}
        return Picture(found.rows, notes)
    return found
