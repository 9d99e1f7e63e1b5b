"""The picture of the first rows says what an import would do with them."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk_tui import paths
from helpdesk_tui.intake import saved
from helpdesk_tui.intake.begun import begin
from helpdesk_tui.intake.columns import bind
from helpdesk_tui.intake.entries import EntryReader
from helpdesk_tui.intake.errors import IntakeError, MappingError
from helpdesk_tui.intake.finding import BUILT_IN, load_mapping, named, recognise
from helpdesk_tui.intake.guessing import guess, values_of
from helpdesk_tui.intake.harvest import harvest
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.peek import Input, peek
from helpdesk_tui.intake.picture import picture
from helpdesk_tui.intake.plan import IGNORED, Plan, plan_of
from helpdesk_tui.intake.reading import open_sheet
from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.intake.seen import Picture
from helpdesk_tui.intake.ticket_picture import SeenTicket
from helpdesk_tui.models.tickets import Status, Ticket, Wait
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import tuples

HEADER = ("id", "what", "state", "how", "made", "last")
PLAN = Plan(
    source="ours",
    zone="Europe/Madrid",
    dates=("%d/%m/%Y", "iso"),
    missing=("?",),
    meanings=dict(
        zip(
            HEADER, ("external", "subject", "status", "priority", "created", "changed"), strict=True
        )
    ),
    status={"Auf": "open", "With Them": "waiting: supplier", "Huh": "keep"},
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3", "4", "", "?"]),
        st.sampled_from(["It burns", "", "?"]),
        st.sampled_from(["auf", "With them", "huh", "closed", ""]),
        st.sampled_from(["1", "P4", "5", ""]),
        st.sampled_from(["21/11/2026", "2026-11-21 14:05", "11/21/2026", "", "?"]),
        st.sampled_from(["22/11/2026", "", "soon"]),
    ),
    min_size=1,
    max_size=6,
)


def written(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def tickets(seen: Picture) -> list[SeenTicket]:
    return [row for row in seen.rows if isinstance(row, SeenTicket)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, states=st.booleans())
def test_the_rows_that_it_shows_as_wrong_are_those_that_an_import_refuses(
    tmp_path: Path, rows: list[tuple[str, ...]], states: bool
) -> None:
    path = written(tmp_path / "rows.csv", rows)
    plan = replace(PLAN, rows="states" if states else "tickets")
    seen = picture(peek(Input(path)), plan)
    sheet, mapping = open_sheet(path), plan.mapping()
    dates = DateReader(mapping.dates, mapping.zone)
    reader = EntryReader(mapping, bind(mapping, sheet.header), dates)
    refused = {refusal.line for refusal in harvest(sheet, reader, states=False).refused}
    if states:  # of a number, one row is refused for another
        alone = [harvest_one(row, path.with_name("one.csv"), plan) for row in rows]
        refused = {line for line, bad in enumerate(alone, start=2) if bad}
    assert {row.line for row in seen.rows if row.wrong} == refused
    assert seen.refused == len(refused)


def harvest_one(row: tuple[str, ...], path: Path, plan: Plan) -> bool:
    """Whether this row alone would be refused."""
    sheet, mapping = open_sheet(written(path, [row])), plan.mapping()
    dates = DateReader(mapping.dates, mapping.zone)
    reader = EntryReader(mapping, bind(mapping, sheet.header), dates)
    return bool(harvest(sheet, reader, states=True).refused)


def test_a_row_is_seen_as_its_ticket_and_what_is_wrong_is_counted(tmp_path: Path) -> None:
    rows = [
        ("1", "It burns", "with THEM", "P1", "21/11/2026", ""),
        ("1", "", "lost", "", "hoy", ""),
        ("", "No number", "", "", "2026-11-21 14:05", ""),
    ]
    seen = picture(peek(Input(written(tmp_path / "rows.csv", rows))), PLAN)
    first, second, third = tickets(seen)
    assert (first.standing, first.priority) == ((Status.WAITING, Wait.SUPPLIER), 1)
    assert first.created == datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert second.wrong == {"status", "created"}
    assert third.texts["subject"] == "No number"
    assert seen.notes == {
        "subject": "1 of 3 rows have no subject",
        "external": "1 of 3 rows have no number",
        "status": "1 of 3 rows have a value without a meaning, such as lost",
        "created": "1 of 3 rows are no date in this form, such as hoy",
    }
    assert seen.refused == 2


def test_a_plan_without_a_number_or_a_date_is_seen_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path / "rows.csv", [("1", "It burns", "", "", "", "")] * 2)
    seen = picture(peek(Input(path)), Plan(meanings={"what": "subject"}))
    assert [row.texts["subject"] for row in tickets(seen)] == ["It burns"] * 2
    assert set(seen.notes) == {"external", "created"}
    assert seen.refused == 2


def test_a_row_with_other_cells_than_the_header_is_said(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,what,made\n1,a\n2,b,2026-11-21\n")
    plan = Plan(meanings={"id": "external", "what": "subject", "made": "created"})
    seen = picture(peek(Input(path)), plan)
    assert [bool(row.trouble) for row in seen.rows] == [True, False]
    assert seen.refused == 1


def test_a_value_with_odd_spaces_or_signs_has_the_meaning_that_it_was_given(
    tmp_path: Path,
) -> None:
    row = ("1", "It burns", "With  the\u202e supplier", "", "21/11/2026", "")
    sample = peek(Input(written(tmp_path / "rows.csv", [row])))
    plan = guess(sample, "UTC", "").mean("state", "status")
    value, *_others = values_of(plan, sample, "status")
    plan = plan.with_values("status", {value: "waiting: supplier"})
    (ticket,) = tickets(picture(sample, plan))
    assert ticket.standing == (Status.WAITING, Wait.SUPPLIER)


# What is saved


def test_a_saved_plan_is_found_by_the_next_file_and_by_its_name(
    desk: Opened, tmp_path: Path
) -> None:
    rows = [("1", "It burns", "Auf", "P1", "21/11/2026", "keep me")]
    path = written(tmp_path / "rows.csv", rows)
    begun = begin(Input(path), "Europe/Madrid")
    plan = replace(PLAN.mean("last", "").mean("how", IGNORED))
    saved.keep(plan, begun.sample.header)
    assert begin(Input(path), "UTC").taken_up

    file = saved.save(plan, "Our Old Desk", begun.sample.header)

    assert file.name == "our-old-desk.toml"
    again = begin(Input(path), "UTC")
    assert (again.plan, again.name, again.taken_up) == (plan, "our-old-desk", False)
    assert recognise(HEADER).file == named("our-old-desk") == file
    report = import_file(path, Options())
    assert (report.tickets_new, report.source) == (1, "ours")
    ((subject, priority, extra),) = tuples(
        Ticket.select(Ticket.subject, Ticket.priority, Ticket.extra)
    )
    assert (subject, priority, extra) == ("It burns", 3, {"last": "keep me"})


def test_an_unfinished_plan_is_not_saved_and_says_what_it_lacks() -> None:
    with pytest.raises(MappingError, match="number of the ticket"):
        saved.save(Plan(source="ours", meanings={"made": "created"}), "ours", HEADER)
    assert not saved.file_of("ours").exists()


def test_a_damaged_draft_is_none() -> None:
    saved.keep(PLAN, HEADER)
    assert saved.kept(HEADER) == PLAN
    (draft,) = paths.state_dir().rglob("*.json")
    draft.write_text("{")
    assert saved.kept(HEADER) is None


def test_a_damaged_mapping_stands_in_the_way_only_where_nothing_else_fits() -> None:
    file = saved.file_of("broken")
    file.parent.mkdir(parents=True)
    file.write_text("source = 7")
    assert recognise(("number", "subject", "created")).file.stem == "plain"
    with pytest.raises(IntakeError, match=r"broken\.toml"):
        recognise(("a", "b"))


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda path: path.stem)
def test_a_mapping_of_the_desk_becomes_a_plan_and_means_the_same(
    path: Path, tmp_path: Path
) -> None:
    mapping = load_mapping(path)
    names = [names[0] for t in mapping.fields.values() for names in t.columns()]
    header = tuple(dict.fromkeys([*names, *(known[0] for known in mapping.recognise)]))
    plan = plan_of(tomllib.loads(path.read_text(encoding="utf-8")), header)
    copy = tmp_path / "copy.toml"
    copy.write_text(tomli_w.dumps(plan.document()), encoding="utf-8")
    again = load_mapping(copy)
    bound, was = bind(again, header), bind(mapping, header)
    assert {f: c.places for f, c in bound.fields.items()} == {
        f: c.places for f, c in was.fields.items()
    }
    assert (again.status, again.priority, again.kind) == (
        mapping.status,
        mapping.priority,
        mapping.kind,
    )
    kept = ("dates", "zone", "missing", "states", "entries", "overnight", "guarded")
    assert [getattr(again, name) for name in kept] == [getattr(mapping, name) for name in kept]
