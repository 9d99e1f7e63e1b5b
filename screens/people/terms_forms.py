"""The bars in which it is written down what is agreed with a client about their hours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeVar

from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.billing import Every
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.models.events import Entity
from helpdesk_tui.people.directory import Named
from helpdesk_tui.short_time import hours
from helpdesk_tui.tickets import drafts, history
from helpdesk_tui.timesheets import agreeing, rule_words, typed_terms
from helpdesk_tui.timesheets.agreeing import called, columns, of_columns
from helpdesk_tui.timesheets.granted import Grant
from helpdesk_tui.timesheets.overview import Overview
from helpdesk_tui.timesheets.terms import Agreed, Price
from helpdesk_tui.worktime import completing

from ..frame.frame import Frame
from ..parts.choices import YES, one_of, question
from ..parts.fields import BASIS, Answers, DraftOf, Field, as_typed_first
from ..parts.forms import Form
from . import terms_fields, terms_words

_T = TypeVar("_T", Price, Grant)

KIND = "terms"
"""What the drafts of these forms are called."""

_OWN, _COMMON = 1, 2


def did(screen: Frame, label: str, done: Done) -> None:
    """Tells what was done, keeps it for undo and has the lists read anew."""
    if not done.changed:
        screen.say(_("It is so already."))
        return
    screen.keep_for_undo(label, done)
    screen.run_worker(screen.app.changed(set(), done.batch))


async def agree(screen: Frame, overview: Overview, start: str) -> None:
    """Changes to the terms, beginning with one of their fields."""
    desk, client = screen.app.desk, overview.agreed.client
    target = f"{Entity.TERMS}:{client}"
    kept = await desk.read(drafts.load, desk.me.id, target, KIND)
    seen = columns(overview.agreed)
    if kept:  # it is compared with what was seen when it was begun
        seen |= json.loads(kept.fields.get(BASIS, "{}"))
    known = of_columns(client, seen)
    draft = DraftOf(target, KIND, json.dumps(seen))
    form: Form

    def wanted(answers: Answers) -> Agreed:
        every = Every(answers.chosen["every"] or Every.WEEK)
        return Agreed(
            client,
            every=every,
            begins=typed_terms.begins(answers["begins"], every, overview.today),
            rule=rule_words.read(answers["rounding"]),
            minimum=typed_terms.length(answers["minimum"]),
            currency=answers["currency"].upper(),
            to=answers["to"],
            cc=answers["cc"],
            wants_nothing_too=answers.chosen["wants_nothing_too"] == YES,
            fixed_subject=answers.chosen["fixed_subject"] == YES,
        )

    def days(text: str) -> str:
        every = Every(form.answers().chosen["every"] or Every.WEEK)
        begins = typed_terms.begins(text, every, overview.today)
        agreed = Agreed(client, every=every, begins=begins)
        told = terms_words.days(agreed, overview.given, overview.today)
        cut = terms_words.cut(agreed, overview.given)
        return cut or f"{terms_words.sheet(agreed)}: {told}"

    async def submit(answers: Answers) -> str | None:
        change = partial(agreeing.change_terms, desk.me.id, of_columns(client, seen))
        try:
            done = await desk.finish((target, KIND), change, wanted(answers))
        except (Refused, ValueError) as error:
            return str(error)
        except Conflict as conflict:
            seen[conflict.field] = conflict.found
            return _forestalled(conflict)
        did(screen, _("Agreed with {name}").format(name=overview.name), done)
        return None

    fields = [
        one_of("every", called("every"), terms_words.EVERY, known.every),
        Field("begins", called("begins"), terms_fields.begins_text(known), reading=days),
        Field(
            "rounding",
            called("rounding"),
            rule_words.rule_words(known.rule, language()) if str(known.rule) else "",
            reading=terms_fields.rule_told,
        ),
        Field(
            "minimum",
            called("minimum"),
            terms_fields.length_text(known.minimum),
            reading=terms_fields.minimum_told,
        ),
        Field("currency", called("currency"), known.currency, reading=terms_fields.currency_told),
        _recipients("to", known.to, client),
        _recipients("cc", known.cc, client),
        question("wants_nothing_too", called("wants_nothing_too"), yes=known.wants_nothing_too),
        question("fixed_subject", called("fixed_subject"), yes=known.fixed_subject),
    ]
    title = _("Agreed with {name}").format(name=overview.name)
    form = Form(title, fields, submit, draft=draft, kept=kept, start=start)
    await screen.ask(form)


def _recipients(name: str, value: str, client: int) -> Field:
    find = as_typed_first(partial(terms_fields.find_addresses, client))
    told = terms_fields.header_told
    return Field(name, called(name), value, find=find, free=True, reading=told)


async def price(screen: Frame, overview: Overview, seen: Price | None) -> None:
    """A new price of an hour, or changes to one."""
    client, currency, today = overview.agreed.client, overview.agreed.currency, overview.today
    known = seen or Price(client, None, 0, None)

    def wanted(answers: Answers) -> Price:
        return replace(
            known,
            client=None if answers.chosen["whose"] == _COMMON else client,
            activity=answers.chosen["activity"],
            cents=typed_terms.price(answers["cents"], currency),
            since=typed_terms.day(answers["since"], today),
        )

    def amount(text: str) -> str:
        if not text:
            return ""
        told = terms_words.money(typed_terms.price(text, currency), currency, overview.country)
        return _("{amount} an hour").format(amount=told)

    def whose(text: str) -> list[Named]:
        both = [Named(_OWN, overview.name), Named(_COMMON, _("every client"))]
        return [one for one in both if text.casefold() in one.name.casefold()]

    own = known.client is not None
    fields = [
        Field("cents", called("cents"), terms_fields.cents_text(seen), reading=amount),
        Field(
            "since",
            called("since"),
            terms_fields.day_text(known.since),
            reading=terms_fields.since_told(today),
        ),
        Field(
            "activity",
            called("activity"),
            known.name,
            known.activity,
            find=completing.activities,
        ),
        Field(
            "whose",
            called("client"),
            overview.name if own else _("every client"),
            _OWN if own else _COMMON,
            find=whose,
        ),
    ]
    me = screen.app.desk.me.id
    title = _("What an hour costs {name}").format(name=overview.name)
    told = _("What an hour costs is written down")
    target = f"{Entity.RATE}:{seen.id if seen else client}"

    def keep(answers: Answers, seen: Price | None) -> Callable[[], Done]:
        return partial(agreeing.keep_price, me, wanted(answers), seen)

    await _ask(screen, title, told, target, fields, seen, keep)


async def bought(screen: Frame, overview: Overview, seen: Grant | None) -> None:
    """Hours bought, or changes to them."""
    client, today = overview.agreed.client, overview.today
    known = seen or Grant(0, 0, False, today, None, "")

    def wanted(answers: Answers) -> Grant:
        return replace(
            known,
            seconds=typed_terms.hours(answers["seconds"]),
            monthly=answers.chosen["monthly"] == 2,
            since=typed_terms.day(answers["since"], today) or today,
            until=typed_terms.day(answers["until"], today),
            note=answers["note"],
        )

    def length(text: str) -> str:
        return _("{hours} hours").format(hours=hours(typed_terms.hours(text))) if text else ""

    given = 2 if known.monthly else 1
    fields = [
        Field(
            "seconds", called("seconds"), terms_fields.length_text(known.seconds), reading=length
        ),
        Field(
            "monthly",
            called("monthly"),
            _(terms_fields.GIVEN[given]),
            given,
            find=terms_fields.find_given,
        ),
        Field(
            "since",
            called("since"),
            terms_fields.day_text(known.since),
            reading=terms_fields.since_told(today),
        ),
        Field(
            "until",
            called("until"),
            terms_fields.day_text(known.until),
            reading=terms_fields.until_told(today),
        ),
        Field("note", called("note"), known.note),
    ]
    me = screen.app.desk.me.id
    title = _("Hours that {name} has bought").format(name=overview.name)
    told = _("Hours bought are written down")
    target = f"{Entity.BOUGHT}:{seen.id if seen else client}"

    def keep(answers: Answers, seen: Grant | None) -> Callable[[], Done]:
        return partial(agreeing.keep_bought, me, client, wanted(answers), seen)

    await _ask(screen, title, told, target, fields, seen, keep)


async def _ask(
    screen: Frame,
    title: str,
    told: str,
    target: str,
    fields: list[Field],
    seen: _T | None,
    keep: Callable[[Answers, _T | None], Callable[[], Done]],
) -> None:
    desk = screen.app.desk
    kept = await desk.read(drafts.load, desk.me.id, target, KIND)
    known = [seen]

    async def submit(answers: Answers) -> str | None:
        try:
            done = await desk.finish((target, KIND), keep(answers, known[0]))
        except (Refused, ValueError) as error:
            return str(error)
        except Conflict as conflict:
            known[0] = _as_found(known[0], conflict)
            return _forestalled(conflict)
        did(screen, told, done)
        return None

    await screen.ask(Form(title, fields, submit, draft=DraftOf(target, KIND), kept=kept))


def _as_found(seen: _T | None, conflict: Conflict) -> _T:
    """What was seen, with what somebody else has put there meanwhile."""
    found: Any = conflict.found
    if conflict.field in ("since", "until") and found:
        found = date.fromisoformat(found)
    assert seen  # what is new meets nobody
    return replace(seen, **{conflict.field: found})


def _forestalled(conflict: Conflict) -> str:
    told = agreeing.refused(conflict.field, history.why(conflict))
    return f"{told} " + _("ctrl+s again puts yours in its place.")
