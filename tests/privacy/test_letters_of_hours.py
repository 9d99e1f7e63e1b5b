"""Letters of hours lie in a folder: a person is told of theirs, and they go with the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from helpdesk_tui.models.billing import Terms
from helpdesk_tui.models.people import Contact
from helpdesk_tui.people import editing
from helpdesk_tui.privacy import erasing, finding, kept, page
from helpdesk_tui.timesheets import giving, letter, letters
from helpdesk_tui.timesheets.agreeing import change_terms
from helpdesk_tui.timesheets.terms import terms_of
from tests.privacy.conftest import NAME, Desk, erase, run
from tests.timesheets.conftest import wrote

MONDAY = date(2026, 11, 2)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LATER = datetime(2026, 12, 1, tzinfo=UTC)


def tell(desk: Desk, week: int, client: int, **agreed: str) -> Path:
    """The letter of a week, to whom it is said."""
    change_terms(desk.ana, terms_of(client), replace(terms_of(client), **agreed))
    first = MONDAY + week * WEEK
    at = datetime(2026, 11, 2, 9 + client, tzinfo=UTC) + week * WEEK
    wrote(desk.ana, at, at + timedelta(hours=1), client=client, title=f"Week {week} of {client}")
    days = first, first + WEEK - DAY
    return giving.tell(desk.ana, client, *days, LATER, letter.write)[1]


@pytest.fixture
def told(desk: Desk) -> list[Path]:
    """Three letters: to her, to her as one of two, and to somebody else with an address alike."""
    other = editing.add_client(desk.ana, {"name": "Fénix"}).things[0]
    return [
        tell(desk, 0, desk.acme, to="Zaq <ZAQIRA@acme.example>", cc=""),
        tell(desk, 1, desk.acme, to="joan@acme.example", cc="zaqira@acme.example"),
        tell(desk, 0, other, to="xzaqira@acme.example"),
    ]


def test_whoever_is_erased_takes_along_the_letters_to_them_and_it_is_said_where_they_were(
    desk: Desk, told: list[Path]
) -> None:
    (letters.folder() / ".preparing-x").mkdir()
    shown = run(desk, "erase", NAME).output
    assert "Letters of hours to them, which may have been sent:" in shown
    assert [str(path) in shown for path in told] == [True, True, False]
    assert all(path.exists() for path in told)
    done = run(desk, "erase", NAME, "--yes", "--anyway")
    assert done.exit_code == 0, done.output
    assert sorted(letters.folder().iterdir()) == [told[2]]
    again = giving.prepared(desk.acme, MONDAY + WEEK, MONDAY + 2 * WEEK - DAY, LATER)
    rewritten = letter.write(again, letters.folder())
    assert b"zaqira" not in rewritten.read_bytes().lower()
    assert b"joan@acme.example" in rewritten.read_bytes()


def test_a_letter_that_names_them_is_pointed_at_and_left(desk: Desk, told: list[Path]) -> None:
    seen = giving.prepared(desk.acme, MONDAY + 2 * WEEK, MONDAY + 3 * WEEK - DAY, LATER)
    giving.write_paragraph(desk.ana, seen, f"Thanks to {NAME.upper()} for the cables.")
    change_terms(desk.ana, terms_of(desk.acme), replace(terms_of(desk.acme), to="i@x.es", cc=""))
    days = seen.first, seen.last
    at = datetime(2026, 11, 17, 9, tzinfo=UTC)
    wrote(desk.ana, at, at + timedelta(hours=1), client=desk.acme)
    named = giving.tell(desk.ana, desk.acme, *days, LATER, letter.write)[1]
    assert [one.path for one in finding.letters_naming([NAME])] == [named]
    output = run(desk, "erase", NAME, "--yes", "--anyway").output
    assert "Letters of hours that name them, and are yours to look at:" in output
    assert output.count(str(named)) == 1
    assert named.exists()


def test_who_asks_is_told_of_the_letters_to_them(desk: Desk, told: list[Path]) -> None:
    known = kept.everything(desk.zaqira)["letters"]
    assert [one["file"] for one in known] == list(map(str, told[:2]))
    assert known[0] | {"file": ""} == {
        "client": "ACME",
        "first": "2026-11-02",
        "last": "2026-11-08",
        "correction": None,
        "file": "",
    }
    assert kept.everything(desk.joan)["letters"] == []
    written = page.markdown(kept.everything(desk.zaqira))
    assert "Letters of hours to them" in written


def test_a_letter_that_cannot_be_removed_is_told_and_they_are_erased_all_the_same(
    desk: Desk, told: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = erasing.plan(desk.zaqira)
    assert [one.path for one in planned.letters] == told[:2]

    def refuse(_path: Path, **_how: bool) -> None:
        raise PermissionError(13, "not yours")

    monkeypatch.setattr(Path, "unlink", refuse)
    erased = erasing.erase(desk.ana, planned, anyway=True)
    assert erased.files == tuple(told[:2])
    assert Contact.get_by_id(desk.zaqira).email == ""


def test_a_letter_that_was_put_in_its_place_since_and_does_not_go_to_them_stays(
    desk: Desk, told: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = erasing.plan(desk.zaqira)
    left_of = erasing._left_of

    def meanwhile(planned: erasing.Plan) -> object:
        told[1].write_bytes(told[1].read_bytes().replace(b"zaqira@", b"marta@"))
        return left_of(planned)

    monkeypatch.setattr(erasing, "_left_of", meanwhile)
    erasing.erase(desk.ana, planned, anyway=True)
    assert [path.exists() for path in told] == [False, True, True]


def test_an_address_of_a_domain_with_accents_is_found_as_mails_have_it(desk: Desk) -> None:
    editing.edit(desk.ana, 3, desk.joan, {"email": ""}, {"email": "joan@españa.example"})
    path = tell(desk, 0, desk.acme, to="Joan <joan@españa.example>", cc="")
    assert b"xn--" in path.read_bytes()
    assert [one.path for one in finding.letters_to("Joan@España.example")] == [path]


def test_without_an_address_no_letter_is_theirs(desk: Desk, told: list[Path]) -> None:
    assert erasing.plan(desk.joan).letters == ()
    assert erase(desk).files == ()
    assert Terms.select().count() == 2
