"""A bar whose field in hand offers what it may mean, and takes it when the field is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import work

from helpdesk_tui.desk import Superseded
from helpdesk_tui.people.directory import Named

from .drafted import Drafted
from .entries import Entry, write
from .fields import NEW, DraftOf, Field
from .lines import Lines
from .offers import offer_lines


class Offering(Drafted):
    """Fields with the list that each is chosen from, if it has one. How they stand is a form's."""

    def __init__(self, fields: Sequence[Field], draft: DraftOf | None) -> None:
        super().__init__(fields, draft)
        self._fields = self._filled.fields
        self._entries: dict[str, Entry] = {}
        self._told = ("", False)
        """What is said below the fields, and whether something is wrong."""
        self._taken_up = False
        """Whether it says what was typed before, and nothing since."""
        self._offers: list[Named] = []
        self._offer = 0
        self._offered_for = ("", "")
        self._implied = {
            field.implies[0]: self._fields[field.implies[0]].value
            for field in fields
            if field.implies and field.chosen is not None
        }
        """What a choice has filled in."""

    # For forms that show more

    def refilled(self) -> None:
        """Something else is filled in now."""

    def offered(self, lines: int) -> None:
        """So many lines are taken by what is told and offered below the fields."""

    # What is in hand

    def _entry(self, name: str) -> Entry:
        return self._entries[name]

    def _field(self) -> Field | None:
        focused = self.app.focused
        name = focused.name if focused is not None and self in focused.ancestors else None
        return self._fields.get(name or "")

    def _lit_first(self) -> int:
        """The offer that enter takes before another is looked for; -1 is none."""
        field = self._field()
        if field is None or not self._filled.is_open(field):
            return -1
        return 0 if field.first or self._filled.texts[field.name] else -1

    # Looking up

    @work
    async def _look_up(self) -> None:
        field = self._field()
        if field is None:
            self._draw_offers()
            return
        typed = self._filled.texts[field.name]
        if field.find:
            words = "" if self._filled.chosen[field.name] is not None else typed
            try:
                found = await self.app.desk.latest("offers", field.find, words)
            except Superseded:
                return
            if self._field() is field and self._filled.texts[field.name] == typed:
                self._offers, self._offered_for = found, (field.name, typed)
                if self._offer < 0:  # ↓ goes on from what stands there
                    here = (n for n, one in enumerate(found) if self._filled.stands(field, one))
                    self._offer = next(here, -1)
                elif self._offer >= len(found):  # fewer than those that it was chosen among
                    self._offer = self._lit_first()
        if field.reading and not self._taken_up:
            self._read_back(field)
        self._draw_offers()

    def _read_back(self, field: Field) -> bool:
        """Says how the field is understood; False when it is not."""
        assert field.reading
        try:
            self._told = (field.reading(self._filled.texts[field.name].strip()), False)
        except ValueError as error:
            self._told = (str(error), True)
            return False
        return True

    def _draw_offers(self) -> None:
        if self.answer.done():  # the answer to a look-up came when the form was going
            return
        drawn = offer_lines(
            self._offers, self._offer, self._told, self.app.size.width, self.app.look
        )
        below = self.query_one("#form-offers", Lines)
        below.styles.height = len(drawn)
        below.show(drawn)
        self.offered(len(drawn))

    def _tell(self, words: str, *, bad: bool = False) -> None:
        self._told = (words, bad)
        self._draw_offers()

    # Taking

    def _leave_field(self) -> None:
        """Takes the offer that is lit for the field in hand, if it has any and was typed in."""
        field = self._field()
        if field is None or not field.find:
            return
        typed = self._filled.texts[field.name]
        if self._offered_for == (field.name, typed) and self._offers:
            lit = self._offers[self._offer] if self._offer >= 0 else None
            if lit and not self._filled.stands(field, lit):
                self._take(field, lit)
        elif self._is_meant(field):  # enter was quicker than the list
            self._resolve(field)

    def _is_meant(self, field: Field) -> bool:
        """Whether the first that is found for a field is meant, though nothing has been chosen."""
        said = self._filled.texts[field.name].strip()
        return self._filled.is_open(field) and bool(
            said or (field.first and field is self._field())
        )

    @work(group="resolve")
    async def _resolve(self, field: Field) -> None:
        await self._settle(field)

    async def _settle(self, field: Field) -> None:
        """Looks up what a field means and takes the first that is found."""
        typed = self._filled.texts[field.name]
        assert field.find
        found = await self.app.desk.read(field.find, typed)
        if found and self._filled.texts[field.name] == typed and self._filled.is_open(field):
            self._take(field, found[0])

    def _take(self, field: Field, offer: Named) -> None:
        self._filled.take(field.name, offer)
        self._offer = -1
        write(self._entry(field.name), offer.name)
        self.keep_soon()
        if field.implies and offer.id != NEW:
            self._imply(*field.implies, offer.id)
        self._look_up()
        self.refilled()

    @work(group="resolve")
    async def _imply(self, name: str, follow: Callable[[int], Named | None], id_: int) -> None:
        """Fills another field with what follows from a choice, unless somebody has filled it."""
        implied = await self.app.desk.read(follow, id_)
        if self._filled.texts[name] in ("", self._implied.get(name)):
            implied = implied or Named(NEW, "")
            self._implied[name] = implied.name
            self._take(self._fields[name], implied)
