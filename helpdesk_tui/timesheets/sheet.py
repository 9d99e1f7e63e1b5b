"""Reading a client's sheet: as it was told once it was given out, and worked out until then.

Each time it is read, what its lines come to is held against the entries themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from helpdesk_tui import rounding, spans
from helpdesk_tui.clock import midnight
from helpdesk_tui.i18n import LANGUAGES
from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import SheetLine, State
from helpdesk_tui.models.people import Client, Technician
from helpdesk_tui.storage.orm import tuples
from helpdesk_tui.timesheets import billed, terms
from helpdesk_tui.timesheets.rows import Missing, Row, Sheet, Sum, Told
from helpdesk_tui.worktime import portions
from helpdesk_tui.worktime.portions import Portion
from helpdesk_tui.worktime.spent import Spent
from helpdesk_tui.worktime.stretches import total

__all__ = ["Missing", "Row", "Sheet", "Sum", "Told", "live", "read", "revisions"]


def read(client: int, first: date, last: date, now: datetime, revision: int | None = None) -> Sheet:
    """A client's sheet for the days from first to last, inclusive; the newest unless one is said.

    Raises LookupError where there is no such client.
    """
    kept = newest(client, first, last, revision)
    if kept is None or kept.state == State.DRAFT:
        return live(client, first, last, now, kept)
    return _as_told(kept, now)


def revisions(client: int, first: date, last: date) -> list[int]:
    """The revisions of a sheet that somebody has touched, the oldest first."""
    known = billing.Sheet
    found = known.select(known.revision).where(
        known.client == client, known.first == first, known.last == last, ~known.retired
    )
    return [revision for (revision,) in tuples(found.order_by(known.revision))]


def live(client: int, first: date, last: date, now: datetime, kept: Any = None) -> Sheet:
    """The sheet as the entries are now; `kept` is its draft where there is one."""
    revision = kept.revision if kept else 1
    agreed, tariff = terms.terms_of(client), terms.tariff(client)
    found = portions.touching(client, first, last, tariff.zone)
    cut = portions.in_order(portions.cut(found, {client: tariff.zone}, now))
    bought = terms.bought(client, last, now)
    lines = _rows(billed.lines(cut, first, last, tariff))
    off = _off(lines, cut, first, last, tariff.zone, now)
    worked = sum(line.worked for line in lines)
    wanted = agreed.wants_nothing_too or revision > 1
    missing, because_of = missing_of(found, off, agreed.to, nothing=not (worked or wanted))
    if other := _sharing(client, first, last):
        missing, because_of = Missing.TOLD, "–".join(map(str, other))
    return Sheet(
        id=kept.id if kept else None,
        client=_told(client),
        first=first,
        last=last,
        revision=revision,
        state=State.DRAFT,
        paragraph=kept.paragraph if kept else "",
        lines=lines,
        rule=tariff.rule,
        minimum=tariff.minimum,
        currency=agreed.currency,
        left=bought.left - bought.over if bought else None,
        to=agreed.to,
        cc=agreed.cc,
        subject="",
        message_id="",
        answers="",
        given_by="",
        given_at=None,
        off=off,
        missing=missing,
        because_of=because_of,
    )


def _sharing(client: int, first: date, last: date) -> terms.Days | None:
    """Another sheet that was given out and has some of these days."""
    given = terms.given_out([client], first)[client]
    return next((days for days in given if days[0] <= last and days != (first, last)), None)


def missing_of(
    found: Iterable[Spent], off: int, to: str, *, nothing: bool
) -> tuple[Missing | None, str]:
    """What is in the way of giving out a sheet with these entries, before all else."""
    for one in found:
        if one.end is None and one.doubt is None:
            return Missing.RUNNING, _name(one.technician)
        if one.doubt is not None or one.backwards:
            return Missing.DOUBT, one.what.title
    if off:
        return Missing.OFF, ""
    if nothing:
        return Missing.NOTHING, ""
    return (None, "") if to.strip() else (Missing.RECIPIENT, "")


def newest(client: int, first: date, last: date, revision: int | None = None) -> Any:
    """The row of the newest revision, or of the one that is said; None where there is none."""
    known = billing.Sheet
    found = known.select().where(
        known.client == client, known.first == first, known.last == last, ~known.retired
    )
    if revision is not None:
        found = found.where(known.revision == revision)
    return next(iter(found.order_by(known.revision.desc()).limit(1)), None)


def _as_told(kept: Any, now: datetime) -> Sheet:
    lines = _told_rows(kept)
    zone = ZoneInfo(kept.zone)
    cut = portions.of_client(kept.client_id, kept.first, kept.last, now, zone)
    is_newest = revisions(kept.client_id, kept.first, kept.last)[-1] == kept.revision
    return Sheet(
        id=kept.id,
        client=replace(_told(kept.client_id), zone=kept.zone),
        first=kept.first,
        last=kept.last,
        revision=kept.revision,
        state=State(kept.state),
        paragraph=kept.paragraph,
        lines=lines,
        rule=rounding.rule(kept.rounding),
        minimum=kept.minimum,
        currency=kept.currency,
        left=kept.left,
        to=kept.to,
        cc=kept.cc,
        subject=kept.subject,
        message_id=kept.message_id,
        answers=kept.answers,
        given_by=_name(kept.given_by_id),
        given_at=kept.given_at,
        off=_off(lines, cut, kept.first, kept.last, zone, now) if is_newest else 0,
        missing=None,
        because_of="",
    )


def _off(
    lines: Sequence[Row],
    cut: Sequence[Portion],
    first: date,
    last: date,
    zone: ZoneInfo,
    now: datetime,
) -> int:
    """What lines say beyond the entries of their days, counted in two ways; 0 where all agree."""
    begin, end = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    entries = {one.spent.id: one.spent for one in cut}
    own = portions.counted(list(entries.values()), now)
    by_entries = sum(
        int(total(spans.within(own[id_], begin, end)).total_seconds()) for id_ in entries
    )
    by_portions = sum(one.seconds for one in cut if first <= one.day <= last)
    told = sum(line.worked for line in lines)
    return (told - by_entries) or (told - by_portions)


def _rows(lines: Sequence[billed.Line]) -> tuple[Row, ...]:
    names: dict[int, str] = dict(tuples(Technician.select(Technician.id, Technician.name)))
    return tuple(
        Row(
            id=None,
            entry=spent.id,
            day=line.portion.day,
            title=spent.what.title,
            description=spent.what.description,
            technician=names[spent.technician],
            ticket=spent.what.ticket,
            project=spent.project,
            activity=spent.activity,
            billable=spent.what.billable,
            worked=line.portion.seconds,
            billed=line.billed,
            amount=line.amount,
        )
        for line in lines
        for spent in (line.portion.spent,)
    )


def _told_rows(kept: Any) -> tuple[Row, ...]:
    lines: Any = SheetLine.select().where(SheetLine.sheet == kept.id).order_by(SheetLine.place)
    return tuple(
        Row(
            id=line.id,
            entry=line.entry_id,
            day=line.day,
            title=line.title,
            description=line.description,
            technician=line.technician,
            ticket=line.ticket,
            project=line.project,
            activity=line.activity,
            billable=line.billable,
            worked=line.worked,
            billed=line.billed,
            amount=None if line.cents is None else Decimal(line.cents) / 100,
        )
        for line in lines
    )


def _told(client: int) -> Told:
    columns = (Client.name, Client.language, Client.country, Client.address_form, Client.zone)
    for name, language, *rest in tuples(Client.select(*columns).where(Client.id == client)):
        return Told(client, name, language if language in LANGUAGES else "en", *rest)
    raise LookupError(client)


def _name(technician: int | None) -> str:
    found = tuples(Technician.select(Technician.name).where(Technician.id == technician))
    return found[0][0] if found else ""
