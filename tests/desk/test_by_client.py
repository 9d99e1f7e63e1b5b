"""The order by client: tickets lie under their client's name, whatever becomes of either."""

from __future__ import annotations

import pytest

from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people import editing
from helpdesk_tui.tickets import actions, history, queue
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.views import Viewer
from tests.support import misfiled, opened, row


@pytest.fixture
def firms(ana: int) -> dict[str, int]:
    """Clients by their names, added in no order."""
    names = ("Oslo", "acme", "Ñandú", "Nuria")
    return {name: editing.add_client(ana, {"name": name}).things[0] for name in names}


@pytest.fixture
def tickets(ana: int, firms: dict[str, int]) -> dict[str, int]:
    """A ticket of each client and one of nobody's, by the name; the first was opened first."""
    clients: dict[str, int | None] = {"": None} | firms
    return {name: opened(ana, client=client) for name, client in clients.items()}


def by_client(by: int, view: str = "all", *, reverse: bool = False) -> list[int]:
    return [row.id for row in queue.page(Query(Viewer(by), view, "client", reverse)).rows]


def renamed(by: int, client: int, name: str, to: str) -> Done:
    return editing.edit(by, Entity.CLIENT, client, {"name": name}, {"name": to})


def test_clients_come_by_name_and_tickets_without_one_come_last(
    ana: int, tickets: dict[str, int]
) -> None:
    order = [tickets[name] for name in ("acme", "Nuria", "Ñandú", "Oslo", "")]
    assert by_client(ana) == order
    assert by_client(ana, reverse=True) == order[::-1]


def test_the_tickets_of_a_renamed_client_move_and_undo_moves_them_back(
    ana: int, firms: dict[str, int], tickets: dict[str, int]
) -> None:
    resolved = opened(ana, client=firms["acme"])
    actions.resolve(ana, [row(resolved)], "done")
    before, seen = by_client(ana), row(tickets["acme"]).changed_at

    done = renamed(ana, firms["acme"], "acme", "Zeta")
    assert by_client(ana) == [*before[1:-1], tickets["acme"], tickets[""]]
    assert row(tickets["acme"]).changed_at == seen, "nothing was done to the ticket itself"
    assert misfiled() == []

    undone = history.take_back(ana, done)
    assert by_client(ana) == before
    assert misfiled() == []

    history.take_back(ana, undone)
    assert row(resolved).client_key == "zeta"


def test_a_ticket_goes_to_another_client_and_to_none_and_back(
    ana: int, firms: dict[str, int], tickets: dict[str, int]
) -> None:
    before, ticket = by_client(ana), tickets["acme"]
    moved = actions.edit(ana, row(ticket), {"client": firms["Oslo"]})
    assert by_client(ana)[-3:] == [*sorted([ticket, tickets["Oslo"]]), tickets[""]]
    left = actions.edit(ana, row(ticket), {"client": None})
    assert by_client(ana)[-2:] == sorted([ticket, tickets[""]])
    history.take_back(ana, left)
    history.take_back(ana, moved)
    assert by_client(ana) == before


def test_a_client_who_gets_a_name_and_a_ticket_in_turn_stays_in_order(
    ana: int, firms: dict[str, int], tickets: dict[str, int]
) -> None:
    renamed(ana, firms["Oslo"], "Oslo", "Ámbar")
    first = opened(ana, client=firms["Oslo"])
    actions.edit(ana, row(tickets[""]), {"client": firms["Oslo"]})
    ambar = sorted([first, tickets["Oslo"], tickets[""]])
    assert by_client(ana) == [tickets["acme"], *ambar, tickets["Nuria"], tickets["Ñandú"]]
    assert misfiled() == []
