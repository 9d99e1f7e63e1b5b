"""Every command of the desk, defined once: its key, footer, palette entry, help and keymap id."""

from __future__ import annotations

from .command import NAMES, Command, key_names
from .everywhere import EVERYWHERE, HELP, and_everywhere
from .intake import MAPPING
from .people import CLIENTS
from .sla import KEPT, RULES
from .talks import BESIDE_CUES, CUE, EVIDENCE, REHEARSAL, SHOWN, TALK, TALKS
from .tickets import NEW, QUEUE, TICKET, TRIAGE
from .worktime import TIME

__all__ = [
    "ALL",
    "BESIDE_CUES",
    "CLIENTS",
    "CUE",
    "EVERYWHERE",
    "EVIDENCE",
    "HELP",
    "KEPT",
    "MAPPING",
    "NAMES",
    "NEW",
    "QUEUE",
    "REHEARSAL",
    "RULES",
    "SHOWN",
    "TALK",
    "TALKS",
    "TICKET",
    "TIME",
    "TRIAGE",
    "Command",
    "and_everywhere",
    "key_names",
]

ALL = (
    *(*EVERYWHERE, *NEW, *TRIAGE, *QUEUE, *TICKET, *CLIENTS, *TIME, *TALKS, *TALK, *CUE),
    *(*EVIDENCE, *MAPPING, *RULES, *KEPT, *HELP),
)
