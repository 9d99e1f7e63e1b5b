"""A `helpdesk` command in a process of its own, so that long work never holds up a key."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import language
from helpdesk_tui.storage.address import named

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
        *arguments,
        # Not as an argument, which others can see: there may be a password in it.
        env=os.environ | {"HELPDESK_DB": named(app.database)},
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
