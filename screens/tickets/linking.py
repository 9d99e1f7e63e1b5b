"""The bars about a ticket's links: walk along one, link another ticket, take a link away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from helpdesk_tui.i18n import _
from helpdesk_tui.models.changes import Done, Refused
from helpdesk_tui.models.links import Side
from helpdesk_tui.tickets import linking
from helpdesk_tui.tickets.linking import Linked
from helpdesk_tui.tickets.queue import Row

from ..common import words
from ..parts.bars import Choice, Menu
from ..parts.fields import Answers
from ..parts.forms import Form
from .choosing import other_ticket
from .hands import Hands

_KEYS = {
    Side.PARENT_OF: "p",
    Side.CHILD_OF: "c",
    Side.BLOCKS: "b",
    Side.BLOCKED_BY: "w",
    Side.DUPLICATE_OF: "d",
    Side.RELATED: "r",
}

NUMBERED = 9
"""Links that have a key of their own at once."""

ANOTHER, AWAY, NEXT = -1, -2, -3


async def menu(screen: Hands, row: Row) -> None:
    """The links of a ticket with a digit each, and what else can be done about them."""
    linked = await screen.app.desk.read(linking.of, row.id)
    if not linked:
        await _another(screen, row)
        return
    ways = [Choice("l", _("link another"), ANOTHER), Choice("d", _("take one away"), AWAY)]
    chosen = await _pick(screen, _("Links of {number}").format(number=row.id), linked, ways)
    if chosen == ANOTHER:
        await _another(screen, row)
    elif chosen == AWAY:
        await _take_away(screen, row, linked)
    elif chosen is not None:
        await screen.run_action(f"app.open_ticket({linked[chosen].row.id})")


async def _another(screen: Hands, row: Row) -> None:
    choices = [Choice(key, _(words.LINKED[side]), side) for side, key in _KEYS.items()]
    side = await screen.ask(Menu(_("Link {number}").format(number=row.id), choices))
    if side is None:
        return

    async def submit(answers: Answers) -> str | None:
        other = answers.chosen["ticket"]
        if other is None:
            return _("Which ticket? Its number will do, or words of it.")
        desk = screen.app.desk
        try:
            done = await desk.write(linking.link, desk.me.id, row.id, side, other)
        except Refused as refused:
            return str(refused)
        await _tell(screen, f"{row.id} {_(words.LINKED[side])} {other}", done)
        return None

    title = f"{row.id} {_(words.LINKED[side])} … · {words.title(row.subject)}"
    field = other_ticket(row, without=(row.id,))
    await screen.ask(Form(title, [field], submit, send=_("link")))


async def _take_away(screen: Hands, row: Row, linked: tuple[Linked, ...]) -> None:
    chosen, desk = 0, screen.app.desk
    if len(linked) > 1:
        title = _("Which link of {number} goes?").format(number=row.id)
        answer = await _pick(screen, title, linked)
        if answer is None:
            return
        chosen = answer
    one = linked[chosen]
    done = await desk.write(linking.unlink, desk.me.id, one)
    told = _("{number} no longer {linked} {other}")
    words_ = told.format(number=row.id, linked=_(words.LINKED[one.side]), other=one.row.id)
    await _tell(screen, words_, done)


async def _tell(screen: Hands, told: str, done: Done) -> None:
    if not done.changed:
        screen.say(_("It is so already."))
        return
    screen.keep_for_undo(told, done)
    await screen.app.changed(set(done.things), done.batch)


async def _pick(
    screen: Hands, title: str, linked: Sequence[Linked], ways: Sequence[Choice[int]] = ()
) -> int | None:
    """The place of a link, or another way out. Where there are many, `n` shows the next ones."""
    start = 0
    while True:
        shown = linked[start : start + NUMBERED]
        choices = [*_numbered(shown, start), *ways]
        if len(shown) < len(linked):
            rest = _("next, of {count}").format(count=len(linked))
            choices.append(Choice("n", rest, NEXT))
        chosen = await screen.ask(Menu(title, choices))
        if chosen != NEXT:
            return chosen
        start = start + NUMBERED if start + NUMBERED < len(linked) else 0


def _numbered(linked: Iterable[Linked], start: int) -> Iterator[Choice[int]]:
    for place, one in enumerate(linked):
        told = f"{_(words.LINKED[one.side])} {one.row.id} {words.title(one.row.subject)}"
        yield Choice(str(place + 1), told, start + place)
