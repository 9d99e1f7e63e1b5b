"""The bars in which a text is written on tickets: an answer, a note, a solution."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from helpdesk_tui import clock
from helpdesk_tui.i18n import _
from helpdesk_tui.macros import keeping
from helpdesk_tui.models.changes import Done
from helpdesk_tui.models.tickets import Status
from helpdesk_tui.safe_text import line
from helpdesk_tui.tickets import actions, answering, drafts, merging
from helpdesk_tui.tickets.answering import Answered
from helpdesk_tui.tickets.drafts import Kept
from helpdesk_tui.tickets.queue import Row
from helpdesk_tui.tickets.staged import Staged, from_json

from ..common import staged_words
from ..common.cells import short
from ..parts import editor
from ..parts.fields import BASIS, Answers, DraftOf, Field
from ..parts.forms import Form
from .hands import Hands
from .reply_form import ReplyForm
from .ticket_forms import carry_out

NAMED = 100
"""Tickets that a draft is for by their numbers: an index of a server takes no longer ones."""

QUOTED = 60
"""Cells of an answer that another has given meanwhile."""

Writing = Callable[[int, Sequence[Row], str], Done]
"""An action that writes a text on tickets."""


async def reply(
    screen: Hands,
    rows: Sequence[Row],
    *,
    in_editor: bool = False,
    ready: tuple[str, Staged] | None = None,
) -> None:
    """An answer to the requester, kept as public.

    A text that is `ready` goes below what was written before, and the changes that are staged with
    it happen with the answer; without any those that were staged before. They are kept with its
    draft. Whoever comes second is told of an answer that another has given meanwhile, and decides.
    """
    if not rows:
        return
    desk, draft, seen = screen.app.desk, await draft_of(screen, rows, "reply"), list(rows)
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)
    before = kept.fields if kept else {}
    staged = from_json(before.get(BASIS) or "{}")
    if ready:
        text, changes = ready
        staged = changes or staged
        body = "\n\n".join(filter(None, (before.get("body", "").strip(), text)))
        kept = Kept({"body": body}, clock.now(), elsewhere=False)
    draft = replace(draft, basis=staged.to_json() if staged else "")
    heard = await desk.read(answering.last_message)
    if in_editor:
        with screen.app.company.writing(row.id for row in rows):
            await _edited(screen, draft, kept)
    names = (await desk.read(keeping.who, desk.me.id)).names if staged else {}

    async def submit(answers: Answers) -> str | None:
        nonlocal heard
        text, staged = answers["body"], form.staged
        if not text and not staged:
            return _("There is nothing written yet.")

        def write(by: int, rows: Sequence[Row]) -> Done:
            if text and len(seen) == 1:
                answering.only_one(by, rows[0].id, heard)
            return actions.carry_out(by, rows, staged, {row.id: text for row in rows})

        changes = staged_words.told(staged, names)
        label = " · ".join(filter(None, (_("replied to, NOT SENT") if text else "", changes)))
        try:
            problem = await carry_out(screen, draft, label, write, seen)
        except Answered as other:
            heard = other.message
            told = _("{who} has answered meanwhile: “{text}” ctrl+s again answers, too.")
            return told.format(who=line(other.who), text=short(line(other.body), QUOTED))
        if problem:  # it may be somebody else's who asks where it is written now
            form.retitle(_reply_to(seen))
        return problem

    form = ReplyForm(
        _reply_to(rows),
        [Field("body", _("Text"), long=True)],
        submit,
        draft=draft,
        kept=kept,
        staged=staged,
        names=names,
        is_new=ready is not None,
    )
    await screen.ask(form)


async def note(screen: Hands, rows: Sequence[Row]) -> None:
    """A note for technicians."""

    def title(_rows: Sequence[Row]) -> str:
        return _("Note, for technicians only")

    await _write(screen, rows, "note", title, _("noted"), actions.add_note)


async def resolve(screen: Hands, rows: Sequence[Row]) -> None:
    """The solution; the client may read it."""

    def title(rows: Sequence[Row]) -> str:
        return _("Solution, for {who} to read").format(who=_people(rows))

    await _write(screen, rows, "solution", title, _("resolved"), actions.resolve, optional=True)


async def _write(
    screen: Hands,
    rows: Sequence[Row],
    kind: str,
    title: Callable[[Sequence[Row]], str],
    label: str,
    action: Writing,
    *,
    optional: bool = False,
) -> None:
    """Asks for a text and carries out the action with it."""
    if not rows:
        return
    desk, draft, seen = screen.app.desk, await draft_of(screen, rows, kind), list(rows)
    kept = await desk.read(drafts.load, desk.me.id, draft.target, draft.kind)

    async def submit(answers: Answers) -> str | None:
        text = answers["body"]
        if not text and not optional:
            return _("There is nothing written yet.")

        def write(by: int, rows: Sequence[Row]) -> Done:
            return action(by, rows, text)

        problem = await carry_out(screen, draft, label, write, seen)
        if problem:
            form.retitle(title(seen))
        return problem

    field = Field("body", _("Text"), long=True)
    form = Form(title(rows), [field], submit, draft=draft, kept=kept)
    await screen.ask(form)


async def draft_of(screen: Hands, rows: Sequence[Row], kind: str) -> DraftOf:
    """Where something of this kind that is written on these tickets is kept."""
    target = "ticket:" + ",".join(str(row.id) for row in rows[:NAMED])
    if len(rows) == 1:
        desk = screen.app.desk
        target = await desk.read(merging.drafted, desk.me.id, rows[0].id, kind)
    return DraftOf(target, kind)


async def _edited(screen: Hands, draft: DraftOf, kept: Kept | None) -> None:
    """Opens the text in $EDITOR; the form that comes next takes up what that has left."""
    body = kept.fields.get("body", "") if kept else ""
    begun = kept.written_at if kept else None

    def as_draft(text: str) -> drafts.Unsaved:
        fields = {"body": text, **({BASIS: draft.basis} if draft.basis else {})}
        return drafts.as_typed(draft.target, draft.kind, fields, begun)

    _body, problem = await editor.edit(screen.app, body, as_draft)
    if problem:
        screen.say(problem, bad=True)


def _reply_to(rows: Sequence[Row]) -> str:
    title = _("Reply to {who}, NOT SENT (no mail)").format(who=_people(rows))
    if any(row.status >= Status.RESOLVED for row in rows):
        title += " · " + _("it is done: u reopens it")
    return title


def _people(rows: Sequence[Row]) -> str:
    names = list(dict.fromkeys(row.requester or row.client for row in rows))
    shown = ", ".join(name for name in names[:3] if name)
    return shown or _("the requester")
