"""Totals of imported time are those of a plain sum over the files, to the second."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui.intake.run import Options, import_file
from helpdesk_tui.people import editing
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.worktime import portions
from helpdesk_tui.worktime.spent import between
from tests.support import technician

CLIENTS = {
    "ACME": "Europe/Madrid",
    "Habana SA": "America/Havana",
    "Kiwi Ltd": "Pacific/Auckland",
}
NIGHTS = (
    datetime(2025, 12, 31, 6, tzinfo=UTC),  # New Year, and a week of two years
    datetime(2026, 3, 7, 22, tzinfo=UTC),  # Havana jumps over midnight
    datetime(2026, 3, 28, 18, tzinfo=UTC),
    datetime(2026, 4, 4, 8, tzinfo=UTC),
    datetime(2026, 10, 24, 20, tzinfo=UTC),  # Madrid has 25 hours
    datetime(2026, 10, 31, 22, tzinfo=UTC),
    datetime(2026, 12, 31, 6, tzinfo=UTC),
)
RECORDS = 2_001
Record = tuple[str, str, str, int, int]
"""Technician, client, project, begin and end in seconds since 1970."""


def records() -> list[Record]:
    """Time around the nights on which clocks and years change; nobody does two things at once."""
    dice = random.Random(20261122)
    found = []
    for number in range(RECORDS):
        night, turn = NIGHTS[number % len(NIGHTS)], number // len(NIGHTS)
        who, place = turn % 24, turn // 24  # a dozen each a night
        begin = int(night.timestamp()) + place * 9_000 + dice.randrange(1_000)
        client = dice.choice(list(CLIENTS))
        project = f"{client} {dice.randrange(3)}"
        found.append((f"Tech {who}", client, project, begin, begin + dice.randrange(1, 7_900)))
    return found


def toggl(path: Path, some: list[Record], zone: ZoneInfo) -> None:
    rows = ["User,Client,Project,Description,Start date,Start time,End date,End time,Duration"]
    for who, client, project, begin, end in some:
        times = (datetime.fromtimestamp(at, zone) for at in (begin, end))
        clock = ",".join(f"{at:%Y-%m-%d,%H:%M:%S}" for at in times)
        rows.append(f"{who},{client},{project},W,{clock},{timedelta(seconds=end - begin)}")
    path.write_text("\n".join(rows) + "\n")


def clockify(path: Path, some: list[Record], zone: ZoneInfo) -> None:
    rows = [
        "User,Client,Project,Description,Start Date,Start Time,End Date,End Time,Duration (h)",
    ]
    for who, client, project, begin, end in some:
        times = (datetime.fromtimestamp(at, zone) for at in (begin, end))
        clock = ",".join(f"{at:%m/%d/%Y,%I:%M:%S %p}" for at in times)
        rows.append(f"{who},{client},{project},W,{clock},{timedelta(seconds=end - begin)}")
    path.write_text("\n".join(rows) + "\n")


def jsonl(path: Path, some: list[Record], zone: ZoneInfo) -> None:
    """What `helpdesk time export` writes, of which each instant says its offset."""
    rows = []
    for number, (who, client, project, begin, end) in enumerate(some):
        at, until = (datetime.fromtimestamp(one, zone).isoformat() for one in (begin, end))
        row = {"entry": number, "technician": who, "client": client, "project": project}
        row |= {"title": "W", "begin": at, "end": until, "breaks": [], "seconds": 0}
        rows.append(json.dumps(row | {"zone": zone.key}))
    path.write_text("\n".join(rows) + "\n")


def counted(totals: Counter[Any], day: date, project: str, seconds: int) -> None:
    iso = day.isocalendar()
    for key in (
        day,
        ("week", iso.year, iso.week),
        ("month", day.year, day.month),
        day.year,
        project,
    ):
        totals[key] += seconds


def lost(record: Record, zone: str) -> bool:
    """Whether it lies in the second of two hours of one name: only an offset could tell that."""
    return all(datetime.fromtimestamp(at, ZoneInfo(zone)).fold for at in record[3:])


def plain_sum(some: list[Record]) -> Counter[Any]:
    """Each record minute by minute of the client's wall clock: slow, and too simple to be wrong."""
    totals: Counter[Any] = Counter()
    for _who, client, project, begin, end in some:
        zone = ZoneInfo(CLIENTS[client])
        at = begin
        while at < end:
            until = min(end, at - at % 60 + 60)  # every zone here is whole minutes from UTC
            counted(totals, datetime.fromtimestamp(at, zone).date(), project, until - at)
            at = until
    return totals


def at_the_desk() -> Counter[Any]:
    totals: Counter[Any] = Counter()
    later = datetime(2027, 6, 1, tzinfo=UTC)
    found = between(None, datetime(2025, 1, 1, tzinfo=UTC), later)
    zones = portions.zones({one.what.client for one in found if one.what.client})
    for portion in portions.cut(found, zones, later):
        counted(totals, portion.day, portion.spent.project, portion.seconds)
    return totals


def test_two_thousand_records_of_three_programs_and_zones_add_up_to_the_second(
    desk: Opened, tmp_path: Path
) -> None:
    by = technician("ana")
    for name, zone in CLIENTS.items():
        editing.add_client(by, {"name": name, "zone": zone})
    every = records()
    ways = ((toggl, "Europe/Madrid"), (clockify, "America/New_York"), (jsonl, "Asia/Kolkata"))
    shared: dict[str, list[Record]] = {zone: [] for _write, zone in ways}
    for number, record in enumerate(every):
        zone = ways[number % 3][1]
        shared["Asia/Kolkata" if lost(record, zone) else zone].append(record)
    for write, zone in ways:
        some = shared[zone]
        path = tmp_path / ("file.jsonl" if write is jsonl else "file.csv")
        write(path, some, ZoneInfo(zone))
        report = import_file(path, Options(zone=zone))
        assert (report.rows_new, report.spotless) == (len(some), True)
        assert report.hours
        assert (report.hours.mended, report.hours.together) == (0, 0)
        wanted = sum(end - begin for *_names, begin, end in some)
        assert sum(seconds for _client, seconds in report.hours.clients) == wanted
    assert at_the_desk() == plain_sum(every)
    assert any(one.year == 2027 for one in plain_sum(every) if isinstance(one, date))
