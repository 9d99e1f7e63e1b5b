"""The demonstration desk: what it holds, and that nothing in it contradicts anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from helpdesk_tui import i18n
from helpdesk_tui.clock import NEVER, to_micros
from helpdesk_tui.models import clocks
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.tickets import MessageKind, Shelf, Status
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.samples.promised import GOLD
from helpdesk_tui.samples.texts import incidents, said
from helpdesk_tui.storage.places import attachments_folder
from helpdesk_tui.tickets import handover, promises
from tests.samples.records import disagreements, fingerprint, rows, value
from tests.storage.fresh import opened_fresh
from tests.support import holding, misfiled

NOW = datetime(2026, 11, 18, 13, 32, tzinfo=UTC)
ODD_PRESENTS = {
    "a Sunday night": datetime(2026, 11, 22, 2, 5, tzinfo=UTC),
    "New Year": datetime(2026, 12, 31, 23, 0, tzinfo=UTC),
    "the hour that summer time leaves out": datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
}
FIELDS = (
    *("status", "priority", "assignee", "team", "subject", "wait_reason", "wait_until"),
    *("resolved_at", "closed_at"),
)
SPANISH = re.compile(r"\b(el|la|los|que|de|en|un|una|por|se|no|es|ya|del|sin|con)\b", re.I)
ENGLISH = re.compile(r"\b(the|and|to|is|it|of|for|on|we|you|in|was|from|a|are|this)\b", re.I)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The database of a demonstration that marc runs, open and only read."""
    i18n.install("en")
    with opened_fresh(tmp_path_factory.mktemp("demo")) as opened:
        fill_demo(NOW, "marc")
        yield opened.path


