"""A bar of fields: a line, a choice from a list, or a longer text.

What is typed is kept as a draft within a second, so that neither esc nor a dropped line loses it,
and the bar stays open until what it asks for is committed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widgets import Input, TextArea

from helpdesk_tui import paths
from helpdesk_tui.i18n import _
from helpdesk_tui.tickets import drafts

from ..common import when
from ..common.cells import fit, width
from . import editor
from .entries import OneLine, entry, typed, write
from .fields import Answers, DraftOf, Field, Submit
from .lines import Lines, columns, text
from .offering import Offering
from .offers import LABEL


class Form(Offering):
    """Fields below each other; the one in hand offers its matches underneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave_form", show=False),
        Binding("ctrl+s", "submit", show=False),
        Binding("ctrl+o", "editor", show=False),
        Binding("ctrl+l", "empty", show=False, priority=True),
        Binding("tab", "go(1)", show=False),
        Binding("shift+tab", "go(-1)", show=False),
        Binding("down", "offer(1)", show=False),
        Binding("up", "offer(-1)", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        submit: Submit,
        *,
        draft: DraftOf | None = None,
        kept: drafts.Kept | None = None,
        send: str = "",
        start: str = "",
        told: str = "",
    ) -> None:
        """`start` is the field that is filled in first, if not the one at which a form begins;
        `told` is what is wrong before anything is typed.
        """
        super().__init__(fields, draft)
        self._title = title
        self._submit = submit
        self._send = send or _("save")
        self._start = start
        self._told = (told, bool(told))
        if draft:
            kept = self.app.typed.latest(draft.key, kept)
        if kept:
            self._take_up(kept)
            self._taken_up = True
        self._dated = kept.written_at if kept else None
        self._typings = 0
        """How often anything was typed."""

    def _take_up(self, kept: drafts.Kept) -> None:
        self._filled.take_up(kept.fields)
        written = when.stamp(kept.written_at)
        words = (
            _("Your draft of {when}, taken over from your other terminal.")
            if kept.elsewhere
            else _("Your draft of {when}.")
        )
        self._told = (words.format(when=written), False)

    def compose(self) -> ComposeResult:
        yield Lines(id="form-title")
        alone = len(self._fields) == 1
        for field in self._fields.values():
            typing = self._entries[field.name] = entry(field, self._filled.texts[field.name])
            if alone and field.long:
                yield typing
                continue
            with Horizontal(classes="long" if field.long else ""):
                yield Lines(id=f"label-{field.name}", classes="label")
                yield typing
        yield Lines(id="form-offers")

    def on_resize(self) -> None:
        self._draw_title()
        self._draw_offers()

    def retitle(self, title: str) -> None:
        """It is about something else by now."""
        self._title = title
        self._draw_title()

    def _draw_title(self) -> None:
        look = self.app.look
        keys = [("ctrl+s", self._send), *self.more_keys(), ("esc", _("leave"))]
        if self.app.size.width >= 100 and any(field.long for field in self._fields.values()):
            keys.insert(1, ("ctrl+o", "$EDITOR"))
        hint = "   ".join(f"{key} {words}" for key, words in keys)
        title = fit(" " + self._title, max(0, self.app.size.width - width(hint) - 2))
        self.query_one("#form-title", Lines).show(
            [columns([(title, look.title), (" " + hint + " ", look.dim)])]
        )

    def opened(self) -> None:
        self._draw_title()
        for area in self.query(TextArea):  # a caret can be placed once it has been laid out
            if not self._fields[area.name or ""].to_read:
                area.move_cursor(area.document.end)
        empty = [name for name, value in self._filled.texts.items() if not value]
        first = next(iter(self._fields.values()))
        self._focus(self._start or (first.name if first.value or not empty else empty[0]))
        if self._taken_up:  # from now on it is this run that writes it
            self.keep_soon()
        self._draw_offers()
        self.refilled()

    # Typing

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed(event.input.name or "", event.value)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed(event.text_area.name or "", event.text_area.text)

    def on_one_line_pasted(self, event: OneLine.Pasted) -> None:
        """What has several lines goes to the field that has several, if there is one."""
        event.stop()
        long = next((field.name for field in self._fields.values() if field.long), None)
        if long is None:
            event.line.insert_text_at_cursor(event.text.splitlines()[0])
            return
        written = typed(self._entry(long))
        write(self._entry(long), f"{written}\n{event.text}" if written else event.text)
        self._focus(long)

    def _typed(self, name: str, value: str) -> None:
        if not self._filled.type(name, value):
            return
        self._typings += 1
        self._told, self._taken_up = ("", False), False
        self._offer = self._lit_first()
        self.keep_soon()
        self._look_up()
        self.refilled()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        self._offers, self._offer = [], self._lit_first()
        self._draw_labels()
        self._look_up()

    def _draw_labels(self) -> None:
        """The names of the fields; the one in hand stands out."""
        look, here = self.app.look, self._field()
        for label in self.query(".label").results(Lines):
            field = self._fields[(label.id or "").removeprefix("label-")]
            style = look.key if field is here else look.dim
            label.show([text(fit(" " + field.label, LABEL), style)])

    # For forms that show more

    def more_keys(self) -> list[tuple[str, str]]:
        """Keys that it has besides, each with a word."""
        return []

    def action_offer(self, by: int) -> None:
        """Moves through what is offered, or between fields when nothing is."""
        if not self._offers:
            self.action_go(by)
            return
        self._offer = max(0, min(len(self._offers) - 1, self._offer + by))
        self._draw_offers()

    # Leaving

    def action_go(self, by: int) -> None:
        """To the next or the previous field."""
        self._leave_field()
        names = list(self._fields)
        field = self._field()
        at = names.index(field.name) if field else 0
        self._focus(names[(at + by) % len(names)])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.name == list(self._fields)[-1]:
            self.action_submit()
        else:
            self.action_go(1)

    def answers(self) -> Answers:
        """What is filled in now."""
        return self._filled.answers()

    @work(group="submit")
    async def action_submit(self) -> None:
        """Does what the form asks for; it stays open when that fails."""
        await self._carry_out(self._submit)

    async def _carry_out(self, submit: Submit) -> None:
        if self._busy:
            return
        self._busy = True
        self.app.hold_keys()
        try:
            self._catch_up()
            self._leave_field()
            problem = await self._check() or await self.taken_over()
            typings, answers = self._typings, self.answers()
            problem = problem or await submit(answers)
            if not problem and self._draft is not None:
                await self.app.typed.use_up(self._draft.key)
        except OSError as error:
            problem = paths.too_long(error)
            if problem is None:
                raise
        finally:
            self._busy = False
            self.app.release_keys()
        if problem:
            self.keep_soon()  # another terminal may have used the draft up
            try:
                await self.keep()
            finally:
                self._tell(problem, bad=True)
            return
        self._catch_up()
        if self._typings > typings:  # while it was being done, so it is no part of that
            self.keep_soon()
        self.give(answers)

    def _catch_up(self) -> None:
        """Takes in what was typed last: its message may still be on the way."""
        for name in self._fields:
            self._typed(name, typed(self._entry(name)))

    async def _check(self) -> str | None:
        """What is wrong with a field, in a sentence; the cursor goes there."""
        for field in self._fields.values():
            if field.find and self._is_meant(field):
                await self._settle(field)
                text = self._filled.texts[field.name]
                if text and self._filled.is_open(field) and not field.free:
                    self._focus(field.name)
                    return _("“{text}” is not in the list.").format(text=text)
            if field.reading and not self._read_back(field):
                self._focus(field.name)
                return self._told[0]
        return None

    @work(group="submit")
    async def action_leave_form(self) -> None:
        """Leaves; what was typed stays as a draft."""
        if await self._put_down():
            self.leave()

    async def _put_down(self) -> bool:
        """Keeps what was typed, for when the form is opened again; whether that went well.

        Keys typed after the one that leaves are meant for what comes after the form.
        """
        self.app.hold_keys()
        written = True
        self._catch_up()
        while unsaved := self.unsaved():
            try:
                await self.keep()
                self._catch_up()
            except Exception as error:
                if not self.app.typed.rescue(error, asked=True):
                    self.app.release_keys()
                    return False
                self._catch_up()
                self.app.typed.leave_aside(unsaved.key)  # else something was typed since: again
                written = False
        if self._draft is not None and self._filled.is_begun() and written:
            self.app.say(_("Your draft is kept; ctrl+l in the bar empties it."))
        return True

    def on_unmount(self) -> None:
        """What was typed while it was going is written all the same."""
        late = [self._filled.type(name, typed(entry)) for name, entry in self._entries.items()]
        if any(late) and self._draft:
            self.app.typed.take(self.as_draft(self._draft, {}))
        if self.unsaved():
            self.app.keep_rest()

    def action_empty(self) -> None:
        """Puts every field back to what stood there by itself; the draft goes with it."""
        self._filled.empty()
        for field in self._fields.values():
            write(self._entry(field.name), field.value)
        self._focus(next(iter(self._fields)))
        self.keep_soon()
        self._look_up()
        self.refilled()

    @work(group="submit")
    async def action_editor(self) -> None:
        """Opens the long text in $EDITOR: that in hand, or the first one."""
        fields = [field for field in (self._field(), *self._fields.values()) if field]
        long = next((field.name for field in fields if field.long), None)
        draft = self._draft
        if long is None or draft is None:
            return
        await self.keep()
        written, problem = await editor.edit(
            self.app, self._filled.texts[long], lambda text: self.as_draft(draft, {long: text})
        )
        write(self._entry(long), written)
        self._catch_up()
        self._focus(long)
        if problem:
            self._tell(problem, bad=True)

    def _focus(self, name: str) -> None:
        """At once, and not with the next message: the next key may be here already."""
        self.screen.set_focus(self._entry(name))
