"""The smallest app with the desk's driver, ending, filter and fault-proofing, for a real pty.

usage: tiny_desk.py MARKER [calm|busy|stuck|hostile|faults|stock ...]
MARKER gets one line when the save ran, and one when the process leaves by the front door.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.app import ComposeResult
from textual.content import Content
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from helpdesk_tui.screens.terminal import line_filter
from helpdesk_tui.screens.terminal.driver import DeskDriver
from helpdesk_tui.screens.terminal.ending import Ending
from helpdesk_tui.screens.terminal.faults import FaultProofApp
from helpdesk_tui.screens.terminal.keys import OrderlyApp

HOSTILE = [
    "\x1b]0;OWNED\x07title",
    "\x1b]52;c;T1dORUQ=\x1b\\clipboard",
    "\x1b[2J\x1b[31mclear",
    "\x1bP$qm\x1b\\report",
    "\x9b2Jc1 \x9d0;OWNED\x9cosc",
    "\u202egnp.exe bidi \u2066x",
    "del\x7f nul\x00 bell\x07 back\x08\x08\x08",
    "carriage\rreturn\x0bvt\x0cff",
    "lone \ud83d surrogate",
    "zero\u200bwidth \u2028line",
]


class Raw(Widget):
    """Draws hostile text with nothing in between, as a forgetful Line-API widget would."""

    def render_line(self, y: int) -> Strip:
        if y >= len(HOSTILE):
            return Strip.blank(self.size.width)
        return Strip([Segment(HOSTILE[y])]).extend_cell_length(self.size.width)


class TinyDesk(OrderlyApp, FaultProofApp):
    CSS = "Raw { height: 10; }"
    BINDINGS: ClassVar = [("f2", "edit", "Edit")]

    def __init__(self, ways: list[str], log: Path) -> None:
        super().__init__(driver_class=LinuxDriver if "stock" in ways else DeskDriver)
        line_filter.guard()
        self.ways = ways
        self.marker = log
        self.count = 0
        self.beats = 0
        self.worst = 0.0
        self.last = time.monotonic()

    def note(self, text: str) -> None:
        with self.marker.open("a") as file:
            file.write(text + "\n")

    def show_fault(self, text: str) -> None:
        self.query_one("#fault", Static).update(Content(text))

    def compose(self) -> ComposeResult:
        yield Static("starting", id="count", markup=False)
        yield Static("", id="size", markup=False)
        yield Static("", id="fault", markup=False)
        yield Static("", id="body", markup=False)
        if "typing" in self.ways:
            yield Input()
        if "hostile" in self.ways:
            yield Raw()
            yield Static(Content("\n".join(HOSTILE)))
            yield Static(Text("\n".join(HOSTILE)))
            yield Static(Text("link", style="link http://x/\x1b]0;OWNED\x07"))

    def on_mount(self) -> None:
        if "broken" in self.ways:
            raise ValueError("no tables \x1b[2J here")
        self.query_one("#count", Static).update("ready")
        if "busy" in self.ways:
            self.set_interval(1 / 60, self.repaint_all)
            self.set_interval(0.01, self.beat)

    def on_resize(self, event: Resize) -> None:
        self.query_one("#size", Static).update(f"size {event.size.width}x{event.size.height}")

    def repaint_all(self) -> None:
        """Some 8 kB a frame; the last frame is known, so that the picture can be checked."""
        self.count += 1
        rows = [f"{self.count:06d} {row:02d} " + "x" * 60 for row in range(20)]
        self.query_one("#body", Static).update("\n".join(rows))
        self.query_one("#count", Static).update(f"frame {self.count}")

    def beat(self) -> None:
        now = time.monotonic()
        self.worst = max(self.worst, now - self.last)
        self.last = now

    def on_key(self, event: Key) -> None:
        if event.key == "q":
            self.exit()
        elif event.key == "s":  # stop repainting, and say how late the loop ever was
            for timer in list(self._timers):
                timer.stop()
            self.query_one("#count", Static).update(f"stopped {self.count}")
            self.note(f"lag {self.worst:.3f}")
        elif event.key == "l":
            self.last, self.worst = time.monotonic(), 0.0
        elif event.key == "h":
            self.note("hanging")
            time.sleep(30)
        elif event.key == "x":
            secret = "hunter2"
            raise RuntimeError(f"handler {len(secret)}")
        elif event.key == "w":
            self.run_worker(self.fail())
        elif event.key == "c":
            self.count += 1
            self.query_one("#count", Static).update(f"counted {self.count}")
        elif event.key == "f":
            self.fork()
        elif event.key == "escape":
            self.query_one("#body", Static).update("escape")
        elif not event.is_printable or event.character is None:
            pass
        else:
            self.query_one("#body", Static).update(f"typed {event.character}")

    def fork(self) -> None:
        child = os.fork()
        if child == 0:
            time.sleep(60)
        os.kill(child, signal.SIGTERM)
        status = os.waitpid(child, 0)[1]
        self.query_one("#body", Static).update(f"child ended by {os.WTERMSIG(status)}")

    async def fail(self) -> None:
        raise LookupError("worker")

    async def action_edit(self) -> None:
        editor = [sys.executable, "-c", "input('EDITOR> '); print('edited')"]
        with self.suspend():
            if "async" in self.ways:
                process = await asyncio.create_subprocess_exec(*editor)
                await process.wait()
            else:
                subprocess.run(editor, check=False)
        self.query_one("#count", Static).update("back")


def main() -> None:
    marker, ways = Path(sys.argv[1]), sys.argv[2:]
    app = TinyDesk(ways, marker)

    def save() -> None:
        if "slow" in ways:
            time.sleep(60)
        app.note("saved")

    ending = Ending(app, save)
    ending.install()
    if "thread" in ways:
        from threading import Thread

        Thread(target=time.sleep, args=(60,)).start()
    app.run(mouse="mouse" in ways)
    app.note(f"left {app.return_code}")
    ending.leave(app.return_code or 0, lambda: app.note("finished"))


if __name__ == "__main__":
    main()
