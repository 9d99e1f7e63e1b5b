"""The bars about approvals: whom to ask for what, and what they have said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import digits

from helpdesk_tui.i18n import _
from helpdesk_tui.models.approvals import Answer, How
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import approving, drafts, merging
from helpdesk_tui.tickets.approving import Asked
from helpdesk_tui.tickets.queue import Row

from ..common import words
from ..parts.bars import Choice, Menu
from ..parts.choices import one_of
from ..parts.fields import Answers, DraftOf, Field
from ..parts.forms import Form
from . import writing
from .calling import colleagues_first
from .hands import Hands

ANOTHER, WITHDRAWN = 0, -1
"""Stand for asking somebody else, and for asking no longer, among the keys of the answers."""


async def menu(screen: Hands, row: Row) -> None:
    """What has been asked and is not answered yet, with its two answers; else whom to ask."""
    asked = await screen.app.desk.read(approving.of, row.id)
    waiting = [one for one in asked if one.answer == Answer.ASKED]
    if not waiting:
        await _ask(screen, row)
        return
    one = waiting[0] if len(waiting) == 1 else await _which(screen, row, waiting)
    if one is None:
        return
    choices = [
        Choice("a", _("approved"), int(Answer.APPROVED)),
        Choice("x", _("rejected"), int(Answer.REJECTED)),
        Choice("w", _("asked no longer"), WITHDRAWN),
        Choice("o", _("ask somebody else, too"), ANOTHER),
    ]
    chosen = await screen.ask(Menu(_told(one), choices))
    if chosen == ANOTHER:
        await _ask(screen, row)
    elif chosen == WITHDRAWN:
        await _withdraw(screen, one)
    elif chosen is not None:
        await _note(screen, row, one, Answer(chosen))


async def _which(screen: Hands, row: Row, waiting: Sequence[Asked]) -> Asked | None:
    """Whose answer it is about."""
    choices = [Choice(key, _told(one), one) for key, one in zip(digits[1:], waiting, strict=False)]
    return await screen.ask(Menu(_("Asked on {number}").format(number=row.id), choices))


def _told(asked: Asked) -> str:
    title = _("{who} is asked: {what}")
    return title.format(who=line(asked.contact), what=words.title(asked.what))


async def _withdraw(screen: Hands, asked: Asked) -> None:
    desk = screen.app.desk
    try:
        done = await desk.write(approving.withdraw, desk.me.id, asked)
    except Refused as refused:
        screen.say(str(refused), bad=True)
        return
    await screen.did(_("asks {who} no longer").format(who=line(asked.contact)), done)


async def _ask(screen: Hands, row: Row) -> None:
    desk = screen.app.desk
    draft = DraftOf(await desk.read(merging.drafted, desk.me.id, row.id, "approval"), "approval")
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    async def submit(answers: Answers) -> str | None:
        contact = answers.chosen["who"]
        if contact is None:
            return _("Who is to approve it? A contact of the client.")

        def ask(by: int) -> Done:
            return approving.ask(by, row.id, contact, answers["what"])

        label = _("waits for the approval of {who}").format(who=answers["who"])
        return await _carried_out(screen, draft, label, ask)

    fields = [
        Field("who", _("Of whom"), find=colleagues_first(row.client_id)),
        Field("what", _("What"), long=True),
    ]
    title = _("Approval, NOT SENT (no mail): {number} {subject}")
    title = title.format(number=row.id, subject=words.title(row.subject))
    await screen.ask(Form(title, fields, submit, draft=draft, kept=kept))


async def _note(screen: Hands, row: Row, asked: Asked, answer: Answer) -> None:
    desk = screen.app.desk
    kind = f"answer {answer:d} {asked.id}"
    draft = DraftOf(await desk.read(merging.drafted, desk.me.id, row.id, kind), kind)
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    find = colleagues_first(row.client_id)

    async def submit(answers: Answers) -> str | None:
        who, how = answers.chosen["who"], answers.chosen["how"]
        if who is None or how is None:
            return _("Who said it, and how?")

        def note(by: int) -> Done:
            said = answers["reason"]
            return approving.note_answer(by, asked, answer, said_by=who, how=How(how), reason=said)

        label = _(words.ANSWER[answer])
        return await _carried_out(screen, draft, label, note)

    fields = [
        Field("who", _("Who said it"), asked.contact, asked.contact_id, find),
        one_of("how", _("How"), words.HOW, How.PHONE),
        Field("reason", _("Reason"), long=True),
    ]
    title = f"{_(words.ANSWER[answer])}: {words.title(asked.what)}"
    form = Form(title, fields, submit, draft=draft, kept=kept, start="reason")
    answers = await screen.ask(form)
    if answers and answer == Answer.REJECTED:
        await _propose(screen, row, answers["reason"])


async def _propose(screen: Hands, row: Row, reason: str) -> None:
    """What was rejected may be over: the solution's bar, with their reason in it."""
    desk = screen.app.desk
    target = await desk.read(merging.drafted, desk.me.id, row.id, "solution")
    if await desk.read(drafts.load, desk.me.id, target, "solution") is None:
        await desk.write(drafts.save, desk.me.id, target, "solution", {"body": reason})
    await writing.resolve(screen, await desk.read(merging.rows_now, [row.id]))


async def _carried_out(
    screen: Hands, draft: DraftOf, label: str, action: Callable[[int], Done]
) -> str | None:
    desk = screen.app.desk
    try:
        done = await desk.finish(draft.key, action, desk.me.id)
    except Refused as refused:
        return str(refused)
    await screen.did(label, done)
    return None
