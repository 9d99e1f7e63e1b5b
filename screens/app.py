"""The program on the screen: it holds the desk, the look and the keys, and shows one screen."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.widget import AwaitMount

from helpdesk_tui import remembered
from helpdesk_tui.desk import Desk
from helpdesk_tui.i18n import _
from helpdesk_tui.models.events import Entity
from helpdesk_tui.remembered import Remembered
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.faults import StorageProblem, explain
from helpdesk_tui.storage.feed import Change

from . import tidying
from .common import company, standing, when
from .common.look import LOOKS, NAMES
from .terminal import memories
from .terminal.keys import asking, command
from .tickets.queue import QueueScreen
from .worktime.timer_keys import TimerKeys

if TYPE_CHECKING:
    from helpdesk_tui.intake.peek import Input

logger = logging.getLogger("helpdesk")

memories.forget()

FIRST_ROWS = 0.05
"""Seconds that the first frame waits for its rows: beside its layout they would take longer."""

LATER = 0.05
"""Seconds until the timer is taken up: what that imports would hold up the first frame."""


class DeskApp(TimerKeys):
    """One technician's desk on one terminal: it leads from one screen to another."""

    CSS_PATH: ClassVar = ["../styles/base.tcss", "../styles/queue.tcss"]
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    BINDINGS: ClassVar = []

    def __init__(
        self,
        desk: Desk,
        database: Place,
        settings: Settings,
        known: Remembered,
        to_map: Input | None = None,
    ) -> None:
        """With `to_map` it begins with what the columns of that file mean."""
        super().__init__(desk, database, settings, known)
        self._to_map = to_map
        self._told_of_house: set[str] = set()
        self._told_of_many = False
        self._feed = desk.feed(self._told_of)  # before anything is read: no change is missed
        self._feed.on_loss = self._told_of_loss
        self._feed.on_stir = self._stirred

    async def on_load(self) -> None:
        """Before there is a frame the first rows are read, if they come soon."""
        self._queue = QueueScreen(offers=self._to_map is None)
        self._queue.read_first()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._queue.has_read.wait(), FIRST_ROWS)

    def get_default_screen(self) -> QueueScreen:
        return self._queue

    def on_ready(self) -> None:
        """The first screen has its layout, and nothing keeps it from being drawn any more."""
        self.screen.refresh()
        self.screen.call_after_refresh(self.drawn.set)

    async def on_mount(self) -> None:
        await AwaitMount(self._queue, [self._queue])  # a fault in it keeps the desk from starting
        self.set_timer(LATER, self.begin_timer)
        if self._to_map:
            from .intake.mapping import MappingScreen

            await self.push_screen(MappingScreen(self._to_map, self._queue.start_anew))
        elif self.remembered.screen in ("clients", "time", "talks", "figures", "rules"):
            self.action_screen(self.remembered.screen)
        self._feed.start()
        self.set_interval(tidying.EVERY, partial(tidying.tidy, self))
        self.set_interval(company.BEAT, self.company.beat)
        self.set_timer(when.until_next_minute(), self._minute)

    def say(self, words: str, *, bad: bool = False) -> None:
        if self.front and (bad or not self.front.BEFORE_CLIENT):
            self.front.say(words, bad=bad)

    def show_fault(self, text: str) -> None:
        self.say(text, bad=True)

    def known(self, error: Exception) -> str | None:
        problem = explain(error)
        return None if problem is None else str(problem)

    def _minute(self) -> None:
        for screen in self.frames:
            screen.tick()
        self.timer_minute()
        self._keep_house()
        self.set_timer(when.until_next_minute(), self._minute)

    @work(group="housekeeping")
    async def _keep_house(self) -> None:
        from .housekeeping import keep_house

        await keep_house(self, self._told_of_house)

    # Commands of every screen

    def action_help(self) -> None:
        from .frame.help import HelpScreen

        if self.front:
            self.push_screen(HelpScreen(self.front.COMMANDS_HERE))

    @asking
    async def action_palette(self) -> None:
        from .frame.palette import choose

        screen = self.front
        if screen:
            chosen = await choose(screen, screen.COMMANDS_HERE)
            if chosen is not None:
                await screen.run_action(self.keymap_.action(chosen))

    def action_screen(self, name: str) -> None:
        """Goes to one of the main screens; the queue is always at the bottom of the stack."""
        while len(self.frames) > 1:
            self.pop_screen()
        self.remember(screen=name)
        if name == "clients":
            from .people.clients import ClientsScreen

            self.push_screen(ClientsScreen())
        elif name == "time":
            from .worktime.time import TimeScreen

            self.push_screen(TimeScreen())
        elif name == "talks":
            from .talks.talks import TalksScreen

            self.push_screen(TalksScreen())
        elif name == "figures":
            from .figures.figures import FiguresScreen

            self.push_screen(FiguresScreen())
        elif name == "rules":
            from .sla.rules import RulesScreen

            self.push_screen(RulesScreen())

    def action_open_ticket(self, ticket: int) -> None:
        """Shows a ticket whole; its neighbours are those of the queue."""
        from .tickets.ticket import TicketScreen

        self.begin_command(for_bar=True)  # until the ticket is there
        self.push_screen(TicketScreen(ticket, self._queue.list))

    def action_open_kept(self, client: int) -> None:
        """Shows what was promised to a client and kept, by month."""
        from .sla.kept import KeptScreen

        self.push_screen(KeptScreen(client))

    def action_open_terms(self, client: int) -> None:
        """Shows what is agreed with a client about their hours."""
        from .people.terms import TermsScreen

        self.push_screen(TermsScreen(client))

    def action_monday(self) -> None:
        """Shows the sheets of the period that has ended, of all clients."""
        from .sheets.monday import MondayScreen

        if not isinstance(self.front, MondayScreen):
            self.push_screen(MondayScreen())

    def action_pivot(self, client: int | None = None) -> None:
        """Shows recorded time by rows and columns, of all or of one client."""
        from .figures.pivot import PivotScreen

        if self.front and not isinstance(self.front, PivotScreen):
            self.push_screen(PivotScreen(client))

    def action_open_talk(self, talk: int) -> None:
        """Shows a conversation where it was left."""
        from .talks.talk import TalkScreen

        self.begin_command(for_bar=True)  # until it is there
        self.push_screen(TalkScreen(talk))

    def action_open_cue(self, talk: int) -> None:
        """Shows a conversation sentence by sentence, for the talk itself."""
        from .talks.cue import CueScreen

        self.push_screen(CueScreen(talk))

    def action_open_evidence(self, talk: int) -> None:
        """Shows the client what is marked for their eyes."""
        from .talks.talk_evidence import EvidenceScreen

        self.push_screen(EvidenceScreen(talk))

    def action_open_rehearsal(self, talk: int) -> None:
        """Goes through a conversation beforehand, with a clock."""
        from .talks.rehearsing import RehearsalScreen

        self.push_screen(RehearsalScreen(talk))

    def action_handover(self) -> None:
        """Shows what the last shift has left to say."""
        from .frame.handover import HandoverScreen

        if self.front and not isinstance(self.front, HandoverScreen):
            self.push_screen(HandoverScreen())

    @asking
    async def action_hand_over(self) -> None:
        from .frame import handover

        if self.front:
            await handover.write(self.front)

    @command
    async def action_undo(self) -> None:
        from .frame.undoing import take_back

        if self.front:
            await take_back(self.front)

    @command
    async def action_redo(self) -> None:
        from .frame.undoing import take_back

        if self.front:
            await take_back(self.front, again=True)

    def action_theme(self) -> None:
        """Dark, light, 16 colours, and round again."""
        names = list(LOOKS)
        name = names[(names.index(self.theme) + 1) % len(names)]
        self.wear(name)
        self.remember(theme=name)
        self.refresh_css(animate=False)
        for screen in self.frames:
            screen.refresh(layout=True)
            screen.restyle()
        self.say(_("Theme: {name}").format(name=_(NAMES[name])))

    @asking
    async def action_take_over(self) -> None:
        if self.front:
            from .frame import own_desks

            await own_desks.take_over(self.front)

    @command
    async def action_only_reads(self) -> None:
        """The key that would write, of somebody who may not."""
        await standing.tell_why(self)

    def action_quit_desk(self) -> None:
        if self.at_many and not self._told_of_many:
            self._told_of_many = True
            told = _("Many tickets are being changed: {key} again leaves them as far as they are.")
            self.say(told.format(key=self.keymap_.key("desk.quit")), bad=True)
        else:
            self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C, which elsewhere means leaving."""
        key = self.keymap_.key("desk.quit")
        self.say(_("{key} leaves the desk; nothing is lost.").format(key=key))

    def show_tickets(self, view: str, words: str) -> None:
        self.action_screen("queue")
        queue = self.frames[0]
        assert isinstance(queue, QueueScreen)
        queue.show_words(view, words)

    # What changes

    async def changed(self, tickets: set[int], batch: int = 0) -> None:
        self.own.add(batch)
        for screen in self.frames:
            screen.world_changed(tickets, own=True)

    def talk_changed(self) -> None:
        for screen in self.frames:
            screen.talk_changed()

    def _told_of(self, changes: list[Change]) -> None:
        """In the feed's thread: somebody has committed something."""
        self.call_later(self._others_changed, changes)  # a message: timers need the app's context

    def _told_of_loss(self, problem: StorageProblem) -> None:
        """In the feed's thread: the database is not where it was, or cannot be read."""
        logger.error("%s", problem)
        self.call_later(self.say, str(problem), bad=True)

    def _stirred(self) -> None:
        """In the feed's thread: somebody may have come to a ticket, or left one."""
        self.call_later(self.company.look)

    def open_tickets(self) -> list[int]:
        return [screen.open_ticket for screen in self.frames if screen.open_ticket]

    def company_changed(self, tickets: set[int]) -> None:
        for screen in self.frames:
            screen.company_changed(tickets)

    def handed_changed(self) -> None:
        for screen in self.frames:
            screen.handed_changed()

    def standing_changed(self) -> None:
        for screen in self.frames:
            screen.standing_changed()
        self._draw_timer(clock_only=False)

    def _others_changed(self, changes: list[Change]) -> None:
        others = [change for change in changes if change.batch not in self.own]
        tickets = {change.entity_id for change in others if change.entity == Entity.TICKET}
        if tickets or any(change.entity == Entity.VIEW for change in others):
            for screen in self.frames:
                screen.world_changed(tickets, own=False)
        if any(change.entity == Entity.HANDOVER for change in others):
            self.handed.look()
        me = (Entity.TECHNICIAN, self.desk.me.id)
        if any((change.entity, change.entity_id) == me for change in others):
            self.run_worker(standing.follow(self))
        if any(change.entity in (Entity.ENTRY, Entity.SHEET) for change in others):
            self.run_worker(self.time_changed())
        if any(change.entity in Entity.TALKS for change in others):
            self.talk_changed()
        if any(change.entity == Entity.RULES for change in others):
            for screen in self.frames:
                screen.rules_changed()

    def finish(self) -> None:
        """Lets the database threads end and notes how the desk was left."""
        self.typed.save()
        self._feed.stop()
        self.company.leave()
        self.desk.close()
        try:
            remembered.save(self.remembered)
        except OSError as error:
            logger.warning("what is remembered could not be written: %s", error)
