"""The real desk under a storm: random keys, pastes, broken escapes and windows."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from helpdesk_tui.tickets import drafts
from tests.journeys.terminal import Terminal, at_desk, kept_in, run
from tests.journeys.test_killed import desk_of
from tests.journeys.test_strange_terminals import faults
from tests.terminal.hand import assert_given_back

SLICE = 160_000
"""Bytes at most for one desk; then it is left, examined, and opened again."""

STORM = 32_000
"""Bytes at most, before it is waited until they have been dealt with."""

KEYS = [f"\x1b[{key}" for key in ("A", "B", "H", "F", "5~", "6~", "3~", "Z", "1;5C", "97;5u", "I")]
WINDOWS = ((80, 24), (1, 1), (41, 11), (120, 40), (200, 9))


def gust(random: Random) -> bytes:
    """What a terminal may send at once: any bytes, keys with names, or a long paste."""
    noise = random.randbytes(random.randint(1, 150)).translate(None, b"\x11")  # ctrl+q leaves
    keys = "".join(random.choices(KEYS, k=100)).encode()
    paste = random.randbytes(random.randint(1, 4_000)).translate(None, b"\x1b")
    return random.choice((noise, keys, b"\x1b[200~" + paste + b"\x1b[201~"))


@pytest.mark.parametrize("seed", [0, 1_000])
def test_a_storm_of_random_bytes_neither_ends_the_desk_nor_finds_a_fault(
    tmp_path: Path, soak: Callable[[int, int], int], seed: int
) -> None:
    """Keys, broken escapes, pastes and mouse reports; the key that leaves is put out of the way.

    The random keys may still choose to leave from the palette, and then the desk ends as it should.
    """
    ana, left, ends = desk_of(tmp_path, 20), soak(16_000, 5_000_000), 0
    settings = tmp_path / "config.toml"
    settings.write_text('technician = "ana"\n[keys]\n"desk.quit" = "f12"\n')
    environ = {"HELPDESK_CONFIG_DIR": str(tmp_path), "EDITOR": "true", "HOME": str(tmp_path)}
    elsewhere = f"import os; os.chdir({str(tmp_path)!r})"
    while left > 0:
        seed += 1
        typed = f"typed after storm {seed}"
        with at_desk(tmp_path, before=elsewhere, environ=environ) as desk:
            desk.until_either("? help", "Drafts wait for you")
            left -= weathered(desk, Random(seed), min(left, SLICE))
            if desk.has_ended:
                typed, ends = "", ends + 1
            else:
                calms(desk)
                desk.press("1+", "New ticket")
                desk.type(f"\x1b[200~{typed}\x1b[201~")
                desk.press("\x1b", "Your draft is kept")
                desk.type("\x1b[24~")
            assert desk.code() == 0, f"seed {seed}"
            assert_given_back(desk)
        assert faults(tmp_path) == "", f"seed {seed}"
        run(tmp_path, "doctor")
        with kept_in(tmp_path):
            draft = drafts.load(ana, "new", "ticket")
            assert not typed or (draft and typed in "\n".join(draft.fields.values()))
    print(f"{seed % 1_000} desks; {ends} of them were left by the keys")


def weathered(desk: Terminal, random: Random, size: int) -> int:
    """How many bytes the desk has dealt with: all, or fewer when they told it to leave."""
    dealt = 0
    while dealt < size:
        sent = 0
        while sent < min(STORM, size - dealt):
            desk.send(data := gust(random))
            sent += len(data)
            if not random.randrange(8):
                desk.resize(*random.choice(WINDOWS))
        rests(desk)
        if desk.has_ended:
            break
        assert "Something went wrong" not in desk.picture
        dealt += sent
    return dealt


def rests(desk: Terminal) -> None:
    """Looks until nothing has been written for a while."""
    before = -1
    while len(desk.seen) != before:
        before = len(desk.seen)
        desk.look(0.3)


def calms(desk: Terminal) -> None:
    """Out of all that the storm has opened, with the window as it was; keys do as they should."""
    desk.resize(80, 24)
    desk.type("\x1b[201~\x1b\\")  # ends a paste or a string that has begun
    end = time.monotonic() + 60
    while "On this screen" not in desk.picture:
        assert time.monotonic() < end, desk.picture
        for _ in range(6):
            desk.type("\x1b")
            desk.look(0.15)
        desk.type("?")
        rests(desk)  # then once more: to a busy desk, escapes that wait together are no keys
    desk.type("\x1b")
    desk.loses("On this screen")
