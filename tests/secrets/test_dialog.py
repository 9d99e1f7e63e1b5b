"""The bar that asks for a password before the desk opens, in a real terminal."""

from __future__ import annotations

import signal
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from helpdesk_tui.secrets import ring
from tests.journeys.terminal import at_desk
from tests.secrets.conftest import PASSWORD, Strict
from tests.secrets.test_keyring import keyring_that_is
from tests.terminal.test_hostile_screens import nothing_acts

START = 4.0
"""Seconds that a busy machine may take to bring up the program."""


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10), (200, 60)])
def test_what_is_typed_is_dots_and_esc_ends_with_the_way_out(
    strict: Strict, tmp_path: Path, columns: int, rows: int
) -> None:
    with at_desk(tmp_path, database=strict.server.url, columns=columns, rows=rows) as person:
        person.until("password")
        person.press(PASSWORD[:5], "•" * 5)
        person.type("\x1b")
        assert person.code() == 2
    assert PASSWORD[:5].encode() not in person.seen
    assert "helpdesksecretset" in "".join(person.picture.split())  # wherever the line breaks


def test_all_is_typed_ahead_in_one_go(strict: Strict, tmp_path: Path) -> None:
    """A snippet of a terminal sends the password and what follows at once."""
    with at_desk(tmp_path, database=strict.server.url) as person:
        person.until("The password for")
        person.type(f"\x1b[200~{PASSWORD}\r\n\x1b[201~\r")  # pasted with the end of its line
        person.until("Keep the password")
        person.type("\x1b")
        person.until("no timer")
        person.type("\x11")
        assert person.code() == 0


def test_an_address_that_acts_is_asked_about_in_signs(strict: Strict, tmp_path: Path) -> None:
    name = "q\x1b]0;OWNED\x07\u202e\x9b2J[bold red]x[/] [@click=app.leave]y[/]"
    url = strict.server.url.replace("anas_desk", quote(name, safe=""))
    with at_desk(tmp_path, database=url, columns=200) as person:
        person.until("The password for postgresql://ana@/q%1B%5D0%3BOWNED%07")
        person.press("wrong\r", "That one was refused.")
        person.type(f"{PASSWORD}\r")
        assert person.code(20) == 2  # the server says that it has none of this name
    assert "q␛]0;OWNED␇⟪RLO⟫⟪9B⟫2J[bold red]x[/] [@click=app.leave]y[/]" in person.picture
    nothing_acts(person, [name])


def test_a_signal_ends_it_and_gives_the_terminal_back(strict: Strict, tmp_path: Path) -> None:
    with at_desk(tmp_path, database=strict.server.url) as person:
        person.until("The password for")
        person.signal(signal.SIGTERM)
        assert person.code() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in person.seen


def test_a_terminal_that_goes_away_takes_it_along(strict: Strict, tmp_path: Path) -> None:
    with at_desk(tmp_path, database=strict.server.url) as person:
        person.until("The password for")
        person.hang_up()
        assert person.code() == 128 + signal.SIGHUP


def test_a_keyring_that_is_locked_or_silent_is_not_waited_for_and_the_bar_says_so(
    strict: Strict, tmp_path: Path
) -> None:
    locked = seconds_until_asked(strict, tmp_path, "locked", "The keyring is locked.")
    silent = seconds_until_asked(strict, tmp_path, "silent", "The keyring did not answer in time.")
    assert locked < START + 2
    assert ring.SECONDS < silent < START + ring.SECONDS + 2


def seconds_until_asked(strict: Strict, folder: Path, manner: str, why: str) -> float:
    """How long a desk with such a keyring takes to ask for the password itself, and say why."""
    with keyring_that_is(manner) as address:
        environ = {"DBUS_SESSION_BUS_ADDRESS": address}
        begun = time.monotonic()
        with at_desk(folder, database=strict.server.url, columns=120, environ=environ) as person:
            person.until("The password for")
            took = time.monotonic() - begun
            assert why in person.picture
            person.press(PASSWORD, "•" * len(PASSWORD))
            person.type("\x1b")
            assert person.code() == 2
    return took


def test_nothing_that_is_unseen_goes_to_the_clipboard(strict: Strict, tmp_path: Path) -> None:
    with at_desk(tmp_path, database=strict.server.url) as person:
        person.until("The password for")
        person.press(PASSWORD, "•" * len(PASSWORD))
        person.type("\x1b[1;2H\x18")  # all of it is selected and cut
        person.look(0.5)
        person.type("\r")
        person.until("Keep the password")
        assert b"\x1b]52" not in person.seen
