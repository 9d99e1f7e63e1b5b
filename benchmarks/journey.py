"""The journey over a large desk, on the very tickets that were measured."""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT

JOURNEY = "tests/journeys/test_a_large_desk.py"


def check(bench: Bench, tickets: int) -> None:
    """Walks it; a step that does not show what it should ends the run, and says which."""
    done = subprocess.run(
        python("pytest", "-q", "-p", "no:cacheprovider", JOURNEY),
        cwd=ROOT,
        env=os.environ | {"HELPDESK_MILLION": str(bench.database(tickets))},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"The journey over {tickets:,} tickets failed.\n{done.stdout}{done.stderr}")
