"""Nothing that text from outside carries reaches the terminal as anything but signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from helpdesk_tui.safe_text import CUT, INVISIBLE, MARK_LIMIT
from helpdesk_tui.screens.terminal import line_filter
from tests.terminal.hand import desk


def test_hostile_text_reaches_the_terminal_as_signs(tmp_path: Path) -> None:
    with desk(tmp_path / "marker", "hostile", columns=100, rows=50) as hand:
        hand.until("ready")
        hand.until("link")
        hand.look(0.2)
        seen, picture = hand.seen.decode(), hand.picture
    for payload in ("\x1b]0;", "\x1b]52", "\x1b[2J", "\x1bP", "OWNED\x07", "\r\x0b", "\x08"):
        assert payload not in seen
    assert not {chr(code) for code in [*range(0x80, 0xA0), 0x7F, 0x202E, 0x2066]} & set(seen)
    # the pointer's shape is Textual's own; it alone ends with a bell
    assert seen.count("\x07") == seen.count("\x1b]22;default\x07")
    assert picture.count("␛]0;OWNED") == 3  # Line API, Content and rich Text; the last two drop BEL
    assert picture.count("⟪RLO⟫gnp.exe bidi ⟪LRI⟫x") == 3


def test_a_plain_line_passes_as_the_same_object() -> None:
    segments = [
        Segment("Clínica Sol ", Style(bold=True)),
        Segment("10:42", Style(link="https://x")),
    ]
    assert line_filter.shown(segments) is segments


def test_signs_do_not_make_a_line_wider() -> None:
    segments = [Segment("a\x1b[31mb"), Segment(" \u202ecd       ")]
    width = sum(cell_len(segment.text) for segment in segments)
    shown = line_filter.shown(segments)
    assert "".join(segment.text for segment in shown) == "a␛[31mb ⟪RLO⟫cd "[:width].ljust(width)


def test_a_link_with_a_control_in_it_is_no_link() -> None:
    style = Style(bold=True, link="http://x\x1b\\\x1b]0;y\x07")
    (shown,) = line_filter.shown([Segment("text", style)])
    assert shown.text == "text"
    assert shown.style is not None
    assert shown.style.link is None
    assert shown.style.bold


@pytest.mark.parametrize(
    "mark", ["\u0301", "\u0e4e", "\u0e31", "\u05b4", "\u064b", "\u0941", "\u0488"]
)
def test_a_flood_of_marks_of_any_script_ends_at_the_last_gate(mark: str) -> None:
    (shown,) = line_filter.shown([Segment("a" + mark * 40 + " " * 20)])
    assert shown.text.rstrip() == "a" + mark * MARK_LIMIT + CUT


@pytest.mark.parametrize("unseen", "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
def test_letters_that_cannot_be_seen_are_signs_at_the_last_gate(unseen: str) -> None:
    shown = line_filter.shown([Segment(f"a{unseen}b  ")])
    assert "".join(segment.text for segment in shown).rstrip() == f"a{INVISIBLE}b"
