"""What things cost: typed in either language, told in the client's, and added up."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui import typed_money
from helpdesk_tui.conversations import money
from helpdesk_tui.conversations.talk import Option
from helpdesk_tui.models.conversations import Outcome, Per
from helpdesk_tui.typed_money import MOST, read
from helpdesk_tui.unreadable import Unreadable

COSTS = st.integers(1, MOST)
WHERE = st.sampled_from([("en", "GB"), ("en", ""), ("es", "ES"), ("es", ""), ("es", "MX")])
WRITTEN_SO = st.sampled_from(["", ".", ",", " ", "\N{NO-BREAK SPACE}", "'"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3200", (320_000, Per.ONCE)),
        ("3.200,50 €", (320_050, Per.ONCE)),
        ("3,200.50", (320_050, Per.ONCE)),
        ("3 200,5", (320_050, Per.ONCE)),
        ("12.345.678", (1_234_567_800, Per.ONCE)),
        (" EUR 3200 ", (320_000, Per.ONCE)),
        ("€49/month", (4_900, Per.MONTH)),
        ("49/mes", (4_900, Per.MONTH)),
        ("49 € al mes", (4_900, Per.MONTH)),
        ("49,90 mensuales", (4_990, Per.MONTH)),
        ("49 per year", (4_900, Per.YEAR)),
        ("49 euros / AÑO", (4_900, Per.YEAR)),
        ("100 una vez", (10_000, Per.ONCE)),
        ("0", (0, Per.ONCE)),
        ("Sin coste", (0, Per.ONCE)),
        ("sin  costo", (0, Per.ONCE)),
        ("no cost", (0, Per.ONCE)),
        ("0.05", (5, Per.ONCE)),
    ],
)
def test_a_cost_is_read_in_either_language(typed: str, meant: tuple[int, Per]) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", ""),
        ("soon", "soon"),
        ("-50", "-"),
        ("about 50", "about"),
        ("1.2.3", "1.2.3"),
        ("0.500", "0.500"),
        ("1,234,56", "1,234,56"),
        ("50 per 3 months", " per 3 months"),
        ("2026-11-27", "-11-27"),
        ("99999999999", "99999999999"),
    ],
)
def test_what_is_no_cost_is_told_with_its_place(typed: str, meant: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(typed)
    assert typed[told.value.start : told.value.end] == meant


@pytest.mark.parametrize("typed", ["1.500", "1,500", "€ 1.500 /mes"])
def test_what_may_mean_two_things_is_asked(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"1500 or 1\.50"):
        read(typed)


def test_another_currency_is_refused_and_a_sign_that_several_share_is_not() -> None:
    assert read("$40 al mes", "MXN") == read("40 MXN/mes", "MXN") == (4_000, Per.MONTH)
    for typed in ("$40", "40 usd", "40 pounds"):
        with pytest.raises(Unreadable, match="EUR"):
            read(typed, "EUR")


@given(COSTS, st.sampled_from(Per), WHERE, st.sampled_from(["EUR", "USD", "MXN", "GBP", "CHF"]))
def test_what_is_told_is_read_as_the_same(
    cents: int, per: Per, where: tuple[str, str], currency: str
) -> None:
    assert read(money.shown(cents, per, currency, *where), currency) == (cents, per)


@given(COSTS, WRITTEN_SO, st.sampled_from([".", ","]))
def test_however_thousands_are_marked_the_cents_come_out(cents: int, group: str, dot: str) -> None:
    if group == dot:
        return
    whole = f"{cents // 100:,}".replace(",", group)
    assert read(f"{whole}{dot}{cents % 100:02}") == (cents, Per.ONCE)


@given(st.text(alphabet="0123456789.,€$ /amesyrnoct-'"))
def test_anything_is_read_or_told_to_be_unreadable(typed: str) -> None:
    with suppress(Unreadable):
        cents, per = read(typed)
        assert 0 <= cents <= MOST
        assert per in Per


def option(cost: int | None, per: Per = Per.ONCE) -> Option:
    return Option(1, "A new server", cost, per, "", Outcome.OPEN, "")


def test_a_total_is_one_sum_for_each_of_once_a_month_and_a_year() -> None:
    lines = [option(320_000), option(50), option(4_900, Per.MONTH), option(0), option(None)]
    sums = money.total(lines)
    assert sums == {Per.ONCE: 320_050, Per.MONTH: 4_900}
    assert money.shown_total(sums, "EUR", "en") == "€3,200.50 and €49.00 a month"
    assert money.total([option(0), option(None)]) == {}


@pytest.mark.parametrize(
    ("where", "told"),
    [(("en", ""), "no cost"), (("es", "ES"), "sin coste"), (("es", "AR"), "sin costo")],
)
def test_no_cost_has_its_words(where: tuple[str, str], told: str) -> None:
    assert money.shown_total({}, "EUR", *where) == told
    assert read(told) == (0, Per.ONCE)


def test_every_currency_has_three_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in typed_money.CURRENCIES)
