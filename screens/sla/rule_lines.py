"""Calendars and policies as lines: the list of them, a policy, and what saving them would do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.sla.document import POLICY, TARGETS, holidays_run_out
from helpdesk_tui.sla.write import open_time
from helpdesk_tui.tickets.promises import Moves
from helpdesk_tui.toml_text import Problem

from ..common import moves_words, words
from ..common.cells import fit
from ..common.ledger_words import TARGET
from ..common.look import Look
from ..parts.lines import EMPTY, Line, columns, sentence, spread, text
from .rule_changes import Made

LABEL = 24
"""Cells of what a line of a policy is about."""

Entry = str | int
"""A calendar by its name, or a policy by its place, counted from 0."""


def listed(
    made: Made, saved: Made, cells: int, look: Look
) -> tuple[list[Line], list[tuple[int, Entry]]]:
    """The list, and the entries with the lines at which they are. What is not saved has a *."""
    lines, entries = [text(fit(" " + _("Calendars"), cells), look.title)], list[tuple[int, Entry]]()
    before = saved.tables()
    now = made.tables()
    for name in made.calendars:
        entries.append((len(lines), name))
        mark = " " if before["calendar"].get(name) == now["calendar"][name] else "*"
        lines.append(text(fit(f" {mark}{one_line(name)}", cells), look.text))
    lines += [EMPTY, text(fit(" " + _("Policies"), cells), look.title)]
    for place, policy in enumerate(made.policies):
        entries.append((len(lines), place))
        mark = " " if now["policy"][place] in before["policy"] else "*"
        name, count = one_line(policy["name"]), f"{made.fits.get(policy['name'], 0)} "
        lines.append(spread(f" {mark}{place + 1} {name}", count, cells, look.text))
    if now != before:
        lines += [EMPTY, *sentence(_("* not saved yet"), cells, look.soon)]
    return lines, entries


def holiday_note(saved: Made, today: date, key: str, cells: int, look: Look) -> list[Line]:
    """That the public holidays are known for few years more, where that is so."""
    last = holidays_run_out(saved.document, today)
    if last is None:
        return []
    words = _("Public holidays are known until {year} only; {key} saves the rules anew with more.")
    return [EMPTY, *sentence(words.format(year=last.year, key=key), cells, look.soon)]


def policy_lines(made: Made, place: int, cells: int, look: Look) -> list[Line]:
    """A policy whole: which tickets it fits, and what is promised for them."""
    one = {**POLICY, **made.policies[place]}
    count = made.fits.get(one["name"], 0)
    live = ngettext("{count} open ticket", "{count} open tickets", count).format(count=count)
    lines = [spread(f" {place + 1} {one_line(one['name'])}", f"{live} ", cells, look.title), EMPTY]
    clients = [one_line(made.client_names[client]) for client in one["clients"]]
    conditions = (
        (_("Clients"), ", ".join(clients)),
        (_("Categories"), ", ".join(map(one_line, one["categories"]))),
        (_("Priorities"), ", ".join(map(words.priority, one["priorities"]))),
    )
    for label, value in conditions:
        lines += _fact(label, value or _("any"), cells, look)
    lines += [EMPTY, *_fact(_("Calendar"), one_line(one["calendar"]), cells, look)]
    for name, target in TARGETS.items():
        promised = open_time(one[name]) if name in one else "—"
        lines += _fact(_(TARGET[target]), promised, cells, look)
    stops = (
        _("the resolution and the first response")
        if one["waiting_stops_first_response"]
        else _("the resolution")
    )
    lines += [EMPTY, *_fact(_("Waiting stops"), stops, cells, look)]
    share = _("{percent} % of the open time").format(percent=one["warn_at"])
    return [*lines, *_fact(_("Warns after"), share, cells, look)]


def _fact(label: str, value: str, cells: int, look: Look) -> Iterator[Line]:
    """A line about something, and more of them where they are needed."""
    for at, part in enumerate(wrap(value, max(20, cells - LABEL))):
        lead = fit("" if at else f"   {label}", LABEL)
        yield columns([(lead, look.dim), (fit(part, cells - LABEL), look.text)])


def moved_lines(moves: Moves, cells: int, look: Look) -> list[Line]:
    """What saving would do to the open tickets."""
    lines = [
        text(fit(" " + _("If this is saved"), cells), look.title),
        *sentence(moves_words.looked(moves), cells, look.dim),
        EMPTY,
    ]
    for count, said in moves_words.counts(moves):
        lines.append(text(fit(f"{count:>8}  {said}", cells), look.text if count else look.dim))
    if moves.largest:
        lines += [EMPTY, text(fit(" " + _("The largest shifts"), cells), look.title)]
        for shift in moves.largest:
            ticket, instants = moves_words.shift(shift)
            lines.append(text(fit(ticket, cells), look.text))
            lines.append(text(fit(" " * 10 + instants, cells), look.dim))
    return lines


def problem_lines(problems: Sequence[Problem], cells: int, look: Look) -> list[Line]:
    """What is wrong with a text, each mistake with its line."""
    lines = [text(fit(" " + _("Your TOML is not right yet"), cells), look.title), EMPTY]
    for problem in problems:
        lines += sentence(told(problem), cells, look.late)
    return lines


def told(problem: Problem) -> str:
    """A mistake with its line, without the name of a file that nobody has seen."""
    where = _("line {line}").format(line=problem.line) if problem.line else ""
    return ": ".join(filter(None, (where, problem.key, said(problem))))


def said(problem: Problem) -> str:
    """What is wrong, and what was probably meant."""
    meant = problem.suggestion
    hint = _('Did you mean "{name}"?').format(name=meant) if meant else ""
    return f"{problem.sentence} {hint}".rstrip()
