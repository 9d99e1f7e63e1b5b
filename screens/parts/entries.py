"""Where one types: a line or a longer text, both without anything that blinks or frames."""

from __future__ import annotations

from textual.events import Paste
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea

from .fields import Field


class OneLine(Input):
    """A line. A paste of several lines is not cut to its first one here: the form is told."""

    class Pasted(Message):
        """Several lines were pasted into a field that takes one."""

        def __init__(self, line: OneLine, text: str) -> None:
            super().__init__()
            self.line, self.text = line, text

    def _on_paste(self, event: Paste) -> None:
        lines = event.text.strip("\r\n").splitlines()  # terminals send either
        if len(lines) > 1:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(self, "\n".join(lines)))


Entry = OneLine | TextArea


class LongText(TextArea):
    """Several lines. One that is drawn while it goes has no styles any more, and draws nothing:
    Textual would fail over it (its issue 6528).
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)


def entry(field: Field, value: str) -> Entry:
    """The widget for a field. What is to be chosen is overwritten, what is written goes on."""
    if field.long:
        area = LongText(
            value, name=field.name, id=entry_id(field.name), tab_behavior="focus", compact=True
        )
        area.cursor_blink = False
        area.show_line_numbers = False
        return area
    is_choice = field.find is not None and not field.free
    line = OneLine(value, name=field.name, id=entry_id(field.name), select_on_focus=is_choice)
    line.cursor_blink = False
    return line


def entry_id(name: str) -> str:
    """What the widget of a field is called."""
    return f"field-{name}"


def typed(widget: Entry) -> str:
    """What stands in it."""
    return widget.text if isinstance(widget, TextArea) else widget.value


def write(widget: Entry, value: str) -> None:
    """Puts a text in, with the caret at its end."""
    if isinstance(widget, TextArea):
        widget.move_cursor((0, 0))  # Textual looks for the caret in the new text before it moves it
        widget.text = value
        widget.move_cursor(widget.document.end)
    else:
        widget.value = value
        widget.cursor_position = len(value)
