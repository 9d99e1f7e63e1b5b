"""Reads a filter: words, phrases and fields, `client:acme prio:<=2 -tag:vip "paper jam"`.

Everything that stands side by side must hold; values with a comma between them are alternatives,
and a minus sign before any of it means that it must not hold. What cannot be read is pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from helpdesk_tui.collation import fold
from helpdesk_tui.filters import Unreadable, instants
from helpdesk_tui.filters.fields import FIELD_OF, Field, Sort
from helpdesk_tui.i18n import _, language

QUOTES = '"“”«»'
"""What a phrase stands in; programs that send texts along like to bend them."""

_SEPARATES = re.compile(rf"[\s,{QUOTES}]")
_BLANKS = re.compile(r"\s+")
_FIELD = re.compile(r"([^\W\d_]+):(?!//)")
_TEST = re.compile("<=|>=|<|>|=")
_BARE = re.compile(rf"[^\s,{QUOTES}]+")
_WORD = re.compile(rf"[^\s{QUOTES}]+")
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text that a ticket must hold; `exact` is a phrase whose last word is whole."""

    text: str
    exact: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One alternative of a clause, in neutral words: a test, a value, and the end of a range.

    `quoted` is a name that is meant as it stands, though it looks like `none` or `me`.
    """

    text: str
    test: str = ""
    upto: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A field and the values of which it must have one."""

    field: str
    values: tuple[Value, ...]
    negated: bool = False


Filter = tuple[Words | Clause, ...]
"""What must all hold; without any of it everything is found."""


def parse(text: str, today: date) -> Filter:
    """What a person, or a stored filter, means. Days without a year are near `today`.

    Raises:
        Unreadable: some of it has no meaning.
    """
    return tuple(_Reader(text, today).items())


def as_value(word: str, *, quoted: bool = False) -> str:
    """A word as a value is written: in quotation marks where it would be cut, or is to be."""
    return f'"{word}"' if quoted or _SEPARATES.search(word) else word


def last_piece(text: str, today: date) -> tuple[Field | None, int]:
    """Where the last word or value of a text begins, and the field whose value it is."""
    reader = _Reader(text, today)
    with suppress(Unreadable):  # what is still being typed is what is asked for
        list(reader.items())
    return reader.piece


class _Reader:
    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.today = today
        self.at = 0
        self.piece: tuple[Field | None, int] = (None, 0)

    def items(self) -> Iterator[Words | Clause]:
        while True:
            self._take(_BLANKS)
            if self.at == len(self.text):
                return
            negated = self.text.startswith("-", self.at) and not self._ends(self.at + 1)
            self.at += negated
            self.piece = (None, self.at)
            if self._is_quote():
                phrase = self._quoted()
                if phrase:
                    yield Words(phrase, True, negated)
                continue
            start = self.at
            if name := self._take(_FIELD):
                yield self._clause(name[:-1], start, negated)
            else:
                yield Words(self._take(_WORD), False, negated)

    def _clause(self, name: str, start: int, negated: bool) -> Clause:
        field = FIELD_OF.get(fold(name))
        if field is None:
            raise Unreadable(_unknown(name), start, self.at - 1)
        values = [self._value(field)]
        while self.text.startswith(",", self.at):
            self.at += 1
            values.append(self._value(field))
        return Clause(field.key, tuple(values), negated)

    def _value(self, field: Field) -> Value:
        start = self.at
        test = self._take(_TEST)
        test = "" if test == "=" else test
        self.piece = (field, self.at)
        if self._is_quote():
            return self._checked(field, test, self._quoted(), start, quoted=True)
        words = self._take(_BARE)
        if words:
            return self._checked(field, test, words, start)
        sentence = _("“{field}:” needs a value.").format(field=field.name.word(language()))
        last = self.at == len(self.text)
        raise Unreadable(sentence, start, max(self.at, start + 1), unfinished=last)

    def _checked(
        self, field: Field, test: str, words: str, start: int, *, quoted: bool = False
    ) -> Value:
        """The value in neutral words."""
        try:
            return value_of(field, test, words, self.today, quoted=quoted)
        except ValueError as error:
            # A date, a number or a name that is still being typed is no mistake yet.
            last = self.at == len(self.text)
            raise Unreadable(str(error), start, self.at, unfinished=last) from None

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _is_quote(self) -> bool:
        return bool(self._peek()) and self._peek() in QUOTES

    def _quoted(self) -> str:
        """The text up to the next quotation mark; one that is missing is being typed."""
        begin = self.at = self.at + 1
        while self.at < len(self.text) and not self._is_quote():
            self.at += 1
        inside = self.text[begin : self.at]
        self.at = min(self.at + 1, len(self.text))
        return " ".join(inside.split())

    def _ends(self, at: int) -> bool:
        return at >= len(self.text) or self.text[at].isspace()


def value_of(field: Field, test: str, words: str, today: date, *, quoted: bool = False) -> Value:
    """A value of this field. Raises ValueError, with a sentence, for what is none."""
    first, dots, last = words.partition("..") if not quoted else (words, "", "")
    if field.sort in (Sort.NAME, Sort.LABEL, Sort.CHOICE) and test:
        raise ValueError(
            _("“{field}” cannot be compared.").format(field=field.name.word(language()))
        )
    if dots and field.sort not in (Sort.NAME, Sort.LABEL, Sort.CHOICE) and not (first and last):
        raise ValueError(_("A range needs both its ends."))
    match field.sort:
        case Sort.NAME:
            named = None if quoted else field.value_named(words)
            return Value(named or words, quoted=quoted and field.value_named(words) is not None)
        case Sort.LABEL:
            named = None if quoted else field.value_named(words)
            label = named or words.casefold()
            return Value(label, quoted=quoted and field.value_named(words) is not None)
        case Sort.CHOICE:
            return Value(_choice(field, words))
        case Sort.NUMBER if dots:
            return Value(_number(field, first), upto=_number(field, last))
        case Sort.NUMBER:
            return Value(_number(field, words), test)
        case _ if dots:
            if test:
                raise ValueError(_("A range cannot be compared."))
            return Value(_instant(field, first, today), upto=_instant(field, last, today))
        case _:
            return Value(_instant(field, words, today), test)


def _choice(field: Field, words: str) -> str:
    named = field.value_named(words)
    if named is None:
        known = ", ".join(value.word(language()) for value in field.values)
        raise ValueError(_("“{words}” is none of: {known}.").format(words=words, known=known))
    return named


def _number(field: Field, words: str) -> str:
    named = field.value_named(words)
    if named is not None:
        return named
    digits = words.removeprefix("#")
    if field.values and digits.isdecimal():
        return _choice(field, words)  # which it is not
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS):
        raise ValueError(_("“{words}” is not a number.").format(words=words))
    return str(int(digits))


def _instant(field: Field, words: str, today: date) -> str:
    named = field.value_named(words)
    neutral = named or instants.neutral(words, today, coming=field.sort is Sort.COMING)
    if neutral is None:
        raise ValueError(
            _("“{words}” is no time: write 2h, 3d, today, 2026-11-30 or 30/11.").format(words=words)
        )
    return neutral


def _unknown(name: str) -> str:
    """Nothing is called so; perhaps something like it was meant."""
    from difflib import get_close_matches  # late: it takes as long as the rest of this room

    close = get_close_matches(fold(name), FIELD_OF, n=1, cutoff=0.6)
    if close:
        meant = FIELD_OF[close[0]].name.word(language())
        return _("There is no field “{name}”. Did you mean “{meant}:”?").format(
            name=name, meant=meant
        )
    return _('There is no field “{name}”; in "quotes" it is looked for as text.').format(name=name)
