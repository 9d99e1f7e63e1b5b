"""`make soak` runs every test that has a long form: it chooses them by their mark."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
LOOKS = re.compile(r"HELPDESK_SOAK|tests\.conftest import .*\bLONG\b")


def test_a_module_that_looks_for_the_long_form_has_the_mark() -> None:
    others = (file for file in TESTS.rglob("test_*.py") if file != Path(__file__))
    texts = {file.name: file.read_text(encoding="utf-8") for file in others}
    looking = {name for name, text in texts.items() if LOOKS.search(text)}
    assert looking
    assert {name for name in looking if "pytest.mark.soak" not in texts[name]} == set()
