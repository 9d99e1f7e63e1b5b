"""How long a text for a client takes, when the process that makes it must start and when not."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from statistics import median

from benchmarks.figures import Figure, ratio
from helpdesk_tui.rendering import TemplateProblem, render

LETTER = """\
# {{ client|md }}
{% for step in steps %}
- {{ step.what|md }}: {{ step.who|joined }}, {{ step.by|date }}, {{ step.cost|money("EUR") }}
{% endfor %}
"""
STEP = {"what": "A new *disk*", "who": ["Ana", "Inés"], "by": "2026-11-24", "cost": "1250.5"}
DATA = {"language": "es", "country": "ES", "client": "Clínica Sol", "steps": [STEP] * 20}
JINJA = [sys.executable, "-I", "-c", "import jinja2.sandbox"]


def measure(rounds: int) -> Iterator[Figure]:
    """Each time the first text of a process, one more of it, and a Python that loads Jinja2."""
    first, next_one, bare = [], [], []
    for _ in range(rounds):
        with suppress(TemplateProblem):  # after which the process is not kept
            render("{{ nobody }}", {})
        first.append(_seconds(lambda: render(LETTER, DATA)))
        next_one.append(_seconds(lambda: render(LETTER, DATA)))
        bare.append(_seconds(lambda: subprocess.run(JINJA, check=True)))
    yield Figure("text: the first of a process", median(first) * 1000, " ms", at_most=250)
    yield Figure("text: the first / Python with Jinja2", ratio(first, bare), "x", at_most=2)
    yield Figure("text: one more of the same process", median(next_one) * 1000, " ms", at_most=10)


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
