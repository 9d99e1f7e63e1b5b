"""Data in Markdown print as they are, whatever is in them and wherever they stand."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk_tui.rendering.escaping import md, paragraphs
from helpdesk_tui.rendering.markup import html
from helpdesk_tui.safe_text import clean

SIGNS = "\\`*_{}[]<>()#+-.!|~&;:=/\"'19a á\t\n"
HOSTILE = st.one_of(st.text(SIGNS), st.text()).map(clean)
PLACES = [
    "{}",
    "Told to {} today.",
    "# {}",
    "- {}",
    "| a | b |\n|---|---|\n| c | {} |",
    "**{}**",
]


class Page(HTMLParser):
    """What a browser makes of the body of a page: its words, its elements, its addresses."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.elements, self.addresses = "", [""], [""]
        self.feed(page[page.index("<main>\n") + 7 : page.index("</main>")])

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]


def single_spaced(text: str) -> str:
    return " ".join(clean(text).split())


@given(HOSTILE, st.sampled_from(PLACES))
@example("*x*", PLACES[0])
@example("[a](javascript:alert(1))", PLACES[0])
@example("[a]: http://x.y", PLACES[0])
@example("![a](http://x.y/z.png)", PLACES[1])
@example("<http://x.y> <b>x</b>", PLACES[1])
@example("a | b", PLACES[4])
@example("1. x", PLACES[0])
@example("C #", PLACES[2])
@example("---", PLACES[3])
@example("&lt;&#42;", PLACES[0])
def test_a_line_prints_as_it_is_in_every_place(text: str, place: str) -> None:
    page, simple = (Page(html(place.format(word), "", "en")) for word in (md(text), "X"))
    assert single_spaced(page.words) == single_spaced(simple.words.replace("X", text))
    assert page.addresses == [""]
    if text.strip():
        assert page.elements == simple.elements


@given(HOSTILE)
@example("a\nb\n\n\n# c\n---\n    d\n```\n> e")
def test_paragraphs_keep_their_lines_and_nothing_else(text: str) -> None:
    page = Page(html(paragraphs(text), "", "en"))
    assert single_spaced(page.words) == single_spaced(text)
    assert set(page.elements) <= {"", "p", "br"}


@pytest.mark.parametrize(
    "text",
    [
        "Clínica Sol, S.L. (Madrid)",
        "srv_web_01 - 10.0.0.5:8080",
        "¿Quién? AT&T + 3 > 2 = cierto: #123!",
        "https://example.com/a-b?c=d&e=f",
        "-5 grados",
        "1.250,50\N{NO-BREAK SPACE}€",
    ],
)
def test_what_needs_no_sign_gets_none(text: str) -> None:
    assert md(text) == text


def test_lines_stay_lines_and_paragraphs_stay_apart() -> None:
    assert paragraphs("One\ntwo\r\n \n# three  ") == "One\\\ntwo\n\n\\# three"
