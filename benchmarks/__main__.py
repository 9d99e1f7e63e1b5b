"""Measures the desk against its budgets and prints one table: `python -m benchmarks`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import (
    acting,
    bulk,
    calendars,
    counting,
    filtering,
    hours,
    imports,
    journey,
    jumping,
    keys,
    loading,
    pivoting,
    promising,
    rendering,
    resting,
    start,
    status,
    talks,
    wording,
    words,
    workbooks,
)
from benchmarks.figures import Figure, as_json, table
from benchmarks.programs import Bench

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    sizes: tuple[int, ...] = (1_000, 1_000_000)
    pairs: int = 15
    rows: int = 200
    idle: float = 60
    minutes: int = 2
    words: int = 20
    fields: int = 100
    jumps: int = 10
    actions: int = 20
    marked: int = 10_000
    asked: int = 40
    talks: int = 10_000
    counted: int = 5
    records: int = 200_000
    hours: int = 200_000
    entries: int = 500_000
    uci: bool = True


QUICK = Plan(
    sizes=(1_000, 5_000),
    pairs=2,
    rows=40,
    idle=5,
    minutes=0,
    words=1,
    fields=3,
    jumps=1,
    actions=2,
    marked=300,
    asked=5,
    talks=200,
    counted=1,
    records=2_000,
    hours=2_000,
    entries=5_000,
    uci=False,
)


def figures(bench: Bench, plan: Plan) -> Iterator[Figure]:
    """Everything, in the order in which it is measured."""
    least, most = plan.sizes[0], plan.sizes[-1]
    yield from loading.measure_sample(bench, plan.sizes)
    promising.promise(bench, plan.sizes)
    yield from words.measure(bench, most)
    yield from start.measure(bench, plan.sizes, plan.pairs)
    yield from keys.measure_bytes(bench, most, plan.rows)
    yield from keys.measure_latency(bench, most, plan.rows)
    yield from resting.measure_idle(bench, most, plan.idle)
    if plan.minutes:
        yield from resting.measure_clocks(bench, plan.minutes)
    yield from resting.measure_memory(bench, (least, most), plan.rows)
    yield from filtering.measure(bench, most, plan.words)
    yield from filtering.measure_fields(bench, most, plan.fields)
    yield from jumping.measure(bench, most, plan.jumps)
    yield from acting.measure(bench, most, plan.actions)
    yield from status.measure(bench, most, plan.asked)
    yield from calendars.measure(plan.pairs)
    yield from rendering.measure(plan.pairs)
    yield from wording.measure(plan.pairs)
    yield from talks.measure(bench, plan.talks, plan.pairs)
    yield from workbooks.measure(bench, plan.records)
    yield from promising.measure(bench, least, most, plan.pairs)
    yield from counting.measure(bench, most, plan.counted)
    yield from bulk.measure(bench, most, plan.marked)
    yield from hours.measure(plan.hours)
    yield from pivoting.measure(bench, plan.entries, plan.counted)
    if plan.uci:
        yield from loading.measure_import()


def asked() -> tuple[Plan, Path]:
    """What the command line wants: how much is measured, and where the report goes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--tickets", type=_sizes, help="such as 1000,100000,1000000")
    parser.add_argument("--quick", action="store_true", help="little of everything, for CI")
    parser.add_argument("--into", type=Path, default=HERE, help="the folder of the report")
    options = parser.parse_args()
    plan = QUICK if options.quick else Plan()
    if options.tickets:
        plan = replace(plan, sizes=options.tickets)
    return plan, options.into


def _sizes(words: str) -> tuple[int, ...]:
    return tuple(sorted(int(word) for word in words.split(",")))


def main() -> None:
    """Measures, tells each figure as it comes, and writes all of them down."""
    plan, into = asked()
    measured: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="helpdesk-bench-") as folder:
        bench = Bench(Path(folder))
        for figure in figures(bench, plan):
            measured.append(figure)
            print(figure.what, f"{figure.value:,.4g}{figure.unit}", flush=True)
        report = f"{table(measured)}\n\n{imports.report(bench, plan.sizes[-1])}\n"
        into.mkdir(parents=True, exist_ok=True)
        (into / "report.txt").write_text(report, encoding="utf-8")
        (into / "report.json").write_text(as_json(measured, plan.sizes), encoding="utf-8")
        print(f"\n{report}")
        journey.check(bench, plan.sizes[-1])


if __name__ == "__main__":
    main()
