"""The rows of a ticket become its history; dates are read in the zone that the mapping states."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpdesk_tui.clock import from_micros
from helpdesk_tui.intake.columns import bind
from helpdesk_tui.intake.entries import EntryReader
from helpdesk_tui.intake.finding import recognise
from helpdesk_tui.intake.harvest import harvest
from helpdesk_tui.intake.instants import DateReader, is_format
from helpdesk_tui.intake.reading import open_sheet
from helpdesk_tui.intake.replay import Story, replay
from helpdesk_tui.models.tickets import Status, Wait


def stories(path: Path) -> dict[str, Story]:
    sheet = open_sheet(path)
    ours = recognise(sheet.header)
    reader = EntryReader(ours, bind(ours, sheet.header), DateReader(ours.dates, ours.zone))
    found = harvest(sheet, reader, states=ours.states)
    assert not found.refused
    return {key: replay(rows, reader, states=ours.states) for key, rows in found.tickets.items()}


def told(story: Story) -> list[tuple[str, str, object, object]]:
    return [
        (f"{from_micros(step.at):%d %H:%M}", step.field, step.before, step.after)
        for step in story.steps
    ]


def test_states_are_replayed_in_the_order_of_their_times_not_of_their_lines(data: Path) -> None:
    story = stories(data / "log.csv")["0000001"]
    assert told(story) == [
        ("28 09:30", "status", Status.NEW, Status.OPEN),
        ("28 09:30", "team", None, "Group 4"),
        ("28 09:30", "assignee", None, "Technician 11"),
        ("28 11:00", "status", Status.OPEN, Status.WAITING),
        ("28 11:00", "wait_reason", None, Wait.CLIENT),
        ("28 11:00", "assignee", "Technician 11", "Technician 12"),
        ("28 11:00", "priority", 3, 2),
        ("28 12:00", "team", "Group 4", "Group 9"),
        ("29 08:00", "status", Status.WAITING, Status.RESOLVED),
        ("29 08:00", "wait_reason", Wait.CLIENT, None),
        ("30 08:00", "status", Status.RESOLVED, Status.CLOSED),
    ]
    assert story.subject == "Category 5 / 17, symptom 72"
    assert from_micros(story.resolved or 0) == datetime(2016, 3, 29, 8, tzinfo=UTC)
    assert from_micros(story.closed or 0) == datetime(2016, 3, 30, 8, tzinfo=UTC)


def test_a_code_that_means_nothing_leaves_the_state_and_is_kept(data: Path) -> None:
    extra = stories(data / "log.csv")["0000001"].extra
    assert extra["ident_state"] == [{"at": "2016-03-28T12:00:00+00:00", "value": "-100"}]
    assert extra["made_sla"] == "false"
    assert extra["u_symptom"] == "72"
    assert "?" not in extra.values()


def test_a_log_that_begins_in_the_middle_says_when_the_ticket_left_new(data: Path) -> None:
    story = stories(data / "log.csv")["0000002"]
    assert told(story) == [("28 10:00", "status", Status.NEW, Status.OPEN)]
    assert (story.start.team, story.start.assignee) == ("Group 4", "Technician 11")


def test_a_single_row_tells_when_its_ticket_was_resolved_and_closed(data: Path) -> None:
    found = stories(data / "tickets.csv")
    assert told(found["T-3"]) == [
        ("10 11:30", "status", Status.NEW, Status.RESOLVED),
        ("10 11:30", "status", Status.RESOLVED, Status.CLOSED),
    ]
    assert found["T-4"].subject == "No subject, only a text"
    assert found["T-1"].tags == ("server", "power-cut")
    assert found["T-1"].description == "After the power cut at noon it beeps.\n\nWe cannot invoice."
    assert found["T-2"].end.wait_reason == Wait.SUPPLIER


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("UTC", "29/2/2016 01:16", "2016-02-29 01:16"),
        ("Europe/Madrid", "28/03/2016 10:00", "2016-03-28 08:00"),
        ("Europe/Madrid", "27/03/2016 02:30", "2016-03-27 01:30"),  # skipped: 03:30, 30 min on
        ("Europe/Madrid", "27/03/2016 01:59", "2016-03-27 00:59"),
        ("Europe/Madrid", "27/03/2016 03:00", "2016-03-27 01:00"),
        ("Europe/Madrid", "30/10/2016 02:30", "2016-10-30 00:30"),  # twice: the first
        ("Europe/Madrid", "30/10/2016 03:00", "2016-10-30 02:00"),
        ("America/Los_Angeles", "06/11/2016 01:30", "2016-11-06 08:30"),
    ],
)
def test_local_times_are_read_over_the_changes_of_the_clocks(
    zone: str, local: str, utc: str
) -> None:
    read = DateReader(("%d/%m/%Y %H:%M",), zone)(local)
    assert read is not None
    assert f"{from_micros(read):%Y-%m-%d %H:%M}" == utc


def test_an_offset_in_the_text_beats_the_zone_and_nonsense_is_no_date() -> None:
    read = DateReader(("iso", "%d/%m/%Y"), "Europe/Madrid")
    assert read("2026-11-16T09:00:00-05:00") == read("2026-11-16T14:00Z")
    assert read("16/11/2026") == read("2026-11-16")
    for text in ("2026-02-30", "soon", "0000-00-00", "9999-12-31T23:59:59-14:00"):
        assert read(text) is None


def test_a_format_without_a_whole_date_is_none() -> None:
    assert is_format("%d/%m/%y %H:%M")
    assert is_format("%Y-%j")
    for pattern in ("%H:%M", "%d/%m", "%Q", "", "%Y"):
        assert not is_format(pattern)
