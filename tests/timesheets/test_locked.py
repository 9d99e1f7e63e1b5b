"""Time that a client was told of stays as it was told, until a correction is begun."""

from __future__ import annotations

from datetime import date

import pytest

from helpdesk_tui.models.billing import Sheet, State
from helpdesk_tui.models.changes import Refused
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.tickets import history
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.spent import Spent, by_id
from helpdesk_tui.worktime.timer import What
from tests.timesheets.conftest import MADRID, client, instant, wrote


def seen(entry: int) -> Spent:
    found = by_id(entry)
    assert found
    return found


def give_out(client: int, revision: int = 1, state: State = State.GIVEN) -> None:
    Sheet.create(
        client=client,
        first=date(2026, 11, 16),
        last=date(2026, 11, 22),
        revision=revision,
        state=state,
        created_at=instant("23 8:00"),
    )


def add(by: int, client: int | None, begin: str, end: str) -> None:
    what = What("Late", client=client)
    entries.add(by, what, instant(begin), instant(end), (), MADRID)


def test_an_entry_on_a_sheet_that_was_given_out_is_neither_changed_nor_moved_nor_put_away(
    ana: int, acme: int
) -> None:
    one = wrote(ana, "16 9:00", "16 10:00", client=acme)
    give_out(acme)
    with pytest.raises(Refused, match=r"ACME Ibérica .*2026-11-16 .*correction"):
        entries.edit(ana, seen(one), what=What("Other", client=acme))
    with pytest.raises(Refused, match="given out"):
        entries.edit(ana, seen(one), what=What("Work"))  # to internal
    with pytest.raises(Refused, match="given out"):
        entries.move(ana, seen(one), instant("24 9:00"))
    with pytest.raises(Refused, match="given out"):
        entries.put_away(ana, seen(one))
    assert (Entry.get().title, Entry.get().client_id, Entry.get().retired) == ("Work", acme, False)


def test_nothing_is_added_to_it_and_nothing_taken_back_into_it(ana: int, acme: int) -> None:
    one = wrote(ana, "16 9:00", "16 10:00", client=acme)
    done = entries.put_away(ana, seen(one))
    give_out(acme)
    with pytest.raises(Refused, match="given out"):
        add(ana, acme, "17 9:00", "17 10:00")
    with pytest.raises(Refused, match="given out"):
        add(ana, acme, "22 22:30", "22 23:30")  # half of it is Monday in Madrid
    with pytest.raises(Refused, match="given out"):
        history.take_back(ana, done)


def test_other_clients_other_weeks_and_internal_time_are_free(ana: int, acme: int) -> None:
    give_out(acme)
    add(ana, client(ana, "Fénix SL"), "17 9:00", "17 10:00")
    add(ana, None, "17 10:00", "17 11:00")
    add(ana, acme, "23 9:00", "23 10:00")
    add(ana, acme, "15 22:00", "15 22:30")  # Sunday, 23:30 in Madrid at its end
    assert Entry.select().count() == 4


def test_a_correction_makes_its_time_free_until_it_is_given_out_itself(ana: int, acme: int) -> None:
    give_out(acme)
    give_out(acme, 2, State.DRAFT)
    add(ana, acme, "17 9:00", "17 10:00")
    Sheet.update(state=State.GIVEN).execute()
    with pytest.raises(Refused, match="ACME"):
        add(ana, acme, "17 10:00", "17 11:00")
