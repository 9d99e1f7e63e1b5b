"""What the program notes for itself survives a crash, and damage to it costs nothing else."""

from __future__ import annotations

import dataclasses
import os
import stat

import pytest

from helpdesk_tui import paths, remembered
from helpdesk_tui.remembered import Remembered

CHOSEN = Remembered("light", "queue", "mine", "clock", {"preview": 12})


def test_what_is_saved_is_loaded() -> None:
    assert remembered.load() == Remembered()
    remembered.save(CHOSEN)
    assert remembered.load() == CHOSEN


def test_the_file_is_the_persons_alone_and_nothing_else_is_left() -> None:
    remembered.save(CHOSEN)
    file = paths.state_file()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == [file.name]


@pytest.mark.parametrize("damage", [b"\xff\x00", b'{"sizes": [', b"[3]", b""])
def test_a_damaged_file_is_set_aside(damage: bytes) -> None:
    remembered.save(CHOSEN)
    file = paths.state_file()
    file.write_bytes(damage)
    assert remembered.load() == Remembered()
    assert file.with_name("state.json.damaged").read_bytes() == damage
    remembered.save(CHOSEN)
    assert remembered.load() == CHOSEN


def test_a_value_of_another_kind_counts_as_never_chosen() -> None:
    remembered.save(CHOSEN)
    file = paths.state_file()
    file.write_text(file.read_text().replace('"light"', "3"))
    assert remembered.load() == dataclasses.replace(CHOSEN, theme="")


def test_a_key_of_a_newer_version_is_passed_over() -> None:
    remembered.save(CHOSEN)
    file = paths.state_file()
    file.write_text(file.read_text().replace("{", '{"novelty": "x",', 1))
    assert remembered.load() == CHOSEN


def test_a_save_that_fails_keeps_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered.save(CHOSEN)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        remembered.save(Remembered())
    assert remembered.load() == CHOSEN
    assert os.listdir(paths.state_dir()) == ["state.json"]
