"""The words of a ticket on a server: found and folded by us, within the server's bounds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpdesk_tui.models import search
from helpdesk_tui.models.terms import Term, terms
from helpdesk_tui.storage.orm import database, tuples
from tests.storage.fresh import opened_fresh


@pytest.fixture(scope="module", autouse=True)
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with opened_fresh(tmp_path_factory.mktemp("x"), "postgres"):
        yield


def finds(body: str, *wanted: Term, subject: str = "") -> bool:
    """Whether a ticket with this text is found by all of these terms."""
    with database.transaction() as transaction:
        search.insert([(1, subject, "", "", body)])
        found = tuples(search.hits(wanted).bind(database))
        transaction.rollback()
    return found == [(1,)]


@pytest.mark.parametrize(
    ("body", "typed", "found"),
    [
        ("srv-2 is down", "SRV-2", True),
        ("10.0.0.5 and 10.0.5.1", "10.0.0.5", True),
        ("10.0.5.1", "10.0.0.5", False),
        ("Señal perdida", "senal perd", True),
        ("it's 'quoted' \\ & | ! :* <->", "quoted", True),
        ("STRASSE", "straße", True),
        ("2024 １２３ ½", "123 1", True),
        ("Ἀθῆναι 東京 Ελλάδα", "αθηναι ελλαδα 東京", True),
        ("one two", "two-one", False),
    ],
)
def test_words_are_found_as_they_are_typed(body: str, typed: str, found: bool) -> None:
    assert finds(body, *terms(typed)) is found


def test_an_exact_term_ends_where_it_ends() -> None:
    assert finds("a printer queue", Term(("printer", "queue"), begun=False))
    assert not finds("a printer queue", Term(("print",), begun=False))
    assert not finds("a printer queue", Term(("printer", "que"), begun=False))


def test_words_of_two_columns_do_not_stand_side_by_side() -> None:
    assert not finds("queue", Term(("printer", "queue")), subject="printer")
    assert finds("queue", Term(("printer",)), Term(("queue",)), subject="printer")


@pytest.mark.parametrize(
    "body",
    ["word " * 400_000, " ".join(f"w{n}" for n in range(300_000)), "x" * 3_000_000,
     " ".join(f"{'ñ' * 300}{n}" for n in range(5000))],
    ids=["one word", "all different", "one long", "many long"],
)  # fmt: skip
def test_a_text_of_any_size_is_taken_and_its_beginning_is_found(body: str) -> None:
    assert finds(f"beginning {body}", Term(("beginning",)))


@settings(max_examples=150)
@given(st.text(max_size=60), st.text(max_size=20))
@example("ﬁne", "ﬁ")
@example("ŉ ʰ ª", "ŉ")
@example("0\u094d0", "")
def test_any_text_can_be_kept_and_is_found_by_its_own_words(body: str, other: str) -> None:
    own = terms(body)
    if own:
        assert finds(body, *own)
    if others := terms(other):
        finds(body, *others)  # whatever is typed is a question that the server understands
