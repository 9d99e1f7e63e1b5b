"""What is filled in so far: the state of a form without its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpdesk_tui.people.directory import Named

from .fields import NEW, Answers, Field


class Filled:
    """The text of every field, and the numbers of what was chosen."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = {field.name: field for field in fields}
        self.empty()

    def take_up(self, kept: Mapping[str, str]) -> None:
        """Puts a draft in, as `to_keep` had given it."""
        for name, value in kept.items():
            if name in self.texts:
                self.texts[name] = value
            elif name.endswith("#") and name[:-1] in self.chosen and value.isdecimal():
                self.chosen[name[:-1]] = int(value)

    def to_keep(self) -> dict[str, str]:
        """What a draft holds: every text, and the numbers; nothing when nothing was written."""
        if not self.is_begun():
            return {}
        chosen = {f"{name}#": str(id_) for name, id_ in self.chosen.items() if id_ is not None}
        return {**self.texts, **chosen}

    def is_begun(self) -> bool:
        """Whether anything is written that did not stand there by itself."""
        return any(self.texts[name] != field.value for name, field in self.fields.items())

    def type(self, name: str, value: str) -> bool:
        """Puts in what was typed; False when it stands there already. A choice is open again."""
        if self.texts[name] == value:
            return False
        self.texts[name] = value
        self.chosen[name] = None
        self._as_typed.discard(name)
        return True

    def take(self, name: str, offer: Named) -> None:
        """Puts in what was chosen, or what is to stand as it was typed."""
        self.texts[name] = offer.name
        if offer.id == NEW:
            self._as_typed.add(name)
        else:
            self.chosen[name] = offer.id

    def empty(self) -> None:
        """Puts every field back to what stood there by itself."""
        self.texts: dict[str, str] = {name: field.value for name, field in self.fields.items()}
        self.chosen: dict[str, int | None] = {
            name: field.chosen for name, field in self.fields.items()
        }
        self._as_typed = {name for name, field in self.fields.items() if field.free and field.value}
        """What stands as it was typed, now or before, whatever the list has that is like it."""

    def is_open(self, field: Field) -> bool:
        """Whether nothing has been chosen for the field yet."""
        return self.chosen[field.name] is None and field.name not in self._as_typed

    def stands(self, field: Field, offer: Named) -> bool:
        """Whether this is what stands in the field already."""
        if self.is_open(field) or self.texts[field.name] != offer.name:
            return False
        return self.chosen[field.name] in (offer.id, None)

    def answers(self) -> Answers:
        """What is filled in now, as it is handed on."""
        return Answers(dict(self.texts), dict(self.chosen))
