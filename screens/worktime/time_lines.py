"""A day as it is drawn: a line for each entry and each gap, and what there is to say about one.

Signs stand for what the line below tells in words: ● it runs, ? it must be answered or mended, ! it
lies over another unasked, & it does so knowingly, - breaks, ~ the line dropped, n not billed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from helpdesk_tui.i18n import N_, _, ngettext
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.short_time import hours
from helpdesk_tui.worktime.day import Day, Gap, Item, Part
from helpdesk_tui.worktime.doings import Did, Doing

from ..common import when
from ..common.cells import fit, width
from ..common.keymap import Key
from ..common.look import Look
from ..parts.lines import Line, columns, text
from .time_worked import time_of_day

MEDIUM, WIDE = 56, 90
"""Cells of the day from which lines have the client, and what else there is in words."""

SIGNS = 5
NUMBER = 7
TAIL = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a day, and what it stands for; the doings of a gap stand for nothing."""

    line: Line
    item: Item | None = None


def day_rows(day: Day, cells: int, look: Look) -> list[Row]:
    """The lines of a day, in so many cells."""
    times = {id(item): _times(item) for item in day.items}
    room = max((width(words) for words in times.values()), default=0)
    rows: list[Row] = []
    for item in day.items:
        lead = f"{fit(times[id(item)], room)} {fit(_length(item), 6, right=True)}  "
        if isinstance(item, Gap):
            rows.append(Row(_gap_line(lead, item, cells, look), item))
            rows += [Row(_doing_line(doing, room, cells, look)) for doing in _below(item, cells)]
        else:
            rows.append(Row(_part_line(lead, item, day, cells, look), item))
    return rows


