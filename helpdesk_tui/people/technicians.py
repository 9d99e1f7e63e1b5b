"""Who sits at the desk: a technician is known by the account they are logged in with."""

from __future__ import annotations

import getpass
import pwd
from dataclasses import dataclass

from helpdesk_tui.collation import sort_key
from helpdesk_tui.models.allowed import IS_LEAD, leads
from helpdesk_tui.models.changes import change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import DeskSetting, Membership, Technician
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.orm import database, tuples

JOINING = "joining"
"""The setting of the desk that says how one joins it."""

OPEN, BY_INVITATION = "open", "invitation"


@dataclass(frozen=True, slots=True)
class Me:
    """The technician at this desk."""

    id: int
    login: str
    name: str
    role: int
    teams: tuple[int, ...]
    retired: bool = False

    @property
    def only_reads(self) -> bool:
        """Whether they are a guest, or have left while they sat here."""
        return self.retired or self.role == Technician.GUEST


def sign_in(login: str = "") -> Me:
    """The technician with this login, by default the account's; a new one is written down.

    Who comes to a desk without a lead, its first technician above all, is its lead. Raises
    StorageProblem for who has left, and for who is new where one joins by invitation.
    """
    login = line(login) or account()
    known = _with(login) or _newcomer(login)
    if known.retired:
        raise StorageProblem(Fault.PUT_AWAY, detail=leads())
    return _as_me(known)


def again(me: Me) -> Me:
    """The same technician as they are by now."""
    return _as_me(Technician.get_by_id(me.id))


def _with(login: str) -> Technician | None:
    return Technician.get_or_none(Technician.login == login)


def _newcomer(login: str) -> Technician:
    """Writes down who is new. Of several who come at once, each sees who came before."""
    with change(None) as hand:
        database.take_numbers("technician")
        if known := _with(login):  # from their other terminal, a moment ago
            return known
        has_lead = Technician.select().where(*IS_LEAD).exists()
        if has_lead and joining() == BY_INVITATION:
            raise StorageProblem(Fault.NOT_INVITED, detail=leads())
        name = full_name(login)
        made = Technician.create(
            login=login,
            name=name,
            sort_key=sort_key(name),
            role=Technician.TECHNICIAN if has_lead else Technician.LEAD,
            created_at=hand.at,
        )
        hand.created(Entity.TECHNICIAN, made.id)
    return made


def _as_me(known: Technician) -> Me:
    login, teams = known.login or "", team_ids(known.id)
    return Me(known.id, login, known.name, known.role, teams, known.retired)


def joining() -> str:
    """How one joins this desk: `OPEN`, as long as nobody has said otherwise, or `BY_INVITATION`."""
    kept = DeskSetting.get_or_none(DeskSetting.name == JOINING)
    return BY_INVITATION if kept and kept.value == BY_INVITATION else OPEN


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
