"""What is asked for in a conversation: a field, or a line of one of its lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from helpdesk_tui import typed_money
from helpdesk_tui.collation import fold
from helpdesk_tui.conversations import actions
from helpdesk_tui.conversations.case_check import LONGEST_HEADLINE
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.steps import Field as Asked
from helpdesk_tui.conversations.steps import Kind, words_in
from helpdesk_tui.conversations.talk import (
    Evidence,
    Fact,
    NextStep,
    Option,
    Part,
    Person,
    Statement,
    Talk,
    Warned,
)
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import Certainty, Per, Wants
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named

from ..common import when
from ..frame.frame import Frame
from ..parts.choices import YES, one_of, question
from ..parts.fields import Answers, Field, Find, as_typed_first, or_new
from . import talk_days, talk_proof
from .talk_form import Carry, ask, kind_of
from .talk_money import money
from .talk_words import CERTAINTY, ROLES, TOLD, WANTS, add
from .talking import Shown

Reading = Callable[[str], str]

LONGEST_TALK = 8 * 60
"""Minutes."""


# A field of the conversation


async def field(screen: Frame, shown: Shown, asked: Asked) -> bool:
    """Asks for a field of the conversation; whether it was written."""
    talk = shown.talk
    known = getattr(talk, asked.name)
    text, reading, read = _typed(asked, known)
    if asked.name == "headline":
        found = _of_the_case(asked.name, _("Text"), text, [shown.script.headline], reading)
    else:
        found = Field(asked.name, _("Text"), text, long=asked.kind is Kind.TEXT, reading=reading)

    async def write(answers: Answers, seen: Any) -> Carry:
        words = answers[asked.name]
        value = known if words == text else read(words)  # an instant keeps its seconds
        return partial(actions.write, screen.app.desk.me.id, seen, **{asked.name: value})

    return await ask(screen, talk, _(asked.label), [found], write, asked.name)


def _typed(asked: Asked, value: Any) -> tuple[str, Reading | None, Callable[[str], Any]]:
    """How a field is written, read back, and what its text means."""
    if asked.kind is Kind.WHEN:
        text = when.stamp(value) if value else ""
        return text, lambda words: words if words == text else _when(words), when.parse
    if asked.kind is Kind.MINUTES:
        return str(value), _minutes, int
    return str(value), _headline if asked.name == "headline" else None, str


def _when(words: str) -> str:
    if not words:
        return _("No date yet.")
    at = when.parse(words)
    if at is None:
        raise ValueError(_("Not understood: say 2h, 14:30, tomorrow, fri 10:00, 2026-11-30."))
    return when.stamp(at)


def _minutes(words: str) -> str:
    if not words.isdecimal() or not 0 < int(words) <= LONGEST_TALK:
        raise ValueError(_("Minutes, such as 30."))
    return ""


def _headline(words: str) -> str:
    count = words_in(words)
    return _("{count} of at most {most} words").format(count=count, most=LONGEST_HEADLINE)


# A line


async def part(screen: Frame, shown: Shown, kind: type[Part], known: Part | None = None) -> None:
    """Asks for a new line of a list, or what is different about one."""
    talk = shown.talk
    if kind is Evidence:
        await talk_proof.evidence(screen, talk, known)
        return
    fields, values = _FORMS[kind](talk, shown.script, known)
    me = screen.app.desk.me.id

    async def write(answers: Answers, seen: Any) -> Carry:
        if known is None:
            return partial(actions.add, me, talk.id, kind, **values(answers))
        return partial(actions.edit, me, seen, **values(answers))

    await ask(screen, talk, add(kind), fields, write, kind_of(known or kind), known)


async def decline(screen: Frame, shown: Shown, option: Option) -> None:
    """Asks why the client does not want an option; it is kept for the log of decisions."""

    async def write(answers: Answers, seen: Any) -> Carry:
        return partial(actions.refuse, screen.app.desk.me.id, seen, answers["reason"])

    fields = [Field("reason", _("Their reason"), option.reason)]
    title = _("Declined: {option}").format(option=option.text)
    await ask(screen, shown.talk, title, fields, write, f"{kind_of(option)}:declined", option)


async def heard(screen: Frame, talk: Talk, name: str) -> None:
    """Asks for what they say during the talk, for a field of the conversation; in a line."""
    known = getattr(talk, name)
    found = Field(name, _("Text"), known, long="\n" in known)

    async def write(answers: Answers, seen: Any) -> Carry:
        return partial(actions.write, screen.app.desk.me.id, seen, **{name: answers[name]})

    title = _("What you see and hear, only for you") if name == "reaction" else _("They said")
    await ask(screen, talk, title, [found], write, name)


async def words(screen: Frame, talk: Talk, statement: Statement) -> None:
    """Asks for what they say that a statement means to them."""

    async def write(answers: Answers, seen: Any) -> Carry:
        return partial(actions.edit, screen.app.desk.me.id, seen, words=answers["words"])

    fields = [Field("words", _("Text"), statement.words)]
    await ask(screen, talk, _("They said"), fields, write, f"{kind_of(statement)}:words", statement)


Values = Callable[[Answers], dict[str, Any]]
Built = tuple[list[Field], Values]


def _person(talk: Talk, script: Script, known: Part | None) -> Built:
    person = known if isinstance(known, Person) else None

    def values(answers: Answers) -> dict[str, Any]:
        return {
            "name": answers["name"],
            "contact": answers.chosen["name"],
            "role": answers["role"],
            "decides": answers.chosen["decides"] == YES,
            "must_not_hear": answers.chosen["must_not_hear"] == YES,
            "wants": Wants(answers.chosen["wants"] or 0),
            "how": answers.chosen["how"] or 0,
        }

    def contacts(words: str) -> list[Named]:
        return directory.contacts(words, talk.client)

    roles = [_(role) for role in ROLES]

    return [
        Field(
            "name",
            _("Name"),
            person.name if person else "",
            person.contact if person else None,
            find=or_new(contacts),
            free=True,
        ),
        Field("role", _("Role"), person.role if person else "", find=_said(roles), free=True),
        question("decides", _("Decides"), yes=bool(person and person.decides)),
        question("must_not_hear", _("Not to hear"), yes=bool(person and person.must_not_hear)),
        one_of("wants", _("Wants"), WANTS, person.wants if person else None),
        one_of("how", _("Told"), TOLD, person.how if person else None),
    ], values


def _fact(talk: Talk, script: Script, known: Part | None) -> Built:
    text = known.text if isinstance(known, Fact) else ""
    return [Field("text", _("Fact"), text)], lambda answers: {"text": answers["text"]}


def _option(talk: Talk, script: Script, known: Part | None) -> Built:
    found = known if isinstance(known, Option) else None
    offered = [option.text for option in script.options]
    return [
        _of_the_case("text", _("Option"), found.text if found else "", offered),
        _cost(found),
        Field("ready", _("Ready by"), found.ready if found else ""),
    ], lambda answers: {"text": answers["text"], "ready": answers["ready"], **_read_cost(answers)}


def _statement(talk: Talk, script: Script, known: Part | None) -> Built:
    found = known if isinstance(known, Statement) else None
    offered = [said.text for said in script.statements]
    evidence = [Named(one.id, one.text.partition("\n")[0]) for one in talk.evidence]
    shown = next((one for one in evidence if found and one.id == found.evidence), None)

    def values(answers: Answers) -> dict[str, Any]:
        return {
            "text": answers["text"],
            "certainty": Certainty(answers.chosen["certainty"] or Certainty.CERTAIN),
            "depth": Wants(answers.chosen["depth"] or Wants.SUMMARY),
            "evidence": answers.chosen["evidence"],
            "words": answers["words"],
        }

    return [
        _of_the_case("text", _("Statement"), found.text if found else "", offered),
        one_of(
            "certainty",
            _("How sure"),
            CERTAINTY,
            found.certainty if found else Certainty.CERTAIN,
        ),
        one_of("depth", _("For whom"), WANTS, found.depth if found else Wants.SUMMARY),
        Field(
            "evidence",
            _("Evidence"),
            shown.name if shown else "",
            shown.id if shown else None,
            find=lambda words: [one for one in evidence if words.casefold() in one.name.casefold()],
        ),
        Field("words", _("They said"), found.words if found else ""),
    ], values


def _next_step(talk: Talk, script: Script, known: Part | None) -> Built:
    found = known if isinstance(known, NextStep) else None
    people = [person.name for person in talk.people]

    def who(words: str) -> list[Named]:
        theirs = [Named(-1, one.name, talk.client_name) for one in _said(people)(words)]
        found = [*directory.technicians(words), *theirs]
        return sorted(found, key=lambda one: fold(one.name) != fold(words))  # Joan before Joana

    def values(answers: Answers) -> dict[str, Any]:
        chosen = answers.chosen["who"]
        return {
            "text": answers["text"],
            "who": answers["who"],
            "technician": chosen if chosen is not None and chosen > 0 else None,
            "day": talk_days.read(answers["day"], coming=True),
            "authorises": answers["authorises"],
            **_read_cost(answers),
        }

    return [
        Field("text", _("What"), found.text if found else ""),
        Field(
            "who",
            _("Who"),
            found.who if found else "",
            found.technician if found else None,
            find=or_new(who),
            free=True,
        ),
        Field("day", _("By when"), talk_days.written(found), reading=talk_days.told_coming),
        _cost(found),
        Field(
            "authorises",
            _("Who says yes"),
            found.authorises if found else "",
            find=or_new(_said(people)),
            free=True,
        ),
    ], values


_FORMS: dict[type[Part], Callable[[Talk, Script, Part | None], Built]] = {
    Person: _person,
    Fact: _fact,
    Warned: talk_proof.warned,
    Option: _option,
    Statement: _statement,
    NextStep: _next_step,
}


def _of_the_case(
    name: str, label: str, known: str, offered: Sequence[str], reading: Reading | None = None
) -> Field:
    """A text of one's own, which may be the beginning of one that the case has, or that one."""
    find = as_typed_first(_said([text for text in offered if text]))
    return Field(name, label, known, find=find, free=True, reading=reading)


def _said(texts: Sequence[str]) -> Find:
    """What is offered, by any word of it."""

    def find(words: str) -> list[Named]:
        return [Named(i, text) for i, text in enumerate(texts) if fold(words) in fold(text)]

    return find


# Costs


def _cost(known: Option | NextStep | None) -> Field:
    written = money(known.cost, known.per) if known and known.cost is not None else ""
    return Field("cost", _("Cost"), written, reading=_told_cost)


def _told_cost(words: str) -> str:
    if not words:
        return _("Such as 3200, 49/month, or 0 for no cost.")
    cost, per = typed_money.read(words)
    return money(cost, Per(per))


def _read_cost(answers: Answers) -> dict[str, Any]:
    if not answers["cost"]:
        return {"cost": None, "per": Per.ONCE}
    cost, per = typed_money.read(answers["cost"])
    return {"cost": cost, "per": Per(per)}
