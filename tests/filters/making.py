"""Any filter that somebody could type, for properties."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from helpdesk_tui.filters.fields import FIELDS, Field, Sort
from helpdesk_tui.filters.parse import Clause, Filter, Value, Words, value_of

TODAY = date(2026, 11, 21)

NAMES = ("ACME Ibérica", "Clínica Sol", "Núñez y Peña", "ana", "luis", "Support", "SRV-2", "none")
SPOKEN = ("printer", "Impresora", "paper jam", "ñandú", "10.0.0.5", "srv-2", "vip", "the", "ped")
TAGS = ("vip", "printer", "ñu", "none")
CATEGORIES = ("hardware", "Hard disk", "")

_letters = st.text("abcñéz0129", min_size=1, max_size=4)
_days = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400)).map(date.isoformat)
_durations = st.builds("{}{}".format, st.integers(0, 400), st.sampled_from("mhdw"))
_times = st.one_of(_days, _days.map(lambda day: day[:7]), _days.map(lambda day: day[:4]))
_moments = st.one_of(
    _times, _durations, st.builds("{}T{:02}:{:02}".format, _days, st.integers(0, 23), st.just(30))
)
_tests = st.sampled_from(("", "", "<", "<=", ">", ">="))


def _named(field: Field) -> st.SearchStrategy[str]:
    return st.sampled_from([name.key for name in field.values]) if field.values else st.nothing()


def _value(field: Field) -> st.SearchStrategy[Value]:
    match field.sort:
        case Sort.NAME:
            pieces = st.sampled_from([*NAMES, *(name[:4] for name in NAMES), *CATEGORIES[:2]])
            typed = st.tuples(st.just(""), st.one_of(pieces, _letters), st.booleans())
            plain = st.tuples(st.just(""), _named(field), st.just(False))
            parts = st.one_of(typed, plain)
        case Sort.LABEL:
            parts = st.tuples(st.just(""), st.sampled_from(TAGS), st.booleans())
        case Sort.CHOICE:
            parts = st.tuples(st.just(""), _named(field), st.just(False))
        case Sort.NUMBER:
            number = st.integers(1, 4 if field.values else 40).map(str)
            ranges = st.tuples(st.just(""), st.builds("{}..{}".format, number, number))
            parts = st.one_of(st.tuples(_tests, number), ranges).map(lambda p: (*p, False))
        case _:
            ranges = st.tuples(st.just(""), st.builds("{}..{}".format, _times, _times))
            named = st.tuples(st.just(""), _named(field))
            parts = st.one_of(st.tuples(_tests, _moments), ranges, named).map(lambda p: (*p, False))
    return parts.map(lambda p: value_of(field, p[0], p[1], TODAY, quoted=p[2]))


def _clause(field: Field) -> st.SearchStrategy[Clause]:
    values = st.lists(_value(field), min_size=1, max_size=3).map(tuple)
    return st.builds(Clause, st.just(field.key), values, st.booleans())


_words = st.one_of(
    st.builds(Words, st.one_of(st.sampled_from(SPOKEN), _letters), st.just(True), st.booleans()),
    st.builds(
        Words,
        st.one_of(st.sampled_from([word for word in SPOKEN if " " not in word]), _letters),
        st.just(False),
        st.booleans(),
    ),
)
_clauses = st.one_of([_clause(field) for field in FIELDS])

filters: st.SearchStrategy[Filter] = st.lists(st.one_of(_words, _clauses), max_size=4).map(tuple)
