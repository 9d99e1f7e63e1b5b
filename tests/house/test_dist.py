"""The wheel and the sdist, built and installed as a stranger would, outside the checkout."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path

import pexpect
import pyte
import pytest

ROOT = Path(__file__).parent.parent.parent
COLUMNS, ROWS = 120, 40


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "hatchling", "build", "-d", str(folder), cwd=ROOT)
    return folder


@pytest.fixture(scope="module", params=["whl", "tar.gz"])
def installed(
    request: pytest.FixtureRequest, dist: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The `helpdesk` command of a new environment that borrows the dependencies of this one."""
    (package,) = dist.glob(f"*.{request.param}")
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin/python"
    folder = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
    Path(folder, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    offline = ("--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed", "--quiet")
    call(sys.executable, "-m", "pip", "--python", str(python), "install", *offline, str(package))
    return home / "bin/helpdesk"


def test_it_runs_from_where_it_was_installed(installed: Path, tmp_path: Path) -> None:
    assert call(str(installed), "--version", cwd=tmp_path).startswith("helpdesk ")
    python = installed.with_name("python")
    where = call(
        str(python), "-c", "import helpdesk_tui; print(helpdesk_tui.__file__)", cwd=tmp_path
    )
    assert Path(where.strip()).is_relative_to(installed.parent.parent)


def test_the_spanish_catalogue_is_in_it(installed: Path, tmp_path: Path) -> None:
    assert call(str(installed), "--lang", "es", "--help", cwd=tmp_path).startswith("Uso: helpdesk")


def test_the_cases_of_bad_news_are_in_it(installed: Path, tmp_path: Path) -> None:
    assert len(call(str(installed), "cases", "check", cwd=tmp_path).splitlines()) == 7


def test_the_phrases_of_plain_words_are_in_it(installed: Path, tmp_path: Path) -> None:
    code = "from helpdesk_tui.wording import check; print(*check('Pronto, dime.', 'es', 'usted'))"
    found = call(str(installed.with_name("python")), "-c", code, cwd=tmp_path)
    assert "VAGUE" in found
    assert "ADDRESS" in found


def test_it_paints_a_first_frame(installed: Path, tmp_path: Path) -> None:
    desk = pexpect.spawn(
        str(installed), ["demo"], dimensions=(ROWS, COLUMNS), cwd=tmp_path, timeout=30
    )
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    deadline = time.monotonic() + 30
    while not any("Unassigned" in line for line in screen.display):
        assert time.monotonic() < deadline, "\n".join(screen.display)
        assert desk.isalive(), "\n".join(screen.display)
        with contextlib.suppress(pexpect.EOF, pexpect.TIMEOUT):
            stream.feed(desk.read_nonblocking(65536, timeout=1))
    desk.send("Q")
    desk.expect(pexpect.EOF)
    desk.close()
    assert desk.exitstatus == 0


def call(*command: str, cwd: Path | None = None) -> str:
    run = subprocess.run(command, capture_output=True, text=True, cwd=cwd)
    assert run.returncode == 0, run.stderr
    return run.stdout
