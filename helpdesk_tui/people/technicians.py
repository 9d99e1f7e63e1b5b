"""Who sits at the desk: a technician is known by the account they are logged in with."""

from __future__ import annotations

import getpass
import pwd
from dataclasses import dataclass

from helpdesk_tui.collation import sort_key
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Membership, Technician
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import tuples


@dataclass(frozen=True, slots=True)
class Me:
    """The technician at this desk."""

    id: int
    login: str
    name: str
    role: int
    teams: tuple[int, ...]


def sign_in(login: str = "") -> Me:
    """The technician with this login, by default the account's; a new one is written down.

    The first technician of a database is its lead.
    """
    login = line(login) or account()
    known = Technician.get_or_none(Technician.login == login)
    if known is None:
        role = Technician.TECHNICIAN if Technician.select().exists() else Technician.LEAD
        name = full_name(login)
        with change(None) as hand:
            known = Technician.create(
                login=login, name=name, sort_key=sort_key(name), role=role, created_at=hand.at
            )
            hand.created(Entity.TECHNICIAN, known.id)
    return Me(known.id, login, known.name, known.role, team_ids(known.id))


def find(login: str = "") -> int | None:
    """The technician with this login, by default the account's; None for who was never here."""
    known = Technician.get_or_none(Technician.login == (line(login) or account()))
    return known.id if known else None


def team_ids(technician: int) -> tuple[int, ...]:
    """The teams that a technician belongs to."""
    found = Membership.select(Membership.team).where(Membership.technician == technician)
    return tuple(team for (team,) in tuples(found))


def account() -> str:
    """The name of the account that runs the program."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run under a number without a name
        return "technician"


def full_name(login: str) -> str:
    """The person's name as the system knows it, else the login."""
    try:
        return line(pwd.getpwnam(login).pw_gecos.split(",")[0]) or login
    except KeyError:
        return login
