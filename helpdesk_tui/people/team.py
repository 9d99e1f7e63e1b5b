"""Who is on the team, in which role, and how one joins it. Only a lead changes that."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from helpdesk_tui.collation import sort_key
from helpdesk_tui.i18n import _
from helpdesk_tui.models.allowed import IS_LEAD, leads
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import DeskSetting, Invitation, Technician
from helpdesk_tui.people.technicians import JOINING, OPEN
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import database, tuples

HOLDS = timedelta(days=7)
"""How long a code lets somebody in."""

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Those that nobody takes for another."""

ROLES = {
    "lead": Technician.LEAD,
    "technician": Technician.TECHNICIAN,
    "guest": Technician.GUEST,
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the team. Who has no `login` comes out of an import, or has not joined yet.

    Who is invited is shown in the role that they will have.
    """

    id: int
    name: str
    login: str | None
    role: int
    invited_until: datetime | None
    retired: bool


def members() -> list[Member]:
    """Everybody who is or was on the team, in the order of their names."""
    codes = Invitation.select(Invitation.technician, Invitation.role, Invitation.expires_at)
    holding = tuples(codes.where(Invitation.expires_at > database.present()))
    invited = {technician: (role, until) for technician, role, until in holding}
    found = Technician.select().order_by(Technician.retired, Technician.sort_key, Technician.id)
    return [
        Member(one.id, one.name, one.login, *(invited.get(one.id, (one.role, None))), one.retired)
        for one in found
    ]


def invite(by: int, name: str, role: int = Technician.TECHNICIAN) -> str:
    """A code with which somebody joins: new, known from an import, or back again.

    It holds once, for `HOLDS`; an earlier one of theirs holds no more. Raises Refused.
    """
    name = line(name)
    if not name:
        raise Refused(_("Say who is invited: a name."))
    with _lead(by) as hand:
        known = _known(name)
        if len(known) > 1:
            raise Refused(_several(known))
        if known and known[0].login and not known[0].retired:
            raise Refused(_("{who} is on the team already.").format(who=known[0].name))
        if not known:
            made = Technician.create(name=name, sort_key=sort_key(name), created_at=hand.at)
            hand.created(Entity.TECHNICIAN, made.id)
            known = [made]
        Invitation.delete().where(Invitation.technician == known[0].id).execute()
        code = "-".join("".join(secrets.choice(_LETTERS) for _n in range(4)) for _n in range(3))
        Invitation.create(
            technician=known[0].id,
            role=role,
            digest=_digest(code),
            expires_at=database.present() + HOLDS,
        )
    return code


def join(code: str, login: str) -> str:
    """The account with this login is the invited technician from now on; their name.

    Raises Refused: the code is none that holds, or the account is on the team already.
    """
    with change(None) as hand:
        database.take_numbers("technician")  # they may be opening their desk at this moment
        held = database.held(Invitation.select().where(Invitation.digest == _digest(code)))
        found = next(iter(held), None)
        if found is None or found.expires_at <= database.present():
            raise Refused(
                _("That code lets nobody in: it was used, or is too old. Ask for another.")
            )
        known = Technician.get_or_none(Technician.login == login)
        who = Technician.get_by_id(found.technician_id)
        if known is not None and known.id != who.id:
            raise Refused(_("You are on the team already, as {who}.").format(who=known.name))
        hand.swap(
            Entity.TECHNICIAN,
            who.id,
            {
                "login": (who.login, login),
                "role": (who.role, found.role),
                "retired": (who.retired, False),
            },
        )
        found.delete_instance()
    return str(who.name)


def set_role(by: int, name: str, role: int) -> Done:
    """Gives somebody another role. Raises Refused, for the last lead above all."""
    return _change(by, name, {"role": role}, keeps_lead=role == Technician.LEAD)


def retire(by: int, name: str) -> Done:
    """Takes somebody off the team; what they did stays. Raises Refused, as above."""
    return _change(by, name, {"retired": True}, keeps_lead=False)


def set_joining(by: int, how: str) -> None:
    """Says how one joins this desk: `OPEN` or `BY_INVITATION`. Raises Refused."""
    with _lead(by) as hand:
        DeskSetting.insert(name=JOINING, value=OPEN).on_conflict_ignore().execute()
        kept = DeskSetting.get(DeskSetting.name == JOINING)
        hand.swap(Entity.SETTING, kept.id, {"value": (kept.value, how)})


def _change(by: int, name: str, wanted: Mapping[str, Value], *, keeps_lead: bool) -> Done:
    with _lead(by) as hand:
        known = _known(line(name))
        if not known:
            raise Refused(_("There is nobody called “{name}” here.").format(name=name))
        if len(known) > 1:
            raise Refused(_several(known))
        (who,) = known
        held = database.held(Technician.select(Technician.id).where(*IS_LEAD))
        if tuples(held) == [(who.id,)] and not keeps_lead:
            words = _("{who} is the only lead: make somebody else one first.")
            raise Refused(words.format(who=who.name))
        hand.swap(
            Entity.TECHNICIAN,
            who.id,
            {column: (getattr(who, column), value) for column, value in wanted.items()},
        )
    return hand.done(who.id)


@contextmanager
def _lead(by: int) -> Iterator[Hand]:
    """What only a lead does; where there is none, anybody. Raises Refused."""
    with change(by) as hand:
        found = [id_ for (id_,) in tuples(Technician.select(Technician.id).where(*IS_LEAD))]
        if found and by not in found:
            raise Refused(_("That is for a lead to do: {leads}.").format(leads=leads()))
        yield hand


def _known(name: str) -> list[Technician]:
    """Who is called so, or has this account."""
    meant = (Technician.login == name) | (Technician.sort_key == sort_key(name))
    return list(Technician.select().where(meant).order_by(Technician.id))


def _several(known: Sequence[Technician]) -> str:
    logins = ", ".join(one.login or "—" for one in known)
    return _("Several are called so; name one by their account: {logins}.").format(logins=logins)


def _digest(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
