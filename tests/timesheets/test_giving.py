"""A sheet is given out once, as it was looked at; corrected openly; and asked about by the line."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import Bought, Rate, SheetLine, State, Terms
from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.people import Technician
from helpdesk_tui.models.worktime import Entry
from helpdesk_tui.paths import data_dir
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.tickets import history
from helpdesk_tui.timesheets import giving, letters, queries, sheet
from helpdesk_tui.timesheets.rows import Missing, Sheet
from helpdesk_tui.worktime import entries
from helpdesk_tui.worktime.spent import by_id
from tests.storage.hands import ready, together
from tests.support import technician
from tests.timesheets.conftest import LATER, instant, wrote

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
MARTA = "Marta Ruiz <marta@acme.example>"


@pytest.fixture
def week(ana: int, acme: int) -> int:
    """A client whose week is ready to be told."""
    Terms.create(client=acme, rounding="up 15", minimum=0, to=MARTA, created_at=LATER)
    Rate.create(client=acme, cents=60_00, created_at=LATER)
    wrote(ana, "16 9:00", "16 10:05", client=acme)
    wrote(ana, "17 9:00", "17 9:50", client=acme, title="Printer")
    return acme


def letter(told: Sheet, folder: Path) -> Path:
    """Stands for the letter: a file of which the name and the text follow from the sheet."""
    path = folder / f"{told.first}.{told.revision}.eml"
    path.write_text(f"{told.total.billed}")
    return path


def tell(by: int, client: int) -> Path:
    return giving.tell(by, client, MONDAY, SUNDAY, LATER, letter)[1]


def read(client: int, revision: int | None = None) -> Sheet:
    return sheet.read(client, MONDAY, SUNDAY, LATER, revision)


def lengthen(by: int, minutes: int = 60) -> None:
    seen = by_id(Entry.get(Entry.title == "Printer").id)
    assert seen
    entries.edit(by, seen, end=seen.end and seen.end + timedelta(minutes=minutes))


def test_it_is_told_as_it_was_looked_at_and_stays_so(ana: int, week: int) -> None:
    Bought.create(client=week, seconds=36000, since=date(2026, 11, 1), created_at=LATER)
    looked_at = read(week)
    path = tell(ana, week)
    assert path.read_text() == str(75 * 60 + 60 * 60)
    told = read(week)
    assert (told.state, told.given_by, told.to, told.left) == (
        *(State.GIVEN, "ana", MARTA),
        36000 - 75 * 60 - 3600,
    )
    assert told.subject == "Horas, semana del 16 al 22 de noviembre de 2026"
    assert [replace(line, id=None) for line in told.lines] == list(looked_at.lines)
    assert (told.total, told.off) == (looked_at.total, 0)
    Terms.update(rounding="up 60", to="luis@acme.example").execute()
    Rate.update(cents=1).execute()
    Technician.update(name="Ana María").execute()
    assert (read(week).total, read(week).to) == (looked_at.total, MARTA)
    assert read(week).lines[0].technician == "ana"
    with pytest.raises(Refused, match="given out"):
        lengthen(ana)


def test_two_who_give_it_out_are_told_who_was_first(ana: int, week: int) -> None:
    luis = technician("luis")
    tell(ana, week)
    with pytest.raises(Refused, match="ana has given it out already"):
        tell(luis, week)
    assert billing.Sheet.select().count() == 1


@pytest.mark.parametrize(
    ("columns", "missing", "because_of"),
    [
        ({"begin": instant("18 9:00"), "end": None}, Missing.RUNNING, "luis"),
        ({"begin": instant("18 9:00"), "end": instant("18 8:00")}, Missing.DOUBT, "Late"),
        (
            {"begin": instant("15 9:00"), "end": None, "doubt": instant("15 9:30")},
            Missing.DOUBT,
            "Late",
        ),
    ],
)
def test_what_nobody_knows_the_end_of_yet_is_not_told(
    ana: int, week: int, columns: dict[str, object], missing: Missing, because_of: str
) -> None:
    given = {"title": "Late", "client": week, "technician": technician("luis"), "zone": "UTC"}
    Entry.create(**given, **columns, created_at=LATER)
    with pytest.raises(Refused, match=because_of):
        tell(ana, week)
    assert (read(week).missing, read(week).because_of) == (missing, because_of)
    assert not letters.folder().exists()


def test_nobody_and_nothing_are_not_told_unless_the_client_wants_to_hear_of_nothing(
    ana: int, week: int
) -> None:
    Terms.update(to=" ").execute()
    with pytest.raises(Refused, match="Nobody gets it yet"):
        tell(ana, week)
    Terms.update(to=MARTA).execute()
    Entry.update(retired=True).execute()
    with pytest.raises(Refused, match="no hours"):
        tell(ana, week)
    Terms.update(wants_nothing_too=True).execute()
    tell(ana, week)
    assert read(week).state is State.GIVEN


def test_what_has_changed_since_it_was_looked_at_is_looked_at_again(ana: int, week: int) -> None:
    seen = giving.prepared(week, MONDAY, SUNDAY, LATER)
    lengthen(ana)
    with pytest.raises(Refused, match="changed meanwhile"):
        giving.give_out(ana, seen, LATER, lambda: pytest.fail("a letter was put into its place"))
    assert not billing.Sheet.select().exists()


def test_a_sum_that_is_not_that_of_the_entries_is_told_and_not_given_out(
    ana: int, week: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(ana, week)
    other = wrote(ana, "17 9:00", "17 9:30")  # internal, and a minute counts but once
    assert read(week).off == 0, "the work that began first has it"
    Entry.update(begin=instant("17 8:30")).where(Entry.id == other).execute()
    assert read(week).off == 30 * 60, "what was told is half an hour more than what there is"
    giving.revise(ana, read(week))
    monkeypatch.setattr(sheet, "_off", lambda *_given: 60)
    with pytest.raises(Refused, match="do not add up"):
        tell(ana, week)


def test_giving_out_is_taken_back_and_done_anew_but_never_done_again_blindly(
    ana: int, week: int
) -> None:
    done, path = giving.tell(ana, week, MONDAY, SUNDAY, LATER, letter)
    back = history.take_back(ana, done)
    assert (read(week).state, read(week).missing) == (State.DRAFT, None)
    with pytest.raises(Refused, match="anew"):
        history.take_back(ana, back)
    lengthen(ana)
    assert tell(ana, week) == path
    assert path.read_text() == str(75 * 60 + 120 * 60)
    assert [line.worked for line in read(week).lines] == [3900, 6600]
    giving.take_back(ana, read(week))
    assert read(week).state is State.DRAFT


def test_a_correction_frees_the_time_shows_what_changed_and_answers_the_first(
    ana: int, week: int
) -> None:
    tell(ana, week)
    first = read(week)
    giving.revise(ana, first)
    assert (read(week).revision, read(week).state) == (2, State.DRAFT)
    assert giving.differences(first, read(week)) == []
    lengthen(ana)
    (one,) = giving.differences(first, read(week))
    assert one.before
    assert one.now
    assert (one.before.worked, one.now.worked) == (3000, 6600)
    with pytest.raises(Refused, match="differs"):
        giving.let_go(ana, read(week), LATER)
    with pytest.raises(Refused, match="correction of it"):
        giving.take_back(ana, first)
    tell(ana, week)
    second = read(week)
    assert second.answers == first.message_id != second.message_id
    assert read(week, 1).total == first.total
    with pytest.raises(Refused, match="last one"):
        giving.revise(ana, first)


def test_a_correction_that_corrects_nothing_is_let_go(ana: int, week: int) -> None:
    tell(ana, week)
    done = giving.revise(ana, read(week))
    giving.let_go(ana, read(week), LATER)
    assert (read(week).revision, read(week).state) == (1, State.GIVEN)
    with pytest.raises(Refused, match="given out"):
        lengthen(ana)
    done = giving.revise(ana, read(week))
    lengthen(ana)
    with pytest.raises(Refused, match="Time has changed since"):
        history.take_back(ana, done)


def test_the_paragraph_is_kept_on_the_sheet_and_offered_with_the_next(ana: int, week: int) -> None:
    seen = read(week)
    giving.write_paragraph(ana, seen, "All quiet.\n")
    with pytest.raises(Conflict):
        giving.write_paragraph(technician("luis"), seen, "Mine")
    assert read(week).paragraph == "All quiet."
    tell(ana, week)
    with pytest.raises(Refused, match="correction"):
        giving.write_paragraph(ana, read(week), "Late")
    following = sheet.read(week, MONDAY + timedelta(7), SUNDAY + timedelta(7), LATER)
    before = giving.told_before(following)
    assert before
    assert (before.paragraph, before.last) == ("All quiet.", SUNDAY)
    Terms.update(to="luis@acme.example", cc="MARTA@acme.example, joan@acme.example").execute()
    following = sheet.read(week, MONDAY + timedelta(7), SUNDAY + timedelta(7), LATER)
    assert giving.recipients(before, following) == giving.Recipients(
        ("luis@acme.example", "joan@acme.example"), ()
    )


def test_a_question_about_a_line_is_answered_and_put_right_by_a_correction(
    ana: int, week: int
) -> None:
    tell(ana, week)
    told = read(week)
    line = told.lines[1]
    assert line.id
    assert told.id
    with pytest.raises(Refused, match="missing"):
        queries.ask(ana, line.id, "Marta", "  ")
    asked = queries.ask(ana, line.id, "Marta", "Why so long?")
    (one,) = queries.of_sheet(told.id)
    assert (one.line, one.entry, one.who, one.answered_at) == (line.id, line.entry, "Marta", None)
    with pytest.raises(Refused, match="has asked"):
        giving.take_back(ana, told)
    queries.answer(ana, one, "The driver was missing.")
    with pytest.raises(Conflict):
        queries.answer(ana, one, "Something else")
    queries.correct(ana, queries.of_sheet(told.id)[0], told)
    (one,) = queries.of_sheet(told.id)
    assert (one.answer, one.correction, read(week).revision) == ("The driver was missing.", 2, 2)
    history.take_back(ana, asked)
    assert queries.of_sheet(told.id) == []


# Several processes


def gives(pipe: Connection, place: Place, data: str, by: int, client: int) -> None:
    """Gives the week out as often as it takes to be told that it was."""
    came_of: Counter[str] = Counter()
    os.environ["HELPDESK_DATA_DIR"] = data
    with ready(pipe, place):
        try:
            tell(by, client)
            came_of["given"] += 1
        except Refused as refused:
            came_of[str(refused).split()[0]] += 1
    pipe.send(came_of)


def test_of_six_desks_that_give_it_out_at_once_one_does(desk: Opened, ana: int, week: int) -> None:
    people = [technician(f"tech{number}") for number in range(6)]
    came_of = sum(
        together(gives, desk.path, *((str(data_dir()), by, week) for by in people)), Counter()
    )
    assert came_of["given"] == 1
    assert sum(came_of.values()) == 6
    assert SheetLine.select().count() == 2
    ((first,),) = billing.Sheet.select(billing.Sheet.given_by).tuples()
    assert came_of[Technician.get_by_id(first).name] == 5, "all are told who was first"
    (only,) = letters.folder().iterdir()
    assert only.suffix == ".eml"
