"""The evidence as the client sees it: what is marked for their eyes, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from helpdesk_tui.conversations import summary_files
from helpdesk_tui.conversations.talk import Evidence, Talk
from helpdesk_tui.rendering import phrases
from helpdesk_tui.rendering.escaping import md

SHARED = 4
"""The step from which the headline is no secret."""

_NAMES = {"en": "evidence", "es": "datos"}


def shown(talk: Talk) -> tuple[Evidence, ...]:
    """The evidence that is fit for the client's eyes."""
    return tuple(found for found in talk.evidence if found.shown)


def headline(talk: Talk) -> str:
    """The news in one sentence; empty before they are told."""
    return talk.headline if talk.step >= SHARED else ""


def day(talk: Talk, found: Evidence) -> str:
    """When it was so, in the client's language; empty where nobody knows."""
    if found.day is None:
        return ""
    return phrases.date(found.day.isoformat(), talk.speaks, weekday=False, year=True)


def markdown(talk: Talk) -> str:
    """The page as Markdown. What was pasted stands as it was, line by line."""
    blocks = [f"# {md(talk.client_name)}"]
    if news := headline(talk):
        blocks.append(f"**{md(news)}**")
    for found in shown(talk):
        first, _end, output = found.text.partition("\n")
        dated = f"{day(talk, found)}\\\n" if found.day else ""
        blocks.append(dated + md(first))
        if output:
            blocks.append(_as_it_was(output))
    return "\n\n".join(blocks) + "\n"


def export(talk: Talk, folder: Path) -> list[Path]:
    """Writes the page to three files and says which; like `summary_files.export`."""
    return summary_files.write(talk, markdown(talk), name(talk), folder)


def name(talk: Talk) -> str:
    """The name of its files without what follows the dot."""
    return f"{summary_files.name(talk)}-{_NAMES[talk.speaks]}"


def _as_it_was(output: str) -> str:
    """A block of code whose fence is longer than any in it."""
    longest = max(map(len, re.findall("`+", output)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{output}\n{fence}"
