"""Two who merge at the same moment: no circle, nothing lost, and who comes second is told."""

from __future__ import annotations

from collections import Counter

from helpdesk_tui.models import merges
from helpdesk_tui.models.tickets import Message
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import thread
from tests.storage.hands import merges_at_random, together
from tests.support import opened, row


def test_however_many_merge_at_once_each_message_is_read_in_exactly_one_ticket(
    desk: Opened, ana: int, luis: int
) -> None:
    tickets = tuple(opened(ana, f"Number {n}", body=f"The body of {n}") for n in range(6))

    came_of = sum(
        together(merges_at_random, desk.path, *((by, tickets, 40) for by in (ana, luis))), Counter()
    )

    assert came_of.keys() <= {"merged", "undone", "refused"}, "nobody meets a fault"
    assert came_of.total() == 80
    assert came_of["merged"] > 5
    roots = set(merges.leads_to(tickets).values())
    assert all(row(root).merged_into is None for root in roots)
    wholes = [whole for root in roots if (whole := thread.read(root))]
    assert sorted(said.id for whole in wholes for said in whole.said) == sorted(
        message.id for message in Message.select()
    )
