"""A `helpdesk` command in a process of its own, so that long work never holds up a key."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import language

if TYPE_CHECKING:
    from .host import Host


async def run(
    app: Host, *arguments: str, told: Callable[[str], None] = lambda line: None
) -> tuple[int, list[str]]:
    """The exit code of a command on this desk's database, and the lines that it said.

    `told` hears each line as it comes. The process has a session of its own: it comes to its end
    even when the desk is left or its terminal goes.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "helpdesk_tui",
        "--lang",
        language(),
        "--db",
        str(app.database),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout
    lines = []
    async for raw in process.stdout:
        lines.append(raw.decode("utf-8", "replace").rstrip())
        told(lines[-1])
    return await process.wait(), lines
