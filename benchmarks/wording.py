"""How long the hints on plain words take."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from benchmarks.figures import Figure, ratio
from helpdesk_tui.wording import check, phrases

LETTER = """Estimada Marta:

El Sr. Vidal nos llamó ayer a las 14:30: el servidor SRV-2 no respondía. Ya se lo dijimos en marzo,
el disco tiene seis años. La copia de anoche, p. ej., ocupa 3.5 TB y terminó bien.

- Reinicie el equipo y espere un minuto.
- Si no arranca, llámenos; un técnico llega en diez minutos y no volverá a ocurrir.

Le mandamos el presupuesto lo antes posible. ¿Puedes decirnos quién lo aprueba en tu oficina?

"""
TEN_KILOBYTES = (LETTER * 30)[:10_000]
ON_ONE_LINE = " ".join(TEN_KILOBYTES.split()).replace(". ", ", ")


def measure(rounds: int) -> Iterator[Figure]:
    """The first use, a long letter, and whether ten times the text takes ten times as long."""
    start = time.perf_counter()
    for language in ("es", "en"):
        phrases.load.__wrapped__(language)
    yield Figure("plain words: reading both dictionaries", _since(start), " ms", at_most=100)
    letter, short, long = [], [], []
    for _ in range(rounds):
        letter.append(_milliseconds(TEN_KILOBYTES))
        short.append(_milliseconds(ON_ONE_LINE) * 10)
        long.append(_milliseconds(ON_ONE_LINE * 10))
    yield Figure("plain words: 10 kB", median(letter), " ms", at_most=20)
    proportion = ratio(long, short)
    yield Figure("plain words: 100 kB in one sentence / ten of 10 kB", proportion, "x", at_most=1.5)


def _milliseconds(text: str) -> float:
    start = time.perf_counter()
    check(text, "es")
    return _since(start)


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1000
