"""Whatever the desk writes takes the place of a link, or is refused: it never follows one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpdesk_tui import paths
from helpdesk_tui.cli import helpdesk
from helpdesk_tui.conversations import actions, cases, summary_files, talk
from helpdesk_tui.people import editing
from helpdesk_tui.privacy import kept, page
from helpdesk_tui.secrets import sheet
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.whole import Unwritable
from tests.screens.conftest import Seat
from tests.support import technician

PRECIOUS = "the only copy"


def _link(path: Path) -> Path:
    """A link of this name to the precious file."""
    path.symlink_to(path.parent / "precious")
    return path


async def _export(seat: Seat, folder: Path) -> Path:
    path = _link(folder / "all.csv")
    words = ["--db", str(seat.app.database), "export", "--view", "all", "-o", str(path)]
    assert CliRunner().invoke(helpdesk, words).exit_code == 2
    assert path.is_symlink()
    assert CliRunner().invoke(helpdesk, [*words, "--replace"]).exit_code == 0
    return path


async def _key(seat: Seat, folder: Path) -> Path:
    path = _link(folder / "mine.csv")
    await seat.press("W")
    await seat.sees("to a file")
    await seat.press("ctrl+e", "ctrl+u")
    await seat.type(str(path))
    await seat.press("ctrl+s")
    await seat.sees("is there already")
    await seat.press("ctrl+s")
    await seat.sees("8 tickets written")
    return path


async def _copied(seat: Seat, folder: Path) -> Path:
    path = paths.state_dir() / "copied.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(folder / "precious")
    await seat.press("Y")
    await seat.sees("The text was offered")
    return path


async def _privacy(seat: Seat, folder: Path) -> Path:
    me = technician("ana")
    client = editing.add_client(me, {"name": "Acme"}).things[0]
    contact = editing.add_contact(me, client, {"name": "Marta"}).things[0]
    path = _link(folder / f"contact-{contact}.html")
    with pytest.raises(Unwritable):
        page.write(kept.everything(contact, None), folder)
    page.write(kept.everything(contact, None), folder, replace=True)
    return path


async def _summary(seat: Seat, folder: Path) -> Path:
    me = technician("ana")
    client = editing.add_client(me, {"name": "Acme"}).things[0]
    begun = actions.begin(me, client, cases.find("equipment", None)).things[0]
    known = talk.read(begun)
    assert known
    path = _link(folder / f"{summary_files.name(known)}.md")
    summary_files.export(known, folder)
    return path


async def _sheet(seat: Seat, folder: Path) -> Path:
    path = _link(folder / "sheet.txt")
    with pytest.raises(FileExistsError):
        sheet.save(Secret("ABCD" * 8), path)
    path.unlink()
    sheet.save(Secret("ABCD" * 8), path)
    return path


WAYS: dict[str, Callable[[Seat, Path], Awaitable[Path]]] = {
    "export": _export,
    "the key of the queue": _key,
    "what is copied": _copied,
    "privacy export": _privacy,
    "summary": _summary,
    "recovery sheet": _sheet,
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_link_is_never_followed(seat: Seat, tmp_path: Path, way: str) -> None:
    precious = tmp_path / "precious"
    precious.write_text(PRECIOUS)
    written = await WAYS[way](seat, tmp_path)
    assert precious.read_text() == PRECIOUS
    assert not written.is_symlink()
    assert written.stat().st_size