def _part_line(lead: str, part: Part, day: Day, cells: int, look: Look) -> Line:
    spent = part.spent
    sign = "●" if spent.end is None else " "
    title = one_line(spent.what.title)
    client = one_line(spent.client) or _("internal")
    signs = fit(signs_of(part, day), SIGNS, right=True) + " "
    sign_style = look.late if _is_wrong(part, day) else look.dim
    pieces = [(f" {sign}", look.good), (lead, look.text)]
    room = cells - sum(width(words) for words, _style in pieces) - width(signs)
    if cells >= WIDE:
        tail = " · ".join(filter(None, (one_line(spent.activity), _number(part))))
        at = min(TAIL, room // 4)
        pieces += [
            (fit(title, room - 2 * at - 2) + " ", look.text),
            (fit(client, at) + " ", look.text),
            (fit(tail, at, right=True), look.dim),
        ]
    elif cells >= MEDIUM:
        at = room // 3
        pieces += [
            (fit(title, room - at - NUMBER - 1) + " ", look.text),
            (fit(client, at), look.text),
            (fit(_number(part), NUMBER, right=True), look.dim),
        ]
    else:
        pieces.append((fit(title, room), look.text))
    return columns([*pieces, (signs, sign_style)])


def _gap_line(lead: str, gap: Gap, cells: int, look: Look) -> Line:
    words = f"  {lead}" + _("nothing. What was it?")
    if gap.doings and not _below(gap, cells):
        words += f"  {_doing(gap.doings[0])}"
    return text(fit(words, cells), look.soon)


def _below(gap: Gap, cells: int) -> Sequence[Doing]:
    """The doings that have lines of their own: a single one stands beside the gap if it can."""
    return () if len(gap.doings) == 1 and cells >= WIDE else gap.doings


def _doing_line(doing: Doing, room: int, cells: int, look: Look) -> Line:
    return text(fit(" " * (room + 11) + _doing(doing), cells), look.dim)


_DID = {
    Did.CHANGED: N_("{time} changed {ticket} {subject}"),
    Did.STATUS: N_("{time} status of {ticket} {subject}"),
    Did.TOOK: N_("{time} took {ticket} {subject}"),
    Did.NOTED: N_("{time} note on {ticket} {subject}"),
    Did.CALLED: N_("{time} call about {ticket} {subject}"),
    Did.REPLIED: N_("{time} answered {ticket} {subject}"),
    Did.SOLVED: N_("{time} solved {ticket} {subject}"),
    Did.OPENED: N_("{time} opened {ticket} {subject}"),
}


def _doing(doing: Doing) -> str:
    time_ = f"{when.local(doing.at):%H:%M}"
    subject = one_line(doing.subject)
    return _(_DID[doing.did]).format(time=time_, ticket=doing.ticket, subject=subject)


# What is said about one


def signs_of(part: Part, day: Day) -> str:
    """What is special about an entry of a day, a sign each."""
    spent = part.spent
    signs = {
        "?": spent.doubt is not None or spent.backwards,
        "!": _is_unasked(part, day),
        "&": spent.together,
        "-": bool(spent.breaks),
        "~": bool(spent.drops),
        "n": not spent.what.billable,
    }
    return "".join(sign for sign, holds in signs.items() if holds)


def detail(item: Item | None, day: Day, cells: int, look: Look, key: Key) -> list[Line]:
    """Two lines about what is in hand, with all that the day has no room for."""
    if not isinstance(item, Part):
        gap = _("{key} fills it with an entry").format(key=key("day.open")) if item else ""
        return [text(fit(f" {gap}", cells), look.dim), text(fit("", cells), look.dim)]
    spent = item.spent
    what = [spent.what.title, *spent.what.description.splitlines()[:1]]
    about = [spent.client or _("internal"), spent.project, spent.activity, _number(item)]
    facts = " · ".join(one_line(fact) for fact in (*about, *_facts(item, day, key)) if fact)
    style = look.late if _is_wrong(item, day) else look.dim
    first = " " + " — ".join(one_line(part) for part in what)
    return [text(fit(first, cells), look.title), text(fit(f" {facts}", cells), style)]


def _facts(part: Part, day: Day, key: Key) -> list[str]:
    spent = part.spent
    facts: list[str] = []
    if spent.backwards and spent.end:
        words = _("ends at {time}, before it begins: {key} mends it")
        facts.append(words.format(time=when.stamp(spent.end), key=key("day.open")))
    if spent.doubt:
        words = _("nobody was here since {time}: {key} answers")
        facts.append(words.format(time=when.stamp(spent.doubt), key=key("time.toggle")))
    if part.over:
        titles = ", ".join(
            _("“{name}”").format(name=one_line(other.spent.what.title))
            for other in day.parts
            if other.spent.id in part.over
        )
        asks = _is_unasked(part, day)
        words = _("lies over {titles}: {key} settles it") if asks else _("besides {titles}")
        facts.append(words.format(titles=titles, key=key("day.settle")))
    if not spent.what.billable:
        facts.append(_("not billed"))
    if spent.begin < part.begin:
        facts.append(_("since {time}").format(time=when.stamp(spent.begin)))
    if spent.breaks:
        rests = " ".join(f"{time_of_day(at)}-{time_of_day(until)}" for at, until in spent.breaks)
        facts.append(_("without {times}").format(times=rests))
    if spent.drops:
        gone = sum((until - at for at, until in spent.drops), timedelta())
        words = _("the line was gone for {minutes} min")
        facts.append(words.format(minutes=max(1, int(gone.total_seconds()) // 60)))
    if spent.zone != when.zone_name():
        facts.append(spent.zone)
    return facts


def title(day: Day, today: bool, cells: int, look: Look) -> Line:
    """Which day it is."""
    week = _("week {number}").format(number=day.date.isocalendar().week)
    words = [when.day(day.date), week]
    if today:
        words.insert(0, _("Today"))
    return text(fit(" " + " · ".join(words), cells), look.title)


def totals(day: Day, cells: int, look: Look) -> Line:
    """What the day has come to."""
    billed = sum((part.share for part in day.parts if part.spent.what.billable), timedelta())
    total = of_target(day.counted, day.target)
    words = [
        _("billed {hours}").format(hours=_hm(billed)),
        _("not billed {hours}").format(hours=_hm(day.counted - billed)),
    ]
    gaps = [item for item in day.items if isinstance(item, Gap)]
    if gaps:
        count = ngettext("{count} gap", "{count} gaps", len(gaps)).format(count=len(gaps))
        gone = sum((gap.end - gap.begin for gap in gaps), timedelta())
        words.append(f"{count} {_hm(gone)}")
    lead = f" {total}"
    rest = "".join(f" · {word}" for word in words)
    return columns([(lead, look.title), (fit(rest, max(0, cells - width(lead))), look.dim)])


def of_target(counted: timedelta, target: timedelta) -> str:
    """A sum against the hours that are worked, where there are any."""
    if not target:
        return _hm(counted)
    return _("{hours} of {target}").format(hours=_hm(counted), target=_hm(target))


# Small words


def _is_wrong(part: Part, day: Day) -> bool:
    return bool(set("?!") & set(signs_of(part, day)))


def _is_unasked(part: Part, day: Day) -> bool:
    """Whether it lies over an entry, and nobody has said of either that it may."""
    plain = {other.spent.id for other in day.parts if not other.spent.together}
    return not part.spent.together and not plain.isdisjoint(part.over)


def _times(item: Item) -> str:
    begin = time_of_day(item.begin)
    if isinstance(item, Part) and item.spent.end is None:
        return f"{begin}-"
    return f"{begin}-{_end(item.end)}" if item.begin != item.end else f"{begin}-?"


def _end(instant: datetime) -> str:
    """A midnight belongs to the day that it ends."""
    return "24:00" if when.local(instant).time() == time() else time_of_day(instant)


def _length(item: Item) -> str:
    return _hm(item.end - item.begin if isinstance(item, Gap) else item.counted)


def _number(part: Part) -> str:
    return str(part.spent.what.ticket or "")


def _hm(span: timedelta) -> str:
    return hours(span.total_seconds())
