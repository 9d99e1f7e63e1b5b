"""What is agreed with a client is changed, refused with the field, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpdesk_tui.models.billing import Every, Terms
from helpdesk_tui.models.changes import Conflict, Refused
from helpdesk_tui.models.worktime import Activity
from helpdesk_tui.rounding import rule
from helpdesk_tui.tickets import history
from helpdesk_tui.timesheets import agreeing
from helpdesk_tui.timesheets.granted import Grant
from helpdesk_tui.timesheets.terms import Agreed, Price, grants_of, prices_of, tariff, terms_of
from tests.support import technician
from tests.timesheets.conftest import client, instant

MONTHLY = {"every": Every.MONTH, "rule": rule("up 15 by ticket"), "to": "Marta <marta@acme.es>"}
NOVEMBER = date(2026, 11, 1)
TEN = Grant(0, 36_000, False, NOVEMBER, None, "Bono 10 h")


def test_terms_are_agreed_on_changed_and_taken_back_to_those_of_a_client_without_any(
    ana: int, acme: int
) -> None:
    first = agreeing.change_terms(ana, terms_of(acme), replace(terms_of(acme), **MONTHLY))
    agreed = terms_of(acme)
    assert agreed == replace(Agreed(acme, agreed.id), **MONTHLY)
    second = agreeing.change_terms(ana, agreed, replace(agreed, to="", minimum=900))
    assert (terms_of(acme).to, terms_of(acme).minimum) == ("", 900)
    history.take_back(ana, second)
    assert terms_of(acme) == agreed
    undone = history.take_back(ana, first)
    assert replace(terms_of(acme), id=None) == Agreed(acme)
    history.take_back(ana, undone)
    assert terms_of(acme) == agreed


def test_nothing_comes_of_terms_that_are_so_already(ana: int, acme: int) -> None:
    assert not agreeing.change_terms(ana, terms_of(acme), terms_of(acme)).changed
    assert not Terms.select().exists()


def test_two_who_change_different_fields_both_do_and_the_same_one_says_who_was_first(
    ana: int, acme: int
) -> None:
    luis, seen = technician("luis"), terms_of(acme)
    agreeing.change_terms(luis, seen, replace(seen, minimum=900))
    agreeing.change_terms(ana, seen, replace(seen, fixed_subject=True))
    assert (terms_of(acme).minimum, terms_of(acme).fixed_subject) == (900, True)
    with pytest.raises(Conflict) as conflict:
        agreeing.change_terms(ana, seen, replace(seen, minimum=600))
    assert (conflict.value.field, conflict.value.who) == ("minimum", "luis")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("minimum", 86_401, "Minimum: "),
        ("minimum", -1, "Minimum: "),
        ("currency", "EURO", "Currency: .*three letters"),
        ("begins", date(1, 1, 1), "Begins: "),
        ("to", "marta@acme.es, marta", "To: “marta” is not"),
        ("cc", "a@acme.es\nBcc: b@acme.es", "Cc: .*cannot be seen"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(
    ana: int, acme: int, field: str, value: Any, told: str
) -> None:
    changed = {field: value}
    with pytest.raises(Refused, match=told):
        agreeing.change_terms(ana, terms_of(acme), replace(terms_of(acme), **changed))
    assert terms_of(acme) == Agreed(acme)


def test_a_price_is_added_changed_put_away_and_taken_back(ana: int, acme: int) -> None:
    night = Activity.create(name="Night", sort_key="night", created_at=instant("1 9:00")).id
    agreeing.keep_price(ana, Price(None, None, 4000, None))
    added = agreeing.keep_price(ana, Price(acme, night, 9000, NOVEMBER))
    own, common = prices_of(acme)
    assert (own.name, own.cents, common.cents) == ("Night", 9000, 4000)
    assert prices_of(client(ana, "Fénix SL")) == [common]
    agreeing.keep_price(ana, replace(own, cents=9500, activity=None), own)
    rate = tariff(acme).rate
    assert (rate(night, NOVEMBER), rate(None, date(2026, 10, 31))) == (9500, 4000)
    gone = agreeing.put_away(ana, prices_of(acme)[0])
    assert tariff(acme).rate(night, NOVEMBER) == 4000
    history.take_back(ana, gone)
    assert tariff(acme).rate(night, NOVEMBER) == 9500
    history.take_back(ana, added)
    assert prices_of(acme) == [common]


@pytest.mark.parametrize("since", [None, NOVEMBER])
def test_there_is_one_price_for_one_thing_from_one_day_on(
    ana: int, acme: int, since: date | None
) -> None:
    agreeing.keep_price(ana, Price(acme, None, 4000, since))
    with pytest.raises(Refused, match="Since: There is a price"):
        agreeing.keep_price(ana, Price(acme, None, 5000, since))
    with pytest.raises(Refused, match="An hour: "):
        agreeing.keep_price(ana, Price(acme, None, -1, date(2026, 11, 2)))
    agreeing.keep_price(ana, Price(acme, None, 5000, date(2026, 11, 2)))


def test_hours_bought_are_added_changed_put_away_and_taken_back(ana: int, acme: int) -> None:
    added = agreeing.keep_bought(ana, acme, TEN)
    (kept,) = grants_of(acme)
    assert replace(kept, id=0) == TEN
    agreeing.keep_bought(ana, acme, replace(kept, monthly=True, until=NOVEMBER), kept)
    assert [(one.monthly, one.until) for one in grants_of(acme)] == [(True, NOVEMBER)]
    history.take_back(ana, agreeing.put_away(ana, kept))
    assert len(grants_of(acme)) == 1
    other = client(ana, "Fénix SL")
    done = agreeing.keep_bought(ana, other, TEN)
    history.take_back(ana, done)
    assert grants_of(other) == []
    assert added.changed


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"seconds": 0}, "Hours: "),
        ({"seconds": 10**12}, "Hours: "),
        ({"until": date(2026, 10, 31)}, "Until: .*before"),
        ({"since": date(9999, 1, 1)}, "Since: "),
    ],
)
def test_hours_that_nobody_can_use_are_refused(
    ana: int, acme: int, changed: dict[str, Any], told: str
) -> None:
    with pytest.raises(Refused, match=told):
        agreeing.keep_bought(ana, acme, replace(TEN, **changed))
