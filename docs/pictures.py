"""Draws the README's pictures from the real screens: `make pictures`.

Clock, place and data are held, so that a second run changes nothing unless the screens have.
"""

from __future__ import annotations

import asyncio
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.pilot import Pilot

from helpdesk_tui import clock, i18n
from helpdesk_tui.desk import Desk
from helpdesk_tui.people.technicians import sign_in
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.samples.demo import fill_demo
from helpdesk_tui.screens.app import DeskApp
from helpdesk_tui.screens.common import when
from helpdesk_tui.screens.frame import frame
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.opening import open_database

FOLDER = Path(__file__).parent / "pictures"
NOW = datetime(2026, 11, 20, 13, 32, tzinfo=UTC)
WHO, HOST, ZONE = "ana", "jump01", "Europe/Madrid"


@dataclass(frozen=True, slots=True)
class Picture:
    """A name, a language, a size in cells, and the keys that lead there from the queue."""

    name: str
    language: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()


READ = ("f6", "escape")
"""The keys that read what the last shift has left, which else stands on top."""

PICTURES = (
    Picture("queue", "en", (120, 36)),
    Picture("queue-es", "es", (120, 36)),
    Picture("queue-80x24-es", "es", (80, 24)),
    Picture("ticket", "en", (100, 32), (*READ, "j", "j", "enter")),
    Picture("ticket-es", "es", (100, 32), (*READ, "j", "j", "enter")),
    Picture("day", "en", (120, 26), (*READ, "2", "left_square_bracket")),
    Picture("week-es", "es", (120, 26), (*READ, "2", "left_square_bracket", "w")),
    Picture("bar", "en", (100, 24), (*READ, "j", "j", "s")),
    Picture("bar-es", "es", (100, 24), (*READ, "j", "j", "p")),
    Picture("talk", "en", (120, 32), (*READ, "3", "j", "enter")),
    Picture("talk-es", "es", (120, 32), (*READ, "3", "j", "enter")),
    Picture("cue", "en", (40, 20), (*READ, "3", "j", "enter", "v")),
    Picture("cue-es", "es", (40, 20), (*READ, "3", "j", "enter", "v")),
)


async def draw(picture: Picture) -> str:
    """The picture as SVG."""
    i18n.install(picture.language)
    settings = Settings(theme="dark", cursor="lit", zone=ZONE)
    with TemporaryDirectory(prefix="helpdesk-pictures-") as folder:
        os.environ["HELPDESK_STATE_DIR"] = folder
        opened = open_database(Path(folder, "demo.db"))
        fill_demo(NOW, WHO)
        when.use_zone(ZONE)
        app = DeskApp(Desk(sign_in(WHO)), opened.path, settings, Remembered())
        async with app.run_test(size=picture.size) as pilot:
            await settled(pilot)
            for key in picture.keys:
                await pilot.press(key)
                await settled(pilot)
            svg = app.export_screenshot(title="helpdesk")
        app.finish()
        opened.close()
    return tidy(svg)


async def settled(pilot: Pilot[None]) -> None:
    """Waits until the screen has stopped changing, its preview included."""
    before = ""
    while (now := tidy(pilot.app.export_screenshot())) != before:
        before = now
        await pilot.pause(0.3)


def tidy(svg: str) -> str:
    """The same drawing without what differs from run to run, or reaches for the network."""
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def main() -> None:
    """Write every picture whose screen has changed."""
    os.environ.pop("NO_COLOR", None)
    clock.now = lambda: NOW
    frame.HOST = HOST
    for picture in PICTURES:
        path = FOLDER / f"{picture.name}.svg"
        svg = asyncio.run(draw(picture))
        same = path.exists() and path.read_text(encoding="utf-8") == svg
        path.write_text(svg, encoding="utf-8")
        print(f"{path.name}: {'as it was' if same else 'drawn'}")


if __name__ == "__main__":
    main()
