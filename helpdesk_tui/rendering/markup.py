"""Makes a page, or plain text, of Markdown. What is written in it stays words: no HTML, no image,
no script, and no link to anything but the web and mail.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from helpdesk_tui.safe_text import clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

WIDTH = 72
"""Columns of plain text."""

_LINKS = ("http://", "https://", "mailto:")

_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ margin: 0 auto; max-width: 42rem; padding: 1.5rem; font: 1rem/1.5 sans-serif; }}
h1, h2, h3 {{ line-height: 1.25; }}
main {{ overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid; padding: .3rem .6rem; text-align: left; vertical-align: top; }}
th {{ overflow-wrap: normal; }}
td[style] {{ overflow-wrap: normal; white-space: nowrap; }}
blockquote {{ border-left: .25rem solid; margin-left: 0; padding-left: 1rem; }}
pre {{ white-space: pre-wrap; }}
@media print {{
  :root {{ color-scheme: light; }}
  body {{ max-width: none; padding: 0; }}
  h1, h2, h3 {{ break-after: avoid; }}
  tr, li {{ break-inside: avoid; }}
  a[href^=http]::after {{ content: " (" attr(href) ")"; }}
}}
</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def html(markdown: str, title: str, language: str) -> str:
    """A whole page that needs nothing from elsewhere, to read on a screen and on paper.

    `language` is that of the text (`en`, `es`), for whoever has it read aloud.
    """
    parser = _parser()
    tokens = parser.parse(markdown)
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
    body = parser.renderer.render(tokens, parser.options, {})
    page = _PAGE.format(language=escape(language), title=escape(title), body=body)
    return clean(page, whole=True)


def plain(markdown: str) -> str:
    """Text to read in a mail or a terminal, 72 columns wide; only long addresses are wider."""
    from markdown_it.tree import SyntaxTreeNode

    from helpdesk_tui.rendering.plain_text import written

    lines = written(SyntaxTreeNode(_parser().parse(markdown)), WIDTH)
    return clean("".join(f"{line}\n" for line in lines), whole=True)


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.validateLink = lambda url: url.lower().startswith(_LINKS)  # type: ignore[method-assign]
    return parser
