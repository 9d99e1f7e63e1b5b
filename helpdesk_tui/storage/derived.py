"""Columns of a ticket that follow from others: found wrong by the doctors, and put right again.

`models/changes.py` keeps them; a change that was broken by hand or by a fault may have left them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpdesk_tui.collation import AFTER_ALL
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.storage.findings import Finding

FOLLOWS = {
    "shelf": "CASE WHEN deleted OR merged_into_id IS NOT NULL THEN 2"
    " WHEN status < 4 THEN 1 ELSE 0 END",
    "client_key": "COALESCE((SELECT sort_key FROM client WHERE client.id = client_id),"
    f" '{AFTER_ALL}')",
}
"""What each holds when all is well, in SQL that both databases understand."""


def derived_findings(count: Callable[[str], int]) -> Iterator[Finding]:
    """How many tickets lie or are sorted wrongly; `count` answers a question for a number."""
    wrong = {
        column: count(f"SELECT count(*) FROM ticket WHERE {column} <> {right}")
        for column, right in FOLLOWS.items()
    }
    if any(wrong.values()):
        yield from (_finding(column, number) for column, number in wrong.items() if number)
    else:
        yield Finding("ok", _("Every ticket lies in its list, under its client"))


def mending(column: str) -> str:
    """The statement that puts the column right wherever it is wrong."""
    return f"UPDATE ticket SET {column} = {FOLLOWS[column]} WHERE {column} <> {FOLLOWS[column]}"


def _finding(column: str, wrong: int) -> Finding:
    if column == "shelf":
        said = ngettext(
            "{count} ticket lies in the wrong list", "{count} tickets lie in the wrong list", wrong
        )
        way_out = _("Open, done and deleted are mixed up. `helpdesk doctor --mend` puts it right.")
    else:
        said = ngettext(
            "{count} ticket is sorted under another client",
            "{count} tickets are sorted under another client",
            wrong,
        )
        way_out = _("Lists by client are out of order. `helpdesk doctor --mend` puts it right.")
    return Finding("problem", said.format(count=wrong), way_out, mend=column)
