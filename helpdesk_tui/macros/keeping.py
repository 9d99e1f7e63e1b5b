"""Macros as they are kept: those that a technician may use, found by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from helpdesk_tui.collation import fold, sort_key
from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.macros import Macro
from helpdesk_tui.models.people import Team, Technician
from helpdesk_tui.people.technicians import team_ids
from helpdesk_tui.safe_text import line, uncut
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets.staged import NOTHING, Staged, from_json

LONGEST = 60
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A macro; `id` is 0 for one that is not kept. Without owner and team it is everybody's."""

    name: str
    owner: int | None = None
    team: int | None = None
    es: str = ""
    en: str = ""
    staged: Staged = NOTHING
    id: int = 0

    @property
    def whose(self) -> tuple[int | None, int | None]:
        """Its owner and its team; among those of one of them its name is the only one."""
        return self.owner, self.team

    def text(self, language: str) -> str:
        """The template in a language, or in the other one where there is none."""
        return (self.es or self.en) if language == "es" else (self.en or self.es)


def seen_by(technician: int) -> list[Ready]:
    """The macros of all, of the technician's teams, and their own, by name."""
    teams = team_ids(technician)
    nobodys = Macro.owner.is_null() & Macro.team.is_null()
    return _read(nobodys | (Macro.owner == technician) | Macro.team.in_(teams))


def find(macros: Sequence[Ready], words: str) -> list[Ready]:
    """Those in whose name, texts or labels every word stands; by their name before the others."""
    wanted = fold(words).split()
    ranked = []
    for one in macros:
        name = fold(one.name)
        said = fold("\n".join((one.name, one.es, one.en, *one.staged.on)))
        if all(word in said for word in wanted):
            ranked.append((sum(word not in name for word in wanted), one))
    return [one for _rank, one in sorted(ranked, key=lambda found: found[0])]


def get(macro: int) -> Ready | None:
    """This macro as it is now; None once it was put away."""
    return next(iter(_read(Macro.id == macro)), None)


@dataclass(frozen=True, slots=True)
class Who:
    """Who is there: the technician who writes, and the names by which others are meant."""

    me: int
    names: Mapping[int, str]
    """Of technicians, those who were put away included."""
    ids: Mapping[str, int]
    """Of those to whom a ticket can be given: by login, then by name."""
    teams: Mapping[int, str]


def who(me: int) -> Who:
    """Who is there now."""
    found = tuples(
        Technician.select(
            Technician.id, Technician.login, Technician.name, Technician.retired
        ).order_by(Technician.id)
    )
    here = [(id_, login, name) for id_, login, name, retired in found if not retired]
    logins = {login: id_ for id_, login, _name in here if login}
    ids = logins | {name: id_ for id_, _login, name in here if name not in logins}
    names = {id_: name for id_, _login, name, _retired in found}
    return Who(me, names, ids, dict(tuples(Team.select(Team.id, Team.name))))


def keep(by: int, wanted: Sequence[Ready], before: Ready | None = None) -> Done:
    """Keeps macros: those whose owner and name are known already are changed, others are new.

    With `before` the first of them takes the place of that one.

    Raises:
        Refused: it is not the technician's to change, or a name is taken.
        Conflict: somebody has changed the macro since it was read.
    """
    with change(by) as hand:
        known = {(*one.whose, fold(one.name)): one for one in _read()}
        made = []
        for one in wanted:
            there = known.get((*one.whose, fold(one.name)))
            if before and one is wanted[0]:
                if there and there.id != before.id:
                    raise Refused(_("There is a macro “{name}” already.").format(name=there.name))
                there = before
            for touched in filter(None, (one, there)):
                _refuse_others(by, touched)
            made.append(_change(hand, there, one) if there else _add(hand, one))
    return hand.done(*made)


def duplicate(by: int, macro: Ready) -> Done:
    """A copy for oneself, under a name that is free."""
    taken = {fold(one.name) for one in _read(Macro.owner == by)}
    name, number = macro.name, 1
    while fold(name) in taken:
        number += 1
        name = f"{macro.name[: LONGEST - 4]} {number}"
    return keep(by, [replace(macro, name=name, owner=by, team=None, id=0)])


def retire(by: int, macro: Ready) -> Done:
    """Takes a macro out of every list; undo has it back."""
    _refuse_others(by, macro)
    with change(by) as hand:
        hand.swap(Entity.MACRO, macro.id, {"retired": (False, True)})
    return hand.done(macro.id)


def make(one: Ready, at: datetime) -> int:
    """Writes a macro down, without an event: for what a desk begins with."""
    made = Macro.create(**_columns(one), owner=one.owner, team=one.team, created_at=at)
    return int(made.id)


def _add(hand: Hand, one: Ready) -> int:
    made = make(one, hand.at)
    hand.created(Entity.MACRO, made)
    return made


def _change(hand: Hand, there: Ready, wanted: Ready) -> int:
    seen = _columns(there) | {"owner": there.owner, "team": there.team}
    now = _columns(wanted) | {"owner": wanted.owner, "team": wanted.team}
    changes = {name: (seen[name], now[name]) for name in now if seen[name] != now[name]}
    hand.swap(Entity.MACRO, there.id, changes)
    return there.id


def _columns(one: Ready) -> dict[str, Value]:
    return {
        "name": line(one.name)[:LONGEST],
        "text_es": uncut(one.es).strip(),
        "text_en": uncut(one.en).strip(),
        "changes": one.staged.to_json(),
    }


def _refuse_others(by: int, macro: Ready) -> None:
    if macro.owner not in (None, by) or (macro.team and macro.team not in team_ids(by)):
        raise Refused(_("That macro is a colleague's, or another team's."))


def _read(*whose: object) -> list[Ready]:
    found = Macro.select(
        *(Macro.name, Macro.owner, Macro.team, Macro.text_es, Macro.text_en),
        *(Macro.changes, Macro.id),
    ).where(~Macro.retired, *whose)
    macros = [
        Ready(name, owner, team, es, en, from_json(changes), id_)
        for name, owner, team, es, en, changes, id_ in tuples(found)
    ]
    return sorted(macros, key=lambda one: (sort_key(one.name), one.id))
