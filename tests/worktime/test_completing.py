"""What is offered while an entry is typed: the client's own first, the latest first, a few."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpdesk_tui.models.changes import change
from helpdesk_tui.models.worktime import Activity, Entry
from helpdesk_tui.people import editing
from helpdesk_tui.people.directory import Named
from helpdesk_tui.worktime import completing, entries
from helpdesk_tui.worktime.timer import What
from tests.worktime.conftest import MADRID, MONDAY


@pytest.fixture
def acme(ana: int) -> int:
    return editing.add_client(ana, {"name": "Acme"}).things[0]


@pytest.fixture
def zeta(ana: int) -> int:
    return editing.add_client(ana, {"name": "Zeta"}).things[0]


def spent(by: int, *whats: What) -> list[int]:
    """Entries of a minute each, one after the other."""
    last = Entry.select().order_by(Entry.end.desc()).first()
    begin = last.end if last else MONDAY
    made = []
    for number, what in enumerate(whats):
        first = begin + timedelta(minutes=number)
        done = entries.add(by, what, first, first + timedelta(minutes=1), [], MADRID)
        made += done.things
    return made


def names(offered: list[Named]) -> list[str]:
    return [one.name for one in offered]


def test_titles_are_the_clients_own_first_and_the_latest_first(
    ana: int, acme: int, zeta: int
) -> None:
    whats = [What("Copia", client=acme), What("Correo", client=acme), What("COPIA", client=acme)]
    *_, copy = spent(ana, *whats)
    spent(
        ana, What("Contrato", client=zeta), What("Correo", client=zeta), What("Call", client=zeta)
    )

    assert names(completing.titles("", acme)) == ["COPIA", "Correo", "Call", "Contrato"]
    offered = completing.titles("co", acme)
    assert names(offered) == ["COPIA", "Correo", "Contrato"]
    assert [one.detail for one in offered] == ["", "", "Zeta"]
    assert offered[0].id == copy


def test_case_and_accents_do_not_matter_and_every_word_must_be_there(ana: int) -> None:
    spent(ana, What("Migración del correo"), What("Migración"))
    assert names(completing.titles("CORREO migracion", None)) == ["Migración del correo"]
    assert completing.titles("correo x", None) == []


def test_internal_work_has_titles_of_its_own(ana: int, acme: int) -> None:
    spent(ana, What("Meeting"), What("Mail", client=acme))
    assert names(completing.titles("", None)) == ["Meeting", "Mail"]


def test_what_was_put_away_is_not_offered(ana: int) -> None:
    (entry,) = spent(ana, What("Wrong"))
    found = entries.by_id(entry)
    assert found
    entries.put_away(ana, found)
    assert completing.titles("", None) == []


def test_descriptions_under_the_same_title_come_first(ana: int, acme: int) -> None:
    spent(
        ana,
        What("Copias", "Semanal", client=acme),
        What("Correo", "Cuota", client=acme),
        What("Correo", client=acme),
        What("Copias", "Internal"),
    )
    assert names(completing.descriptions("", acme, "copias")) == ["Semanal", "Cuota"]
    assert names(completing.descriptions("cuo", acme, "copias")) == ["Cuota"]


def test_projects_are_the_clients_and_ours_those_used_first(ana: int, acme: int, zeta: int) -> None:
    with change(ana) as hand:
        move, zone, ours, others = (
            entries.new_project(hand, name, client)
            for name, client in (
                ("Mudanza", acme),
                ("Zona", acme),
                ("Formación", None),
                ("Auditoría", zeta),
            )
        )
    spent(ana, What("x", client=acme, project=zone), What("x", client=zeta, project=others))

    assert names(completing.projects("", acme)) == ["Zona", "Mudanza", "Formación"]
    assert names(completing.projects("MUDAN", acme)) == ["Mudanza"]
    assert [one.id for one in completing.projects("formacion", None)] == [ours]
    assert move


def test_activities_are_those_used_most_first_then_by_name(ana: int) -> None:
    with change(ana) as hand:
        travel, support, _course, gone = (
            entries.new_activity(hand, name) for name in ("Travel", "Support", "Course", "Old")
        )
    Activity.update(retired=True).where(Activity.id == gone).execute()
    spent(ana, *(What("x", activity=used) for used in (travel, support, support, gone)))

    assert names(completing.activities("")) == ["Support", "Travel", "Course"]
    assert names(completing.activities("r")) == ["Support", "Travel", "Course"]
    assert names(completing.activities("tr")) == ["Travel"]


def test_a_dozen_is_offered_at_most(ana: int) -> None:
    spent(ana, *(What(f"x{number}") for number in range(20)))
    assert len(completing.titles("x", None)) == 12
