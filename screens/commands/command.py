"""What a command is, and how its keys are printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a technician can do with one key.

    `id` is its name in the settings, `action` the method `action_...` of the screen that does it,
    `short` what the footer has room for, and `help` a line that says what happens.
    """

    id: str
    keys: str
    action: str
    short: str
    help: str
    footer: bool = False


NAMES = {
    "question_mark": "?",
    "colon": ":",
    "plus": "+",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "slash": "/",
    "asterisk": "*",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "escape": "esc",
    "exclamation_mark": "!",
    "down": "↓",
    "up": "↑",
    "comma": ",",
    "percent_sign": "%",
    "dollar_sign": "$",
    "minus": "-",
    "full_stop": ".",
}


def key_names(keys: str) -> str:
    """Keys as they are printed on a keyboard: "j,down" is "j ↓"."""
    return " ".join(NAMES.get(key, key) for key in keys.split(","))
