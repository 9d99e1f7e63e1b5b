"""The bars of a conversation: one for a field, one for each kind of line.

They are saved as they are typed, and leaving one with esc keeps what it says: nothing in a talk is
lost because somebody looked up too early. What is meant for the client is looked over at each
pause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual import work
from textual.timer import Timer

from helpdesk_tui import clock, typed_days, typed_money, wording
from helpdesk_tui.conversations import actions, unsettled
from helpdesk_tui.conversations.case_check import LONGEST_HEADLINE
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.steps import Field as Asked
from helpdesk_tui.conversations.steps import Kind, words_in
from helpdesk_tui.conversations.talk import (
    PARTS,
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
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.models.conversations import Certainty, Per, Wants
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import drafts

from . import conflicts, when
from .frame import Frame
from .parts.choices import YES, one_of, question
from .parts.fields import Answers, DraftOf, Field, Submit
from .parts.forms import Form
from .talk_money import money
from .talk_words import CERTAINTY, ROLES, TOLD, WANTS, add
from .talking import Shown

Carry = Callable[..., Done]

LONGEST_TALK = 8 * 60
"""Minutes."""


def kind_of(part: Part | type[Part]) -> str:
    """What the draft of a line is called, or of a new one of its kind."""
    return (
        f"{PARTS[part][0]}:new" if isinstance(part, type) else f"{PARTS[type(part)][0]}:{part.id}"
    )


FOR_THE_CLIENT = {"headline", "text", "if_nothing", "protection"}
"""Fields that the client hears or reads."""

PAUSE = 0.3
"""Seconds without a key after which what is typed is looked over."""


class TalkForm(Form):
    """A form that is left by keeping what it says, as far as that can be kept.

    What the client will hear is looked over at each pause: a hint, and never in the way.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        voice: tuple[str, str],
        draft: DraftOf,
        kept: drafts.Kept | None,
    ) -> None:
        """`voice` is the language and the form of address of the client."""
        super().__init__(title, fields, submit, draft=draft, kept=kept)
        self._voice = voice
        self._pausing: Timer | None = None
        self._refused = False
        """Whether what is filled in could not be kept."""

    def refilled(self) -> None:
        self._refused = False
        if self._pausing:
            self._pausing.stop()
        self._pausing = self.set_timer(PAUSE, self._look_over)

    def _look_over(self) -> None:
        field = self._field()
        if field is None or field.name not in FOR_THE_CLIENT:
            return
        text = self._filled.texts[field.name]
        for found in wording.check(text, *self._voice)[:1]:
            better = _("better: {words}").format(words=found.better) if found.better else ""
            spot = _("“{words}”").format(words=line(text[found.start : found.end]))
            self._tell(" ".join(filter(None, (f"{spot}: {found.reason}", better))), bad=True)

    @work(group="submit")
    async def action_leave_form(self) -> None:
        """Keeps what is filled in; a second esc leaves what cannot be kept as a draft."""
        self._catch_up()
        if self._filled.is_begun() and not self._refused:
            self._refused = True
            await self._carry_out(self._submit)
        else:
            await self._put_down()
            self.leave()


# A field of the conversation


async def field(screen: Frame, shown: Shown, asked: Asked) -> bool:
    """Asks for a field of the conversation; whether it was written."""
    talk = shown.talk
    known = getattr(talk, asked.name)
    text, reading, read = _typed(asked, known)
    found = Field(asked.name, _("Text"), text, long=asked.kind is Kind.TEXT, reading=reading)

    def write(answers: Answers) -> Carry:
        words = answers[asked.name]
        value = known if words == text else read(words)  # an instant keeps its seconds
        return partial(actions.write, screen.app.desk.me.id, talk, **{asked.name: value})

    return await _ask(screen, talk, _(asked.label), [found], write, asked.name)


def _typed(
    asked: Asked, value: Any
) -> tuple[str, Callable[[str], str] | None, Callable[[str], Any]]:
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
    fields, values = _FORMS[kind](talk, shown.script, known)
    me = screen.app.desk.me.id

    def write(answers: Answers) -> Carry:
        if known is None:
            return partial(actions.add, me, talk.id, kind, **values(answers))
        return partial(actions.edit, me, known, **values(answers))

    await _ask(screen, talk, add(kind), fields, write, kind_of(known or kind))


async def decline(screen: Frame, shown: Shown, option: Option) -> None:
    """Asks why the client does not want an option; it is kept for the log of decisions."""

    def write(answers: Answers) -> Carry:
        return partial(actions.refuse, screen.app.desk.me.id, option, answers["reason"])

    fields = [Field("reason", _("Their reason"), option.reason)]
    title = _("Declined: {option}").format(option=option.text)
    await _ask(screen, shown.talk, title, fields, write, f"{kind_of(option)}:declined")


async def heard(screen: Frame, talk: Talk, name: str) -> None:
    """Asks for what they say during the talk, for a field of the conversation; in a line."""
    known = getattr(talk, name)
    found = Field(name, _("Text"), known, long="\n" in known)

    def write(answers: Answers) -> Carry:
        return partial(actions.write, screen.app.desk.me.id, talk, **{name: answers[name]})

    title = _("What you see and hear, only for you") if name == "reaction" else _("They said")
    await _ask(screen, talk, title, [found], write, name)


async def words(screen: Frame, talk: Talk, statement: Statement) -> None:
    """Asks for what they say that a statement means to them."""

    def write(answers: Answers) -> Carry:
        return partial(actions.edit, screen.app.desk.me.id, statement, words=answers["words"])

    fields = [Field("words", _("Text"), statement.words)]
    await _ask(screen, talk, _("They said"), fields, write, f"{kind_of(statement)}:words")


