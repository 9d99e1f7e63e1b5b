"""A ticket that waits for another, and one that was merged, to look at in the demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from helpdesk_tui.models.changes import Hand
from helpdesk_tui.models.links import Side, link
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.tickets import merging

_SERVER = "SRV-2 no arranca tras el corte de luz"
_WAITS = "Licencias para el departamento de diseño"
_WHOLE = "Pasar SRV-1 al sistema nuevo un día sin firmas"
_PART = "Elegir el día del cambio y avisar a los oficiales"

_LATELY = timedelta(seconds=30)


def tell(random: Random, cases: Iterable[Case], by: int, now: datetime) -> None:
    """Links two of the stories and merges two of what was agreed in a talk, a moment before now."""
    numbers = {case.columns["subject"]: case.id for case in cases}
    hand = Hand(by, random.getrandbits(62), at=now - _LATELY)
    link(hand, numbers[_SERVER], Side.BLOCKS, numbers[_WAITS], on=True)
    merging.goes_into(hand, numbers[_PART], numbers[_WHOLE])
    hand.settle()
