"""A mistake of ours in the middle of the desk costs one line, and a note without values."""

from __future__ import annotations

import logging
from typing import NoReturn

import pytest

from helpdesk_tui.screens.tickets.queue import QueueScreen
from helpdesk_tui.tickets import actions
from tests.screens.conftest import Seat
from tests.support import row

SECRET = "hunter2"


def fails(*_given: object, **_named: object) -> NoReturn:
    password = "".join(SECRET)
    raise RuntimeError(f"something {len(password)}")


@pytest.mark.parametrize(
    ("where", "name", "keys"),
    [
        (QueueScreen, "action_half", ("ctrl+d",)),
        (actions, "set_priority", ("p", "1")),
        (QueueScreen, "render_lines", ("j",)),
    ],
    ids=["a handler", "the database thread", "drawing"],
)
async def test_the_desk_goes_on_and_the_log_has_no_values(
    seat: Seat,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    where: object,
    name: str,
    keys: tuple[str, ...],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(where, name, fails)
        await seat.press(*keys)
        await seat.until(lambda: "RuntimeError: something 7" in caplog.text, "the log has it")
    seat.app.refresh(layout=True)
    await seat.sees("Something went wrong and the desk goes on: RuntimeError: something 7")
    (record,) = [one for one in caplog.records if one.levelno >= logging.ERROR]
    written = logging.Formatter().format(record)
    assert "in fails" in written
    assert SECRET not in written
    await seat.press("escape", "escape", "g", "p", "2")
    await seat.until(lambda: row(1).priority == 2, "the next key does what it says")
    seat.app._exception = None  # which run_test would raise again