async def _ask(
    screen: Frame,
    talk: Talk,
    title: str,
    fields: Sequence[Field],
    write: Callable[[Answers], Carry],
    kind: str,
) -> bool:
    desk, draft = screen.app.desk, DraftOf(unsettled.target(talk.id), kind)
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    async def submit(answers: Answers) -> str | None:
        if not any(text.strip() for text in answers.texts.values()) and "new" in kind:
            return None
        try:
            done = await desk.finish((draft.target, draft.kind), write(answers))
        except Refused as refused:
            return str(refused)
        except Conflict as conflict:
            return await conflicts.in_form(screen, conflict)
        if done.changed:
            screen.keep_for_undo(_("{what} is kept").format(what=title), done)
        return None

    form = TalkForm(title, fields, submit, (talk.language, talk.address_form), draft, kept)
    return await screen.ask(form) is not None


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

    return [
        Field(
            "name",
            _("Name"),
            person.name if person else "",
            person.contact if person else None,
            find=contacts,
            free=True,
        ),
        Field("role", _("Role"), person.role if person else "", find=_said(ROLES), free=True),
        question("decides", _("Decides"), yes=bool(person and person.decides)),
        question("must_not_hear", _("Not to hear"), yes=bool(person and person.must_not_hear)),
        one_of("wants", _("Wants"), WANTS, person.wants if person else None),
        one_of("how", _("Told"), TOLD, person.how if person else None),
    ], values


def _fact(talk: Talk, script: Script, known: Part | None) -> Built:
    text = known.text if isinstance(known, Fact) else ""
    return [Field("text", _("Fact"), text)], lambda answers: {"text": answers["text"]}


def _evidence(talk: Talk, script: Script, known: Part | None) -> Built:
    found = known if isinstance(known, Evidence) else None
    return [
        Field("day", _("Day"), _written(found), reading=_day),
        question("shown", _("They see it"), yes=bool(found and found.shown)),
        Field("text", _("Shown by"), found.text if found else "", long=True),
    ], lambda answers: {
        "text": answers["text"],
        "day": _read_day(answers["day"]),
        "shown": answers.chosen["shown"] == YES,
    }


def _warned(talk: Talk, script: Script, known: Part | None) -> Built:
    found = known if isinstance(known, Warned) else None
    return [
        Field("day", _("Day"), _written(found), reading=_day),
        Field("text", _("Said"), found.text if found else ""),
    ], lambda answers: {"text": answers["text"], "day": _read_day(answers["day"])}


def _option(talk: Talk, script: Script, known: Part | None) -> Built:
    found = known if isinstance(known, Option) else None
    offered = [option.text for option in script.options]
    return [
        Field("text", _("Option"), found.text if found else "", find=_said(offered), free=True),
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
        Field("text", _("Statement"), found.text if found else "", find=_said(offered), free=True),
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
        return [*directory.technicians(words), *theirs]

    def values(answers: Answers) -> dict[str, Any]:
        chosen = answers.chosen["who"]
        return {
            "text": answers["text"],
            "who": answers["who"],
            "technician": chosen if chosen is not None and chosen > 0 else None,
            "day": _read_day(answers["day"], coming=True),
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
            find=who,
            free=True,
        ),
        Field("day", _("By when"), _written(found), reading=_coming),
        _cost(found),
        Field(
            "authorises",
            _("Who says yes"),
            found.authorises if found else "",
            find=_said(people),
            free=True,
        ),
    ], values


_FORMS: dict[type[Part], Callable[[Talk, Script, Part | None], Built]] = {
    Person: _person,
    Fact: _fact,
    Evidence: _evidence,
    Warned: _warned,
    Option: _option,
    Statement: _statement,
    NextStep: _next_step,
}


def _said(texts: Sequence[str]) -> Callable[[str], list[Named]]:
    """What is offered, by any word of it."""

    def find(words: str) -> list[Named]:
        typed = words.casefold()
        return [Named(i, _(text)) for i, text in enumerate(texts) if typed in _(text).casefold()]

    return find


# Days and costs


def _written(known: Evidence | Warned | NextStep | None) -> str:
    return known.day.isoformat() if known and known.day else ""


def _read_day(words: str, *, coming: bool = False) -> Any:
    today = when.local(clock.now()).date()
    return typed_days.day(words.casefold(), today, coming=coming) if words else None


def _day(words: str) -> str:
    return _told_day(words, coming=False)


def _coming(words: str) -> str:
    return _told_day(words, coming=True)


def _told_day(words: str, *, coming: bool) -> str:
    if not words:
        return _("No date yet.")
    if day := _read_day(words, coming=coming):
        return when.day(day)
    raise ValueError(_("Not understood: say today, fri, 30/11 or 2026-11-30."))


def _cost(known: Option | NextStep | None) -> Field:
    written = money(known.cost, known.per) if known and known.cost is not None else ""
    return Field("cost", _("Cost"), written, reading=_told_cost)


def _told_cost(words: str) -> str:
    if not words:
        return _("Such as 3.200, 49/month, or 0 for no cost.")
    cost, per = typed_money.read(words)
    return money(cost, Per(per))


def _read_cost(answers: Answers) -> dict[str, Any]:
    if not answers["cost"]:
        return {"cost": None, "per": Per.ONCE}
    cost, per = typed_money.read(answers["cost"])
    return {"cost": cost, "per": Per(per)}