@pytest.mark.usefixtures("demo")
class TestTheDesk:
    def test_has_what_the_readme_promises(self) -> None:
        counts = {
            table: value(f"SELECT count(*) FROM {table}")
            for table in ("client", "technician", "team", "ticket")
        }
        assert counts == {"client": 40, "technician": 3, "team": 2, "ticket": 300}
        languages = dict(rows("SELECT language, count(*) FROM client GROUP BY 1"))
        assert min(languages["es"], languages["en"]) >= 15
        assert 80 <= value("SELECT count(*) FROM contact") <= 100

    def test_is_run_by_the_person_who_opened_it(self) -> None:
        assert {login for (login,) in rows("SELECT login FROM technician")} == {
            *("marc", "ana", "luis")
        }
        lead = "SELECT login FROM technician WHERE role = ?"
        assert rows(lead, Technician.LEAD) == [("marc",)]

    def test_has_some_sixty_live_tickets_of_every_sort(self) -> None:
        live = rows("SELECT status, priority, assignee_id FROM ticket WHERE shelf = ?", Shelf.LIVE)
        assert 55 <= len(live) <= 65
        assert {status for status, _, _ in live} == {Status.NEW, Status.OPEN, Status.WAITING}
        assert {priority for _, priority, _ in live} == {1, 2, 3, 4}
        assert {assignee for _, _, assignee in live} == {None, 1, 2, 3}

    def test_has_tickets_under_the_names_of_their_clients(self) -> None:
        assert misfiled() == []

    def test_explains_the_clocks_of_its_stories_by_its_policies(self) -> None:
        number = value("SELECT id FROM ticket WHERE subject LIKE 'SRV-2 no%'")
        first, next_, resolution = promises.explain(number, NOW)
        assert (first.clock.policy.name, first.clock.policy.hours.name) == (
            "Gold P1",
            "On call 24 h",
        )
        assert (first.clock.missed, next_.clock.due) == (False, NOW - timedelta(minutes=7))
        assert sum(line.seconds for line in resolution.lines) == 4 * 3600
        paused = value("SELECT id FROM ticket WHERE subject LIKE 'Licencias para%'")
        assert [clock.held for clock in clocks.clocks(paused)] == [False, True]

    def test_promises_nothing_to_one_client_and_little_to_most(self) -> None:
        promised = rows(
            """SELECT client.name, max(promised) FROM ticket JOIN client ON client.id = client_id
            WHERE shelf <> 2 GROUP BY 1 ORDER BY 1"""
        )
        assert [name for name, bits in promised if not bits] == ["Estudio Pampa"]
        assert {name for name, bits in promised if bits & 1} == set(GOLD)

    def test_has_kept_most_promises_and_missed_some(self) -> None:
        done = rows("SELECT promised, missed FROM ticket WHERE shelf = 0")
        missed = sum(bool(bits) for _, bits in done)
        assert 0.02 < missed / sum(bool(bits) for bits, _ in done) < 0.2

    def test_has_beside_its_tickets_what_their_clocks_say(self) -> None:
        assert (promises.wrong(), promises.behind()) == (0, 0)

    def test_holds_the_story_of_srv_2(self) -> None:
        ((number, priority, status, login, client),) = rows(
            """SELECT ticket.id, priority, status, login, client.name FROM ticket
            JOIN client ON client.id = client_id JOIN technician ON technician.id = assignee_id
            WHERE subject = 'SRV-2 no arranca tras el corte de luz'"""
        )
        assert (priority, status, login) == (1, Status.OPEN, "marc")
        assert client == "ACME Ibérica"
        kinds = rows("SELECT kind FROM message WHERE ticket_id = ? ORDER BY at", number)
        assert [kind for (kind,) in kinds] == [1, 3, 2, 1, 3]

    def test_begins_with_what_the_former_shift_has_left(self) -> None:
        (note,) = handover.unread(1, ())
        assert note.who != value("SELECT name FROM technician WHERE login = 'marc'")
        subjects = ["La VPN se cae cada diez minutos", "El escáner envía páginas vacías"]
        assert [subject for _, subject in note.tickets] == subjects

    def test_has_two_answers_that_nobody_has_read(self) -> None:
        unread = rows(
            """SELECT subject, assignee_id, unread_since = max(message.at), contact_id > 0
            FROM ticket JOIN message ON ticket_id = ticket.id
            WHERE unread_since > 0 GROUP BY ticket.id ORDER BY 1"""
        )
        assert unread == [
            ("El escáner envía páginas vacías", 1, 1, 1),
            ("Nadie puede imprimir recetas", 1, 1, 1),
        ]

    def test_never_shows_the_same_subject_twice_among_the_live(self) -> None:
        subjects = [subject for (subject,) in rows("SELECT subject FROM ticket WHERE shelf = 1")]
        assert len(subjects) - len(set(subjects)) <= 1

    def test_speaks_to_each_client_in_their_language(self) -> None:
        threads = rows(
            """SELECT client.language, ticket.id, group_concat(body, ' ') FROM message
            JOIN ticket ON ticket.id = ticket_id JOIN client ON client.id = client_id
            GROUP BY ticket.id"""
        )
        wrong = [
            text
            for language, _number, text in threads
            if (len(SPANISH.findall(text)) > len(ENGLISH.findall(text))) != (language == "es")
        ]
        assert not wrong

    def test_leaves_no_place_of_a_text_unfilled(self) -> None:
        texts = rows("SELECT body FROM message UNION ALL SELECT subject FROM ticket")
        assert not [text for (text,) in texts if re.search(r"[{}\[\]|]", text)]
        assert not [text for (text,) in texts if text != text.strip() or not text]

    def test_finds_words_with_and_without_accents(self) -> None:
        assert holding("contraseña") == holding("contrasena")
        assert holding("SRV-2 degradado facturar")
        assert holding("printer queue")

    def test_keeps_the_bytes_of_every_attachment(self, demo: Path) -> None:
        attached = rows("SELECT name, size, sha256, message_id FROM attachment")
        assert len(attached) >= 8
        for name, size, digest, message in attached:
            content = (attachments_folder(demo) / digest).read_bytes()
            assert (len(content), sha256(content).hexdigest()) == (size, digest)
            assert content.startswith(b"\x89PNG") == name.endswith(".png")
            assert message is not None

    def test_knows_who_moved_to_another_client(self) -> None:
        moved = rows(
            """SELECT contact_id, count(*), count(until) FROM employment
            GROUP BY 1 HAVING count(*) > 1"""
        )
        assert [(jobs, ended) for _, jobs, ended in moved] == [(2, 1)]


