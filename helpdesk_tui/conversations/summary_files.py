"""What the client gets as files: Markdown, a page, and plain text."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from zoneinfo import ZoneInfo

from helpdesk_tui import clock
from helpdesk_tui.collation import in_a_name
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.storage.whole import whole_file


def export(talk: Talk, folder: Path) -> list[Path]:
    """Writes the summary, as it was looked over, to three files and says which.

    They have a name of their own, and take the place of what was written for this conversation
    before. Raises Unwritable, and then none of them is there.
    """
    markdown = talk.summary + "\n"
    return write(markdown, talk.client_name, talk.speaks, folder / name(talk))


def write(markdown: str, title: str, language: str, stem: Path) -> list[Path]:
    """Writes something that the client gets as Markdown, a page, and plain text.

    `stem` is the path of all three without what follows the dot. Raises Unwritable, and then none
    of them is there.
    """
    from helpdesk_tui.rendering import markup

    texts = {
        ".md": markdown,
        ".html": markup.html(markdown, title, language),
        ".txt": markup.plain(markdown),
    }
    paths = [stem.with_name(stem.name + suffix) for suffix in texts]
    with ExitStack() as files:  # they get their names together, once all of them are written
        for path, text in zip(paths, texts.values(), strict=True):
            files.enter_context(whole_file(path, replace=True)).write(text)
    return paths


def name(talk: Talk) -> str:
    """The name of its files without what follows the dot: the day, the client, the number."""
    day = (talk.ended_at or clock.now()).astimezone(ZoneInfo(talk.zone)).date()
    return f"{day.isoformat()}-{in_a_name(talk.client_name)}-{talk.id}"
