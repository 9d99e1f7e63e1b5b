"""Where the desk cannot be drawn, one sentence says why."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from helpdesk_tui.screens.common.cells import fit, width
from tests.terminal.hand import ROOT, set_size

PROGRAM = """
import sys
from helpdesk_tui.screens.terminal.fitness import terminal_problem
open(sys.argv[1], "w").write(str(terminal_problem()))
"""


def problem(
    told: Path, *, size: tuple[int, int] = (80, 24), term: str = "xterm", piped: str = ""
) -> str:
    terminal, inside = pty.openpty()
    set_size(terminal, *size)
    stdin, stdout = (
        subprocess.DEVNULL if name == piped else inside for name in ("stdin", "stdout")
    )
    environ = {"TERM": term, "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    program = [sys.executable, "-c", PROGRAM, str(told)]
    subprocess.run(program, stdin=stdin, stdout=stdout, env=environ, check=True, timeout=20)
    os.close(terminal)
    os.close(inside)
    return told.read_text()


@pytest.mark.parametrize("size", [(80, 24), (0, 0), (40, 10)])
def test_a_usual_terminal_is_fine(tmp_path: Path, size: tuple[int, int]) -> None:
    assert problem(tmp_path / "told", size=size) == "None"


@pytest.mark.parametrize("piped", ["stdin", "stdout"])
def test_a_pipe_is_no_terminal(tmp_path: Path, piped: str) -> None:
    assert "needs a terminal" in problem(tmp_path / "told", piped=piped)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_cannot_draw(tmp_path: Path, term: str) -> None:
    assert f"TERM is “{term}”" in problem(tmp_path / "told", term=term)


def test_a_tiny_terminal_is_told_its_size_and_the_least(tmp_path: Path) -> None:
    sentence = problem(tmp_path / "told", size=(39, 24))
    assert "39x24" in sentence
    assert "40x10" in sentence


@pytest.mark.parametrize(
    ("text", "cells", "fitted"),
    [
        ("SRV-2", 8, "SRV-2   "),
        ("Clínica Sol", 8, "Clínica…"),
        ("ああああ", 4, "あ …"),
        ("ああ", 4, "ああ"),
        ("ああああ", 5, "ああ…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ],
)
def test_a_text_fits_its_column_and_nothing_is_cut_without_a_sign(
    text: str, cells: int, fitted: str
) -> None:
    assert fit(text, cells) == fitted
    assert width(fit(text, cells)) == cells


def test_numbers_stand_at_the_right() -> None:
    assert fit("7", 4, right=True) == "   7"
