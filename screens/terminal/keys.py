"""One key at a time: what is typed ahead goes where it was meant to go.

A slow line, a snippet or a quick hand sends many keys at once. Textual forwards each to whatever
has the focus at that moment, while an earlier one is still on its way to move it. Here a key waits
until the one before it has been dealt with, and a command that opens a bar holds the keys after it
until the bar can take them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from textual.app import App
from textual.dom import DOMNode
from textual.events import Event, InputEvent, Key, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

PATIENCE = 0.5
"""Seconds after which the next key goes on whatever has become of the one before it."""

LONGEST = 10.0
"""Seconds that keys wait for a bar. What was meant for it must never be taken for commands, so
they are dropped then."""


P = ParamSpec("P")
N = TypeVar("N", bound=DOMNode)


class _Dealt(Message):
    """Follows a key on its way up and says that it has arrived.

    It goes up once more from `again`: what a field says of the key (that it was enter, say) set off
    behind the first one, and has arrived before the second. `key` is the number of the key: one
    that comes late says nothing of the next key.
    """

    def __init__(self, key: int, again: MessagePump | None = None) -> None:
        super().__init__()
        self.key = key
        self.again = again


class OrderlyApp(App[None]):
    """An app that deals with keys one after the other."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._typed: deque[Event] = deque()
        self._dealing = False
        self._dealt = 0
        """How many keys were sent on their way."""
        self._held = False
        self._awaited = False
        """Whether the keys that are held are meant for a bar that is about to open."""
        self._impatience: Timer | None = None
        self._waits = 0
        """How often it was begun to wait anew."""
        self._commands = 0

    @property
    def ahead(self) -> int:
        """Messages and keys that wait to be dealt with."""
        return self._message_queue.qsize() + len(self._typed)

    def begin_command(self, *, for_bar: bool = False) -> int:
        """Lets keys wait until this command has been carried out; answers its number."""
        self._commands += 1
        self.hold_keys(for_bar=for_bar)
        return self._commands

    def end_command(self, number: int) -> None:
        """Lets keys go on, unless they wait for a command that has begun since."""
        if number == self._commands:
            self.release_keys()

    def hold_keys(self, *, for_bar: bool = False) -> None:
        """Lets keys wait: they are meant for what comes after what is being done."""
        self._held = True
        self._awaited = for_bar
        self._be_patient()

    def release_keys(self) -> None:
        """Lets keys go on, to whatever has the focus now."""
        if self._held:
            self._held = False
            if not self._dealing:  # else the key that is on its way says when it has arrived
                self._go_to_next()

    def key_has_arrived(self) -> None:
        """What took the last key is gone, and with it the message that follows the key."""
        self._go_to_next()

    def _go_to_next(self) -> None:
        self.post_message(_Dealt(self._dealt))

    async def on_event(self, event: Event) -> None:
        if isinstance(event, InputEvent | Paste) and not self.screen_stack:
            return  # the desk is being left
        if not isinstance(event, Key | Paste) or event.is_forwarded:  # what came up unused
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._impatience is None:
            self._be_patient()
        await self._deal()

    def _be_patient(self) -> None:
        """Begins to wait anew, if a key waits: for the key before it, or for what holds it."""
        self._waits += 1
        if self._impatience is not None:
            self._impatience.stop()
            self._impatience = None
        if self._typed and (self._dealing or self._held):
            patience = LONGEST if self._held and self._awaited else PATIENCE
            self._impatience = self.set_timer(patience, partial(self._go_on, self._waits))

    async def _deal(self) -> None:
        """Sends the next key on its way, and what follows it to the same place."""
        if self._dealing or self._held or not self._typed or not self.screen_stack:
            return
        self._dealing = True
        self._dealt += 1
        target = self.focused or self.screen
        key = self._typed.popleft()
        self._be_patient()
        await super().on_event(key)
        if not target.post_message(_Dealt(self._dealt, self.focused)):  # the key has closed it
            self._go_to_next()

    async def on__dealt(self, message: _Dealt) -> None:
        message.stop()
        if message.key != self._dealt:
            return
        if message.again is not None and message.again.post_message(_Dealt(message.key)):
            return
        self._dealing = False
        self._be_patient()
        await self._deal()

    def _go_on(self, wait: int) -> None:
        if wait != self._waits:  # it had rung when it was stopped, and is not about this wait
            return
        self._impatience = None
        if self._held and self._awaited:
            self._typed.clear()
        self._dealing = self._held = False
        self._go_to_next()


Method = Callable[Concatenate[N, P], Coroutine[Any, Any, None]]
Command = Callable[Concatenate[N, P], None]


def command(method: Method[N, P]) -> Command[N, P]:
    """A command runs beside the keys; those typed after it wait a moment for it to be done."""
    return _beside(method, for_bar=False)


def asking(method: Method[N, P]) -> Command[N, P]:
    """A command that opens a bar: what is typed after it is meant for the bar."""
    return _beside(method, for_bar=True)


def _beside(method: Method[N, P], *, for_bar: bool) -> Command[N, P]:
    @wraps(method)
    def run(self: N, *args: P.args, **kwargs: P.kwargs) -> None:
        app = self.app
        assert isinstance(app, OrderlyApp)

        number = app.begin_command(for_bar=for_bar)

        async def work() -> None:
            try:
                await method(self, *args, **kwargs)
            finally:
                app.end_command(number)

        self.run_worker(work())

    return cast(Command[N, P], run)
