"""Giving a sheet out, and correcting one that was.

Its letter is a file whose name follows from what is told. The file comes into its place first and
the sheet is marked after, with the client's row held, as whoever changes time of theirs holds it
(`models.locked`). So a kill in between leaves a file that the next attempt puts another over, and
time that is not locked; and of two desks only the one that is first puts its file there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import getaddresses
from pathlib import Path
from typing import Any, Protocol

from helpdesk_tui.clock import to_micros
from helpdesk_tui.i18n import _
from helpdesk_tui.models import billing
from helpdesk_tui.models.billing import SheetLine, State
from helpdesk_tui.models.changes import Done, Hand, Refused, Value, as_stored, change
from helpdesk_tui.models.events import Entity
from helpdesk_tui.models.people import Client
from helpdesk_tui.safe_text import uncut
from helpdesk_tui.storage.orm import database, tuples
from helpdesk_tui.timesheets import letters, subjects, terms
from helpdesk_tui.timesheets import sheet as sheets
from helpdesk_tui.timesheets.letters import Of
from helpdesk_tui.timesheets.rows import Missing, Row, Sheet

Write = Callable[[Sheet, Path], Path]
"""Writes the letter of a sheet into a folder, under the same name whenever it does, and says so."""

ANSWERED = 20
"""Mails of a thread that a new one names, as many as a header has room for."""


@dataclass(frozen=True, slots=True)
class Before:
    """The last sheet that a client was given before some day."""

    first: date
    last: date
    given_at: datetime
    paragraph: str
    to: str
    cc: str
    message_id: str
    answers: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who gets a sheet and did not get the last one, and the other way round."""

    more: tuple[str, ...]
    less: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether there is anybody of either kind."""
        return bool(self.more or self.less)


class Addressed(Protocol):
    """Something that goes to people, as addresses in headers."""

    @property
    def to(self) -> str: ...

    @property
    def cc(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of a correction that differs from the sheet before; one of them may be missing."""

    before: Row | None
    now: Row | None


def prepared(client: int, first: date, last: date, now: datetime) -> Sheet:
    """The sheet with all that its letter says, as it would be given out; one that was, as it was.

    Raises LookupError where there is no such client.
    """
    found = sheets.read(client, first, last, now)
    if found.state is State.GIVEN:
        return found
    last_one = told_before(found)
    told = found.client
    fixed = terms.terms_of(client).fixed_subject
    return replace(
        found,
        subject=subjects.subject(told.name, first, last, told.language, fixed=fixed),
        message_id=letters.message_id(Of(client, first, last, found.revision)),
        answers=_thread(last_one) if last_one else "",
    )


def tell(
    by: int, client: int, first: date, last: date, now: datetime, write: Write
) -> tuple[Done, Path]:
    """Gives a sheet out: its letter is written, then it is marked. Answers where the letter is.

    Raises:
        Refused: something is missing, it has changed meanwhile, or another desk was first.
        OSError: the letter cannot be written; nothing is given out.
    """
    ready = prepared(client, first, last, now)
    _refuse_unready(ready)
    of_it = Of(client, first, last, ready.revision)
    with letters.preparing() as aside:
        letter = write(replace(ready, given_at=now), aside)
        done = give_out(by, ready, now, lambda: letters.put(letter, of_it))
        return done, letters.folder() / letter.name


def give_out(by: int, ready: Sheet, now: datetime, put: Callable[[], None]) -> Done:
    """Marks a sheet that is `prepared` as given out, once `put` has put its letter in its place.

    From then on its lines and its time stay as they were told.

    Raises:
        Refused: something is missing, it is not any more as it was prepared, or another desk was
            first.
    """
    client, first, last = ready.client.id, ready.first, ready.last
    with change(by) as hand:
        tuples(database.held(Client.select(Client.id).where(Client.id == client)))
        present = prepared(client, first, last, now)
        _refuse_unready(present)
        if present != ready:
            raise Refused(changed())
        put()
        sheet = _drafted(hand, client, first, last, present.revision)
        _freeze(sheet, present)
        _mark(hand, sheet, present, now)
    return hand.done(sheet)


