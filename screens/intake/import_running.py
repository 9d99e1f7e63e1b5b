"""An import in a process of its own, told as it goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpdesk_tui.i18n import _

from ..common import child

if TYPE_CHECKING:
    from ..common.host import Host

After = Callable[[], Awaitable[None]]
"""Shows what has come in."""


async def carry_out(app: Host, path: Path, how: Sequence[str], after: After) -> None:
    """Runs the import to its end, saying how long it takes, and shows what came of it."""
    work = asyncio.create_task(child.run(app, "import", "--brief", *how, str(path)))
    seconds = 0
    while not (await asyncio.wait({work}, timeout=1))[0]:
        seconds += 1
        app.say(_("Importing {name} … {count} s").format(name=path.name, count=seconds))
    code, lines = work.result()
    if code != 2:
        await after()
    app.say(" ".join(lines), bad=code != 0)
