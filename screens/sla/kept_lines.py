"""What was promised and kept, as lines: the months, and what one of them missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.style import Style

from helpdesk_tui.i18n import N_, _
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.sla.kept import Count, Month, total
from helpdesk_tui.sla.rules import Target
from helpdesk_tui.tickets.kept import Owed

from ..common import when
from ..common.cells import fit
from ..common.ledger_words import SHORT
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, sentence, spread, text

FIRST = 3
"""The line at which a table begins, below its heads."""

MONTH, TICKETS, COUNT, PERCENT, OPEN = 9, 7, 10, 6, 8
"""Cells of the columns; each target has a count and a percentage."""

WIDE = MONTH + TICKETS + len(Target) * (COUNT + PERCENT) + OPEN
"""Cells from which each target has its column, and each instant."""

BAR = 30
"""Cells of the longest bar."""

NUMBER, WHAT, INSTANT, OVER = 8, 12, 14, 9
"""Cells of the columns of what was missed."""

NONE = "—"

_LEGEND = N_(
    "Kept of promised, by the month in which tickets came; % of what is decided. Open is what is"
    " still owed, ! of it late."
)


def by_month(name: str, months: Sequence[Month], cells: int, look: Look) -> list[Line]:
    """The table of the months, the newest first, from line `FIRST` on."""
    period = f"{month_name(months[0].first)} - {month_name(months[-1].first)} "
    title = " " + _("{client}: SLA kept").format(client=one_line(name))
    lines = [spread(title, period, cells, look.title), EMPTY, _heads(cells, look)]
    for month in reversed(months):
        style = look.text if month.tickets else look.dim
        lines.append(_row(month_name(month.first), month, cells, style, look))
    lines += [EMPTY, _row(_("Total"), total(months), cells, look.title, look), EMPTY]
    return [*lines, *sentence(_(_LEGEND), cells, look.dim)]


def missed(name: str, month: Month, listed: Sequence[Owed], cells: int, look: Look) -> list[Line]:
    """What was missed for the tickets of a month, from line `FIRST` on."""
    count = month.all
    told = _("{missed} missed, {late} late").format(missed=count.missed, late=count.late)
    title = f" {one_line(name)} · {month_name(month.first)}"
    heads = _ends(_("promise"), _("due"), _("settled"), _("over"), cells)
    lines = [
        spread(title, f"{told} ", cells, look.title),
        EMPTY,
        text(fit(heads, cells, right=True), look.dim),
    ]
    room = max(0, cells - NUMBER - 3 - len(heads))
    for one in listed:
        done = _instant(one.stopped) if one.stopped else _("still owed")
        ends = _ends(_(SHORT[one.target]), _instant(one.due), done, one.beyond or NONE, cells)
        lead = f"{one.ticket:>{NUMBER}}  {fit(one_line(one.subject), room)} "
        late = look.text if one.stopped else look.late
        lines.append(columns([(lead, look.text), (ends, late)]))
    unlisted = count.missed + count.late - len(listed)
    if unlisted:
        more = _("Older ones that are not listed: {count}.").format(count=unlisted)
        lines += [EMPTY, *sentence(more, cells, look.dim)]
    over = _("Over: open time beyond the promise; — is none, such as an answer after closing.")
    return [*lines, EMPTY, *sentence(over, cells, look.dim)]


def month_name(first: date) -> str:
    """A month with its year: "Nov 2026"."""
    return f"{_(when.MONTHS[first.month - 1])} {first.year}"


def _ends(what: str, due: str, settled: str, over: str, cells: int) -> str:
    """The columns behind the subject, as many as have room."""
    instants = (due, settled) if cells >= WIDE else ()
    between = "".join(fit(instant, INSTANT, right=True) for instant in instants)
    return fit(what, WHAT) + between + fit(over, OVER, right=True)


def _heads(cells: int, look: Look) -> Line:
    names = [_(SHORT[target]) for target in Target] if cells >= WIDE else [_("kept")]
    heads = [fit(_("tickets"), MONTH + TICKETS, right=True)]
    heads += [fit(name, COUNT + PERCENT, right=True) for name in names]
    heads.append(fit(_("open !"), OPEN, right=True))
    return text(fit("".join(heads), cells), look.dim)


def _row(label: str, month: Month, cells: int, style: Style, look: Look) -> Line:
    pieces = [(fit(f" {label}", MONTH), style), (f"{month.tickets or NONE:>{TICKETS}}", style)]
    count = month.all
    for one in [month.counts[target] for target in Target] if cells >= WIDE else [count]:
        pieces += _count(one, style, look)
    late = f" !{count.late}" if count.late else ""
    owed = fit(str(count.open or ""), OPEN - len(late), right=True)
    pieces += [(owed, style), (late, look.late)]
    room = cells - sum(len(words) for words, _style in pieces) - 2
    pieces.append(("  " + _bar(count.percent, min(BAR, room)), look.accent))
    return columns(pieces)


def _count(count: Count, style: Style, look: Look) -> list[tuple[str, Style]]:
    if not count.promised:
        return [(fit(NONE, COUNT + PERCENT, right=True), look.dim)]
    percent = NONE if count.percent is None else f"{count.percent} %"
    kept = fit(f"{count.kept}/{count.promised}", COUNT, right=True)
    return [(kept, style), (fit(percent, PERCENT, right=True), style)]


def _bar(percent: int | None, cells: int) -> str:
    """The share as full blocks, and an eighth of one for what is left."""
    eighths = max(0, cells) * 8 * (percent or 0) // 100
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def _instant(instant: datetime | None) -> str:
    if instant is None:
        return ""
    then = when.local(instant)
    return f"{then.day} {_(when.MONTHS[then.month - 1])} {then:%H:%M}"
