"""Saved views: a technician's own, in the order that they like, and those shared with a team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import fn

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Hand, Refused, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Team
from helpdesk_tui.models.views import SavedView
from helpdesk_tui.safe_text import clean, line
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.tickets.views import Viewer

PREFIX = "saved:"
"""How the name of a saved view among all views begins."""

MOST = 60
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A view as it is kept. `words` is its filter in neutral form, `place` where it looks."""

    id: int
    name: str
    place: str
    words: str
    sort: str
    reverse: bool
    owner: int
    team: int | None
    team_name: str

    @property
    def key(self) -> str:
        """Its name among all views."""
        return f"{PREFIX}{self.id}"


def seen_by(viewer: Viewer) -> list[Saved]:
    """The viewer's own views in their order, then those that their teams share."""
    own = _in_order(SavedView.technician == viewer.technician)
    shared = _in_order(
        (SavedView.technician != viewer.technician) & SavedView.team.in_(viewer.teams)
    )
    return own + shared


def save(by: int, name: str, place: str, words: str, sort: str, reverse: bool) -> Done:
    """Keeps a view under a name, after the others. Raises `Refused` when the name will not do."""
    with change(by) as hand:
        name = _name(by, name)
        made = SavedView.create(
            technician=by,
            name=name,
            place=place,
            words=clean(words, multiline=False),
            sort=sort,
            reverse=reverse,
            position=_count(by),
            created_at=hand.at,
        )
        hand.created(Entity.VIEW, made.id)
    return hand.done(made.id)


def rename(by: int, view: Saved, name: str) -> Done:
    """Gives a view another name. Raises `Refused`, or `Conflict` when it has one by now."""
    return _change(by, view, name=(view.name, _name(by, name, but=view.id)))


def keep(by: int, view: Saved, words: str, sort: str, reverse: bool) -> Done:
    """Puts other words and another order into a view."""
    return _change(
        by,
        view,
        words=(view.words, clean(words, multiline=False)),
        sort=(view.sort, sort),
        reverse=(view.reverse, reverse),
    )


def share(by: int, view: Saved, team: int | None) -> Done:
    """Shows a view to everybody in a team, or with None to its owner alone again."""
    return _change(by, view, team=(view.team, team))


def remove(by: int, view: Saved) -> Done:
    """Takes a view away; undo brings it back."""
    return _change(by, view, retired=(False, True))


def move(by: int, view: Saved, places: int) -> Done:
    """Moves a view among its owner's, up for a negative number of places."""
    _refuse_others(by, view)
    own = _in_order(SavedView.technician == by)
    at = next(n for n, known in enumerate(own) if known.id == view.id)
    own.insert(max(0, min(len(own) - 1, at + places)), own.pop(at))
    with change(by) as hand:
        _number(hand, own)
    return hand.done(view.id)


def _number(hand: Hand, own: Sequence[Saved]) -> None:
    found = SavedView.select(SavedView.id, SavedView.position)
    positions = dict(tuples(found.where(SavedView.id.in_([view.id for view in own]))))
    for position, view in enumerate(own):
        hand.swap(Entity.VIEW, view.id, {"position": (positions[view.id], position)})


def _change(by: int, view: Saved, **changes: Any) -> Done:
    _refuse_others(by, view)
    with change(by) as hand:
        hand.swap(Entity.VIEW, view.id, changes)
    return hand.done(view.id)


def _refuse_others(by: int, view: Saved) -> None:
    if view.owner != by:
        raise Refused(_("This view is a colleague's; save it as a view of your own."))


def _name(by: int, name: str, but: int = 0) -> str:
    """The name cleaned. Raises `Refused` when there is none, or another view has it."""
    name = line(name).strip()[:MOST]
    if not name:
        raise Refused(_("A name is needed."))
    taken = SavedView.technician == by, SavedView.name == name, ~SavedView.retired
    if SavedView.select().where(*taken, SavedView.id != but).exists():
        raise Refused(_("You have a view called “{name}” already.").format(name=name))
    return name


def _count(by: int) -> int:
    own = SavedView.technician == by, ~SavedView.retired
    return int(SavedView.select().where(*own).count())


def _in_order(whose: Any) -> list[Saved]:
    found = (
        SavedView.select(
            SavedView.id,
            SavedView.name,
            SavedView.place,
            SavedView.words,
            SavedView.sort,
            SavedView.reverse,
            SavedView.technician,
            SavedView.team,
            fn.COALESCE(Team.name, ""),
        )
        .left_outer_join(Team)
        .where(whose, ~SavedView.retired)
        .order_by(SavedView.technician, SavedView.position, SavedView.id)
    )
    return [Saved(*row) for row in tuples(found)]
