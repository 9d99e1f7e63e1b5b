"""What is agreed with a client is changed: terms, prices and hours bought, each with its undo.

What is changed is compared with what was seen; a `Conflict` says who was first. What cannot be kept
is refused with the name of its field. Terms that say what holds without any are as good as none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.models.billing import Bought, Every, Rate, Terms
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people import editing
from helpdesk_tui.rounding import rule
from helpdesk_tui.safe_text import line
from helpdesk_tui.storage.orm import Record
from helpdesk_tui.timesheets import recipients
from helpdesk_tui.timesheets.granted import Grant
from helpdesk_tui.timesheets.terms import Agreed, Price
from helpdesk_tui.typed_money import CURRENCIES, MOST

FIELDS = {
    "every": N_("Sheet"),
    "begins": N_("Begins"),
    "rounding": N_("Rounding"),
    "minimum": N_("Minimum"),
    "currency": N_("Currency"),
    "to": N_("To"),
    "cc": N_("Cc"),
    "wants_nothing_too": N_("Zero sheet"),
    "fixed_subject": N_("Same subject"),
    "client": N_("For"),
    "activity": N_("Activity"),
    "cents": N_("An hour"),
    "since": N_("Since"),
    "seconds": N_("Hours"),
    "monthly": N_("Given"),
    "until": N_("Until"),
    "note": N_("Note"),
}
"""What each field is called, in forms and in refusals."""

DAY = 24 * 3600
MOST_HOURS = 100_000
YEARS = range(1970, 3000)

_T = TypeVar("_T")


def change_terms(by: int, seen: Agreed, wanted: Agreed) -> Done:
    """Agrees on other terms with a client, field by field.

    Raises:
        Conflict: somebody has changed one of the fields since it was read.
        Refused: a value cannot be kept; the sentence begins with its field.
    """
    wanted = _checked_terms(wanted)
    before, after = columns(seen), columns(wanted)
    changes = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
    with change(by) as hand:
        if changes:
            client = wanted.client
            Terms.insert(client=client, created_at=hand.at).on_conflict_ignore().execute()
            hand.swap(Entity.TERMS, Terms.get(Terms.client == client).id, changes)
    return hand.done(wanted.client)


def keep_price(by: int, wanted: Price, seen: Price | None = None) -> Done:
    """Writes down what an hour costs from a day on; with `seen` that one is changed.

    Raises:
        Conflict, Refused: as in `change_terms`; there is a price for the same from that day on.
    """
    _within("cents", wanted.cents, range(MOST + 1))
    _known_year("since", wanted.since)
    with change(by) as hand:
        _refuse_twins(wanted)
        made = _keep(hand, Entity.RATE, Rate, wanted.id, _of_price(wanted), seen, _of_price)
    return hand.done(made)


def keep_bought(by: int, client: int, wanted: Grant, seen: Grant | None = None) -> Done:
    """Writes down hours that a client has bought; with `seen` those are changed.

    Raises:
        Conflict, Refused: as in `change_terms`.
    """
    _within("seconds", wanted.seconds, range(1, MOST_HOURS * 3600 + 1))
    _known_year("since", wanted.since)
    _known_year("until", wanted.until)
    if wanted.until and wanted.until < wanted.since:
        raise refused("until", _("That is before they can be used."))
    wanted = replace(wanted, note=line(wanted.note))
    with change(by) as hand:
        made = _keep(
            *(hand, Entity.BOUGHT, Bought, wanted.id, _of_grant(wanted), seen, _of_grant),
            client=client,
        )
    return hand.done(made)


def put_away(by: int, thing: Price | Grant) -> Done:
    """Takes a price or hours bought out of what holds, also for days gone by; undo has it back."""
    entity = Entity.RATE if isinstance(thing, Price) else Entity.BOUGHT
    return editing.retire(by, entity, thing.id)


def columns(agreed: Agreed) -> dict[str, Value]:
    """The terms as an event and a draft keep them."""
    return {
        "every": int(agreed.every),
        "begins": as_stored(agreed.begins),
        "rounding": str(agreed.rule),
        "minimum": agreed.minimum,
        "currency": agreed.currency,
        "to": agreed.to,
        "cc": agreed.cc,
        "wants_nothing_too": agreed.wants_nothing_too,
        "fixed_subject": agreed.fixed_subject,
    }


def of_columns(client: int, kept: Mapping[str, Any]) -> Agreed:
    """The terms that `columns` has told."""
    begins, words = kept["begins"], kept["rounding"]
    others = {name: value for name, value in kept.items() if name != "rounding"}
    others |= {
        "every": Every(kept["every"]),
        "begins": date.fromisoformat(begins) if begins else None,
    }
    return Agreed(client, rule=rule(words), **others)


def called(field: str) -> str:
    """What a field is called."""
    return _(FIELDS[field])


def refused(field: str, sentence: str) -> Refused:
    """That the value of a field cannot be kept."""
    return Refused(_("{field}: {sentence}").format(field=called(field), sentence=sentence))


def _checked_terms(wanted: Agreed) -> Agreed:
    _within("minimum", wanted.minimum, range(DAY + 1))
    _known_year("begins", wanted.begins)
    if wanted.currency not in CURRENCIES:
        words = _("A currency has three letters: EUR, USD, MXN.")
        raise refused("currency", words)
    return replace(wanted, to=_header("to", wanted.to), cc=_header("cc", wanted.cc))


def _header(field: str, addresses: str) -> str:
    try:
        return recipients.written(addresses)
    except ValueError as error:
        raise refused(field, str(error)) from None


def _within(field: str, value: int, allowed: range) -> None:
    if value not in allowed:
        raise refused(field, _("That is more, or less, than can be kept here."))


def _known_year(field: str, day: date | None) -> None:
    if day and day.year not in YEARS:
        raise refused(field, _("There is no such day."))


def _refuse_twins(wanted: Price) -> None:
    """Of two prices for the same from the same day on nobody could say which holds."""
    same = [
        column.is_null() if value is None else column == value
        for column, value in (
            (Rate.client, wanted.client),
            (Rate.activity, wanted.activity),
            (Rate.since, wanted.since),
        )
    ]
    if Rate.select().where(*same, ~Rate.retired, Rate.id != wanted.id).exists():
        raise refused("since", _("There is a price for this from that day on: change that one."))


def _keep(
    hand: Hand,
    entity: int,
    table: type[Record],
    id_: int,
    wanted: Mapping[str, Value],
    seen: _T | None,
    columns_of: Callable[[_T], Mapping[str, Value]],
    **of: Any,
) -> int:
    """Adds a row, or changes that which was seen."""
    if seen is None:
        made: Any = table.create(**wanted, **of, created_at=hand.at)
        hand.created(entity, made.id)
        return int(made.id)
    before = columns_of(seen)
    changes = {name: (before[name], wanted[name]) for name in wanted}
    hand.swap(entity, id_, {name: pair for name, pair in changes.items() if pair[0] != pair[1]})
    return id_


def _of_price(one: Price) -> dict[str, Value]:
    since = as_stored(one.since)
    return {"client": one.client, "activity": one.activity, "cents": one.cents, "since": since}


def _of_grant(one: Grant) -> dict[str, Value]:
    days = {"since": as_stored(one.since), "until": as_stored(one.until)}
    return {"seconds": one.seconds, "monthly": one.monthly, "note": one.note, **days}
