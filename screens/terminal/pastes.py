"""What is pasted is text: no key and no command, whatever it holds."""

from __future__ import annotations

START, END = "\x1b[200~", "\x1b[201~"
SIGN = "\N{SYMBOL FOR ESCAPE}"


class Pastes:
    """Takes the escapes out of what stands between the marks of a paste.

    Textual's parser takes a sequence in it for a key (Textual 8.2, `XTermParser.parse`).
    """

    def __init__(self) -> None:
        self._inside = False
        self._begun = ""
        """The beginning of a mark with which the last part has ended."""

    def as_text(self, data: str) -> str:
        """The next part of what was typed and pasted, in which a mark may be cut in two.

        The beginning of the mark at the end of a paste is kept back until the next part.
        """
        passed = 0 if self._inside else len(self._begun)
        rest, done = self._begun + data, []
        while True:
            mark = END if self._inside else START
            text, found, rest = rest.partition(mark)
            self._begun = "" if found else _beginning(mark, text)
            if not self._inside:
                done.append(text)
            else:
                done.append(text.removesuffix(self._begun).replace("\x1b", SIGN))
            if not found:
                return "".join(done)[passed:]
            done.append(found)
            self._inside = not self._inside


def _beginning(mark: str, text: str) -> str:
    """The longest beginning of a mark with which a text ends."""
    lengths = range(min(len(mark) - 1, len(text)), 0, -1)
    return next((mark[:n] for n in lengths if text.endswith(mark[:n])), "")
