"""The evidence as the client sees it: what is marked for their eyes, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpdesk_tui.conversations import summary_files
from helpdesk_tui.conversations.talk import Evidence, Talk
from helpdesk_tui.models.tickets import Attachment
from helpdesk_tui.rendering import phrases
from helpdesk_tui.rendering.escaping import md
from helpdesk_tui.safe_text import uncut
from helpdesk_tui.storage.orm import database, tuples

SHARED = 4
"""The step from which the headline is no secret."""

LONGEST = 20_000
"""Bytes of a text file that is shown whole; of another one the name is all there is to see."""

_NAMES = {"en": "evidence", "es": "datos"}


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence. The day is in the client's language, empty where nobody knows it."""

    day: str
    text: str
    output: str
    """What was pasted, or stands in a text file: line by line as it was."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is turned to the client. There is no headline before the news are told."""

    client: str
    headline: str
    items: tuple[Item, ...]


def page(talk: Talk) -> Page:
    """The page of a conversation as it stands."""
    headline = talk.headline if talk.step >= SHARED else ""
    marked = [found for found in talk.evidence if found.shown]
    return Page(talk.client_name, headline, tuple(_item(talk, found) for found in marked))


def markdown(page: Page) -> str:
    """The page as Markdown. Nothing in it is Markdown of somebody else's making."""
    blocks = [f"# {md(page.client)}"]
    if page.headline:
        blocks.append(f"**{md(page.headline)}**")
    for item in page.items:
        blocks.append((f"{item.day}\\\n" if item.day else "") + md(item.text))
        if item.output:
            blocks.append(_as_it_was(item.output))
    return "\n\n".join(blocks) + "\n"


def export(talk: Talk, page: Page, folder: Path) -> list[Path]:
    """Writes the page to three files and says which; like `summary_files.export`."""
    stem = folder / name(talk)
    return summary_files.write(markdown(page), talk.client_name, talk.speaks, stem)


def name(talk: Talk) -> str:
    """The name of its files without what follows the dot."""
    return f"{summary_files.name(talk)}-{_NAMES[talk.speaks]}"


def _item(talk: Talk, found: Evidence) -> Item:
    day = ""
    if found.day:
        day = phrases.date(found.day.isoformat(), talk.speaks, weekday=False, year=True)
    text, _end, pasted = found.text.partition("\n")
    file = _text_of(found.attachment) if found.attachment else ""
    return Item(day, text, "\n".join(filter(None, (pasted, file))))


def _text_of(attachment: int) -> str:
    """What stands in an attached file; empty where that is no text, or too long."""
    found = Attachment.select(Attachment.sha256, Attachment.size).where(Attachment.id == attachment)
    ((digest, size),) = tuples(found)
    try:
        content = (database.attachments() / digest).read_bytes() if size <= LONGEST else b""
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    return "" if "\0" in text else uncut(text).strip("\n")


def _as_it_was(output: str) -> str:
    """A block of code whose fence is longer than any in it."""
    longest = max(map(len, re.findall("`+", output)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{output}\n{fence}"
