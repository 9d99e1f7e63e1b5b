"""What is asked about a sheet: its paragraph, a client's question, and the answer to it."""

from __future__ import annotations

from collections.abc import Callable

from helpdesk_tui.i18n import _
from helpdesk_tui.models.billing import State
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.tickets import drafts, history
from helpdesk_tui.timesheets import giving as telling
from helpdesk_tui.timesheets import queries
from helpdesk_tui.timesheets.queries import Question

from ..common import words
from ..frame.frame import Frame
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, DraftOf, Field
from ..parts.forms import Form
from . import giving
from .sheet_lines import Page

KIND = "sheet"
"""What the drafts of these forms are called."""


async def paragraph(screen: Frame, page: Page) -> None:
    """Asks for the words above a sheet; those above the last one are there to begin with."""
    sheet = page.sheet
    if sheet.state is State.GIVEN:
        screen.say(_("It was given out: a correction can be begun."), bad=True)
        return
    offered = not sheet.paragraph and page.before is not None
    text = page.before.paragraph if offered and page.before else sheet.paragraph
    title = _("Words above the sheet")
    if offered and text:
        title = _("Words above the sheet, as they were last time")
    draft = DraftOf(f"sheet:{sheet.client.id}:{sheet.first}:{sheet.revision}", KIND)

    def write(by: int, answers: Answers) -> Done:
        return telling.write_paragraph(by, sheet, answers["paragraph"])

    field = Field("paragraph", _("Words"), text, long=True)
    await _ask(screen, title, [field], draft, write, _("The words above the sheet are kept"))


async def query(screen: Frame, line: int, title: str) -> None:
    """Asks what a client wants to know about a line that they were told."""

    def write(by: int, answers: Answers) -> Done:
        return queries.ask(by, line, answers["who"], answers["text"])

    fields = [Field("who", _("Who asks")), Field("text", _("Question"), long=True)]
    asked = _("The client asks about “{title}”").format(title=words.title(title))
    told = _("The question is written down")
    await _ask(screen, asked, fields, DraftOf(f"line:{line}", KIND), write, told)


async def about_query(screen: Frame, page: Page, question: Question) -> None:
    """What is done about a question: it is answered, put right, or one more is asked."""
    what = words.title(question.text)
    choices = [
        Choice("a", _("answer"), "answer"),
        Choice("c", _("begin a correction"), "correct"),
        Choice("n", _("another question"), "new"),
    ]
    chosen = await screen.ask(Menu(_("“{question}”").format(question=what), choices))
    if chosen == "new":
        await query(screen, question.line, question.text)
    elif chosen == "answer":
        await _answer(screen, question)
    elif chosen == "correct":
        told = _("A correction is begun that puts it right")
        await giving.act(screen, told, lambda by: queries.correct(by, question, page.sheet))


async def _answer(screen: Frame, question: Question) -> None:
    def write(by: int, answers: Answers) -> Done:
        return queries.answer(by, question, answers["answer"])

    field = Field("answer", _("Answer"), question.answer, long=True)
    title = _("Answer to “{question}”").format(question=words.title(question.text))
    draft = DraftOf(f"query:{question.id}", KIND)
    await _ask(screen, title, [field], draft, write, _("The answer is written down"))


async def _ask(
    screen: Frame,
    title: str,
    fields: list[Field],
    draft: DraftOf,
    write: Callable[[int, Answers], Done],
    told: str,
) -> None:
    desk = screen.app.desk
    kept = await desk.read(drafts.load, desk.me.id, *draft.key)

    async def submit(answers: Answers) -> str | None:
        try:
            done = await desk.finish(draft.key, write, desk.me.id, answers)
        except Conflict as conflict:
            return history.why(conflict)
        except Refused as refused:
            return str(refused)
        if done.changed:
            screen.keep_for_undo(told, done)
        return None

    await screen.ask(Form(title, fields, submit, draft=draft, kept=kept))
