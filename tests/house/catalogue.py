"""The messages of the source beside those of the Spanish catalogue.

`python -m tests.house.catalogue` brings new messages into the catalogue, where a person
translates them, and takes out those that the source no longer has.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent.parent
SPANISH = ROOT / "helpdesk_tui/locale/es/LC_MESSAGES/helpdesk.po"
KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2), "N_": {1: (1,), 2: (1, 2)}}
HEADER = r"""# The desk in Spanish, written by hand; `make translations` brings in new messages.
msgid ""
msgstr ""
"Language: es\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"

"""


@cache
def source_messages() -> Catalog:
    """Every message that the program can say, with the files that say it; read once a process."""
    catalogue = Catalog(charset="utf-8")
    for room in ("helpdesk_tui", "screens"):
        found = extract_from_dir(
            ROOT / room, [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Translators:"]
        )
        for file, _line, message, comments, context in found:
            catalogue.add(
                message, locations=[(f"{room}/{file}", 0)], auto_comments=comments, context=context
            )
    return catalogue


def spanish() -> Catalog:
    """The Spanish catalogue as it is committed."""
    with SPANISH.open("rb") as file:
        return read_po(file, locale="es")


def update() -> None:
    """Write the Spanish catalogue again with exactly the messages of the source."""
    catalogue = spanish()
    catalogue.update(source_messages(), no_fuzzy_matching=True)
    with SPANISH.open("wb") as file:
        file.write(HEADER.encode())
        write_po(
            file,
            catalogue,
            width=100,
            omit_header=True,
            include_lineno=False,
            ignore_obsolete=True,
            sort_by_file=True,
        )


if __name__ == "__main__":
    update()
