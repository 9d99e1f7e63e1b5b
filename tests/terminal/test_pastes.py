"""A paste is text, also one that was made to be taken for keys."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.screens.terminal.pastes import END, SIGN, START, Pastes
from tests.terminal.hand import desk

PIECES = st.lists(
    st.sampled_from([START, END, "\x1b", "\x1bOP", "[", "[20", "1~", "q", "ñ"]), max_size=12
).map("".join)


def plainly(data: str) -> str:
    """The same of a whole that nobody has cut."""
    typed, *pasted = data.split(START, 1)
    if not pasted:
        return typed
    text, *after = pasted[0].split(END, 1)
    return typed + START + text.replace("\x1b", SIGN) + (END + plainly(after[0]) if after else "")


@given(PIECES, st.lists(st.integers(0, 60)))
def test_wherever_the_line_cuts_it_the_same_comes_out(data: str, cuts: list[int]) -> None:
    pastes = Pastes()
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    out = "".join(pastes.as_text(data[a:b]) for a, b in pairwise(places))
    whole = plainly(data)
    assert whole.startswith(out)
    assert len(whole) - len(out) < len(END)  # the beginning of a mark is kept back


@given(st.text(alphabet="\x1b[O~P12q", max_size=12))
def test_a_key_is_never_kept_waiting(keys: str) -> None:
    if START not in keys:
        assert Pastes().as_text(keys) == keys


def test_keys_in_a_paste_press_nothing(tmp_path: Path) -> None:
    with desk(tmp_path / "marker") as hand:
        hand.until("ready")
        hand.type(f"{START}a\x1bOQ\x1b[113;1u\x1bq{END}c")
        hand.until("counted 1")
        assert "EDITOR>" not in hand.picture
        hand.type("q")
        assert hand.code() == 0
