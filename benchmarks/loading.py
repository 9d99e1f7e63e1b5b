"""How fast tickets come in: made-up ones, and those of a real log."""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence

from benchmarks.figures import Figure
from benchmarks.programs import Bench, python
from benchmarks.terminal import ROOT


def measure_sample(bench: Bench, sizes: Sequence[int]) -> Iterator[Figure]:
    """Makes the databases that everything else is measured on."""
    for size in sizes:
        at = time.perf_counter()
        subprocess.run(
            [*bench.command(size), "sample", "--tickets", str(size)],
            env=bench.environ(),
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        speed = size / (time.perf_counter() - at)
        # A few tickets are no measure of speed: the process itself takes longer to start.
        budget = 10_000 if size >= 100_000 else None
        yield Figure(f"sample: {size:,} tickets", speed, "/s", at_least=budget)


def measure_import() -> Iterator[Figure]:
    """Imports the log of `import_uci`, where it is found."""
    done = subprocess.run(
        python("benchmarks.import_uci"), cwd=ROOT, env=os.environ, capture_output=True, text=True
    )
    first = re.search(r"^ *([\d.]+) s", done.stdout)
    if first:
        yield Figure("import: 141,712 rows of a ServiceNow log", float(first[1]), " s", 60)
    else:
        print(f"The import was not measured. {done.stderr.strip()}")
