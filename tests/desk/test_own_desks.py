"""One's own desks on this machine: which are open, and that only they are ever ended."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from helpdesk_tui import desks, paths

ANA = "helpdesk.db ana"
SITS = f"""
import signal, sys
from helpdesk_tui import desks
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
desks.sit_down({ANA!r})
print("sits", flush=True)
signal.pause()
"""


@contextmanager
def sitting(*how: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that is a desk of Ana's, in a terminal of its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SITS, *how], stdin=theirs, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == "sits\n"
        yield process
    finally:
        process.kill()
        process.communicate()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(("how", "number"), [((), signal.SIGTERM), (("deaf",), signal.SIGKILL)])
def test_a_desk_is_seen_and_ended_and_one_that_does_not_listen_is_killed(
    monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...], number: int
) -> None:
    monkeypatch.setattr(desks, "SAVES_WITHIN", 0.5)
    with sitting(*how) as process:
        (other,) = desks.others(ANA)
        assert other.process == process.pid
        assert desks.others("helpdesk.db luis") == []
        assert desks.end(other)
        assert process.wait() == -number
        assert desks.others(ANA) == []


def test_a_process_that_has_got_the_number_of_a_desk_is_left_in_peace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in two containers that share a home and a host name."""
    monkeypatch.setattr(desks, "SAVES_WITHIN", 0.1)
    with sitting() as desk, subprocess.Popen(["sleep", "60"]) as stranger:
        file = next((paths.state_dir() / "desks").iterdir())
        file.rename(file.with_name(file.name.replace(str(desk.pid), str(stranger.pid))))
        (other,) = desks.others(ANA)
        assert other.process == stranger.pid
        assert not desks.end(other)
        assert stranger.poll() is None
        assert desk.poll() is None
        stranger.kill()


def test_only_files_of_desks_of_this_machine_are_read_and_removed(tmp_path: Path) -> None:
    folder = paths.state_dir() / "desks"
    folder.mkdir(parents=True)
    host = os.uname().nodename
    names = [f"{host}-2-999999", f"{host}-12~", f"{host}-", "elsewhere-999999", ".draft"]
    for name in (*names, f"{host}-999999"):
        (folder / name).write_text(f"{ANA}\n/dev/pts/99")
    assert desks.others(ANA) == []
    assert sorted(file.name for file in folder.iterdir()) == sorted(names)


def test_who_has_got_up_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "ttyname", lambda _descriptor: "/dev/pts/1")
    desks.sit_down(ANA)
    assert len(list((paths.state_dir() / "desks").iterdir())) == 1
    desks.get_up()
    assert list((paths.state_dir() / "desks").iterdir()) == []
