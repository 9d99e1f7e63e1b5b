"""What the former shift of the demonstration desk has left to say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random

from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.handovers import Handover
from helpdesk_tui.samples.happened import Happened
from helpdesk_tui.samples.journal import Case
from helpdesk_tui.samples.texts import Phrases

_VPN = "La VPN se cae cada diez minutos"
_SCANNER = "El escáner envía páginas vacías"

_AGO = timedelta(minutes=25)


def tell(
    random: Random, cases: Iterable[Case], by: int, labels: Phrases, now: datetime
) -> Happened:
    """A note to everybody that names two of the stories, and how it came about."""
    numbers = {case.columns["subject"]: case.id for case in cases}
    body = labels["handover"].format(vpn=numbers[_VPN], scanner=numbers[_SCANNER])
    note = Handover.create(technician=by, body=body, at=now - _AGO)
    return Happened(
        note.at, by, Entity.HANDOVER, note, "created", None, True, random.getrandbits(62)
    )
