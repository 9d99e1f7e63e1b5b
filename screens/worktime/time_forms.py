"""What is asked about an activity: what it is, for whom, of what type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Hand
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.worktime import absence, completing, entries, timer
from helpdesk_tui.worktime.timer import Running, What

from ..common import when, words
from ..parts.choices import NO, question, yes_or_no
from ..parts.fields import Answers, Field, Submit, as_typed_first, or_new
from ..parts.forms import Form
from ..parts.newcomers import client_of

if TYPE_CHECKING:
    from ..frame.frame import Frame


async def free(screen: Frame) -> None:
    """An activity that no ticket is about; what runs is interrupted by it."""
    zone = when.zone_name()

    async def submit(answers: Answers) -> str | None:
        told = _("The timer runs on “{title}”").format(title=words.title(answers["title"]))
        return missing(answers) or await screen.app.record(
            lambda by: timer.switch(by, lambda hand: what_of(hand, answers), zone), told
        )

    await _ask(screen, _("The timer starts on"), submit, _("start"), screen.client_at_hand())


async def give(screen: Frame, running: Running, *, over: bool = False) -> None:
    """What was done in a gap of the timer, which goes on now with what it ran on.

    With `over` it is asked in the place of what is being asked.
    """
    zone, since = when.zone_name(), running.doubt
    assert since

    async def submit(answers: Answers) -> str | None:
        told = _("“{title}” fills the gap").format(title=words.title(answers["title"]))
        return missing(answers) or await screen.app.record(
            lambda by: absence.give(by, running.id, lambda hand: what_of(hand, answers), zone), told
        )

    title = _("What was it, from {time} until now?").format(time=when.stamp(since))
    await _ask(screen, title, submit, _("save"), None, over=over)


async def _ask(
    screen: Frame,
    title: str,
    submit: Submit,
    send: str,
    client: Named | None,
    *,
    over: bool = False,
) -> None:
    form: TimeForm
    form = TimeForm(title, what_fields(lambda: form.answers(), client=client), submit, send=send)
    await screen.ask(form, over=over)


# What every form about time has


def what_fields(
    answers: Callable[[], Answers],
    known: What | None = None,
    *,
    client: Named | None = None,
    project: str = "",
    activity: str = "",
) -> list[Field]:
    """The fields of what is done; what is typed earlier in the form narrows what is offered."""

    def whom() -> int | None:
        return answers().chosen["client"]

    def titles(words: str) -> list[Named]:
        return completing.titles(words, whom())

    def descriptions(words: str) -> list[Named]:
        return completing.descriptions(words, whom(), answers()["title"])

    known = known or What("")
    return [
        Field(
            "client",
            _("Client"),
            client.name if client else "",
            client.id if client else None,
            find=or_new(directory.clients),
        ),
        Field("title", _("Title"), known.title, find=as_typed_first(titles), free=True),
        Field(
            "description",
            _("Description"),
            known.description,
            find=as_typed_first(descriptions),
            free=True,
        ),
        Field(
            "project",
            _("Project"),
            project,
            known.project,
            find=or_new(lambda words: completing.projects(words, whom())),
        ),
        Field(
            "activity", _("Activity"), activity, known.activity, find=or_new(completing.activities)
        ),
        question("billable", _("Billed"), yes=known.billable),
    ]


class TimeForm(Form):
    """A form with these fields.

    Another type of activity brings whether it is billed, unless somebody has said so themselves.
    """

    def on_mount(self) -> None:
        answers = self._filled.answers()
        self._activity, self._billed = answers.chosen["activity"], answers["billable"]

    def refilled(self) -> None:
        answers = self._filled.answers()
        activity = answers.chosen["activity"]
        if activity not in (None, self._activity) and answers["billable"] == self._billed:
            self._activity = activity
            self._bring(What("", activity=activity))

    @work(group="billed")
    async def _bring(self, what: What) -> None:
        brought = await self.app.desk.read(entries.brought, what)
        offer = yes_or_no(brought.billable)
        if self._filled.texts["billable"] == self._billed:
            self._billed = offer.name
            self._take(self._fields["billable"], offer)


def missing(answers: Answers) -> str | None:
    """What must be filled in still, in a sentence."""
    return None if answers["title"] else _("What was done? A few words will do.")


def what_of(hand: Hand, answers: Answers, ticket: int | None = None) -> What:
    """What is filled in; a client, a project or a type that is new is written down."""
    chosen = answers.chosen
    client = client_of(hand, answers)
    project, activity = chosen["project"], chosen["activity"]
    if project is None and answers["project"]:
        project = entries.new_project(hand, answers["project"], client)
    if activity is None and answers["activity"]:
        activity = entries.new_activity(hand, answers["activity"])
    return What(
        answers["title"],
        answers["description"],
        client=client,
        project=project,
        ticket=ticket,
        activity=activity,
        billable=chosen["billable"] != NO,
    )
