"""The page about promises, in both languages: what it shows is what the desk does."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest
import time_machine

from helpdesk_tui.models.tickets import Wait
from helpdesk_tui.screens.common.ledger_words import as_text
from helpdesk_tui.sla.clocks import clocks_of
from helpdesk_tui.sla.document import rules_of
from helpdesk_tui.sla.ledger import ledger
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.tickets.promises import Explained
from tests.sla.documents import CLIENTS, read
from tests.sla.promised import at, life, opened, waiting

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGES = ("sla.md", "es/sla.md")
NOW = at(9, "9:00")


@pytest.mark.parametrize("page", PAGES)
def test_the_example_is_right_and_fits_as_the_page_says(page: str) -> None:
    rules = rules_of(example(page))
    urgent, gold, everybody = rules.policies
    acme = CLIENTS["ACME Ibérica"]
    fitting = [rules.policy_for(*ticket) for ticket in ((acme, "", 1), (acme, "", 2), (8, "", 1))]
    assert fitting == [urgent, gold, everybody]


@time_machine.travel(NOW, tick=False)
def test_the_ledger_of_the_page_is_the_one_that_the_desk_shows() -> None:
    gold = rules_of(example("sla.md")).policy_for(CLIENTS["ACME Ibérica"], "", 2)
    assert gold
    told = life(opened(5, "16:10"), waiting(6, "9:30", Wait.CLIENT), opened(6, "15:00"))
    (clock,) = (one for one in clocks_of(told, gold) if one.target is Target.RESOLUTION)
    title, *lines = as_text(0, [Explained(clock, tuple(ledger(clock, NOW)))], NOW)
    shown = "\n".join([title.partition(" · ")[2], *lines])
    assert indent(shown, "    ") in (DOCS / "sla.md").read_text(encoding="utf-8")


def example(page: str) -> dict[str, object]:
    """The rules that the page shows."""
    text = (DOCS / page).read_text(encoding="utf-8")
    (toml,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    document, problems = read(toml)
    assert problems == []
    return document
