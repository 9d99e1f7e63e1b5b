"""A Monday with keys alone: agreed, looked at, given out and corrected; and all tell the same."""

from __future__ import annotations

import email
import json
from datetime import UTC, datetime, time, timedelta
from email import policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from helpdesk_tui import clock, i18n
from helpdesk_tui.i18n import _
from tests.journeys.leading import LEAVE, SAVE
from tests.journeys.terminal import Terminal, at_desk, run
from tests.storage.fresh import opened_fresh
from tests.support import technician
from tests.timesheets.conftest import client, wrote

F8 = "\x1b[19~"
MADRID = ZoneInfo("Europe/Madrid")


def last_week() -> datetime:
    """Nine o'clock on the Monday of the week that is over, in Madrid."""
    today = clock.now().astimezone(MADRID).date()
    monday = today - timedelta(days=today.weekday() + 7)
    return datetime.combine(monday, time(9), MADRID).astimezone(UTC)


def worked(folder: Path) -> None:
    """Three stretches for ACME, one for Fénix, and one for nobody."""
    with opened_fresh(folder):
        ana, nine = technician("ana"), last_week()
        acme, fenix = client(ana, "ACME Ibérica"), client(ana, "Fénix SL")
        for hours, minutes, title in ((0, 50, "SRV-2"), (24, 7, "Cables"), (48, 61, "Licences")):
            begin = nine + timedelta(hours=hours)
            wrote(ana, begin, begin + timedelta(minutes=minutes), client=acme, title=title)
        wrote(ana, nine + timedelta(hours=3), nine + timedelta(hours=4), client=fenix)
        wrote(ana, nine + timedelta(hours=5), nine + timedelta(hours=6))


def agrees(desk: Terminal) -> None:
    """Each entry up to a quarter, and who gets the sheet, for the client in hand."""
    desk.press("e", _("Agreed with {name}").format(name="ACME Ibérica"))
    desk.type("marta@acme.example" + SAVE)
    desk.until(_("ready"))
    desk.press("$", _("What an hour costs"))
    desk.press("j", _("What an hour costs"))
    desk.press("e", _("Agreed with {name}").format(name="ACME Ibérica"))
    desk.type("up 15" + SAVE)
    desk.until("15 min")
    desk.press(LEAVE, _("ready"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_monday_is_done_with_keys_and_all_that_tells_it_agrees(
    tmp_path: Path, language: str
) -> None:
    i18n.install(language)
    worked(tmp_path)
    letters = tmp_path / "letters"
    with at_desk(tmp_path, "ana", "--lang", language) as desk:
        desk.press(F8, _("nobody gets it"))
        desk.until("1:58 → ")
        agrees(desk)
        desk.until("1:58 → 2:30")

        desk.press("\r", "Licences")
        desk.press("p", _("Words above the sheet"))
        desk.type(f"The server is new.{SAVE}")
        desk.until(_("The words above the sheet are kept"))
        desk.press("s", "s " + _("yes"))
        desk.press("s", _("The sheet of {client} was given out").format(client="ACME Ibérica"))
        (first,) = letters.glob("*.eml")

        desk.press("c", _("Nothing differs yet"))
        desk.press("j", "0:07 → 0:15 · ana")
        desk.press("\r", _("Title"))
        desk.type(f"\x05\x7f\x7f20{SAVE}")  # 9:00-9:07 was to be 9:20
        desk.until("0:20 →     0:30")
        desk.press("s", "s " + _("yes"))
        desk.press("s", _("The sheet of {client} was given out").format(client="ACME Ibérica"))
        desk.type("Q")
        assert desk.code() == 0

    (second,) = set(letters.glob("*.eml")) - {first}
    one, two = (
        email.message_from_bytes(file.read_bytes(), policy=policy.default)
        for file in (first, second)
    )
    assert (one["To"], two["In-Reply-To"]) == ("marta@acme.example", one["Message-ID"])
    assert "The server is new." in one.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    whose = ("--client", "ACME Ibérica", "--week", f"{last_week():%G-W%V}")
    sheet = json.loads(run(tmp_path, "timesheet", *whose, "--to", "json"))
    told = ("pivot", "--rows", "client", "--columns", "week", "--all", "--to", "json")
    cells = json.loads(run(tmp_path, *told))["cells"]
    assert [cell["seconds"] for cell in cells if cell["row"] == "ACME Ibérica"] == [131 * 60]
    assert (sheet["revision"], sheet["state"], sheet["off"]) == (2, "given", 0)
    assert (sheet["total"]["worked"], sheet["total"]["billed"]) == (131 * 60, 165 * 60)
