"""Made-up entries of time: as many as asked for, the same ones every time, none over another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpdesk_tui.clock import to_micros
from helpdesk_tui.samples import load_hours
from helpdesk_tui.samples.load import fill_load
from helpdesk_tui.samples.load_hours import fill_entries
from tests.samples.records import fingerprint, rows, value
from tests.storage.fresh import opened_fresh

NOW = datetime(2026, 11, 21, 13, 32, tzinfo=UTC)


@pytest.mark.parametrize("entries", [1, 1_990, 30_000])
def test_as_many_as_asked_for_and_none_over_another(tmp_path: Path, entries: int) -> None:
    told: list[int] = []
    with opened_fresh(tmp_path):
        fill_load(200, 1, NOW)
        fill_entries(entries, 1, NOW, told.append)
        assert sum(told) == entries == value("SELECT count(*) FROM entry")
        assert value('SELECT max("end") FROM entry') < to_micros(NOW)
        assert value("SELECT min(begin) FROM entry") > to_micros(NOW - timedelta(days=3 * 365))
        per_head = [many for (many,) in rows("SELECT count(*) FROM entry GROUP BY technician_id")]
        assert max(per_head) - min(per_head) <= max(per_head) / 4
        over = """SELECT begin < lag("end") OVER (PARTITION BY technician_id ORDER BY begin) AS over
            FROM entry"""
        assert value(f"SELECT coalesce(sum(over), 0) FROM ({over})") == 0
        strange = """SELECT entry.id FROM entry JOIN ticket ON ticket.id = ticket_id
            WHERE "end" <= begin OR title <> subject OR entry.client_id <> ticket.client_id"""
        assert rows(strange) == []


def test_they_lie_on_working_days(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        fill_load(50, 1, NOW)
        fill_entries(2_000, 1, NOW)
        days = rows("SELECT DISTINCT strftime('%w', begin / 1000000, 'unixepoch') FROM entry")
        assert {day for (day,) in days} == set("12345")


def test_the_same_seed_makes_the_same_entries_and_another_one_does_not(tmp_path: Path) -> None:
    prints = []
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        (tmp_path / name).mkdir()
        with opened_fresh(tmp_path / name):
            fill_load(100, 1, NOW)
            fill_entries(500, seed, NOW)
            prints.append(fingerprint())
    assert prints[0] == prints[1] != prints[2]


def test_a_break_keeps_whole_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_hours, "CHUNK", 100)
    told: list[int] = []

    def break_off_later(count: int) -> None:
        told.append(count)
        if len(told) == 3:
            raise KeyboardInterrupt

    with opened_fresh(tmp_path):
        fill_load(50, 1, NOW)
        with pytest.raises(KeyboardInterrupt):
            fill_entries(1_000, 1, NOW, break_off_later)
        assert value("SELECT count(*) FROM entry") == sum(told) == 300
