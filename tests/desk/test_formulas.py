"""No cell that is written can be taken for a formula, and each comes back as it was."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.formulas import disarmed, restored

RISKY = st.text(alphabet="=+-@＝' \";\t\n\r,a1é", max_size=12)
SIGNS = tuple("=+-@＝＋－＠")


def evaluated(text: str, delimiter: str) -> list[str]:
    """The cells that a spreadsheet would work out, should it pass spaces and quotes by."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [cell for row in rows for cell in row if cell.lstrip(' "\t\r\n')[:1] in SIGNS]


@given(RISKY)
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert restored(disarmed(cell)) == cell


@given(st.lists(RISKY, min_size=1, max_size=4))
def test_whatever_a_spreadsheet_cuts_at_no_cell_begins_with_a_sign(cells: list[str]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(["10427", *map(disarmed, cells)])
    for delimiter in ",;\t":
        assert evaluated(file.getvalue(), delimiter) == []


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+34 600 000 000", "'+34 600 000 000"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\rx", "'\rx"),
        ('  "=1"', '\'  "=1"'),
        ("＝1", "'＝1"),
        ("call;=HYPERLINK(A1)", "call;'=HYPERLINK(A1)"),
        ("To do:\n- reboot", "To do:\n'- reboot"),
        ("'=1", "''=1"),
        ("a - b = c", "a - b = c"),
        ("SRV-2 does not start; why?", "SRV-2 does not start; why?"),
        ("", ""),
    ],
)
def test_an_apostrophe_stands_where_a_formula_could_begin(cell: str, written: str) -> None:
    assert disarmed(cell) == written
    assert restored(written) == cell


def test_a_long_row_of_blank_lines_takes_no_time() -> None:
    began = time.monotonic()
    disarmed("\n" * 200_000)
    restored(" '" * 200_000 + "\n;" * 100_000)
    assert time.monotonic() - began < 2
