"""The words in which tickets are looked for: what they mean, and what is said of a mistake."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.filters import Unreadable, instants
from helpdesk_tui.filters.fields import FIELDS
from helpdesk_tui.filters.parse import Clause, Filter, Value, Words, parse
from helpdesk_tui.filters.write import write
from tests.filters.making import TODAY, filters

MADRID = ZoneInfo("Europe/Madrid")
NOON = datetime(2026, 11, 21, 11, tzinfo=UTC)


def read(text: str) -> Filter | Unreadable:
    try:
        return parse(text, TODAY)
    except Unreadable as problem:
        return problem


def one(text: str) -> Words | Clause:
    (item,) = parse(text, TODAY)
    return item


@given(filters)
def test_a_filter_reads_back_from_its_neutral_form_and_from_both_languages(wanted: Filter) -> None:
    for language in ("en", "es"):
        assert parse(write(wanted, language), TODAY) == wanted


_signs = st.lists(st.sampled_from([*'ab:,"-<>=. /#ñ1', "client", "creado", "prio"])).map("".join)


@given(st.one_of(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), _signs))
def test_any_text_is_a_filter_or_is_pointed_at_within_its_length(text: str) -> None:
    meant = read(text)
    if isinstance(meant, Unreadable):
        assert 0 <= meant.start < meant.end <= len(text) + 1
        assert str(meant)
    else:
        assert read(write(meant)) == read(write(meant, "es")) == meant


def test_the_whole_language_in_one_line() -> None:
    text = (
        "client:acme prio:<=2 status:open,waiting -tag:vip assignee:me team:net"
        ' created:>2026-10-01 due:<2h "exact words" printer'
    )
    assert parse(text, TODAY) == (
        Clause("client", (Value("acme"),)),
        Clause("prio", (Value("2", "<="),)),
        Clause("status", (Value("open"), Value("waiting"))),
        Clause("tag", (Value("vip"),), negated=True),
        Clause("assignee", (Value("me"),)),
        Clause("team", (Value("net"),)),
        Clause("created", (Value("2026-10-01", ">"),)),
        Clause("due", (Value("2h", "<"),)),
        Words("exact words", exact=True),
        Words("printer"),
    )


def test_spanish_and_english_mean_the_same_and_are_kept_in_one_form() -> None:
    spanish = "cliente:acme estado:abierto,esperando -etiqueta:vip asignado:yo vence:vencido"
    english = "client:acme status:open,waiting -tag:vip assignee:me due:overdue"
    assert parse(spanish, TODAY) == parse(english, TODAY)
    assert write(parse(spanish, TODAY)) == english
    assert write(parse(english, TODAY), "es") == spanish


def test_case_and_accents_of_fields_and_values_do_not_matter() -> None:
    assert one("CATEGORIA:red") == one("categoría:red")
    assert one("creado:SABADO") == one("created:saturday")


def test_a_name_in_quotes_is_meant_as_it_stands() -> None:
    assert one("client:none") == Clause("client", (Value("none"),))
    assert one('client:"none"') == Clause("client", (Value("none", quoted=True),))
    assert one('client:"Clínica Sol",acme') == Clause(
        "client", (Value("Clínica Sol"), Value("acme"))
    )


def test_addresses_and_times_of_day_are_text() -> None:
    assert parse("https://x.example 10:30 10.0.0.5", TODAY) == (
        Words("https://x.example"),
        Words("10:30"),
        Words("10.0.0.5"),
    )


@pytest.mark.parametrize(
    ("text", "pointed", "says"),
    [
        ("printer clinet:acme", "clinet", "client:"),
        ("status:opne x", "opne", "waiting"),
        ("prio:x tag:a", "x", "number"),
        ("created:2026-13-01 x", "2026-13-01", "2026-11-30"),
        ("client:acme status:>open x", ">open", "compared"),
        ("client:,acme", ",", "needs a value"),
        ("number:1..b x", "1..b", "number"),
        ("prio:9 x", "9", "1, 2, 3, 4"),
        ("created:yesterday.. x", "yesterday..", "both its ends"),
        ("created:<1..2 x", "<1..2", "range"),
    ],
)
def test_a_mistake_is_pointed_at_in_its_place(text: str, pointed: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as raised:
        parse(text, TODAY)
    assert text[raised.value.start : raised.value.end] == pointed
    assert not raised.value.unfinished


@pytest.mark.parametrize("text", ["client:", "prio:<", "created:2026-", "status:op", "tag:a,"])
def test_what_is_still_being_typed_is_no_mistake_yet(text: str) -> None:
    meant = read(text)
    assert isinstance(meant, Unreadable)
    assert meant.unfinished


def test_every_word_of_the_language_names_one_field_and_one_value() -> None:
    words = [word for field in FIELDS for word in set(field.name.all())]
    assert len(words) == len(set(words))
    for field in FIELDS:
        named = [word for value in field.values for word in set(value.all())]
        assert len(named) == len(set(named)), field.key


# Times

days = st.dates(TODAY - timedelta(days=4000), TODAY + timedelta(days=4000))
zones = st.sampled_from(
    [MADRID, UTC, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")]
)


def between(words: str, test: str = "", *, coming: bool = False) -> instants.Bounds:
    return instants.bounds(test, words, "", NOON, MADRID, coming=coming)


@given(days, zones)
def test_a_day_is_what_lies_between_its_midnights_there(day: object, zone: ZoneInfo) -> None:
    begin, end = instants.bounds("", str(day), "", NOON, zone, coming=False)
    assert begin
    assert end
    for instant in (begin, end - timedelta(microseconds=1)):
        assert str(instant.astimezone(zone).date()) == str(day)


@given(days)
def test_before_within_and_after_a_time_leave_nothing_out(day: object) -> None:
    for words in (str(day), str(day)[:7], str(day)[:4]):
        begin, end = between(words)
        assert between(words, "<") == (None, begin)
        assert between(words, ">=") == (begin, None)
        assert between(words, "<=") == (None, end)
        assert between(words, ">") == (end, None)


def test_an_age_is_compared_by_its_length() -> None:
    two_hours_ago = NOON - timedelta(hours=2)
    assert between("2h") == between("2h", "<") == (two_hours_ago, None)
    assert between("2h", ">") == (None, two_hours_ago)


def test_what_is_left_is_compared_by_its_length_and_late_is_less() -> None:
    in_two_hours = NOON + timedelta(hours=2)
    assert between("2h", "<", coming=True) == (None, in_two_hours)
    assert between("2h", ">", coming=True) == (in_two_hours, None)


def test_a_weekday_is_the_last_one_or_the_next_one_and_today_is_both() -> None:
    saturday = between("today")
    assert between("saturday") == between("saturday", coming=True) == saturday
    assert between("friday") == between("2026-11-20")
    assert between("friday", coming=True) == between("2026-11-27")


def test_a_range_is_the_same_from_either_end() -> None:
    one_way = instants.bounds("", "2026-10", "2026-11-05", NOON, MADRID, coming=False)
    assert one_way == instants.bounds("", "2026-11-05", "2026-10", NOON, MADRID, coming=False)
    assert one_way[1] == between("2026-11-05")[1]


def test_a_day_without_a_year_is_the_nearest_on_its_side() -> None:
    assert one("created:30/11") == one("created:2025-11-30")
    assert one("due:30/11") == one("due:2026-11-30")
    assert one("created:29/2") == one("created:2024-02-29")
    with pytest.raises(Unreadable):
        parse("created:31/2 x", TODAY)
