"""A team, and a contact who is spoken to as one likes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from helpdesk_tui.macros import check, filling, keeping
from helpdesk_tui.macros.filling import About
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.models.people import Membership, Team
from helpdesk_tui.people import editing
from tests.support import SATURDAY, opened

FILE = Path("macros.toml")


@pytest.fixture
def support(ana: int) -> int:
    """A team to which only ana belongs."""
    team = Team.create(name="Support", sort_key="support", created_at=SATURDAY)
    Membership.create(team=team, technician=ana)
    return int(team.id)


def written(text: str, me: int) -> list[Ready]:
    """The macros in a text that is right."""
    found, problems = check.check(FILE, text, keeping.who(me))
    assert problems == []
    return found


def told(text: str, me: int) -> list[str]:
    """What is wrong with a text, as a person reads it."""
    return [str(problem) for problem in check.check(FILE, text, keeping.who(me))[1]]


def of(ticket: int, me: int, now: datetime = SATURDAY) -> About:
    """What is known of a ticket."""
    return filling.about([ticket], me, now)[ticket]


@pytest.fixture
def from_marta(ana: int) -> Callable[..., int]:
    """Opens a ticket of Marta's, who is spoken to in this way."""

    def open_(language: str = "es", form: str = "usted", **known: str) -> int:
        voice = {"language": language, "address_form": form}
        client = editing.add_client(ana, {"name": f"ACME {language} {form}", **voice}).things[0]
        marta = editing.add_contact(ana, client, {"name": "Marta Ruiz"}).things[0]
        return opened(ana, client=client, requester=marta, **known)

    return open_
