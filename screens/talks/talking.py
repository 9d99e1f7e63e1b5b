"""What the screens of a conversation share: reading it, changing it, and telling what was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from textual import work

from helpdesk_tui import paths
from helpdesk_tui.conversations import cases, sitting, steps, talk, unsettled
from helpdesk_tui.conversations.cases import Script
from helpdesk_tui.conversations.talk import Talk
from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.people.directory import Named
from helpdesk_tui.worktime.timer import What

from ..frame import conflicts
from ..frame.frame import Frame
from ..frame.timer_bar import TimerBar
from . import talk_money

Action = Callable[[int], Done]
"""A change with everything but the technician given."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation as it was read at one moment."""

    talk: Talk
    script: Script
    """Its case in the client's language."""
    hints: Script
    """Its case in the technician's language."""
    typed: dict[str, str]
    """What has been typed and not settled, by its place."""
    what: What
    """What its time is recorded as."""


class Talking(Frame):
    """A screen on a conversation."""

    TAB = "talks"

    def __init__(self, conversation: int) -> None:
        super().__init__()
        self.conversation = conversation
        self.shown: Shown | None = None
        talk_money.use_currency(self.app.settings.currency)

    def draw(self) -> None:
        """Draws what was read."""
        raise NotImplementedError

    async def read(self) -> None:
        """Reads the conversation anew and draws it."""
        desk = self.app.desk
        found = await desk.read(_read, self.conversation, desk.me.id)
        if not self.query("#top"):  # the screen is going, or the whole desk
            return
        if found is None:
            if self.shown:  # its beginning was taken back
                self.dismiss()
            self.app.say(_("There is no talk {number}.").format(number=self.conversation), bad=True)
        else:
            self.shown = found
            self.shows_clock = found.talk.step != steps.WITHOUT_CLOCK
            self.draw_frame()
            self.query_one(TimerBar).draw()
            self.draw()

    @work(group="talk")
    async def look_up(self) -> None:
        """Reads it anew, beside the keys."""
        await self.read()

    async def change(self, action: Action, told: str = "", name: str = "") -> bool:
        """Carries out a change and shows it; whether it could be made. With words it is told.

        `name` is what one that is not told is called when it is taken back.
        """
        desk = self.app.desk
        try:
            done = await desk.write(partial(action, desk.me.id))
        except Refused as refused:
            self.say(str(refused), bad=True)
            return False
        except Conflict as conflict:
            self.say(await conflicts.theirs(self, conflict), bad=True)
            await self.read()
            return False
        if done.changed:
            self.kept(told, done, name)
        await self.read()
        return True

    def kept(self, told: str, done: Done, name: str = "") -> None:
        """What was done can be taken back; a mere tick is seen, and needs no word of its own."""
        if told:
            self.keep_for_undo(told, done)
        else:
            self.app.undoing.did(name or _("The tick"), done)
            self.hush()
        self.app.own.add(done.batch)

    # What is in hand

    def at_hand(self) -> What | None:
        if self.shown is None:
            return None
        return self.shown.what

    def client_at_hand(self) -> Named | None:
        return Named(self.shown.talk.client, self.shown.talk.client_name) if self.shown else None

    # What the world does

    def talk_changed(self) -> None:
        self.look_up()

    def restyle(self) -> None:
        super().restyle()
        self.draw()

    def tick(self) -> None:
        super().tick()
        self.draw()

    def action_reload(self) -> None:
        self.look_up()


def _read(conversation: int, me: int) -> Shown | None:
    """In the database's thread."""
    it = talk.read(conversation)
    if it is None or it.retired:
        return None
    what = sitting.what(it)
    case = cases.find(it.case, paths.cases_dir())
    about = {"asset": it.asset_name, "client": it.client_name}
    return Shown(
        it,
        case.told(it.language, it.address_form, **about),
        case.told(language(), "usted", **about),
        unsettled.typed(conversation, me),
        what,
    )
