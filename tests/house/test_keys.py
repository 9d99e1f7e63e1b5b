"""Every screen's commands have keys of their own, and a person's own keys are checked on all."""

from __future__ import annotations

from importlib import import_module
from itertools import combinations
from pkgutil import walk_packages

import pytest

from helpdesk_tui import screens
from helpdesk_tui.screens.commands import Command
from helpdesk_tui.screens.common import keymap
from helpdesk_tui.screens.frame.frame import Frame


def all_screens() -> list[type[Frame]]:
    """The classes of the screens that a technician may come to."""
    names = (module.name for module in walk_packages(screens.__path__, f"{screens.__name__}."))
    modules = [import_module(name) for name in names]
    found = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Frame) and value.COMMANDS_HERE
    }
    return sorted(found, key=lambda screen: screen.__name__)


@pytest.mark.parametrize("screen", all_screens(), ids=lambda screen: screen.__name__)
def test_no_two_commands_of_a_screen_share_a_key(screen: type[Frame]) -> None:
    def keys(command: Command) -> set[str]:
        return set(command.keys.split(","))

    clashes = [
        (one.id, other.id)
        for one, other in combinations(screen.COMMANDS_HERE, 2)
        if keys(one) & keys(other)
    ]
    assert clashes == []


@pytest.mark.parametrize("screen", all_screens(), ids=lambda screen: screen.__name__)
def test_a_clash_of_own_keys_is_found_on_every_screen(screen: type[Frame]) -> None:
    here = {command.id for command in screen.COMMANDS_HERE}
    assert any(here <= {command.id for command in known} for known in keymap.SCREENS)
