"""A desk with a person of whom there is something everywhere, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.conversations import actions as talks
from helpdesk_tui.conversations import cases
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.tables import TABLES
from helpdesk_tui.people import editing
from helpdesk_tui.privacy import erasing
from helpdesk_tui.storage.address import Place, named
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets import actions, drafts
from helpdesk_tui.timesheets.agreeing import change_terms
from helpdesk_tui.timesheets.terms import terms_of
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import opened, row, technician

NAME = "Zaqira Xolotl"
SECRETS = ("Zaqira", "Xolotl", "zaqira@", "600 111 777", "Qwyjibo", "Wyvernia")
"""What is hers alone, and stands nowhere else in the desk."""

THEIRS = "Kwanzaabot"
"""What was written in her tickets."""


@dataclass(frozen=True, slots=True)
class Desk:
    path: Place
    ana: int
    acme: int
    zaqira: int
    joan: int
    asked: int
    """Her ticket, done."""
    called: int
    """Joan's ticket about which she called."""
    talk: int


@pytest.fixture(params=DIALECTS)
def desk(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    (tmp_path / "config.toml").write_text('technician = "ana"\nzone = "Europe/Madrid"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    with opened_fresh(tmp_path, request.param) as opened_desk:
        yield stocked(opened_desk.path)


def stocked(path: Place) -> Desk:
    ana = technician("ana")
    acme = editing.add_client(ana, {"name": "ACME"}).things[0]
    card = {"name": "Zaq", "email": "zaqira@acme.example", "phone": "600 111 777"}
    zaqira = editing.add_contact(ana, acme, card, "Wyvernia").things[0]
    notes = {"name": NAME, "notes": "Likes Qwyjibo"}
    editing.edit(ana, Entity.CONTACT, zaqira, {"name": "Zaq", "notes": ""}, notes)
    joan = editing.add_contact(ana, acme, {"name": "Joan Puig"}).things[0]
    asked = opened(ana, f"{THEIRS} prints", requester=zaqira, body=f"My {THEIRS}", client=acme)
    actions.reply(ana, [row(asked)], f"Turn the {THEIRS} off")
    actions.add_note(ana, [row(asked)], f"{THEIRS} again, between us")
    actions.resolve(ana, [row(asked)], "Done")
    called = opened(ana, "Till is slow", requester=joan, body="Joan's own words")
    with change(ana) as hand:
        actions.called(hand, called, "Mine is slow too", zaqira, acme)
    talk = talks.begin(ana, acme, cases.find("equipment", None), ticket=asked).things[0]
    agreed = terms_of(acme)
    to = "Zaq <ZAQIRA@acme.example>, info@acme.example"
    change_terms(ana, agreed, replace(agreed, to="zaqira@acme.example", cc=to))
    change_terms(ana, terms_of(acme), replace(terms_of(acme), to=""))
    drafts.save(ana, f"{Entity.CONTACT}:{zaqira}", "card", {"notes": "moves to"})
    drafts.save(ana, f"ticket:{called}", "note", {"body": f"as {NAME.upper()} said"})
    drafts.save(ana, f"ticket:{called}", "reply", {"body": "Dear Joan"})
    return Desk(path, ana, acme, zaqira, joan, asked, called, talk)


def erase(desk: Desk, *, with_messages: bool = False) -> erasing.Erased:
    planned = erasing.plan(desk.zaqira, with_messages=with_messages)
    return erasing.erase(desk.ana, planned, anyway=True)


def run(desk: Desk, *words: str) -> Result:
    return CliRunner().invoke(helpdesk, ["--db", named(desk.path), "privacy", *words])


def everywhere() -> str:
    """Every value of every table."""
    return "\n".join(repr(line) for table in TABLES for line in tuples(table.select()))
