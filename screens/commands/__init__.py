"""Every command of the desk, defined once: its key, footer, palette entry, help and keymap id."""

from __future__ import annotations

from .command import NAMES, Command, key_names
from .everywhere import EVERYWHERE, HELP, and_everywhere
from .figures import FIGURES
from .handover import HANDOVER
from .intake import MAPPING
from .people import CLIENTS, TERMS
from .pivot import BEHIND, PIVOT
from .sheets import MONDAY, SHEET
from .sla import KEPT, RULES
from .talks import BESIDE_CUES, CUE, EVIDENCE, REHEARSAL, SHOWN, TALK, TALKS
from .tickets import NEW, QUEUE, TICKET, TRIAGE
from .worktime import TIME
from .writing import WRITES

__all__ = [
    "ALL",
    "BEHIND",
    "BESIDE_CUES",
    "CLIENTS",
    "CUE",
    "EVERYWHERE",
    "EVIDENCE",
    "FIGURES",
    "HANDOVER",
    "HELP",
    "KEPT",
    "MAPPING",
    "MONDAY",
    "NAMES",
    "NEW",
    "PIVOT",
    "QUEUE",
    "REHEARSAL",
    "RULES",
    "SHEET",
    "SHOWN",
    "TALK",
    "TALKS",
    "TERMS",
    "TICKET",
    "TIME",
    "TRIAGE",
    "WRITES",
    "Command",
    "and_everywhere",
    "key_names",
]

ALL = (
    *(*EVERYWHERE, *NEW, *TRIAGE, *QUEUE, *TICKET, *CLIENTS, *TIME, *TALKS, *TALK, *CUE),
    *(*EVIDENCE, *MAPPING, *RULES, *KEPT, *TERMS, *HANDOVER, *FIGURES, *PIVOT, *BEHIND),
    *(*MONDAY, *SHEET, *HELP),
)
