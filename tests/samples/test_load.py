"""Load data: as many tickets as asked for, the same ones every time, and fit to be searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from helpdesk_tui.clock import NEVER, to_micros
from helpdesk_tui.models.people import Technician
from helpdesk_tui.samples import load
from helpdesk_tui.samples.load import fill_load
from helpdesk_tui.samples.vocabulary import vocabulary
from tests.samples.records import disagreements, fingerprint, rows, value
from tests.storage.fresh import opened_fresh
from tests.support import holding, misfiled

NOW = datetime(2026, 11, 21, 13, 32, tzinfo=UTC)
TICKETS = 12_000


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """A loaded database, open and only read; what its progress was told."""
    told: list[int] = []
    with opened_fresh(tmp_path_factory.mktemp("load")):
        fill_load(TICKETS, 1, NOW, told.append, me="marc")
        yield told


class TestALoad:
    def test_is_as_large_as_asked_for(self, loaded: list[int]) -> None:
        assert loaded == [5000, 5000, 2000]
        assert value("SELECT count(*) FROM ticket") == TICKETS
        assert value("SELECT count(*) FROM message WHERE kind = 1") == TICKETS
        assert value("SELECT count(*) FROM event WHERE field = 'created'") == TICKETS
        assert value("SELECT count(*) FROM ticket_search") == TICKETS

    @pytest.mark.usefixtures("loaded")
    def test_comes_from_a_crowd_that_fits(self) -> None:
        assert value("SELECT count(*) FROM client") == 69
        assert value("SELECT count(*) FROM team") == 5
        assert value("SELECT count(*) FROM technician") == 25
        lead = "SELECT login FROM technician WHERE role = ?"
        assert rows(lead, Technician.LEAD) == [("marc",)]

    @pytest.mark.usefixtures("loaded")
    def test_is_three_in_a_hundred_live_and_the_rest_done(self) -> None:
        live = value("SELECT count(*) FROM ticket WHERE shelf = 1")
        assert 0.025 < live / TICKETS < 0.035
        assert value("SELECT count(*) FROM ticket WHERE shelf = 0") == TICKETS - live
        assert value("SELECT count(*) FROM ticket WHERE (shelf = 1) <> (status < 4)") == 0
        promised = "SELECT count(*) FROM ticket WHERE (due_at < ?) <> (status < 3)"
        assert value(promised, to_micros(NEVER)) == 0

    @pytest.mark.usefixtures("loaded")
    def test_lies_in_the_past_and_in_order(self) -> None:
        assert value("SELECT max(changed_at) FROM ticket") <= to_micros(NOW)
        assert value("SELECT count(*) FROM ticket WHERE changed_at < created_at") == 0
        created = [at for (at,) in rows("SELECT created_at FROM ticket ORDER BY id")]
        assert created == sorted(created)

    @pytest.mark.usefixtures("loaded")
    def test_has_events_that_lead_to_the_columns(self) -> None:
        assert disagreements(("status", "assignee")) == []

    @pytest.mark.usefixtures("loaded")
    def test_has_tickets_under_the_names_of_their_clients(self) -> None:
        assert misfiled() == []

    @pytest.mark.usefixtures("loaded")
    def test_has_urgent_tickets_seldom(self) -> None:
        counts = dict(rows("SELECT priority, count(*) FROM ticket GROUP BY 1"))
        assert counts[1] < counts[2] < counts[3] > counts[4] > counts[1]

    @pytest.mark.usefixtures("loaded")
    def test_is_found_by_the_words_of_its_texts(self) -> None:
        for number, subject, client in rows(
            """SELECT ticket.id, subject, client.name FROM ticket
            JOIN client ON client.id = client_id WHERE ticket.id % 1999 = 0"""
        ):
            assert number in holding(subject)
            assert number in holding(client)

    @pytest.mark.usefixtures("loaded")
    def test_has_common_and_rare_words_as_real_text_has(self) -> None:
        counts = Counter(
            word for (body,) in rows("SELECT body FROM message") for word in body.lower().split()
        )
        total = counts.total()
        assert len(counts) > 18_000
        assert 0.25 < sum(count for _, count in counts.most_common(100)) / total < 0.7
        assert sum(count <= 3 for count in counts.values()) > 2_000


def test_the_vocabulary_is_large_and_the_same_everywhere() -> None:
    words = {*vocabulary("es").words, *vocabulary("en").words}
    assert len(words) >= 20_000
    assert all(word and word == word.lower() and " " not in word for word in words)
    assert vocabulary("es").words == vocabulary("es").words
    assert vocabulary("es").draw(Random(3), 5) == vocabulary("es").draw(Random(3), 5)


def test_the_same_seed_makes_the_same_database_and_another_one_does_not(tmp_path: Path) -> None:
    prints = {}
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        (tmp_path / name).mkdir()
        with opened_fresh(tmp_path / name):
            fill_load(1_500, seed, NOW)
            prints[name] = fingerprint()
    assert prints["one"] == prints["again"] != prints["other"]


def test_a_second_load_adds_to_the_first_and_touches_nothing(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        fill_load(800, 1, NOW)
        before = rows("SELECT * FROM ticket ORDER BY id")
        fill_load(700, 2, NOW)
        after = rows("SELECT * FROM ticket ORDER BY id")
        assert after[:800] == before
        assert len(after) == value("SELECT count(*) FROM ticket_search") == 1500
        assert value("SELECT count(*) FROM technician") == 25
        assert disagreements(("status", "assignee")) == []


def test_a_break_keeps_whole_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "CHUNK", 100)
    told: list[int] = []

    def break_off_later(count: int) -> None:
        told.append(count)
        if len(told) == 3:
            raise KeyboardInterrupt

    with opened_fresh(tmp_path):
        with pytest.raises(KeyboardInterrupt):
            fill_load(1_000, 1, NOW, break_off_later)
        for table in ("ticket", "message", "ticket_search"):
            assert value(f"SELECT count(*) FROM {table}") == sum(told) == 300


def test_the_number_of_clients_can_be_chosen(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        fill_load(50, 1, NOW, clients=3)
        assert value("SELECT count(*) FROM client") == 3
        assert value("SELECT count(DISTINCT client_id) FROM ticket") == 3
