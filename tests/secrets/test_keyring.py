"""The keyring of the system, asked in a process of its own that may hang.

No real keyring runs in a test: `fake_keyring` speaks its protocol on a real bus.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from helpdesk_tui.secrets import command, process, ring
from helpdesk_tui.secrets.secret import Secret
from tests.secrets.conftest import KEY, prints
from tests.support import linux_only

FAKE = Path(__file__).with_name("fake_keyring.py")


@contextmanager
def keyring_that_is(manner: str) -> Iterator[str]:
    """The address of a bus with such a keyring on it."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("no dbus-daemon on this machine")
    daemon = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(daemon, stdout=subprocess.PIPE, text=True) as bus:
        assert bus.stdout
        address = bus.stdout.readline().strip()
        environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": address}
        fake = subprocess.Popen(
            [sys.executable, str(FAKE), manner], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert fake.stdout
        try:
            assert fake.stdout.readline() == "ready\n"
            yield address
        finally:
            fake.kill()
            fake.communicate()
            bus.terminate()


def test_a_password_is_kept_read_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    with keyring_that_is("open") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert ring.get(KEY).value is None
        kept = ring.put(KEY, Secret("hunter2 ñ"))
        assert (kept.trouble, kept.name) == ("", "keyring.backends.SecretService.Keyring")
        assert ring.get(KEY).value == Secret("hunter2 ñ")
        assert ring.get(KEY + "x").value is None
        assert ring.forget(KEY).value is not None
        assert ring.forget(KEY).value is None


def test_one_that_never_answers_costs_three_seconds_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with keyring_that_is("silent") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        began = time.monotonic()
        assert ring.get(KEY).trouble == "slow"
        assert ring.SECONDS <= time.monotonic() - began < ring.SECONDS + 1
        began = time.monotonic()
        assert ring.get(KEY).trouble == "slow"
        assert ring.put(KEY, Secret("x")).trouble == "slow"
        assert time.monotonic() - began < 0.1


def test_one_that_is_locked_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    with keyring_that_is("locked") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert ring.get(KEY).trouble == "locked"


def test_where_there_is_none_nothing_is_waited_for() -> None:
    began = time.monotonic()
    answer = ring.get(KEY)
    assert (answer.trouble, answer.value) == ("absent", None)
    assert time.monotonic() - began < ring.SECONDS


@pytest.mark.parametrize(
    "backend", ["keyring.backends.null.Keyring", "unsafe_ring.PlaintextKeyring"]
)
def test_one_that_keeps_nothing_safe_is_never_used(
    backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    (tmp_path / "unsafe_ring.py").write_text(
        "from keyring.backend import KeyringBackend\n"
        "class PlaintextKeyring(KeyringBackend):\n"
        "    priority = 9\n"
        "    def get_password(self, service, key): return 'from a plain file'\n"
        f"    def set_password(self, s, k, word): open({str(told)!r}, 'w').write(word)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    config = tmp_path / "config" / "python_keyring"
    config.mkdir(parents=True)
    (config / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring={backend}\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    answer = ring.put(KEY, Secret("x"))
    assert (answer.trouble, answer.name) == ("unsafe", backend)
    assert "no keyring that keeps passwords safe" in str(answer)
    assert not told.exists()


@linux_only
def test_a_program_that_hangs_is_killed_with_all_that_it_has_started(tmp_path: Path) -> None:
    said = tmp_path / "grandchild"
    program = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(said)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    began = time.monotonic()
    assert process.run(prints(tmp_path, program), 1).code is None
    assert time.monotonic() - began < 2
    with suppress(psutil.NoSuchProcess):  # it was sent the signal; it may take a moment to go
        grandchild = psutil.Process(int(said.read_text()))
        psutil.wait_procs([grandchild], timeout=5)
        assert grandchild.status() == psutil.STATUS_ZOMBIE


def test_a_command_that_takes_too_long_is_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, soak: Callable[[int, int], int]
) -> None:
    limit = soak(1, int(command.SECONDS))
    monkeypatch.setattr(command, "SECONDS", limit)
    began = time.monotonic()
    with pytest.raises(command.Failed, match="took too long"):
        command.look(prints(tmp_path, "import time\ntime.sleep(60)\nprint('word')"), KEY)
    assert limit <= time.monotonic() - began < limit + 2


def test_a_program_is_killed_when_whoever_waits_for_it_is_interrupted(tmp_path: Path) -> None:
    said = tmp_path / "number"
    program = (
        "import os, signal, time\n"
        f"with open({str(said)!r}, 'w') as file: file.write(str(os.getpid()))\n"
        "time.sleep(0.5)\n"  # by then whoever has begun it waits for it
        "os.kill(os.getppid(), signal.SIGALRM)\n"
        "time.sleep(60)\n"
    )

    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            process.run(prints(tmp_path, program), 30)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not Path(f"/proc/{said.read_text()}").exists()


@pytest.mark.parametrize("answers", ["{", "[", None])
def test_a_keyring_that_cannot_be_asked_has_failed(
    answers: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    if answers:
        python.write_text(f"#!/bin/sh\necho '{answers}'\n")
        python.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(python))
    assert ring.get(KEY).trouble == "failed"


def test_a_program_that_never_stops_talking_is_ended(tmp_path: Path) -> None:
    began = time.monotonic()
    assert process.run(prints(tmp_path, "while True: print('x' * 1000)"), 30).code is None
    assert time.monotonic() - began < 10


def test_a_helper_that_keeps_the_pipe_open_is_not_waited_for(tmp_path: Path) -> None:
    program = (
        "import subprocess, sys\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3)'])\n"
        "print('word')\n"
    )
    began = time.monotonic()
    said = process.run(prints(tmp_path, program), 30)
    assert (said.code, said.out) == (0, b"word\n")
    assert time.monotonic() - began < 2.5
