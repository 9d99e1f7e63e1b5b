"""What is promised, made on the screen and seen to be kept: waits, answers, ledgers, a breach."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from helpdesk_tui import clock, i18n
from helpdesk_tui.i18n import _
from helpdesk_tui.models.tickets import Status
from tests.journeys.leading import LEAVE, SAVE
from tests.journeys.terminal import COMMAND, Terminal, at_desk, environment, kept_in, run
from tests.storage.fresh import opened_fresh
from tests.support import opened, row, technician
from tests.terminal.hand import ROOT

AHEAD = Path(__file__).with_name("ahead")
F3 = "\x1bOR"
BEGINS = 46
"""The second of its minute in which the desk is opened: what breaches must not wait for long."""

MISTAKEN = """\
[calendar.Madrid]
zone = "Europe/Madrid"
hours = ["mon-fry 9:00-18:00"]

[[policy]]
name = "Everybody"
calendar = "Madrid"
first_response = "4h"
"""

_LINE = re.compile(r"(?:^|\s)(—|\d+(?::\d\d)?) +(\d+(?::\d\d)?)(?:  \w+)? *$")


def shift() -> float:
    """How far ahead the clock of the desk goes."""
    return (BEGINS - clock.now().second) % 60


def first_minute(ahead: float) -> datetime:
    """When the first minute of the desk ends, by its clock."""
    then = clock.now() + timedelta(seconds=ahead)
    return then.replace(second=0, microsecond=0) + timedelta(minutes=1)


def open_at(then: datetime, subject: str, patch: pytest.MonkeyPatch) -> None:
    """A ticket of ana's that was opened then."""
    with patch.context() as held:
        held.setattr(clock, "now", lambda: then)
        opened(technician("ana"), subject, assignee=technician("ana"))


def makes_the_rules(desk: Terminal) -> None:
    """A calendar and a policy, on the screen, and saved once it is seen what they move."""
    desk.press(F3, _("Calendars"))
    desk.press("+", _("New calendar"))
    desk.type(f"Siempre\t\tmon-sun 0:00-24:00{SAVE}")
    desk.until("█ ")
    desk.press("+", _("calendar"))
    desk.press("p", _("New policy"))
    desk.type("Todos\t\t\t\t\t1h\t\t4h" + SAVE)
    desk.until("1 Todos")
    desk.press("s", _("Save these rules?"))
    desk.press("\r", _("The rules are saved."))
    desk.press(LEAVE, _("Queue"))


def ledgers(desk: Terminal) -> list[list[tuple[str, str]]]:
    """What each ledger counts, and the sum beside it, line by line."""
    found: list[list[tuple[str, str]]] = []
    for line in desk.screen.display:
        if "«Todos»" in line or "“Todos”" in line:
            found.append([])
        elif found and (numbers := _LINE.search(line)):
            found[-1].append((numbers[1], numbers[2]))
    return found


def seconds(told: str) -> int:
    """The length of "110" or "110:30", minutes and seconds."""
    minutes, _colon, rest = told.partition(":")
    return int(minutes) * 60 + int(rest or 0)


def adds_up(lines: list[tuple[str, str]]) -> int:
    """What a ledger comes to, in seconds, after it was summed up line by line."""
    total = 0
    for counted, told in lines:
        total += 0 if counted == "—" else seconds(counted)
        assert seconds(told) == total
    return total


@pytest.mark.parametrize("language", ["es", "en"])
def test_rules_are_made_and_the_clocks_follow_wait_run_and_breach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    i18n.install(language)
    ahead = shift()
    ends = first_minute(ahead)
    with opened_fresh(tmp_path):
        open_at(ends - timedelta(minutes=60, seconds=2), "Nobody can print", monkeypatch)
        open_at(ends - timedelta(minutes=20), "Scanner sends empty pages", monkeypatch)
    environ = {"PYTHONPATH": f"{AHEAD}:{ROOT}", "HELPDESK_AHEAD": str(ahead)}
    with at_desk(tmp_path, "ana", "--lang", language, environ=environ) as desk:
        desk.lists([1, 2])
        makes_the_rules(desk)
        desk.until("r  0:00·")
        desk.until("r  0:40 ")

        desk.type("j")
        desk.has_in_hand(2)
        desk.press("\r", "Todos · " + _("1st response"))
        desk.press("H", _("due"))
        assert [adds_up(lines) for lines in ledgers(desk)] == [3600, 4 * 3600]

        desk.press("r", "ctrl+s")
        desk.type(f"We are on it.{SAVE}")
        desk.until(_("in time"))
        desk.press("w", _("Wait for"))
        desk.type("c")
        desk.until(_("Until"))
        desk.press("\r", _("on hold"))
        desk.look(1.1)  # clocks count whole seconds
        desk.press("!", _("Caller"))
        desk.type(f"Marta\t\tIt prints again{SAVE}")
        desk.loses(_("on hold"))
        answered, resolved = ledgers(desk)
        assert 19 * 60 < adds_up(answered) < 21 * 60
        assert adds_up(resolved) == 4 * 3600
        assert "—" in [counted for counted, _total in resolved], "the wait has a line"

        desk.until(_("{number} {subject}: overdue.").format(number=1, subject="Nobody can print"))
        desk.type(LEAVE)
        desk.until("r -0:0")
    with kept_in(tmp_path):
        assert row(2).status == Status.OPEN


def test_rules_are_written_in_a_file_checked_mended_and_loaded(tmp_path: Path) -> None:
    with opened_fresh(tmp_path):
        opened(technician("ana"), "Nobody can print")
    file = tmp_path / "rules.toml"
    file.write_text(MISTAKEN)
    for command in ("check", "load"):
        refused = subprocess.run(
            [*COMMAND, "sla", command, str(file)],
            env=environment(tmp_path, "ana"),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert refused.returncode == 2
        assert f"{file}:3: calendar.Madrid.hours:" in refused.stderr
    file.write_text(MISTAKEN.replace("fry", "fri"))
    assert "Everybody" in run(tmp_path, "sla", "check", str(file))
    assert "1 of 1" in run(tmp_path, "sla", "load", str(file))
    assert "First response, policy “Everybody”, 240 open" in run(tmp_path, "sla", "explain", "1")
    assert "Every clock is what its ticket's history says" in run(tmp_path, "doctor")
