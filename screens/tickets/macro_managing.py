"""Macros are made and changed: as TOML in $EDITOR, with mistakes told and the text kept."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.macros import check, keeping, write
from helpdesk_tui.macros.keeping import Ready
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.tickets import drafts, history
from helpdesk_tui.tickets.drafts import Unsaved

from ..parts import editor
from ..parts.bars import Choice, Menu
from .hands import Hands

FILE = Path("macro.toml")
"""What a macro is called while it is text."""

KIND = "toml"

Act = Callable[[Hands, Ready | None], Awaitable[None]]


async def menu(screen: Hands, macro: Ready | None) -> None:
    """Asks what is to become of the macro in hand."""
    choices: list[Choice[Act]] = [Choice("n", _("new"), _new)]
    if macro:
        choices += [
            Choice("e", _("change it in $EDITOR"), _edit),
            Choice("d", _("duplicate, for you"), _duplicate),
            Choice("x", _("put away"), _retire),
        ]
    chosen = await screen.ask(Menu(macro.name if macro else _("Macros"), choices))
    if chosen is None:
        return
    try:
        await chosen(screen, macro)
    except Refused as refused:
        screen.say(str(refused), bad=True)
    except Conflict as conflict:
        screen.say(history.why(conflict), bad=True)


async def _new(screen: Hands, _macro: Ready | None) -> None:
    await _edit(screen, None)


async def _edit(screen: Hands, macro: Ready | None) -> None:
    """Opens it, or the text that is not right yet, and takes in what comes of it."""
    desk, target = screen.app.desk, f"macro:{macro.id if macro else 'new'}"
    who = await desk.read(keeping.who, desk.me.id)
    kept = await desk.read(drafts.load, desk.me.id, target, KIND)
    begun = write.write([macro] if macro else [], who)
    if macro is None:
        begun += '[[macro]]\nname = ""\nfor = "me"\nes = ""\nen = ""\n'

    def as_draft(text: str) -> Unsaved:
        fields = {} if text.strip() == begun.strip() else {"text": text}
        return drafts.as_typed(target, KIND, fields, kept.written_at if kept else None)

    text = kept.fields.get("text", "") if kept else ""
    written, problem = await editor.edit(screen.app, text or begun, as_draft, FILE.name)
    screen.app.keep_rest()
    if problem:
        screen.say(problem, bad=True)
    if written.strip() == begun.strip():
        return
    found, mistakes = await asyncio.to_thread(check.check, FILE, written, who)
    if mistakes:
        more = ngettext(
            "{first} · {count} mistake; your text is kept.",
            "{first} · {count} mistakes; your text is kept.",
            len(mistakes),
        )
        screen.say(more.format(first=mistakes[0], count=len(mistakes)), bad=True)
        return
    if not found:
        screen.say(_("There is no macro in it: nothing has changed."), bad=True)
        return
    try:
        done = await desk.finish((target, KIND), keeping.keep, desk.me.id, found, macro)
    except (Refused, Conflict) as error:
        why = history.why(error) if isinstance(error, Conflict) else str(error)
        screen.say(_("{why} Your text is kept.").format(why=why), bad=True)
        return
    await screen.app.typed.use_up((target, KIND))
    await _did(screen, _("“{name}”: kept").format(name=found[0].name), done)


async def _duplicate(screen: Hands, macro: Ready | None) -> None:
    assert macro
    desk = screen.app.desk
    done = await desk.write(keeping.duplicate, desk.me.id, macro)
    await _did(screen, _("“{name}” is yours as well").format(name=macro.name), done)


async def _retire(screen: Hands, macro: Ready | None) -> None:
    assert macro
    desk = screen.app.desk
    done = await desk.write(keeping.retire, desk.me.id, macro)
    await _did(screen, _("“{name}” was put away").format(name=macro.name), done)


async def _did(screen: Hands, told: str, done: Done) -> None:
    if done.changed:
        screen.keep_for_undo(told, done)
        await screen.app.changed(set(), done.batch)
