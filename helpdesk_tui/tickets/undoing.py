"""What one has done in this run of the program, and can take back."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpdesk_tui.models.changes import Done


@dataclass(slots=True)
class Undoing:
    """One's own actions of this run of the program: newest last, and those taken back."""

    done: list[tuple[str, Done]] = field(default_factory=list)
    undone: list[tuple[str, Done]] = field(default_factory=list)

    def did(self, label: str, done: Done) -> None:
        """Remembers an action under the words that told of it; what was undone is forgotten."""
        self.done.append((label, done))
        self.undone.clear()