def _refuse_unready(sheet: Sheet) -> None:
    if sheet.state is State.GIVEN:
        raise Refused(first_was(sheet))
    if sheet.missing:
        raise Refused(why(sheet))


def why(sheet: Sheet) -> str:
    """A sentence that says what is in the way of giving it out; empty where nothing is."""
    words = {
        None: "",
        Missing.NOTHING: _("There is nothing to tell: no hours in these days."),
        Missing.RECIPIENT: _("Nobody gets it yet: say who."),
        Missing.RUNNING: _("The timer of {what} runs on it: stop that first."),
        Missing.DOUBT: _("Nobody knows yet how long “{what}” took: settle that first."),
        Missing.TOLD: _("Some of these days are on a sheet that was given out: {what}."),
        Missing.OFF: _("Its lines do not add up to its entries; it is not given out like this."),
    }
    return words[sheet.missing].format(what=sheet.because_of)


def changed() -> str:
    """Says that it is not any more as it was looked at."""
    return _("It has changed meanwhile; look at it again.")


def first_was(given: Sheet) -> str:
    """Says who has given it out before."""
    return _("{who} has given it out already.").format(who=given.given_by or _("somebody"))


def write_paragraph(by: int, seen: Sheet, text: str) -> Done:
    """Sets what is written above the lines. Raises Conflict, or Refused once it was given out."""
    with change(by) as hand:
        sheet = _open(hand, seen)
        wanted = uncut(text).strip()
        hand.swap(Entity.SHEET, sheet, {"paragraph": (seen.paragraph, wanted)})
    return hand.done(sheet)


def take_back(by: int, given: Sheet) -> Done:
    """Makes a draft again of a sheet that was given out, as long as nothing of it has left.

    Its letter goes afterwards, by `put_right.follow`.
    """
    assert given.id is not None
    with change(by) as hand:
        hand.swap(Entity.SHEET, given.id, {"state": (State.GIVEN, State.DRAFT)})
    return hand.done(given.id)


def revise(by: int, given: Sheet) -> Done:
    """Begins the correction of a sheet that was given out: its time is free from then on.

    Raises Refused where it was not given out, or is not the last one.
    """
    with change(by) as hand:
        new = correction(hand, given)
    return hand.done(new)


def correction(hand: Hand, given: Sheet) -> int:
    """The number of the correction of a sheet; one that is begun already is taken up.

    Raises Refused where it was not given out, or is not the last one.
    """
    client, first, last = given.client.id, given.first, given.last
    tuples(database.held(Client.select(Client.id).where(Client.id == client)))
    newest = sheets.newest(client, first, last)
    is_next = newest and newest.state == State.DRAFT and newest.revision == given.revision + 1
    if given.id is None or not newest or not (newest.id == given.id or is_next):
        raise Refused(_("Only the last one that was given out can be corrected."))
    if newest.id == given.id and newest.state != State.GIVEN:
        raise Refused(_("It was not given out yet, so it can simply be changed."))
    return _drafted(hand, client, first, last, given.revision + 1, given.paragraph)


def differences(before: Sheet, now: Sheet) -> list[Difference]:
    """What a correction says otherwise than the sheet before it, in the order of its lines."""
    was = {(line.entry, line.day): line for line in before.lines}
    found = []
    for line in now.lines:
        old = was.pop((line.entry, line.day), None)
        if old is None or replace(old, id=None) != replace(line, id=None):
            found.append(Difference(old, line))
    return found + [Difference(old, None) for old in was.values()]


def let_go(by: int, correction: Sheet, now: datetime) -> Done:
    """Puts away a correction that corrects nothing: its time is locked again.

    Raises Refused where it differs from the sheet before, or is none.
    """
    client, first, last = correction.client.id, correction.first, correction.last
    with change(by) as hand:
        tuples(database.held(Client.select(Client.id).where(Client.id == client)))
        present = sheets.read(client, first, last, now)
        if present.state is State.GIVEN or present.revision < 2 or present.id is None:
            raise Refused(_("This is no correction that could be let go."))
        before = sheets.read(client, first, last, now, present.revision - 1)
        if differences(before, present) or before.paragraph != present.paragraph:
            raise Refused(_("It differs from what was told: give it out, or put that back first."))
        hand.swap(Entity.SHEET, present.id, {"retired": (False, True)})
    return hand.done(present.id)