@pytest.mark.usefixtures("demo")
class TestWhatHappened:
    def test_leads_to_the_columns(self) -> None:
        assert disagreements(FIELDS) == []

    def test_has_the_tags_that_the_events_left(self) -> None:
        events = rows("SELECT entity_id, json_extract(after, '$') FROM event WHERE field = 'tag'")
        assert sorted(events) == sorted(rows("SELECT ticket_id, tag FROM ticket_tag"))

    def test_begins_with_the_creation_and_the_request(self) -> None:
        for number in (number for (number,) in rows("SELECT id FROM ticket")):
            first, second = rows(
                """SELECT field, before, after, at, batch FROM event
                WHERE entity = 1 AND entity_id = ? ORDER BY id LIMIT 2""",
                number,
            )
            assert first[:3] == ("created", None, "true")
            assert (second[0], second[1], second[3:]) == ("message", None, first[3:])

    def test_names_every_message_once(self) -> None:
        named = rows("SELECT CAST(after AS INTEGER) FROM event WHERE field = 'message' ORDER BY 1")
        assert named == rows("SELECT id FROM message ORDER BY 1")

    def test_stands_in_the_order_of_time(self) -> None:
        for table in ("event", "message"):
            instants = [at for (at,) in rows(f"SELECT at FROM {table} ORDER BY id")]
            assert instants == sorted(instants)
        created = [at for (at,) in rows("SELECT created_at FROM ticket ORDER BY id")]
        assert created == sorted(created)

    def test_ends_with_a_solution_where_it_is_done(self) -> None:
        unsolved = """SELECT count(*) FROM ticket WHERE status >= ? AND NOT EXISTS
            (SELECT 1 FROM message WHERE ticket_id = ticket.id AND kind = ?)"""
        assert value(unsolved, Status.RESOLVED, MessageKind.SOLUTION) == 0
        undated = "SELECT count(*) FROM ticket WHERE (status >= 4) <> (resolved_at IS NOT NULL)"
        assert value(undated) == 0

    def test_promises_nothing_for_what_waits_or_is_done(self) -> None:
        waiting = rows("SELECT wait_reason, wait_until, due_at FROM ticket WHERE status = 3")
        assert {reason for reason, _, _ in waiting} == {1, 2, 3}
        assert {due for _, _, due in waiting} == {to_micros(NEVER)}
        assert rows("SELECT DISTINCT due_at FROM ticket WHERE status > 3") == [(to_micros(NEVER),)]
        assert value("SELECT count(*) FROM ticket WHERE status <> 3 AND wait_reason > 0") == 0

    def test_is_asked_by_people_who_worked_there_then(self) -> None:
        strangers = """SELECT ticket.id FROM ticket WHERE requester_id > 0 AND NOT EXISTS (
            SELECT 1 FROM employment
            WHERE contact_id = requester_id AND employment.client_id = ticket.client_id
            AND date(created_at / 1000000, 'unixepoch') BETWEEN since AND coalesce(until, '9'))"""
        assert rows(strangers) == []
        nobody = "SELECT id FROM ticket WHERE requester_id IS NULL"
        agreed = "SELECT ticket_id FROM next_step WHERE ticket_id IS NOT NULL"
        assert set(rows(nobody)) == set(rows(agreed))

    def test_is_about_machines_of_that_client(self) -> None:
        others = """SELECT ticket.id FROM ticket JOIN asset ON asset.id = asset_id
            WHERE asset.client_id <> ticket.client_id"""
        assert rows(others) == []

    def test_lies_mostly_in_working_hours(self) -> None:
        before = to_micros(NOW - timedelta(days=3))
        madrid = rows(
            """SELECT ticket.created_at FROM ticket JOIN client ON client.id = client_id
            WHERE zone = 'Europe/Madrid' AND ticket.created_at < ?""",
            before,
        )
        hours = [datetime.fromtimestamp(at / 1e6, UTC) for (at,) in madrid]
        working = [at for at in hours if at.weekday() < 5 and 5 <= at.hour < 18]
        assert 0.9 * len(hours) < len(working) < len(hours)


