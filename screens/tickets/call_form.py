"""The form of a phone call: as like as any, and its time can be recorded from its first second."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from helpdesk_tui.i18n import _
from helpdesk_tui.worktime import stopwatch

from .alike_form import AlikeForm


class CallForm(AlikeForm):
    """Fields of a call. Ctrl+t puts the timer on it, from when the form was opened."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+t", "time_it", show=False)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._opened = stopwatch.read()

    def more_keys(self) -> list[tuple[str, str]]:
        return [("ctrl+t", _("timer"))]

    @work(group="timer")
    async def action_time_it(self) -> None:
        """The timer runs on this call, also should the line drop before its ticket is there."""
        answers = self.answers()
        title = _("Call from {who}").format(who=answers["caller"]) if answers["caller"] else ""
        client = answers.chosen["client"]
        await self.app.time_call(answers["about"] or title or _("Phone call"), client, self._opened)
