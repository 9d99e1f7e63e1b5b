"""The person's own keys: which command each calls, and what clashes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingsMap
from textual.keys import Keys

from helpdesk_tui.i18n import _
from helpdesk_tui.settings import Settings

from .. import commands
from ..commands import NAMES, Command

Key = Callable[[str], str]
"""The key of a command, by its id, as it is printed on a keyboard."""

SCREENS: tuple[tuple[Command, ...], ...] = (
    (*commands.NEW, *commands.TRIAGE, *commands.QUEUE, *commands.EVERYWHERE),
    (*commands.NEW, *commands.TRIAGE, *commands.TICKET, *commands.EVERYWHERE),
    (*commands.CLIENTS, *commands.EVERYWHERE),
    (*commands.TIME, *commands.EVERYWHERE),
    commands.and_everywhere(commands.MAPPING),
    commands.and_everywhere(commands.RULES),
    commands.and_everywhere(commands.KEPT),
    commands.and_everywhere(commands.TERMS),
    commands.and_everywhere(commands.HANDOVER),
    (*commands.TALKS, *commands.EVERYWHERE),
    commands.and_everywhere(commands.FIGURES),
    commands.and_everywhere(commands.PIVOT),
    commands.and_everywhere(commands.BEHIND),
    commands.and_everywhere(commands.MONDAY),
    commands.and_everywhere(commands.SHEET),
    (*commands.TALK, *commands.EVERYWHERE),
    (*commands.CUE, *commands.BESIDE_CUES),
    commands.SHOWN,
    commands.and_everywhere(commands.HELP),
)
"""The commands that meet on one screen: two of them may not share a key."""

DEFAULTS = {command.id: command.keys for command in commands.ALL}

SAME_AS = {"ctrl+h": "Backspace", "ctrl+i": "Tab", "ctrl+j": "Enter", "ctrl+m": "Enter"}
"""Chords that a terminal cannot tell from another key."""

_NAMED = {str(key.value) for key in Keys} | set(NAMES)
"""Keys that are called by a name."""

_KEY_OF_SIGN = {sign: key for key, sign in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of every command as they hold now, and what is wrong with the person's own."""

    keys: Mapping[str, str]
    problems: tuple[str, ...]
    only_reads: bool = False
    """Whether they are a guest's: commands that write say why they do not."""

    def bindings(self, here: Iterable[Command]) -> BindingsMap:
        """The commands as Textual binds them.

        Textual's own keymap is applied anew to every binding at each key, which takes 3 ms.
        """
        return BindingsMap(
            [Binding(self.keys[c.id], self.action(c), c.short, show=False, id=c.id) for c in here]
        )

    def refuses(self, command: Command) -> bool:
        """Whether the command writes, and whoever sits here may not."""
        return self.only_reads and command.id in commands.WRITES

    def action(self, command: Command) -> str:
        """What the command does here."""
        return "app.only_reads" if self.refuses(command) else command.action

    def shown(self, command: Command) -> str:
        """The command's keys as they are printed on a keyboard."""
        return commands.key_names(self.keys[command.id])

    def first(self, command: Command) -> str:
        """The command's first key, for the footer."""
        return self.key(command.id)

    def key(self, id_: str) -> str:
        """The first key of the command with this id."""
        return commands.key_names(self.keys[id_].split(",")[0])


def resolve(settings: Settings, *, only_reads: bool = False) -> Keymap:
    """The keys that hold: the person's own where they are sound, else those of the desk.

    Each problem is one sentence with its line. A key that clashes goes back to the desk's own.
    """
    own: dict[str, str] = {}
    problems: list[str] = []
    for name, wanted in settings.keys.items():
        problem = _unusable(wanted) if name in DEFAULTS else _unknown(name)
        if problem:
            problems.append(_at(settings, name, problem))
        else:
            own[name] = ",".join(_key(sign) for sign in wanted.replace(" ", "").split(","))
    while clash := _clash(own):
        name, key, other = clash
        del own[name]
        words = _("{key} is taken by {other}, so the command keeps its own key.")
        sentence = words.format(key=commands.key_names(key), other=other)
        problems.append(_at(settings, name, sentence))
    return Keymap(DEFAULTS | own, tuple(problems), only_reads)


def _is_key(key: str) -> bool:
    plain = key.removeprefix("ctrl+").removeprefix("shift+")
    return len(plain) == 1 or plain in _NAMED


def _key(sign: str) -> str:
    return _KEY_OF_SIGN.get(sign, sign)


def _at(settings: Settings, name: str, problem: str) -> str:
    line = settings.line_of(f"keys.{name}")
    where = _("line {line}").format(line=line) if line else "config.toml"
    return f"{where}: {problem}"


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, [command.id for command in commands.ALL], 1)
    words = _("there is no command “{name}”.").format(name=name)
    return words + " " + _("Did you mean “{near}”?").format(near=near[0]) if near else words


def _unusable(wanted: str) -> str | None:
    if not wanted.strip(" ,"):
        return _("a command needs a key.")
    for key in wanted.replace(" ", "").split(","):
        if not _is_key(_key(key)):
            return _("there is no key “{key}”; write a letter, f5, ctrl+g or space.").format(
                key=key
            )
        if key in SAME_AS:
            return _("a terminal cannot tell {key} from {other}.").format(
                key=key, other=SAME_AS[key]
            )
    return None


def _clash(own: Mapping[str, str]) -> tuple[str, str, str] | None:
    """A command with an own key that another command of its screen has, the key, and the other."""
    for screen in SCREENS:
        holders: dict[str, str] = {}
        for command in sorted(screen, key=lambda command: command.id in own):
            for key in own.get(command.id, command.keys).split(","):
                other = holders.setdefault(key, command.id)
                if other != command.id and command.id in own:
                    return command.id, key, other
    return None