def told_before(sheet: Sheet) -> Before | None:
    """What the client was told last, before this one: of other days, or its revision before."""
    known: Any = billing.Sheet
    earlier = (known.last < sheet.first) | (
        (known.first == sheet.first)
        & (known.last == sheet.last)
        & (known.revision < sheet.revision)
    )
    found = (
        known.select()
        .where(known.client == sheet.client.id, known.state == State.GIVEN, ~known.retired, earlier)
        .order_by(known.last.desc(), known.revision.desc())
        .limit(1)
    )
    for one in found:
        return Before(
            one.first,
            one.last,
            one.given_at,
            one.paragraph,
            one.to,
            one.cc,
            one.message_id,
            one.answers,
        )
    return None


def recipients(before: Addressed, now: Addressed) -> Recipients:
    """Whom this sheet reaches that the last one did not, and whom it does not reach any more."""
    was, will = _people(before.to, before.cc), _people(now.to, now.cc)
    return Recipients(
        tuple(said for address, said in will.items() if address not in was),
        tuple(said for address, said in was.items() if address not in will),
    )


def _people(*headers: str) -> dict[str, str]:
    return {address.lower(): address for _name, address in getaddresses(headers) if address}


def _thread(before: Before) -> str:
    ids = [*before.answers.split(), before.message_id]
    return " ".join(ids[-ANSWERED:])


def _open(hand: Hand, seen: Sheet) -> int:
    """The number of a draft; it is made where nobody has touched the sheet yet."""
    client, first, last = seen.client.id, seen.first, seen.last
    tuples(database.held(Client.select(Client.id).where(Client.id == client)))
    known: Any = billing.Sheet
    found = known.select(known.id, known.state).where(
        known.client == client,
        known.first == first,
        known.last == last,
        known.revision == seen.revision,
        ~known.retired,
    )
    for id_, state in tuples(found):
        if state == State.GIVEN:
            raise Refused(_("It was given out: a correction can be begun."))
        return int(id_)
    return _drafted(hand, client, first, last, seen.revision)


def _drafted(
    hand: Hand, client: int, first: date, last: date, revision: int, paragraph: str = ""
) -> int:
    """The draft of a revision, made where there is none yet."""
    known: Any = billing.Sheet
    of_it = {"client": client, "first": first, "last": last, "revision": revision}
    found = known.get_or_none(**of_it, retired=False)
    if found is None:
        found = known.create(**of_it, paragraph=paragraph, created_at=hand.at)
        hand.created(Entity.SHEET, found.id)
    return int(found.id)


def _freeze(sheet: int, told: Sheet) -> None:
    """Writes the lines down as they are told; what was taken back before is written over."""
    SheetLine.delete().where(SheetLine.sheet == sheet).execute()
    for place, line in enumerate(told.lines):
        SheetLine.create(
            sheet=sheet,
            place=place,
            entry=line.entry,
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
            cents=None if line.amount is None else int(line.amount * 100),
        )


def _mark(hand: Hand, sheet: int, told: Sheet, now: datetime) -> None:
    was: Any = billing.Sheet.get_by_id(sheet)
    sum_ = told.total
    wanted: dict[str, Value] = {
        "state": State.GIVEN,
        "to": told.to,
        "cc": told.cc,
        "subject": told.subject,
        "message_id": told.message_id,
        "answers": told.answers,
        "zone": told.client.zone,
        "rounding": str(told.rule),
        "minimum": told.minimum,
        "currency": told.currency,
        "left": told.left,
        "worked": sum_.worked,
        "billed": sum_.billed,
        "cents": None if sum_.amount is None else int(sum_.amount * 100),
        "given_by": hand.by,
        "given_at": to_micros(now),
    }
    seen = {name: as_stored(getattr(was, name)) for name in wanted} | {"given_by": was.given_by_id}
    hand.swap(Entity.SHEET, sheet, {name: (seen[name], to) for name, to in wanted.items()})