@pytest.mark.parametrize("now", [NOW, *ODD_PRESENTS.values()], ids=["a workday", *ODD_PRESENTS])
def test_nothing_has_happened_that_is_still_to_come(tmp_path: Path, now: datetime) -> None:
    with opened_fresh(tmp_path):
        fill_demo(now)
        present = to_micros(now)
        for table, column in (
            *(("ticket", "created_at"), ("ticket", "changed_at"), ("ticket", "closed_at")),
            *(("ticket", "resolved_at"), ("message", "at"), ("message", "sent_at")),
            *(("event", "at"), ("client", "created_at"), ("attachment", "created_at")),
        ):
            assert value(f"SELECT max({column}) FROM {table}") <= present, (table, column)
        early = """SELECT count(*) FROM message JOIN ticket ON ticket.id = ticket_id
            WHERE at < created_at OR at > changed_at"""
        assert value(early) == 0
        assert value("SELECT count(*) FROM ticket WHERE wait_until <= ?", present) == 0


@pytest.mark.parametrize("now", [NOW, *ODD_PRESENTS.values()], ids=["a workday", *ODD_PRESENTS])
def test_its_clocks_tell_a_story_at_any_moment(tmp_path: Path, now: datetime) -> None:
    with opened_fresh(tmp_path):
        fill_demo(now)
        live = rows("SELECT due_at, warn_at, agreed_at FROM ticket WHERE shelf = 1 AND status < 3")
        present = to_micros(now)
        minutes = [(due - present) / 60e6 for due, _, _ in live]
        assert 2 <= sum(-60 < left < 0 for left in minutes) == sum(left < 0 for left in minutes)
        assert sum(0 < left < 60 for left in minutes) >= 3
        assert sum(60 < left < 600 for left in minutes) >= 5
        assert sum(1440 < left < 30 * 1440 for left in minutes) >= 5
        warned = [warns for due, warns, _ in live if warns and warns <= present < due]
        assert len(warned) >= 2
        assert sum(agreed != due for due, _, agreed in live) > len(live) / 2
        assert value("SELECT count(*) FROM ticket WHERE status = 3 AND promised & 4 > 0") >= 5


def test_the_same_present_gives_the_same_desk(tmp_path: Path) -> None:
    prints = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with opened_fresh(tmp_path / name):
            fill_demo(NOW, "marc")
            prints.append(fingerprint())
    assert prints[0] == prints[1]


def test_labels_are_in_the_language_of_the_desk(tmp_path: Path) -> None:
    i18n.install("es")
    with opened_fresh(tmp_path):
        fill_demo(NOW)
        tags = {tag for (tag,) in rows("SELECT DISTINCT tag FROM ticket_tag")}
        assert {"impresora", "portátil"} <= tags
        assert not tags & {"printer", "laptop", "password"}
        assert all(tag == tag.lower() and " " not in tag for tag in tags)
        assert rows("SELECT name FROM team ORDER BY 1") == [("Sistemas",), ("Soporte",)]


def test_a_technician_who_is_there_already_runs_the_desk(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        known = Technician.create(login="ana", name="Ana Ruiz", sort_key="ana ruiz", created_at=NOW)
        fill_demo(NOW, "ana")
        assert Technician.select().count() == 3
        owner = "SELECT assignee_id FROM ticket WHERE subject LIKE 'SRV-2 no%'"
        assert value(owner) == known.id


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_text_can_be_said_in_every_form(language: str) -> None:
    places = dict.fromkeys(("name", "other", "client", "tech", "asset"), "X")
    assert len(incidents(language)) >= 50
    for incident in incidents(language):
        texts = (incident.request, incident.note, incident.reply, incident.answer)
        for text in (*texts, incident.solution, *incident.subjects):
            for form in ("usted", "tu", "vos"):
                assert not re.search(r"[{}\[\]|]", said(text, form, **places))


def test_a_text_is_said_in_the_form_of_address() -> None:
    text = "[Pruebe|Prueba|Probá] y [avise|avisa]."
    assert [said(text, form) for form in ("usted", "tu", "vos")] == [
        *("Pruebe y avise.", "Prueba y avisa.", "Probá y avisa.")
    ]
