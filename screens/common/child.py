"""A `helpdesk` command in a process of its own, so that long work never holds up a key."""

from __future__ import annotations

import asyncio
import contextvars
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import language
from helpdesk_tui.storage.address import Server, named

if TYPE_CHECKING:
    from .host import Host


async def run(
    app: Host,
    *arguments: str,
    told: Callable[[str], None] | None = None,
    only_reads: bool = False,
) -> tuple[int, list[str]]:
    """The exit code of a command on this desk's database, and the lines that it said.

    `told` hears each line as it comes. The process has a session of its own: it comes to its end
    even when the desk is left or its terminal goes. What `only_reads` ends with who waits for it.
    """
    loop, here = asyncio.get_running_loop(), contextvars.copy_context()
    command = [sys.executable, "-m", "helpdesk_tui", "--lang", language(), *arguments]
    # Not as an argument, which others can see: there may be a password in it.
    environment = os.environ | {"HELPDESK_DB": named(app.database)}
    if isinstance(app.database, Server):
        from helpdesk_tui.secrets import memory

        environment |= memory.for_a_child()

    running: list[subprocess.Popen[bytes]] = []
    unwanted = threading.Event()

    def listen() -> tuple[int, list[str]]:
        lines: list[str] = []
        with subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            running.append(process)
            if unwanted.is_set():
                process.kill()
            assert process.stdout
            for raw in process.stdout:
                lines.append(raw.decode("utf-8", "replace").rstrip())
                if told is None:
                    continue
                with suppress(RuntimeError):  # the desk may have been left
                    loop.call_soon_threadsafe(told, lines[-1], context=here)
        return process.returncode, lines

    # In a thread: asyncio's own processes are killed with the event loop.
    try:
        return await asyncio.to_thread(listen)
    except asyncio.CancelledError:
        if only_reads:
            unwanted.set()
            for process in running:
                process.kill()
        raise
