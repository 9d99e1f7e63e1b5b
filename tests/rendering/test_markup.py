"""Markdown becomes a page that needs nothing and runs nothing, or text for a narrow window."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpdesk_tui.rendering.markup import WIDTH, html, plain
from helpdesk_tui.rendering.plain_text import columns
from helpdesk_tui.safe_text import clean

SUMMARY = """\
# What we said on Tuesday

The server **must be replaced**: see [the offer](https://example.com/offer) or write
to <mailto:ana@example.com>.

- the disk
- the copies
  - of the week
  - of the month

| Step | Who | Cost |
|---|---|--:|
| Order the disk | Ana | €1,250.50 |
| Try the copy | Inés | no cost |

| Step | Who | When |
|---|---|---|
| Order a new disk for the server of the clinic and test it on Monday | Ana | Tuesday 24 November |
| Try the copy | Inés | Monday |

> You said:
> go on.

2. first
3. second

   and more

```
df -h
```
"""
READ = """\
What we said on Tuesday
=======================

The server must be replaced: see the offer <https://example.com/offer>
or write to ana@example.com.

- the disk
- the copies
  - of the week
  - of the month

Step            Who        Cost
--------------  ----  ---------
Order the disk  Ana   €1,250.50
Try the copy    Inés    no cost

Step                                           Who   When
---------------------------------------------  ----  -------------------
Order a new disk for the server of the clinic  Ana   Tuesday 24 November
and test it on Monday

Try the copy                                   Inés  Monday

> You said: go on.

2. first

3. second

   and more

    df -h
"""
PIECES = st.sampled_from(
    [
        *("<script>", "<b onclick=x>", "<!--", "&#x202e;", "&#27;", "\x1b[2J", "\u202e", "\ud800"),
        *(
            "[a](javascript:x)",
            "[a](JAVAscript&colon;x)",
            "[a](data:text/html,x)",
            "![a](http://b)",
        ),
        *("[a](http://b.c)", "[a](//b.c)", "[a](http:b)", "<mailto:a@b>", "<file:///etc/passwd>"),
        *('[a](http://b "\\"onload=x")', "[a]: vbscript:x\n", "[a]", "</main>", "</style>", '"'),
        *(
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "> ",
            "|",
            "|-|-|\n",
            "# ",
            "    ",
            "```",
            "*",
            "word ",
            "日本",
        ),
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text())
ELEMENTS = {
    *("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote"),
    *("pre", "code", "em", "strong", "a", "table", "thead", "tbody", "tr", "th", "td"),
}


class Body(HTMLParser):
    """The elements of a page's body, and what they say of themselves."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(page[page.index("<main>\n") + 7 : page.rindex("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(attrs)


def test_a_summary_is_read_as_plain_text() -> None:
    assert plain(SUMMARY) == READ


def test_a_page_is_whole_and_tells_its_language() -> None:
    page = html("| a | b |\n|---|--:|\n| 1 | 2 |", "Ana <& Inés>", "es")
    assert page.startswith('<!DOCTYPE html>\n<html lang="es">')
    assert "<title>Ana &lt;&amp; Inés&gt;</title>" in page
    assert '<th scope="col">a</th>' in page
    assert '<td style="text-align:right">2</td>' in page
    assert page.endswith("</main>\n</body>\n</html>\n")


def test_a_page_asks_for_nothing_from_elsewhere() -> None:
    page = html(SUMMARY, "A page", "en")
    assert "default-src 'none'" in page
    assert not [word for word in ("src=", "<link", "<script", "url(", "@import") if word in page]


@given(TEXTS)
@example('[a](http://b.c/"onmouseover="x)')
def test_nothing_hostile_gets_into_a_page(text: str) -> None:
    page = html(text, text, "en")
    body = Body(page)
    assert body.elements <= ELEMENTS
    for name, value in body.attributes:
        assert name in ("href", "title", "scope", "start", "style", "class")
        if name == "href":
            assert str(value).lower().startswith(("http://", "https://", "mailto:"))
        if name == "style":
            assert str(value) in ("text-align:left", "text-align:right", "text-align:center")
    assert page.count("<script") == page.count("<img") == 0
    assert clean(page, whole=True) == page


@given(TEXTS)
def test_nothing_hostile_gets_into_plain_text(text: str) -> None:
    told = plain(text)
    assert clean(told, whole=True) == told


@given(st.lists(st.sampled_from(["a", "word", "- ", "> ", "\n", "\n\n", "10. ", "| ", "# "])))
def test_plain_text_fits(pieces: list[str]) -> None:
    for line in plain(" ".join(pieces * 3)).splitlines():
        assert len(line) <= WIDTH


def test_a_table_that_cannot_fit_is_a_paragraph_a_row() -> None:
    address = f"https://example.com/{'a' * 60}"
    assert plain(f"| Where | Who |\n|---|---|\n| {address} | Ana |\n| x | Luis |") == (
        f"Where:\n  {address}\nWho: Ana\n\nWhere: x\nWho: Luis\n"
    )


def test_wide_letters_keep_their_columns() -> None:
    lines = plain("| a | b |\n|---|---|\n| 日本 | x |\n| é e\u0301 | x |").splitlines()
    assert {columns(line.partition("x")[0]) for line in lines[2:]} == {6}


@pytest.mark.parametrize(
    "piece", ["[", "*a **b ", "> ", "- a\n", "1. a\n\n", "|a", "[a](", "![[", "a\n\n", "`", "<"]
)
def test_what_is_long_and_nasty_takes_no_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.monotonic()
    html(text, "", "en")
    plain(text)
    assert time.monotonic() - begun < 10
