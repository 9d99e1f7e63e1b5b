"""Breaking bad news: the six steps, one on the screen, and what each still wants."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from helpdesk_tui.conversations import actions, steps, unsettled
from helpdesk_tui.conversations.steps import Field, Kind
from helpdesk_tui.conversations.steps import Lines as List
from helpdesk_tui.conversations.talk import Option, Part
from helpdesk_tui.i18n import _
from helpdesk_tui.models.conversations import State
from helpdesk_tui.tickets import drafts

from .. import commands
from ..parts.lines import Line, Lines
from ..parts.picker import Picker
from ..terminal.keys import asking, command
from . import talk_beside, talk_end, talk_forms, talk_moves, talk_ticks
from .talk_form import kind_of
from .talk_lines import On, Reaction, Row, View, first_wanted, page, place
from .talking import Action, Shown, Talking

WITH_BESIDE = 100
"""Cells from which the evidence stands beside the fields."""

REST = 0.5
"""Seconds after which the place of the cursor is kept."""

MANY = 1_000


class TalkScreen(Talking):
    """A conversation. Everything on it is kept as it is typed; leaving it loses nothing."""

    CSS_PATH = "../../styles/talk.tcss"
    COMMANDS_HERE = (*commands.TALK, *commands.EVERYWHERE)

    def __init__(self, conversation: int) -> None:
        super().__init__(conversation)
        self.on_one_page = False
        self.shows_warnings = False
        self.shows_beside = False
        """Where there is no room for both: the evidence in the place of the fields."""
        self._rows: list[Row] = []
        self._held = ""
        """What the cursor is on, by its place."""
        self._step = 0
        """The step that was drawn last."""
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        self.head = Lines(id="talk-head")
        self.to_say = Lines(id="talk-say")
        self.fields = Picker(id="talk-fields")
        self.fields.in_use = True
        self.beside = Lines(id="talk-beside")
        self.gate = Lines(id="talk-gate")
        yield Vertical(
            self.head,
            self.to_say,
            Horizontal(self.fields, self.beside, id="talk-work"),
            self.gate,
            id="talk",
        )

    def on_mount(self) -> None:
        self._arrive()

    @asking
    async def _arrive(self) -> None:
        """Shows the conversation where it was left; a text that was being typed is taken up."""
        await self.read()
        if self.shown is None:
            return
        self._held = self.shown.talk.place
        self.draw()
        desk, target = self.app.desk, unsettled.target(self.conversation)
        if await desk.read(drafts.load, desk.me.id, target, self._held):
            await self._edit()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self.draw)

    # Drawing

    def draw(self) -> None:
        if self.shown is None or not self.is_mounted:
            return
        it, look, cells = self.shown.talk, self.app.look, self.size.width
        wide = cells >= WITH_BESIDE
        self.fields.display = wide or not self.shows_beside
        self.beside.display = wide or self.shows_beside
        self.beside.styles.width = 40 if wide else "1fr"
        head = talk_beside.heading(it, self.shown.hints, self.app.timed(it.entry), cells, look)
        self._show(self.head, head)
        key = self.app.keymap_.key
        self._show(self.to_say, talk_beside.to_say(it, cells, look))
        self._show(self.gate, talk_beside.gate(it, cells, look, key))
        self.beside.show(
            talk_beside.beside(
                self.shown,
                40 if wide else cells - 2,
                look,
                warnings=self.shows_warnings,
            )
        )
        self._draw_fields(self.shown, cells - 42 if wide else cells)

    def _show(self, lines: Lines, drawn: list[Line]) -> None:
        if lines.styles.height is None or lines.styles.height.value != len(drawn):
            lines.styles.height = len(drawn)
        lines.show(drawn)

    def _draw_fields(self, shown: Shown, cells: int) -> None:
        it = shown.talk
        mine = actions.reads_note(self.app.desk.me.id, it)
        view = View(it, shown.script.warning, shown.typed, mine, cells, self.app.look)
        self._rows = page(view) if self.on_one_page else view.rows(it.step)
        if self.shows_warnings:
            self._rows += view.warnings()
        places = {at: place(row.on) for at, row in enumerate(self._rows) if row.on}
        near = self.fields.at
        found = [at for at, name in places.items() if name == self._held]  # two on one page
        if not found and it.step != self._step:
            near = first_wanted(self._rows, it) or 0
        here = min(found or places, key=lambda at: abs(at - near))
        self._held, self._step = places[here], it.step
        self.fields.renew([row.line for row in self._rows], list(places), here)

    # What is in hand

    @property
    def on(self) -> On | None:
        """What the cursor is on."""
        at = self.fields.at
        return self._rows[at].on if at < len(self._rows) else None

    @property
    def _asked_at(self) -> int:
        """The step that asks for it: on one page it may be another one."""
        return self._rows[self.fields.at].step if self.on else self._step

    # Moving

    def action_move(self, by: int) -> None:
        if self.beside.display and not self.fields.display:
            self.beside.scroll_lines(by)
        elif self.fields.move(by) and self.on:
            self._held = place(self.on)
            if self._resting:
                self._resting.stop()
            self._resting = self.set_timer(REST, self._keep_place)

    def action_half(self, by: int) -> None:
        self.action_move(by * max(1, self.fields.size.height // 2))

    def action_jump_to(self, to_end: bool) -> None:
        self.action_move(MANY if to_end else -MANY)

    def _keep_place(self) -> None:
        if self.shown and self.shown.talk.place != self._held:
            keep = self.app.desk.write(actions.keep_place, self.conversation, self._held)
            self.app.run_worker(keep)  # the program's: this screen may be going

    # Writing

    @asking
    async def action_edit(self) -> None:
        await self._edit()

    async def _edit(self) -> None:
        shown, on = self.shown, self.on
        if shown is None or on is None:
            return
        match on:
            case Field(kind=Kind.TICK | Kind.MEETING) | Reaction():
                await self._tick(talk_ticks.tick(shown.talk, on, shown.talk.step))
            case Field(name="reaction") if not actions.reads_note(self.app.desk.me.id, shown.talk):
                self.say(_("That note is private to whoever wrote it."), bad=True)
            case Field():
                await self.app.desk.write(actions.keep_place, self.conversation, place(on))
                if await talk_forms.field(self, shown, on):
                    await self.read()
                    self.action_move(1)
                    return
            case List(kind=kind):
                await self._ask_for_one_more(shown, kind)
            case Part():
                await self.app.desk.write(actions.keep_place, self.conversation, place(on))
                await talk_forms.part(self, shown, type(on), on)
        await self.read()

    @asking
    async def action_add(self) -> None:
        """A line of the kind on which the cursor is, or else of the first that the step has."""
        if self.shown is None:
            return
        kind: type[Part] | None = None
        match self.on:
            case List(kind=known):
                kind = known
            case Part() as part:
                kind = type(part)
            case _:
                lists = [one for one in steps.step(self._asked_at).asks if isinstance(one, List)]
                kind = lists[0].kind if lists else None
        if kind:
            await self._ask_for_one_more(self.shown, kind)
            await self.read()

    async def _ask_for_one_more(self, shown: Shown, kind: type[Part]) -> None:
        await self.app.desk.write(actions.keep_place, self.conversation, kind_of(kind))
        await talk_forms.part(self, shown, kind)

    @command
    async def action_put_away(self) -> None:
        part = self.on
        if isinstance(part, Part):
            await self.change(lambda by: actions.put_away(by, part), _("The line is put away"))
        else:
            self.say(_("There is no line here to put away."))

    @command
    async def action_tick(self) -> None:
        if self.shown and self.on:
            await self._tick(talk_ticks.tick(self.shown.talk, self.on, self._asked_at))

    @command
    async def action_clear(self) -> None:
        await self._tick(talk_ticks.clear(self.on))

    @asking
    async def action_leave_out(self) -> None:
        """A statement is left out, an option is declined, somebody wants it in writing."""
        on = self.on
        if self.shown and isinstance(on, Option):
            await talk_forms.decline(self, self.shown, on)
            await self.read()
        else:
            await self._tick(talk_ticks.leave_out(on) or talk_ticks.in_writing(on, self._asked_at))

    async def _tick(self, action: Action | None) -> None:
        if action:
            await self.change(action)
        else:
            self.say(_("There is nothing to tick on this line."))

    # From step to step

    @asking
    async def action_next(self) -> None:
        """To the next step, or to the first line that this one still wants."""
        if self.shown is None:
            return
        it = self.shown.talk
        await talk_moves.on(self, it)
        at = first_wanted(self._rows, it) if it.state < State.ENDED else None
        if at is not None and (wanted := self._rows[at].on):
            self._held = place(wanted)
            self.draw()

    @asking
    async def action_previous(self) -> None:
        if self.shown:
            await talk_moves.back(self, self.shown.talk)

    @asking
    async def action_jump(self) -> None:
        if self.shown:
            await talk_moves.jump(self, self.shown.talk)

    async def action_cue(self) -> None:
        await self.run_action(f"app.open_cue({self.conversation})")

    async def action_rehearse(self) -> None:
        await self.run_action(f"app.open_rehearsal({self.conversation})")

    @asking
    async def action_adjourn(self) -> None:
        """Breaks off, or goes on with what was broken off."""
        if self.shown is None:
            return
        if self.shown.talk.state is State.ADJOURNED:
            await talk_moves.take_up(self, self.shown.talk)
        elif await talk_moves.adjourn(self, self.shown.talk):
            self.dismiss()

    @asking
    async def action_case(self) -> None:
        if self.shown is None:
            return
        it = self.shown.talk
        chosen = await talk_moves.case(self, _("It is another case"))
        if chosen:
            told = _("The case is changed")
            await self.change(lambda by: actions.change_case(by, it, chosen), told)

    @asking
    async def action_summary(self) -> None:
        if self.shown:
            await talk_end.summary(self, self.shown.talk)

    # What is shown

    def action_warnings(self) -> None:
        self.shows_warnings = not self.shows_warnings
        self.draw()

    def action_beside(self) -> None:
        self.shows_beside = not self.shows_beside
        self.draw()

    def action_fold(self) -> None:
        self.on_one_page = not self.on_one_page
        self.draw()

    async def action_evidence(self) -> None:
        if self.shown is None:
            return
        if any(found.shown for found in self.shown.talk.evidence):
            await self.run_action(f"app.open_evidence({self.conversation})")
        else:
            words = _("Nothing is marked for their eyes: {key} on a line of evidence marks it.")
            self.say(words.format(key=self.app.keymap_.key("talk.tick")))

    async def action_open_ticket(self) -> None:
        if self.shown and self.shown.talk.ticket:
            await self.run_action(f"app.open_ticket({self.shown.talk.ticket})")
        else:
            self.say(_("This talk is about no ticket."))

    def action_back(self) -> None:
        self._keep_place()
        self.dismiss()
